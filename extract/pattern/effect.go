package pattern

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// effect reads the words behind claim, set, drop or cause.
func (p *parser) effect(r *Rule, verb Verb, words []string) error {
	e := Effect{Verb: verb, Line: p.line}
	if verb == ClaimVerb {
		if len(words) == 0 || !known(schema.Type(words[0]), schema.EventTypes, schema.LastingTypes) {
			return p.errorf("begin with an event type or a lasting relation, as in «claim attack agent=a»", "no type %q", strings.Join(words[:min(1, len(words))], ""))
		}
		e.Type, words = schema.Type(words[0]), words[1:]
	}
	for _, w := range words {
		key, value, ok := strings.Cut(w, "=")
		if !ok || value == "" {
			return p.errorf("write key=value without blanks", "%q", w)
		}
		if err := p.setting(&e, key, value); err != nil {
			return err
		}
	}
	if err := p.whole(&e); err != nil {
		return err
	}
	r.Effects = append(r.Effects, e)
	return nil
}

// settings says which keys an effect takes.
var settings = map[Verb][]string{
	ClaimVerb: {"phase", "status", "mode", "certainty", "agent", "patient", "place", "source", "count", "at"},
	SetVerb:   {"phase", "status", "mode", "certainty", "agent", "patient", "place", "source", "count", "on"},
	DropVerb:  {"on"},
	CauseVerb: {"from", "to"},
}

func (p *parser) setting(e *Effect, key, value string) error {
	if !slices.Contains(settings[e.Verb], key) {
		return p.errorf("use "+strings.Join(settings[e.Verb], ", "), "%s takes no %q", e.Verb, key)
	}
	ok := true
	switch key {
	case "phase":
		e.Phase = schema.Phase(value)
		ok = known(e.Phase, schema.Phases)
	case "status":
		e.Status = schema.Status(value)
		ok = known(e.Status, schema.Statuses)
	case "mode":
		e.Mode = schema.Mode(value)
		ok = known(e.Mode, schema.Modes)
	case "certainty":
		e.Certainty = schema.Certainty(value)
		ok = known(e.Certainty, schema.Certainties)
	default:
		return p.capture(e, key, value)
	}
	if !ok {
		return p.errorf("see the vocabulary in the package schema", "no %s %q", key, value)
	}
	return nil
}

// capture reads a setting whose value names captures.
func (p *parser) capture(e *Effect, key, value string) error {
	single := map[string]*string{"count": &e.Count, "at": &e.At, "on": &e.On, "from": &e.From, "to": &e.To}
	if at := single[key]; at != nil {
		if !isName(value) || strings.Contains(value, ".") {
			return p.errorf("name one capture", "%q", value)
		}
		*at = value
		return nil
	}
	for _, v := range strings.Split(value, ",") {
		name, part, _ := strings.Cut(v, ".")
		if !isName(name) || !known(Part(part), []Part{Whole, First, Last}) {
			return p.errorf("name captures, with «.first» or «.last» for one member of a list", "%q", v)
		}
		e.Roles = append(e.Roles, Binding{schema.Role(key), name, Part(part)})
	}
	return nil
}

// whole reports what an effect lacks.
func (p *parser) whole(e *Effect) error {
	switch {
	case e.Verb == CauseVerb && (e.From == "" || e.To == ""):
		return p.errorf("write «cause from=a to=b»", "a cause needs both ends")
	case (e.Verb == SetVerb || e.Verb == DropVerb) && e.On == "":
		return p.errorf("add on=CAPTURE", "%s needs the occurrence that it bears on", e.Verb)
	case e.Verb == ClaimVerb && e.Type.IsLasting() && !(e.has(schema.Agent) && e.has(schema.Patient)):
		return p.errorf("add agent=CAPTURE and patient=CAPTURE", "a lasting relation has a subject and an object")
	case e.Verb == ClaimVerb && len(e.Roles) == 0 && e.Count == "":
		return p.errorf("add agent=, patient= or place=", "a claim about nobody")
	}
	return nil
}

func (e *Effect) has(role schema.Role) bool {
	return slices.ContainsFunc(e.Roles, func(b Binding) bool { return b.Role == role })
}

func known[T comparable](v T, lists ...[]T) bool {
	return slices.ContainsFunc(lists, func(l []T) bool { return slices.Contains(l, v) })
}
