package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// names of the values of categories, in the order of their numbers.
var (
	typeNames   = stringsOf(schema.EventTypes)
	kindNames   = stringsOf(schema.Kinds)
	statusNames = stringsOf(schema.Statuses)
	phaseNames  = stringsOf([]schema.Phase{schema.Gain, schema.Hold, schema.Lose})
	modeNames   = stringsOf([]schema.Mode{schema.Ground, schema.Airstrike, schema.Shelling, schema.Explosion, schema.Suicide, schema.Shooting, schema.Assassination})
	formNames   = []string{"particle", "noun", "perfect", "imperfect", "passive", "masdar"}
	formKinds   = []arabic.FormKind{arabic.Particle, arabic.Noun, arabic.Perfect, arabic.Imperfect, arabic.PassiveVrb, arabic.Masdar}
	zoneNames   = []string{string(TitleZone), string(HeadingZone), string(CaptionZone)}
	slotNames   = []string{"agent", "patient", "place", "loser", "dest"}
	natureList  = []string{"whole", "members", "forces", "sites", "civils", "families"}
	anaphorList = []string{"none", "org", "latter", "both", "pronoun", "self", "these", "bare", "place"}
)

func stringsOf[T ~string](list []T) []string {
	var out []string
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

func position[T comparable](list []T, x T) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return -1
}

// describe tells the features of an occurrence itself.
func (d *document) describe(v *vector, o *occurrence) {
	v.cat("type", typeNames, position(schema.EventTypes, o.typ))
	v.cat("frame", d.frameIDs, position(d.frameIDs, o.trig.Frame.ID))
	v.cat("form", formNames, position(formKinds, o.form.Kind))
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
		v.num("told-"+slotNames[i], told, 4)
		v.num("taken-"+slotNames[i], taken, 4)
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
		v.flag("rule-told-"+slotNames[i], told)
		v.flag("rule-taken-"+slotNames[i], taken)
	}
	v.flag("is-source", has(o.sources, e))
	for slot := range 3 {
		v.put("first-"+slotNames[slot], o.odd(e, slot))
	}
}

