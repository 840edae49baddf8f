package resolvers

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/isnad-graph/isnad/schema"
)

// Figures tell what a request costs. Both count fields that are answered.
type Figures struct {
	Estimate int `json:"estimate"` // at most so many, by the sizes of pages that it asks for and one for each other list
	Limit    int `json:"limit"`    // of the estimate
	Spent    int `json:"spent"`    // fields, records read, and one for each 100 records that filters looked at and 100 bytes of text that the answer took
	MaxSpent int `json:"maxSpent"`
}

// spent notes what a request has taken.
func (p params) spent(r *request) {
	if p.figures != nil {
		p.figures.Spent = p.figures.MaxSpent - int(r.left.Load())
	}
}

// with returns r with the figures that the client asked for.
func (r *Response) with(p params) *Response {
	if p.figures != nil {
		r.Extensions = map[string]any{"cost": p.figures}
	}
	return r
}

// writeExtensions writes the extensions of r, if any, after what b holds of it.
func (r *Response) writeExtensions(b *bytes.Buffer) error {
	if len(r.Extensions) == 0 {
		return nil
	}
	text, err := json.Marshal(r.Extensions)
	if err != nil {
		return fmt.Errorf("write extensions: %w", err)
	}
	if len(r.Errors) > 0 || r.Data != nil {
		b.WriteByte(',')
	}
	b.WriteString(`"extensions":`)
	b.Write(text)
	return nil
}

// estimable is what the schema says about the sizes of answers: for each type, its fields.
var estimable = fieldTypes()

// fieldTypes reads the schema, which a test holds well-formed.
func fieldTypes() map[string]map[string]*ast.FieldDefinition {
	types := map[string]map[string]*ast.FieldDefinition{}
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		return types
	}
	for _, d := range doc.Definitions {
		types[d.Name] = map[string]*ast.FieldDefinition{}
		for _, f := range d.Fields {
			types[d.Name][f.Name] = f
		}
	}
	return types
}

// mostCost is where counting stops.
const mostCost = 1 << 50

// plus and times do not overflow.
func plus(a, b int) int { return min(mostCost, a+b) }

func times(a, b int) int {
	if a > 0 && b > mostCost/a {
		return mostCost
	}
	return a * b
}

// weighing estimates the cost of one operation.
type weighing struct {
	doc       *ast.QueryDocument
	variables map[string]any
	op        *ast.OperationDefinition
	spread    map[string]weight // of fragments that were weighed, or are being weighed
}

// weight is what some fields weigh.
type weight struct {
	cost    int
	each    int // of a connection, for each node of its page
	aliases int
}

func (w weight) add(other weight) weight {
	return weight{plus(w.cost, other.cost), plus(w.each, other.each), plus(w.aliases, other.aliases)}
}

var rootTypes = map[ast.Operation]string{ast.Query: "Query", ast.Mutation: "Mutation", ast.Subscription: "Subscription"}

// weigh refuses operations that may answer too much or that rename too many fields, and notes the estimate
// where the client asked for it.
func (s *Schema) weigh(doc *ast.QueryDocument, op *ast.OperationDefinition, p params) *Response {
	w := weighing{doc: doc, variables: p.Variables, op: op, spread: map[string]weight{}}
	total := w.set(op.SelectionSet, rootTypes[op.Operation])
	if p.figures != nil {
		*p.figures = Figures{Estimate: total.cost, Limit: s.opts.MaxEstimate, MaxSpent: s.opts.MaxCost}
	}
	switch {
	case total.aliases > s.opts.MaxAliases:
		return refuse(CodeAliases, "the document gives %d fields names of its own, at most %d may have one: send several requests", total.aliases, s.opts.MaxAliases)
	case total.cost > s.opts.MaxEstimate:
		e := &coded{
			code:    CodeOverEstimate,
			message: fmt.Sprintf("the document may ask for %d fields, at most %d are answered: give smaller values of first or last, above all in lists inside of lists", total.cost, s.opts.MaxEstimate),
			more:    map[string]any{"cost": total.cost, "limit": s.opts.MaxEstimate},
		}
		return e.response(statusOf(e.code)).with(p)
	}
	return nil
}

// set weighs fields of a type.
func (w *weighing) set(set ast.SelectionSet, parent string) weight {
	var total weight
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if !w.skipped(s.Directives) {
				total = total.add(w.field(s, parent))
			}
		case *ast.InlineFragment:
			if !w.skipped(s.Directives) {
				total = total.add(w.set(s.SelectionSet, cmp.Or(s.TypeCondition, parent)))
			}
		case *ast.FragmentSpread:
			if !w.skipped(s.Directives) {
				total = total.add(w.fragment(s.Name))
			}
		}
	}
	return total
}

