package eval

import (
	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/schema"
)

// triple is a relation that an event or a lasting relation states.
type triple struct{ rel, subject, object string }

type triples map[triple]bool

// relations returns the triples that d states, with its entities renamed by name.
func relations(d *facts.Doc, name func(string) string) triples {
	t := statements{out: triples{}, name: name}
	for i := range d.Events {
		t.event(&d.Events[i])
	}
	for _, r := range d.Relations {
		if schema.Type(r.Type).IsLasting() {
			t.out[triple{r.Type, name(r.Subject), name(r.Object)}] = true
		}
	}
	return t.out
}

type statements struct {
	out  triples
	name func(string) string
}

func (t *statements) add(rel string, subjects, objects []string) {
	for _, s := range subjects {
		for _, o := range objects {
			if s != o {
				t.out[triple{rel, t.name(s), t.name(o)}] = true
			}
		}
	}
}

func (t *statements) pairs(rel string, parties []string) {
	for i, p := range parties {
		for _, q := range parties[i+1:] {
			a, b := t.name(p), t.name(q)
			if a != b {
				t.out[triple{rel, min(a, b), max(a, b)}] = true
			}
		}
	}
}

var harm = map[schema.Type]string{schema.Kill: "killed", schema.Injure: "injured", schema.Detain: "detained"}

func (t *statements) event(e *facts.Event) {
	switch status(e) {
	case schema.Happened:
		t.happened(e)
		t.tried(e)
	case schema.Failed:
		t.tried(e)
	}
}

// tried states what an event is told for whether it succeeded or failed.
func (t *statements) tried(e *facts.Event) {
	switch schema.Type(e.Type) {
	case schema.Attack:
		t.add("attacked", e.Agents, targets(e))
	case schema.Clash:
		if len(e.Agents) == 2 { // of three and more the format does not say who stood with whom
			t.pairs("clashed-with", e.Agents)
		}
		t.add("fought-in", e.Agents, e.Places)
	case schema.Raid:
		t.add("raided", e.Agents, targets(e))
	case schema.Besiege:
		t.add("besieges", e.Agents, targets(e))
	case schema.Negotiate:
		t.pairs("negotiated-with", e.Agents)
	case schema.Agree:
		t.pairs("agreed-with", e.Agents)
	case schema.Meet:
		t.pairs("met-with", e.Agents)
	case schema.Protest:
		t.add("protested-in", e.Agents, e.Places)
		t.add("protested-against", e.Agents, e.Patients)
	}
}

// happened states what only an event that took place is told for.
func (t *statements) happened(e *facts.Event) {
	switch kind := schema.Type(e.Type); kind {
	case schema.Control:
		t.add(either(e, schema.Lose, "lost", "controls"), e.Agents, e.Places)
	case schema.Withdraw:
		t.add("withdrew-from", e.Agents, e.Places)
	case schema.Kill, schema.Injure, schema.Detain:
		t.add(harm[kind], e.Agents, e.Patients)
		t.add(harm[kind]+"-in", e.Patients, e.Places)
	case schema.Release:
		t.add("released", e.Agents, e.Patients)
	case schema.Support:
		t.add("supports", e.Agents, e.Patients)
	case schema.Displace:
		t.add(either(e, schema.Return, "returned-to", "displaced-from"), e.Patients, e.Places)
	case schema.Deploy:
		t.add("deployed-to", e.Agents, e.Places)
	}
}

func either(e *facts.Event, phase schema.Phase, yes, no string) string {
	if schema.Phase(e.Phase) == phase {
		return yes
	}
	return no
}

func targets(e *facts.Event) []string {
	return append(append([]string{}, e.Patients...), e.Places...)
}

func status(e *facts.Event) schema.Status {
	if e.Status == "" {
		return schema.Happened
	}
	return schema.Status(e.Status)
}