// contextFeatures tells the roles of the candidate in the occurrences around.
func (d *document) contextFeatures(v *vector, o *occurrence, e *entity) {
	roles := func(name string, p *occurrence) {
		v.flag(name+"-agent", p != nil && has(p.agents, e))
		v.flag(name+"-patient", p != nil && has(p.patients, e))
		v.flag(name+"-place", p != nil && has(p.places, e))
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

// governorNames lists how a phrase can be governed.
func (c *classes) governorNames() []string {
	return []string{
		"agent-by", "with-support", "facing", "per", "didd", "bayn", "maa", "fi", "ala", "ila", "an", "min", "near", "across",
		"beside", "alongside", "led-by", "affiliated", "after-cause", "during", "after", "before", "so-called", "b", "l", "k", "free",
	}
}

func (d *document) governedBy(ph *phrase) int {
	n := len(d.governors)
	switch {
	case ph.rel != lexicon.NoClass:
		return position(d.governors, ph.rel)
	case ph.prep == 'b':
		return n
	case ph.prep == 'l':
		return n + 1
	case ph.prep == 'k':
		return n + 2
	}
	return n + 3
}

// frameSlot returns the slot that the frame of o gives to what a phrase behind its trigger is governed by.
func (d *document) frameSlot(o *occurrence, ph *phrase) lexicon.Slot {
	f, c := o.trig.Frame, &d.cls
	switch {
	case ph.prep == 'l':
		return f.Li
	case ph.rel == c.AgentBy:
		return lexicon.AgentSlot
	case ph.rel == c.Didd:
		return f.Didd
	case ph.rel == c.Ala:
		return f.Ala
	case ph.rel == c.Bayn:
		return f.Bayn
	case ph.rel == c.Maa:
		return f.Maa
	case ph.rel == c.An:
		return f.An
	case ph.rel == c.Ila:
		return f.Ila
	case ph.rel == c.Min:
		return f.Min
	case ph.rel == c.Fi || ph.rel == c.Near || ph.prep == 'b':
		return lexicon.PlaceSlot
	case ph.rel == lexicon.NoClass && o.noun:
		return f.Gen
	case ph.rel == lexicon.NoClass && o.passive:
		return f.Obj
	case ph.rel == lexicon.NoClass:
		return f.Subj
	}
	return lexicon.NoSlot
}

// mentionFeatures tells where the best mention of the candidate stands towards the trigger, and how.
func (d *document) mentionFeatures(v *vector, o *occurrence, c *candidate) {
	s := c.at.s
	ph := &phrase{}
	head := ph
	if s != nil {
		b := binder{d: d, s: s, c: &d.cls}
		ph = &s.phrases[c.at.phrase]
		head = &s.phrases[b.listHead(c.at.phrase)]
	}
	here := s == o.s
	v.flag("here", here)
	v.flag("nowhere", s == nil)
	back, ahead, para := 0, false, 0
	if s != nil && !here {
		back, ahead, para = o.s.n-s.n, s.n > o.s.n, o.s.para-s.para
	}
	v.num("sentences-back", back, 5)
	v.flag("ahead", ahead)
	v.num("paragraphs-back", para, 4)
	v.flag("title-mention", s != nil && s.zone == TitleZone && !here)
	v.cat("governor", d.governorList, gate(s != nil, d.governedBy(head)))
	v.cat("nature", natureList, gate(s != nil, int(ph.nature)))
	v.cat("anaphor", anaphorList, gate(s != nil, int(ph.anaphor)))
	v.flag("joined", ph.joined)
	v.flag("lists", ph.and >= 0 && s != nil)
	v.flag("phrase-definite", ph.def)
	v.flag("counted", ph.tally != nil)
	v.flag("names-source", ph.source)
	v.flag("of-org", ph.org != nil)
	v.flag("both-readings", ph.actor != nil && ph.place != nil)
	d.pathFeatures(v, o, here, ph, head)
}

// gate returns at where ok holds, else -1.
func gate(ok bool, at int) int {
	if ok {
		return at
	}
	return -1
}

// route is what stands between a phrase and a trigger of one sentence.
type route struct {
	items, phrases, events, triggers, direct int
	barrier, relative                        bool
	commas                                   int
}

func (d *document) route(o *occurrence, ph *phrase) route {
	i, j := o.at, ph.first
	if ph.first < o.at {
		i, j = ph.last, o.at
	}
	p := route{items: j - i, barrier: d.hardBreak(o.s, i, j)}
	for k := i + 1; k < j; k++ {
		it := &o.s.items[k]
		switch {
		case it.np >= 0:
			q := &o.s.phrases[it.np]
			if q.first == k {
				p.phrases++
				p.direct += b2i(q.rel == lexicon.NoClass && q.prep == 0 && !q.joined)
			}
		case it.punct == ",":
			p.commas++
		case it.isWord() && it.isAny(d.cls.Rel, d.cls.RelMa):
			p.relative = true
		}
	}
	for _, q := range o.s.occs {
		if q.at > i && q.at < j {
			p.triggers++
			p.events += b2i(q.event() && !q.dead)
		}
	}
	return p
}

func (d *document) pathFeatures(v *vector, o *occurrence, here bool, ph, head *phrase) {
	var p route
	before, after := false, false
	slot, nearest := -1, false
	if here {
		p = d.route(o, head)
		before, after = head.first < o.at, head.first > o.at
		if after {
			slot = position(slotNames, string(d.frameSlot(o, head)))
		}
		nearest = nearestEvent(o, head)
	}
	v.flag("before", before)
	v.flag("after", after)
	v.cat("frame-slot", slotNames, slot)
	v.num("distance", signed(p.items, before), 40)
	v.num("between-phrases", p.phrases, 8)
	v.num("between-direct", p.direct, 4)
	v.num("between-events", p.events, 5)
	v.num("between-triggers", p.triggers, 6)
	v.num("between-commas", p.commas, 4)
	v.flag("barrier", p.barrier)
	v.flag("relative-between", p.relative)
	v.flag("nearest-event", nearest)
	v.flag("is-subject", here && o.subjAt >= 0 && o.subjAt < len(o.s.phrases) && &o.s.phrases[o.subjAt] == head)
	v.flag("taken", ph.taken)
}

func signed(n int, negative bool) int {
	if negative {
		return -n
	}
	return n
}

// nearestEvent reports whether no other occurrence stands nearer to the phrase than o.
func nearestEvent(o *occurrence, ph *phrase) bool {
	for _, p := range o.s.occs {
		if p.event() && !p.dead && p != o && gap(ph, p.at) < gap(ph, o.at) {
			return false
		}
	}
	return true
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

// frameIDs lists the frames of the triggers, sorted.
func frameIDs(triggers []*lexicon.Trigger) []string {
	var out []string
	for _, t := range triggers {
		out = append(out, t.Frame.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// typeNumber numbers the event types.
var typeNumber = func() map[schema.Type]int {
	out := map[schema.Type]int{}
	for i, t := range schema.EventTypes {
		out[t] = i
	}
	return out
}()

// lemmas lists the lemmas of the triggers that tell events, sorted.
func lemmas(triggers []*lexicon.Trigger) []string {
	var out []string
	for _, t := range triggers {
		if t.Kind == "event" {
			out = append(out, t.ID)
		}
	}
	slices.Sort(out)
	return out
}