// fragment weighs a fragment once. One that spreads itself weighs nothing there: it is refused later.
func (w *weighing) fragment(name string) weight {
	if known, ok := w.spread[name]; ok {
		return known
	}
	w.spread[name] = weight{}
	if f := w.doc.Fragments.ForName(name); f != nil {
		w.spread[name] = w.set(f.SelectionSet, f.TypeCondition)
	}
	return w.spread[name]
}

// field weighs a field and what is below it.
func (w *weighing) field(f *ast.Field, parent string) weight {
	own := weight{cost: 1}
	if f.Alias != f.Name && f.Alias != "" {
		own.aliases = 1
	}
	def := estimable[parent][f.Name]
	if def == nil { // of introspection, or an error that is found later
		return own.add(w.set(f.SelectionSet, ""))
	}
	below := w.set(f.SelectionSet, def.Type.Name())
	own.aliases = plus(own.aliases, below.aliases)
	if strings.HasSuffix(parent, "Connection") && (f.Name == "nodes" || f.Name == "edges") {
		own.each = below.cost
		return own
	}
	values, nodes := w.size(f, def)
	own.cost = plus(own.cost, plus(times(values, below.cost), times(nodes, below.each)))
	return own
}

// bounds are the arguments that say how long a plain list is at most.
var bounds = []string{"k", "top", "limit"}

// size returns how many values a field has at most, and how many nodes if it is a connection. A list that
// nothing bounds counts as one.
func (w *weighing) size(f *ast.Field, def *ast.FieldDefinition) (values, nodes int) {
	if def.Arguments.ForName("first") != nil {
		return 1, w.page(f)
	}
	for _, name := range bounds {
		if arg := def.Arguments.ForName(name); arg != nil {
			value := arg.DefaultValue
			if given := f.Arguments.ForName(name); given != nil {
				value = given.Value
			}
			if n, ok := w.number(value); ok {
				return max(1, n), 1
			}
		}
	}
	if ids := f.Arguments.ForName("ids"); ids != nil {
		return max(1, w.length(ids.Value)), 1
	}
	return 1, 1
}

// page returns the size of the page that f asks for. What is out of bounds is refused later.
func (w *weighing) page(f *ast.Field) int {
	size := -1
	for _, name := range []string{"first", "last"} {
		arg := f.Arguments.ForName(name)
		if arg == nil {
			continue
		}
		if n, ok := w.number(arg.Value); ok && (size < 0 || n < size) {
			size = min(max(n, 0), MaxPage)
		}
	}
	if size < 0 {
		return DefaultPage
	}
	return size
}

// number reads a value that is an Int, and reports whether it is one.
func (w *weighing) number(v *ast.Value) (int, bool) {
	switch value := w.value(v).(type) {
	case float64:
		return int(min(max(value, -1), mostCost)), true
	case int:
		return value, true
	case json.Number:
		n, err := value.Int64()
		return int(n), err == nil
	}
	return 0, false
}

func (w *weighing) length(v *ast.Value) int {
	if v != nil && v.Kind == ast.ListValue {
		return len(v.Children)
	}
	list, _ := w.value(v).([]any)
	return len(list)
}

// value returns what v is once variables are in their places, for the kinds that are asked for here.
func (w *weighing) value(v *ast.Value) any {
	if v == nil {
		return nil
	}
	switch v.Kind {
	case ast.IntValue:
		n, _ := strconv.Atoi(v.Raw)
		return n
	case ast.BooleanValue:
		return v.Raw == "true"
	case ast.Variable:
		if given, ok := w.variables[v.Raw]; ok {
			return given
		}
		if def := w.op.VariableDefinitions.ForName(v.Raw); def != nil && def.DefaultValue != nil && def.DefaultValue.Kind != ast.Variable {
			return w.value(def.DefaultValue)
		}
	}
	return nil
}

// skipped reports whether directives leave a selection out.
func (w *weighing) skipped(directives ast.DirectiveList) bool {
	for name, leaves := range map[string]bool{"skip": true, "include": false} {
		if d := directives.ForName(name); d != nil {
			if arg := d.Arguments.ForName("if"); arg != nil && w.value(arg.Value) == leaves {
				return true
			}
		}
	}
	return false
}
