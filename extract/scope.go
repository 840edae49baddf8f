package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// target returns the event that a light verb or a modal bears on in the end.
func (o *occurrence) target() *occurrence {
	t := o.inner
	if t == nil {
		t = o.evSubj
	}
	for n := 0; t != nil && !t.event() && n < 4; n++ {
		if t.inner == nil {
			return nil
		}
		t = t.inner
	}
	return t
}

// bearOn passes what a light verb, a modal or a repelling verb says to the occurrence beside it, and to
// those that are joined to it.
func (b *binder) bearOn(o *occurrence) {
	t := o.target()
	if t == nil || t == o {
		return
	}
	for e := t; e != nil; e = b.coordinated(e) {
		b.bearOnOne(o, e)
	}
}

func (b *binder) bearOnOne(o, t *occurrence) {
	span := Span{b.item(o.at).start, b.item(o.at).end}
	switch o.trig.Kind {
	case "light":
		t.begun = t.begun || o.trig.ID == "badaa"
		if o.inner != nil && o.inner.trig.Kind == "repel" {
			b.sufferer(t, o.agents) // «X managed to repel an attack»
			break
		}
		b.lend(t, o.agents)
		t.places = addAll(t.places, o.places)
	case "report":
		if mutual(t.typ) && o.inner == t {
			b.lend(t, o.agents) // «the truce that X declared»
		}
	case "suffer":
		t.fell = true
		if slices.ContainsFunc(o.told, func(k int) bool { return b.counts(k, t) }) {
			b.sufferer(t, o.places)
			break
		}
		b.sufferer(t, append(o.patients, o.places...))
	case "scene":
		t.places = addAll(t.places, o.places)
	case "occur":
		t.places = addAll(t.places, o.places)
	case "repel":
		if t.typ == schema.Attack || t.typ == schema.Raid {
			t.status = schema.Failed
			b.sufferer(t, o.patients)
			t.step("status.repelled", "repelled", span)
		}
	case "try":
		b.lend(t, o.agents)
		t.hold.roles[0] = t.hold.roles[0].with(closed, o.carriedOn())
		t.status = schema.Failed
		if o.form.Kind == arabic.Imperfect {
			t.status = schema.Planned
		}
		t.step("status.attempt", string(t.status), span)
	case "fail":
		t.status = schema.Failed
		b.lend(t, o.agents)
		t.step("status.failed", "failed", span)
	case "plan":
		t.status = schema.Planned
		if o.trig.ID != "daa" {
			b.lend(t, o.agents)
		}
		t.step("status.planned", "planned", span)
	case "accuse":
		b.accuses(o, t)
		return
	case "deny":
		if o.trig.ID == "nafa" {
			t.status = schema.Denied
		} else {
			t.dead = true
		}
		t.step("status.denied", o.trig.ID, span)
	}
	if o.dead {
		b.negated(t)
	}
	if !o.noun && b.item(o.at).prep == 's' && t.status == schema.Happened {
		t.status = schema.Planned
		t.step("status.future", "future", span)
	}
}

// lend gives agents to an occurrence that has none of its own.
func (b *binder) lend(t *occurrence, agents []arg) {
	if mutual(t.typ) {
		for _, a := range agents {
			if !a.entity.isPlace() {
				t.agents = addArg(t.agents, a)
			}
		}
		return
	}
	if len(t.agents) > 0 || t.typ == schema.Kill && t.trig.Frame.Subj != lexicon.AgentSlot && len(agents) == 0 {
		return
	}
	slot := t.trig.Frame.Subj
	for _, a := range agents {
		if a.entity.isPlace() || has(t.patients, a.entity) {
			continue
		}
		if slot == lexicon.PatientSlot {
			if t.typ == schema.Displace {
				t.patients = addArg(t.patients, a)
			}
			continue
		}
		t.agents = addArg(t.agents, a)
	}
}

// mutual reports whether all who take part in an occurrence of that type stand in one role.
func mutual(t schema.Type) bool {
	switch t {
	case schema.Clash, schema.Negotiate, schema.Agree, schema.Meet:
		return true
	}
	return false
}

// sufferer gives an occurrence whom or what it struck.
func (b *binder) sufferer(t *occurrence, args []arg) {
	for _, a := range args {
		if has(t.agents, a.entity) {
			continue
		}
		if a.entity.isPlace() {
			t.places = addArg(t.places, a)
			continue
		}
		t.patients = addArg(t.patients, a)
	}
}

func addAll(args, more []arg) []arg {
	for _, a := range more {
		args = addArg(args, a)
	}
	return args
}

// negate marks what a negation before its verb or noun says did not happen.
func (b *binder) negate(o *occurrence) {
	if b.feared(o) {
		return
	}
	for i := o.at - 1; i >= 0 && i >= o.at-3; i-- {
		it := b.item(i)
		switch {
		case it.punct == `"`:
			continue
		case !it.isWord():
			return
		case it.isAny(b.c.Neg, b.c.NegWithout), it.is(b.c.NegLa) && o.form.Kind == arabic.Imperfect:
			o.step("status.negated", "negated", Span{it.start, it.end})
			if o.event() {
				b.negated(o)
			} else {
				o.dead = true
			}
			return
		case b.at[i] != nil && b.at[i].noun && b.at[i].trig.Kind == "occur":
			continue
		default:
			return
		}
	}
}

// feared marks what is told only as a fear or a condition: «fears that X attacks», «people fear that X attacks».
func (b *binder) feared(o *occurrence) bool {
	comp := false // «that» stands between
	for i := o.at - 1; i >= 0 && i >= o.at-fearWithin; i-- {
		it := b.item(i)
		switch {
		case it.isWord() && it.np < 0 && it.is(b.c.IfWord):
			o.dead = true
			o.step("status.conditional", "a condition or a fear", Span{it.start, it.end})
			return true
		case it.punct == `"` || it.isWord() && it.np < 0 && it.is(b.c.Min):
		case it.isWord() && it.np < 0 && it.is(b.c.Comp):
			comp = true
		case comp && (it.np >= 0 || it.isWord() && it.unknown() && it.conj == 0): // who fears
		default:
			return false
		}
	}
	return false
}

// fearWithin is how many items before a verb a word of fear governs it.
const fearWithin = 7

// negated says of an event that it did not happen. What is told only to say that nobody was hurt is left
// out; that an arrest was not made is a failure; the rest is a denial.
func (b *binder) negated(t *occurrence) {
	switch t.typ {
	case schema.Detain:
		t.status = schema.Failed
	case schema.Clash, schema.Attack:
		if len(t.agents) > 0 {
			t.status = schema.Denied
			return
		}
		t.dead = true
	default:
		t.dead = true
	}
}
