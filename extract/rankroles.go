package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// describe tells the features of an occurrence itself.
func (d *document) describe(v *vector, o *occurrence) {
	v.cat("type", typeNames, position(schema.EventTypes, o.typ))
	v.cat("frame", d.frameIDs, position(d.frameIDs, o.trig.Frame.ID))
	v.cat("form", formNames, position(formKinds, spelled(o.form.Kind)))
	v.cat("phase", phaseNames, position(phaseNames, string(o.phase)))
	v.cat("status", statusNames, position(schema.Statuses, o.status))
	v.cat("mode", modeNames, position(modeNames, string(o.mode)))
	v.cat("zone", zoneNames, position(zoneNames, string(o.s.zone)))
	it := &o.s.items[o.at]
	v.flag("noun", o.noun)
	v.flag("passive", o.passive)
	v.flag("definite", o.definite)
	v.flag("relative", o.relative)
	v.flag("conjoined", it.conj != 0)
	v.flag("with-b", it.prep == 'b')
	v.flag("with-l", it.prep == 'l')
	v.flag("suffixed", it.pron != "")
	v.flag("subject-is-event", o.evSubj != nil)
	v.flag("has-cause", o.cause != nil)
	v.flag("has-tally", o.tally != nil)
	v.flag("has-time", o.time != nil)
	v.flag("has-source", len(o.sources) > 0)
	v.flag("again", o.echoes != nil)
	for i, list := range [][]arg{o.agents, o.patients, o.places} {
		told, taken := split3(list)
		v.count("told", slotNames[i], told, 4)
		v.count("taken", slotNames[i], taken, 4)
	}
	v.num("sentence", o.s.n, 20)
	v.num("words", len(o.s.items), 120)
	before, after := o.neighbours()
	v.num("events-before", before, 6)
	v.num("events-after", after, 6)
	actors, places := o.s.partsCount()
	v.num("actors", actors, 10)
	v.num("places", places, 10)
}

// about begins the rows about o anew, with the features of o itself, and returns how many these are.
func (d *document) about(v *vector, o *occurrence) int {
	v.x = v.x[:0]
	d.describe(v, o)
	return len(v.x)
}

// spelled takes a verb that a vowel sign marks as passive for what it is without the sign, which most
// articles leave out: the models must not go by it.
func spelled(k arabic.FormKind) arabic.FormKind {
	if k == arabic.PassiveVrb {
		return arabic.Perfect
	}
	return k
}

// split3 counts the arguments that the words tell, and those taken over from elsewhere.
func split3(list []arg) (told, taken int) {
	for _, a := range list {
		if a.inferred {
			taken++
		} else {
			told++
		}
	}
	return told, taken
}

func (o *occurrence) neighbours() (before, after int) {
	for _, p := range o.s.occs {
		switch {
		case !p.event() || p.dead || p == o:
		case p.at < o.at:
			before++
		case p.at > o.at:
			after++
		}
	}
	return before, after
}

func (s *sentence) partsCount() (actors, places int) {
	for _, r := range s.refs {
		if r.e.isPlace() {
			places++
		} else {
			actors++
		}
	}
	return actors, places
}

// roleFeatures tells the features of a candidate for the roles of an occurrence.
func (d *document) roleFeatures(v *vector, o *occurrence, c *candidate, all []candidate) {
	e := c.e
	v.cat("kind", kindNames, position(schema.Kinds, e.kind))
	v.flag("known", e.entry >= 0)
	v.num("mentions", len(e.refs), 10)
	v.flag("in-title", e.inTitle())
	v.num("agent-elsewhere", e.stands.agent-b2i(has(o.agents, e)), 6)
	v.num("patient-elsewhere", e.stands.patient-b2i(has(o.patients, e)), 6)
	v.num("place-elsewhere", e.stands.place-b2i(has(o.places, e)), 6)
	v.num("foe-of-agent", d.foeOf(e, o.agents), 4)
	v.num("foe-of-patient", d.foeOf(e, o.patients), 4)
	v.flag("heading", o.s.heading == e)
	v.num("in-sentence", c.same, 4)
	d.ruleFeatures(v, o, e)
	d.contextFeatures(v, o, e)
	d.mentionFeatures(v, o, c)
	d.cueFeatures(v, o, c)
	d.rivalFeatures(v, o, c, all)
}

