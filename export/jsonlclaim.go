package export

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
)

// Mentions and claims are nearly all lines of a file. They are written by hand, field by field as encoding/json
// would: a test holds both to the same bytes.

// jsonText appends to b; it is what encoding/json makes of the same values.
type jsonText struct{ b []byte }

func (j *jsonText) raw(s string) { j.b = append(j.b, s...) }

// key begins a field of an object; the brace before the first one stands already.
func (j *jsonText) key(name string) {
	if j.b[len(j.b)-1] != '{' {
		j.b = append(j.b, ',')
	}
	j.b = append(append(append(j.b, '"'), name...), `":`...)
}

func (j *jsonText) id(id graph.ID) {
	j.b = append(appendID(append(j.b, '"'), id), '"')
}

func (j *jsonText) number(n int) { j.b = strconv.AppendInt(j.b, int64(n), 10) }

func (j *jsonText) span(s graph.Span) {
	j.raw(`{"start":`)
	j.number(s.Start)
	j.raw(`,"end":`)
	j.number(s.End)
	j.raw("}")
}

// text appends a string. What needs an escape is left to encoding/json.
func (j *jsonText) text(s string) {
	if !plainText(s) {
		to := &scratch{j.b}
		enc := json.NewEncoder(to)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(s)        // neither a string nor a scratch has an error
		j.b = to.b[:len(to.b)-1] // without the end of a line
		return
	}
	j.b = append(append(append(j.b, '"'), s...), '"')
}

// plainText reports whether s stands in JSON as it is.
func plainText(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c < utf8.RuneSelf:
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == lineSeparator || r == paragraphSeparator {
			return false
		}
		i += size
	}
	return true
}

// Separators that encoding/json escapes.
const (
	lineSeparator      = '\u2028'
	paragraphSeparator = '\u2029'
)

// some appends a field where it says something.
func some[T ~string](j *jsonText, name string, s T) {
	if s != "" {
		j.key(name)
		j.text(string(s))
	}
}

// always appends a field, also an empty one.
func always[T ~string](j *jsonText, name string, s T) {
	j.key(name)
	j.text(string(s))
}

func (j *jsonText) someSpan(name string, s graph.Span) {
	if !s.IsZero() {
		j.key(name)
		j.span(s)
	}
}

func (j *jsonText) spanAt(name string, s graph.Span) {
	j.key(name)
	j.span(s)
}

// listed appends a field with a list, unless that is empty.
func listed[T any](j *jsonText, name string, items []T, each func(*jsonText, T)) {
	if len(items) == 0 {
		return
	}
	j.key(name)
	j.list(len(items), func(i int) { each(j, items[i]) })
}

func (j *jsonText) list(n int, each func(int)) {
	j.raw("[")
	for i := range n {
		if i > 0 {
			j.raw(",")
		}
		each(i)
	}
	j.raw("]")
}

func (j *jsonText) mentionLine(m mention) {
	j.raw(`{"type":"mention","mention":{"doc":`)
	j.id(m.Doc)
	j.raw(`,"entity":`)
	j.id(m.Entity)
	j.spanAt("span", m.Span)
	always(j, "form", m.Form)
	j.raw("}}\n")
}

func (j *jsonText) claimLine(op graph.Op, c *graph.Claim) {
	j.raw(`{"type":"claim"`)
	some(j, "op", op)
	j.raw(`,"claim":`)
	j.claim(c)
	j.raw("}\n")
}

func (j *jsonText) claim(c *graph.Claim) {
	j.raw(`{"id":`)
	j.id(c.ID)
	j.raw(`,"doc":`)
	j.id(c.Doc)
	always(j, "type", c.Type)
	some(j, "mode", c.Mode)
	some(j, "phase", c.Phase)
	always(j, "status", c.Status)
	some(j, "certainty", c.Certainty)
	listed(j, "agents", c.Agents, (*jsonText).arg)
	listed(j, "patients", c.Patients, (*jsonText).arg)
	listed(j, "places", c.Places, (*jsonText).arg)
	listed(j, "sources", c.Sources, (*jsonText).arg)
	listed(j, "sides", c.Sides, (*jsonText).side)
	if c.Period != (graph.Period{}) {
		j.period(c.Period)
	}
	listed(j, "tallies", c.Tallies, (*jsonText).tally)
	j.someSpan("brief", c.Brief)
	some(j, "stance", c.Stance)
	listed(j, "loaded", c.Loaded, (*jsonText).span)
	j.raw(`,"evidence":{`)
	j.spanAt("sentence", c.Evidence.Sentence)
	j.spanAt("trigger", c.Evidence.Trigger)
	j.spanAt("quote", c.Evidence.Quote)
	j.raw("}")
	always(j, "rule", c.Rule)
	always(j, "lexicon", c.Lexicon)
	some(j, "review", c.Review)
	j.raw("}")
}

func (j *jsonText) arg(a graph.Arg) {
	j.raw(`{"entity":`)
	j.id(a.Entity)
	j.spanAt("span", a.Span)
	if a.Inferred {
		j.raw(`,"inferred":true`)
	}
	j.someSpan("part", a.Part)
	j.raw("}")
}

func (j *jsonText) side(ids []graph.ID) {
	if ids == nil {
		j.raw("null")
		return
	}
	j.list(len(ids), func(i int) { j.id(ids[i]) })
}

func (j *jsonText) period(p graph.Period) {
	j.raw(`,"period":{`)
	some(j, "from", p.From)
	some(j, "to", p.To)
	some(j, "precision", p.Precision)
	if p.Anchored {
		j.key("anchored")
		j.raw("true")
	}
	some(j, "surface", p.Surface)
	j.spanAt("span", p.Span)
	j.raw("}")
}

func (j *jsonText) tally(t graph.Tally) {
	j.raw("{")
	always(j, "what", t.What)
	for i, n := range []*int{t.Min, t.Max} {
		if n != nil {
			j.key([]string{"min", "max"}[i])
			j.number(*n)
		}
	}
	some(j, "comparator", t.Comparator)
	some(j, "unit", t.Unit)
	some(j, "surface", t.Surface)
	j.spanAt("span", t.Span)
	j.raw("}")
}
