package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// Obstacle is one thing that stands between two entities and a claim, or the claim that holds both.
type Obstacle struct {
	Code     string // stable: not-named, no-trigger, dropped, requirement, incomplete, role, told
	Message  string
	Sentence Span
	Trigger  Span // zero where no occurrence is at fault
}

// WhyNot says what became of every occurrence of doc whose sentence mentions a or b, names or keys of the
// lexicon: which claims hold both, and what stopped the others. It is a pure function like Extract.
func (x *Extractor) WhyNot(doc Document, a, b string) []Obstacle {
	d := x.begin(doc)
	d.run()
	w := whyNot{d: d}
	w.a, w.b = w.named(a), w.named(b)
	if w.a == nil || w.b == nil {
		return w.out
	}
	for _, s := range d.sentences {
		if w.mentions(s) {
			w.sentence(s)
		}
	}
	return w.out
}

// whyNot gathers the obstacles between two entities.
type whyNot struct {
	d    *document
	a, b *entity
	out  []Obstacle
}

func (w *whyNot) tell(code string, s *sentence, o *occurrence, format string, args ...any) {
	x := Obstacle{Code: code, Message: fmt.Sprintf(format, args...)}
	if s != nil {
		x.Sentence = s.span
	}
	if o != nil {
		x.Trigger = o.trigger()
	}
	w.out = append(w.out, x)
}

// named returns the entity of the article that has that name or key.
func (w *whyNot) named(name string) *entity {
	want := nameKey(name)
	for _, e := range w.d.order {
		if e.key == name || slices.ContainsFunc(append([]string{e.name, e.en}, e.names...), func(n string) bool { return n != "" && nameKey(n) == want }) {
			return e
		}
	}
	w.tell("not-named", nil, nil, "nothing in the text is read as %q; the entities are %s", name, w.everybody())
	return nil
}

func (w *whyNot) everybody() string {
	var names []string
	for _, e := range w.d.order {
		if len(e.refs) > 0 {
			names = append(names, e.name)
		}
	}
	return strings.Join(names, ", ")
}

func (w *whyNot) mentions(s *sentence) bool {
	return slices.ContainsFunc(s.refs, func(r ref) bool { return r.e == w.a || r.e == w.b })
}

func (w *whyNot) sentence(s *sentence) {
	n := 0
	for _, o := range s.occs {
		if o.event() {
			n++
			w.occurrence(o)
		}
	}
	if n == 0 {
		w.tell("no-trigger", s, nil, "no word of the sentence tells an occurrence")
	}
}

// occurrence tells the first thing that stands in the way of o.
func (w *whyNot) occurrence(o *occurrence) {
	lemma := fmt.Sprintf("%s (%s)", o.trig.ID, o.typ)
	switch {
	case o.dead:
		last := o.steps[len(o.steps)-1]
		w.tell("dropped", o.s, o, "%s: dropped by %s, %s; likelihood %.2f", lemma, last.Rule, last.Did, o.worth)
	case !w.d.learned("event") && !w.d.required(o):
		w.tell("requirement", o.s, o, "%s asks for «%s» of its participants", lemma, o.trig.Req)
	case !w.d.enough(o):
		w.tell("incomplete", o.s, o, "%s has no participant that makes it an occurrence one can check", lemma)
	case roleIn(o, w.a) != "" && roleIn(o, w.b) != "":
		w.tell("told", o.s, o, "%s holds both: %s as %s, %s as %s", lemma, w.a.name, roleIn(o, w.a), w.b.name, roleIn(o, w.b))
	default:
		for _, e := range []*entity{w.a, w.b} {
			if roleIn(o, e) == "" {
				w.tell("role", o.s, o, "%s: %s has no role%s", lemma, e.name, chances(o, e))
			}
		}
	}
}

// roleIn returns the role of e in o, or "".
func roleIn(o *occurrence, e *entity) schema.Role {
	for i, list := range [][]arg{o.agents, o.patients, o.places} {
		if has(list, e) {
			return []schema.Role{schema.Agent, schema.Patient, schema.Place}[i]
		}
	}
	return ""
}

// chances tells how likely the models found each role of e, beside what it would have taken.
func chances(o *occurrence, e *entity) string {
	var out []string
	for _, m := range roleModels {
		if p := o.odd(e, m.slot); p > 0 {
			out = append(out, fmt.Sprintf("%s %.2f of %.2f", m.name, p, o.bar(e, m)))
		}
	}
	if out == nil {
		return "; it stands too far away, or the rules alone read so short a text"
	}
	return ": " + strings.Join(out, ", ")
}