func (e *entity) inTitle() bool {
	return len(e.refs) > 0 && e.refs[0].s.zone == TitleZone
}

func inRole(args []arg, e *entity) (told, taken bool) {
	for _, a := range args {
		if a.entity == e {
			return !a.inferred, a.inferred
		}
	}
	return false, false
}

// ruleFeatures tells the role that the rules gave the candidate.
func (d *document) ruleFeatures(v *vector, o *occurrence, e *entity) {
	for i, list := range [][]arg{o.agents, o.patients, o.places} {
		told, taken := inRole(list, e)
		v.part("rule-told", slotNames[i], told)
		v.part("rule-taken", slotNames[i], taken)
	}
	v.flag("is-source", has(o.sources, e))
	for slot := range 3 {
		v.odds("first", slotNames[slot], o.odd(e, slot))
	}
}

// contextFeatures tells the roles of the candidate in the occurrences around.
func (d *document) contextFeatures(v *vector, o *occurrence, e *entity) {
	roles := func(name string, p *occurrence) {
		v.part(name, "agent", p != nil && has(p.agents, e))
		v.part(name, "patient", p != nil && has(p.patients, e))
		v.part(name, "place", p != nil && has(p.places, e))
	}
	roles("cause", o.cause)
	roles("effect", o.effect())
	roles("previous", o.prev)
	roles("previous-same", o.prevSame)
	roles("next", o.next)
	agent, patient, place, subject, speaker := 0, 0, 0, false, false
	for _, p := range o.s.occs {
		if p == o || p.dead && p.event() {
			continue
		}
		if has(p.subj, e) && p.at < o.at {
			subject, speaker = subject || p.trig.Kind != "report", speaker || p.trig.Kind == "report"
		}
		if !p.event() {
			continue
		}
		agent += b2i(has(p.agents, e))
		patient += b2i(has(p.patients, e))
		place += b2i(has(p.places, e))
	}
	v.num("sentence-agent", agent, 3)
	v.num("sentence-patient", patient, 3)
	v.num("sentence-place", place, 3)
	v.flag("subject-before", subject)
	v.flag("speaker-before", speaker)
}

// effect returns an occurrence of the sentence that o brought about, or nil.
func (o *occurrence) effect() *occurrence {
	for _, p := range o.s.occs {
		if p.cause == o && !p.dead {
			return p
		}
	}
	return nil
}

// rivalFeatures tells how the candidate stands among the others.
func (d *document) rivalFeatures(v *vector, o *occurrence, c *candidate, all []candidate) {
	nearer, here, inner, outer := 0, 0, false, false
	for i := range all {
		r := &all[i]
		if r.e == c.e {
			continue
		}
		here += b2i(r.at.s == o.s)
		nearer += b2i(c.at.s != nil && r.at.s != nil && farther(c.at, r.at, o))
		if c.e.isPlace() && (r.at.s == o.s || r.at.s == c.at.s) {
			inner = inner || d.inside(c.e, r.e)
			outer = outer || d.inside(r.e, c.e)
		}
	}
	v.num("nearer-rivals", nearer, 8)
	v.num("rivals-here", here, 8)
	v.flag("lies-in-rival", inner)
	v.flag("holds-rival", outer)
	v.num("level", levels[c.e.kind], 8)
}

// cueOdds is what the words make of a candidate: the log-odds of each role that it can play.
type cueOdds struct {
	e    *entity
	odds [3]float32
}

// cueFeatures tells what the words make of the candidate. They are the same in both passes.
func (d *document) cueFeatures(v *vector, o *occurrence, c *candidate) {
	odds := d.cueOdds(o, c)
	for _, m := range roleModels {
		if m.places == c.e.isPlace() {
			v.odds("words", m.name, odds[m.slot])
		}
	}
}

func (d *document) cueOdds(o *occurrence, c *candidate) [3]float32 {
	for i := range o.cues {
		if o.cues[i].e == c.e {
			return o.cues[i].odds
		}
	}
	d.buf.cues.ofRole(d, o, c)
	x := cueOdds{e: c.e}
	for _, m := range roleModels {
		if m.places == c.e.isPlace() {
			x.odds[m.slot] = d.buf.cues.weigh(d.models.Cues[m.name])
		}
	}
	o.cues = append(o.cues, x)
	return x.odds
}
