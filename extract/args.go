package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// binder gives the occurrences of one sentence their arguments.
type binder struct {
	d  *document
	s  *sentence
	c  *classes
	at map[int]*occurrence // by item
}

func (d *document) bind(s *sentence) {
	b := binder{d, s, &d.cls, make(map[int]*occurrence, len(s.occs))}
	for _, o := range s.occs {
		b.at[o.at] = o
	}
	for _, o := range s.occs {
		if o.trig.Kind == "aux" {
			continue
		}
		if !o.noun {
			b.subject(o)
		} else if f := o.trig.Frame.ID; f == "backed" || f == "held" || f == "besieged" {
			b.neighbour(o)
		}
		if o.typ == schema.Control && o.noun && o.phase == schema.Gain {
			b.held(o)
		}
		b.complements(o)
		if !o.noun && o.subjAt == -1 {
			b.dropped(o)
		}
		b.pronoun(o)
		if !o.noun {
			b.settleVoice(o)
			d.focus.keep(o)
		}
	}
	b.shareCoordinated()
	b.links()
}

// pronoun gives a pronoun on a verb its object, and one on a verbal noun its genitive, from what was
// named before.
func (b *binder) pronoun(o *occurrence) {
	it := b.item(o.at)
	if it.pron == "" || !o.event() || o.inner != nil {
		return
	}
	slot := o.trig.Frame.Obj
	if o.noun {
		slot = o.trig.Frame.Gen
	}
	switch slot {
	case lexicon.PatientSlot:
		if len(o.patients) > 0 {
			if !o.noun || o.trig.Frame.Obj != lexicon.PatientSlot || len(o.agents) > 0 {
				return
			}
			slot = lexicon.AgentSlot // «their targeting of X»
		}
	case lexicon.AgentSlot:
		if len(o.agents) > 0 {
			return
		}
	case lexicon.PlaceSlot:
		if len(o.places) == 0 && !o.noun && len(b.d.focus.places) > 0 {
			o.places = addArg(o.places, arg{b.d.focus.places[len(b.d.focus.places)-1], Span{it.start, it.end}, true})
		}
		return
	default:
		return
	}
	for _, e := range b.referents(o, it.pron, slot == lexicon.AgentSlot && o.typ != schema.Displace && o.typ != schema.Protest) {
		if slot == lexicon.AgentSlot && !organised(e) && o.typ != schema.Displace && o.typ != schema.Protest {
			continue
		}
		if slot == lexicon.PatientSlot && has(o.agents, e) || slot == lexicon.AgentSlot && has(o.patients, e) {
			continue
		}
		b.put(o, slot, arg{e, Span{it.start, it.end}, true})
		o.step("pronoun", e.name, Span{it.start, it.end})
	}
}

// referents returns whom a pronoun means: the nearest phrase before it that agrees, or two for a dual.
func (b *binder) referents(o *occurrence, suffix string, bodies bool) []*entity {
	gender, plural := pronounGender(suffix)
	dual := strings.HasSuffix(suffix, string([]rune{arabic.Meem, arabic.Alef}))
	var out []*entity
	take := func(e *entity) bool {
		if e == nil || e.isPlace() || e.kind == schema.Media || slices.Contains(out, e) || bodies && !organised(e) {
			return false
		}
		out = append(out, e)
		return !dual || len(out) == 2
	}
	for k := len(b.s.phrases) - 1; k >= 0; k-- {
		ph := &b.s.phrases[k]
		if ph.last >= o.at || ph.actor == nil || !plural && !agrees(ph.actor, gender, false) || !dual && has(o.agents, ph.actor) {
			continue
		}
		if dual && has(o.agents, ph.actor) {
			continue
		}
		for n := b.listHead(k); n >= 0 && plural; n = b.s.phrases[n].and {
			if take(b.s.phrases[n].actor) {
				return out
			}
		}
		if plural && len(out) > 0 && !dual {
			return out
		}
		if !plural && take(ph.actor) {
			return out
		}
	}
	for k := len(b.d.focus.actors) - 1; k >= 0; k-- {
		e := b.d.focus.actors[k]
		if !has(o.agents, e) && agrees(e, gender, plural) && take(e) {
			return out
		}
	}
	return out
}

// keep notes the subject of a clause for the clauses that follow without one.
func (f *focus) keep(o *occurrence) {
	if len(o.subj) == 0 || o.trig.Kind == "report" || o.relative || o.passive {
		return
	}
	f.subject = f.subject[:0]
	for _, a := range o.subj {
		if a.entity.kind != schema.Media && !a.entity.isPlace() {
			f.subject, f.in = append(f.subject, a.entity), o.s
		}
	}
}

func (b *binder) item(i int) *item {
	if i < 0 || i >= len(b.s.items) {
		return nil
	}
	return &b.s.items[i]
}

// barrier reports whether a clause ends at item i.
func (b *binder) barrier(i int) bool {
	it := b.item(i)
	if it.punct != "" {
		return it.punct != `"` && it.punct != "," && it.punct != "(" && it.punct != ")" && it.punct != "-" && it.punct != "!"
	}
	if it.np >= 0 || !it.isWord() {
		return false
	}
	return it.isAny(b.c.Comp, b.c.Rel, b.c.RelMa, b.c.Clause)
}

// subject looks for the subject of a verb before it.
func (b *binder) subject(o *occurrence) {
	comma := false
	for i := o.at - 1; i >= 0; i-- {
		it := b.item(i)
		switch {
		case it.np >= 0:
			if b.item(o.at).conj != 0 && i == o.at-1 || comma && b.item(o.at).conj != 0 {
				return
			}
			if b.companion(o, b.listHead(it.np)) {
				i = b.s.phrases[b.listHead(it.np)].relItem
				continue
			}
			if h := &b.s.phrases[b.listHead(it.np)]; h.rel != lexicon.NoClass || h.prep != 0 {
				if i = h.first; h.relItem >= 0 {
					i = h.relItem
				}
				continue
			}
			if b.item(o.at).pron != "" && o.trig.Frame.Obj != lexicon.NoSlot && b.subjectFollows(o) {
				b.fill(o, o.trig.Frame.Obj, b.listHead(it.np), "topic object")
				return
			}
			if comma && !b.topic(i) {
				return
			}
			b.takeSubject(o, b.listHead(it.np))
			return
		case it.punct == ",":
			if b.item(o.at).conj != 0 {
				return
			}
			comma = true
		case it.punct == `"` || it.punct == ")" || it.punct == "(" || it.time != nil || it.qty != nil:
		case b.barrier(i):
			if it.isWord() && it.is(b.c.Rel) {
				b.relative(o, i)
			}
			return
		case b.at[i] != nil && b.at[i].trig.Kind == "aux":
		case b.at[i] != nil:
			if b.item(o.at).conj != 0 {
				return
			}
			b.eventBefore(o, b.at[i])
			return
		case it.is(b.c.Neg) || it.is(b.c.NegLa) || it.unknown() && it.conj == 0 || it.is(b.c.AlsoAdj) || it.isAny(b.c.SourceAdj, b.c.Loaded):
		default:
			return
		}
	}
}

// neighbour binds a participle to the phrase right before it: «X, supported by Y», «X, held by Y».
func (b *binder) neighbour(o *occurrence) {
	for i := o.at - 1; i >= 0; i-- {
		it := b.item(i)
		switch {
		case it.np >= 0:
			b.fill(o, o.trig.Frame.Subj, b.listHead(it.np), "neighbour")
			return
		case it.punct == `"` || it.punct == "," || it.punct == ")" || it.punct == "(" || it.isWord() && it.isAny(b.c.Rel, b.c.Loaded):
		default:
			return
		}
	}
}

// held reads «areas of X's control», «under X's control» as holding.
func (b *binder) held(o *occurrence) {
	prev := b.d.prev(b.s, o.at)
	if prev != nil && prev.isWord() && prev.np < 0 && prev.is(b.c.Min) {
		o.dead = true // «freed from X's control»: the loser of another claim
		return
	}
	if prev == nil || prev.conj != 0 && prev.np >= 0 || !(prev.isWord() && (prev.is(b.c.Under) || prev.np < 0 && b.d.placeNoun(prev) != "")) {
		return
	}
	o.phase = schema.Hold
	o.step("phase.hold", "under control", Span{prev.start, prev.end})
}

// topic reports whether the phrase at item i opens its clause: only then may commas part it from its verb.
func (b *binder) topic(i int) bool {
	ph := &b.s.phrases[b.item(i).np]
	j := ph.first - 1
	for j >= 0 && b.item(j).punct == `"` {
		j--
	}
	return j < 0 || b.barrier(j)
}

// listHead returns the first phrase of the list that phrase k ends.
func (b *binder) listHead(k int) int {
	for k > 0 && b.s.phrases[k].joined && b.s.phrases[k-1].and == k {
		k--
	}
	return k
}

func (b *binder) takeSubject(o *occurrence, k int) {
	ph := &b.s.phrases[k]
	if ph.rel != lexicon.NoClass || ph.prep != 0 {
		return
	}
	if b.relPhrase(o, k) {
		return
	}
	o.subjAt = k
	b.fill(o, o.trig.Frame.Subj, k, "subject")
	o.subj = b.d.args(b.s, k, false)
}

// subjectFollows reports whether a phrase without a preposition stands right behind the verb.
func (b *binder) subjectFollows(o *occurrence) bool {
	for i := o.at + 1; i < len(b.s.items) && i < o.at+4; i++ {
		it := b.item(i)
		if it.np >= 0 {
			ph := &b.s.phrases[it.np]
			return ph.rel == lexicon.NoClass && ph.prep == 0 && !ph.isPlaceOnly()
		}
		if it.punct != `"` && it.time == nil {
			return false
		}
	}
	return false
}

// companion takes «together with X» between a subject and its verb as a further subject.
func (b *binder) companion(o *occurrence, k int) bool {
	ph := &b.s.phrases[k]
	if ph.rel != b.c.Maa || ph.actor == nil {
		return false
	}
	b.fill(o, o.trig.Frame.Subj, k, "companion")
	o.subj = append(o.subj, b.d.args(b.s, k, false)...)
	return true
}

// relPhrase reports whether phrase k and the verb are parted by a relative pronoun: handled elsewhere.
func (b *binder) relPhrase(o *occurrence, k int) bool {
	for i := b.s.phrases[k].last + 1; i < o.at; i++ {
		if b.item(i).isWord() && b.item(i).is(b.c.Rel) {
			return true
		}
	}
	return false
}

// relative binds a relative clause to what stands before its pronoun at item i: to its object if the
// verb carries a pronoun, else to its subject.
func (b *binder) relative(o *occurrence, i int) {
	o.relative = true
	for j := i - 1; j >= 0 && j > i-8; j-- {
		it := b.item(j)
		switch {
		case it.np >= 0:
			k := b.listHead(it.np)
			if h := &b.s.phrases[k]; h.rel == b.c.LedBy {
				j = h.relItem
				continue
			}
			if b.resumed(o) {
				if b.s.phrases[k].place != nil {
					b.fill(o, lexicon.PlaceSlot, k, "relative place")
				}
				return
			}
			if b.item(o.at).pron != "" {
				b.fill(o, o.trig.Frame.Obj, k, "relative object")
				if o.trig.Kind == "light" {
					break
				}
			} else {
				o.subjAt = k
				b.fill(o, o.trig.Frame.Subj, k, "relative subject")
				o.subj = b.d.args(b.s, k, false)
			}
			if o.trig.Kind == "light" || o.trig.Kind == "occur" {
				// «the campaign against X that Y leads»: the noun before may be an occurrence further left.
				for m := j; m >= 0 && m > j-8; m-- {
					if e := b.at[m]; e != nil && e.event() && e.noun {
						o.inner = e
						break
					}
				}
			}
			return
		case b.at[j] != nil && b.at[j].noun:
			b.eventBefore(o, b.at[j])
			return
		case it.punct == `"` || it.punct == ")" || it.punct == "(" || it.punct == "," || it.unknown() || it.isAny(b.c.SourceAdj, b.c.Loaded, b.c.AdjCommon):
		default:
			return
		}
	}
}

// resumed reports whether a preposition with a pronoun behind the verb takes up what stands before the
// relative pronoun: «the town that X controls (it)».
func (b *binder) resumed(o *occurrence) bool {
	for i := o.at + 1; i < len(b.s.items) && i <= o.at+3; i++ {
		it := b.item(i)
		if it.np < 0 && it.isWord() && it.is(b.c.Resumptive) {
			return true
		}
	}
	return false
}

// eventBefore binds a verb to the event noun before it: «an attack that X launched», «clashes broke out».
func (b *binder) eventBefore(o, e *occurrence) {
	if !e.noun {
		return
	}
	o.relative = true
	if b.item(o.at).pron != "" {
		o.inner = e
		return
	}
	o.evSubj, o.subjAt = e, -2
}

// dropped gives a verb without a subject of its own the subject of the clause before.
func (b *binder) dropped(o *occurrence) {
	it := b.item(o.at)
	if o.form.Kind == arabic.PassiveVrb || o.trig.Frame.Subj == lexicon.NoSlot {
		return
	}
	if it.form.Person == '1' {
		for _, e := range b.d.focus.speaker[:min(1, len(b.d.focus.speaker))] {
			a := arg{b.d.sideOf(e), Span{}, true}
			o.subj = append(o.subj, a)
			b.put(o, o.trig.Frame.Subj, a)
		}
		return
	}
	if !b.continues(o) {
		return
	}
	if e := b.selfSubject(o); e != nil {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
		o.step("subject.speaker", "the speaker tells of itself", Span{it.start, it.end})
		return
	}
	if e := b.sentenceSubject(o); e != nil {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
		o.step("subject.sentence", "the first body that the sentence names", Span{it.start, it.end})
		return
	}
	for _, e := range b.d.focus.subject {
		if !agrees(e, it.form.Gender, it.form.Number != 's') {
			return
		}
	}
	for _, e := range b.d.focus.subject {
		a := arg{e, Span{}, true}
		o.subj = append(o.subj, a)
		b.put(o, o.trig.Frame.Subj, a)
	}
	o.step("subject.carried", "the subject of the clause before", Span{it.start, it.end})
}

// sentenceSubject returns the first phrase of the sentence without a preposition, if no clause before the
// verb has had a subject: its own verb is one that the lexicon does not know.
func (b *binder) sentenceSubject(o *occurrence) *entity {
	if b.d.focus.in == b.s {
		return nil
	}
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.last >= o.at {
			return nil
		}
		if ph.rel != lexicon.NoClass || ph.prep != 0 || ph.actor == nil || !organised(ph.actor) || ph.joined {
			continue
		}
		if ph.taken || b.speaks(k) || !agrees(ph.actor, o.form.Gender, o.form.Number != 's') {
			return nil
		}
		return ph.actor
	}
	return nil
}

// speaks reports whether phrase k is the subject of a verb of reporting.
func (b *binder) speaks(k int) bool {
	for _, o := range b.s.occs {
		if o.trig.Kind == "report" && o.subjAt == k {
			return true
		}
	}
	return false
}

// selfSubject returns the speaker where a verb of reporting governs «that it …» and the speaker agrees.
func (b *binder) selfSubject(o *occurrence) *entity {
	i := o.at - 1
	for i >= 0 && (b.item(i).punct == `"` || b.item(i).is(b.c.Particle)) {
		i--
	}
	if i < 0 || !b.item(i).is(b.c.Comp) || len([]rune(b.item(i).stem)) < 3 {
		return nil
	}
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		r := b.s.occs[k]
		if r.at < i && r.trig.Kind == "report" && len(r.agents) > 0 {
			if e := r.agents[0].entity; organised(e) && agrees(e, o.form.Gender, o.form.Number != 's') {
				return e
			}
			return nil
		}
	}
	return nil
}

// continues reports whether a verb goes on with the clause before: it is joined by a conjunction, or a
// complementizer or the verb «was» stands before it.
func (b *binder) continues(o *occurrence) bool {
	it := b.item(o.at)
	if o.trig.Kind == "report" {
		return false
	}
	if ambiguousVoice(o) && len(o.patients) > 0 {
		return it.conj == 'w' && o.at > 0 && b.verbBefore(o.at)
	}
	return true
}

// verbBefore reports whether an active verb with a subject stands before item i in the sentence.
func (b *binder) verbBefore(i int) bool {
	for _, o := range b.s.occs {
		if o.at < i && !o.noun && len(o.subj) > 0 && o.trig.Kind != "report" && !o.passive {
			return true
		}
	}
	return false
}

// ambiguousVoice reports whether a verb is spelled alike in both voices and its passive is common.
func ambiguousVoice(o *occurrence) bool {
	if o.form.Kind != arabic.Perfect && o.form.Kind != arabic.Imperfect {
		return false
	}
	switch o.typ {
	case schema.Kill, schema.Injure, schema.Detain, schema.Release, schema.Displace:
		return o.trig.Frame.Subj == lexicon.AgentSlot
	}
	return o.trig.Type == schema.Attack && o.mode == schema.Assassination
}

// settleVoice decides whether a verb that can be either is active or passive: with one noun phrase and
// none before it, it is passive, and that phrase suffers.
func (b *binder) settleVoice(o *occurrence) {
	if !o.event() {
		return
	}
	passive := o.form.Kind == arabic.PassiveVrb
	if ambiguousVoice(o) && !passive {
		passive = len(o.agents) > 0 && len(o.patients) == 0
		if passive && b.item(o.at).pron != "" {
			passive = false
		}
	}
	if passive && o.trig.Frame.Subj == lexicon.AgentSlot && len(o.patients) == 0 {
		if o.subjAt >= 0 && wholeGroup(&b.s.phrases[o.subjAt]) && o.form.Kind != arabic.PassiveVrb {
			return // «X kidnapped», told without whom
		}
		if o.subjAt >= 0 && b.s.phrases[o.subjAt].anaphor == bareAnaphor {
			k := o.subjAt
			o.agents, o.passive = slices.DeleteFunc(o.agents, func(a arg) bool { return !o.byAgent(a) }), true
			b.fill(o, lexicon.PatientSlot, k, "passive subject")
			return
		}
		kept := o.agents[:0:0]
		for _, a := range o.agents {
			if a.inferred || o.byAgent(a) {
				kept = append(kept, a)
				continue
			}
			o.patients = addArg(o.patients, a)
		}
		o.agents = kept
		if len(o.patients) > 0 {
			o.passive = true
			o.step("voice.passive", "one participant only: it suffers", Span{b.item(o.at).start, b.item(o.at).end})
		}
	}
}

// wholeGroup reports whether a phrase names a fighting body as such, which is no person that one kills
// or arrests.
func wholeGroup(ph *phrase) bool {
	return ph.nature == whole && ph.anaphor == noAnaphor && ph.tally == nil && ph.actor != nil &&
		(ph.actor.kind == schema.ArmedGroup || ph.actor.kind == schema.Military || ph.actor.kind == schema.Coalition || ph.actor.kind == schema.State)
}

func (o *occurrence) byAgent(a arg) bool {
	for _, st := range o.steps {
		if st.Rule == "role.by" && st.Span == a.span {
			return true
		}
	}
	return false
}

// complements scans what stands behind a trigger in its clause.
func (b *binder) complements(o *occurrence) {
	f := o.trig.Frame
	outer := o
	if t := b.carried(o); t != nil {
		defer func() { b.passOn(outer, t) }()
	}
	direct, genitive := 0, o.noun
	comma := false
	pastAdj := false
	for i := o.at + 1; i < len(b.s.items); i++ {
		it := b.item(i)
		if it.punct == "(" {
			i = b.bracket(i)
			continue
		}
		switch {
		case it.np >= 0:
			k := it.np
			ph := &b.s.phrases[k]
			if i == ph.first {
				if comma && ph.rel == lexicon.NoClass && ph.prep == 0 && (it.conj != 0 || o.noun || direct > 0 && (f.Obj == lexicon.NoSlot || len(o.patients)+len(o.places) > 0)) {
					return
				}
				if ph.rel == lexicon.NoClass && ph.prep == 0 && it.conj != 0 && !ph.joined {
					return
				}
				if !ph.joined {
					if !b.complement(o, f, k, &direct, genitive && !pastAdj) {
						return
					}
				}
			}
			i = ph.last
			pastAdj = true
		case it.punct == ",":
			comma = true
		case it.punct == `"` || it.punct == "(" || it.punct == ")" || it.time != nil || it.qty != nil || it.punct == "-" || it.punct == "!":
		case b.barrier(i):
			return
		case b.at[i] != nil:
			if !b.nextTrigger(o, b.at[i]) {
				return
			}
		case it.conj != 0 && it.finite():
			return
		default:
			b.nation(o, i)
		}
	}
}

// nation takes an adjective of a nation right behind an event noun as its doer: «the Turkish attacks».
func (b *binder) nation(o *occurrence, i int) {
	it := b.item(i)
	if !o.noun || !o.event() || i > o.at+3 || it.conj != 0 || it.prep != 0 || len(o.agents) > 0 || !it.isWord() {
		return
	}
	switch o.typ {
	case schema.Attack, schema.Raid, schema.Besiege:
	default:
		return
	}
	if n, ok := b.d.nisba[it.stem]; ok {
		e := b.d.entryEntity(n.state)
		e.addName(trimMarks(b.d.text(it.start, it.end)))
		o.agents = addArg(o.agents, arg{e, Span{it.start, it.end}, false})
		o.step("role.nation", e.name, Span{it.start, it.end})
	}
}

// bracket returns the item of the bracket that closes the one at item i, or i.
func (b *binder) bracket(i int) int {
	for j := i + 1; j < len(b.s.items) && j < i+10; j++ {
		if b.item(j).punct == ")" {
			return j
		}
	}
	return i
}

// carried returns the event noun before a light verb or a verb of occurring that its complements belong to.
func (b *binder) carried(o *occurrence) *occurrence {
	if o.noun || o.trig.Kind != "light" && o.trig.Kind != "occur" {
		return nil
	}
	t := o.inner
	if t == nil {
		t = o.evSubj
	}
	if t == nil || !t.event() || t.at > o.at {
		return nil
	}
	return t
}

// passOn gives the complements of a light verb to the event noun before it: «an attack that X launched on Y».
func (b *binder) passOn(o, t *occurrence) {
	f := t.trig.Frame
	if o.trig.Kind == "light" {
		b.lend(t, o.agents)
	}
	for k := range b.s.phrases {
		ph := &b.s.phrases[k]
		if ph.first < o.at || ph.joined || b.parted(o.at, ph.first) || b.triggerBetween(o.at, ph.first) || b.relBetween(o.at, ph.first) {
			continue
		}
		direct := 2
		if ph.rel == lexicon.NoClass && ph.prep == 0 {
			if o.trig.Kind == "occur" && ph.place != nil && !b.ofAnother(o, ph) {
				b.placeOf(t, k)
			}
			continue
		}
		b.complement(t, f, k, &direct, false)
	}
}

func (b *binder) relBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if it := b.item(k); it.np < 0 && it.isWord() && it.isAny(b.c.Rel, b.c.RelMa) {
			return true
		}
	}
	return false
}

func (b *binder) triggerBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if b.at[k] != nil {
			return true
		}
	}
	return false
}

// nextTrigger handles a trigger behind o in its clause, and reports whether o's clause goes on behind it.
func (b *binder) nextTrigger(o, n *occurrence) bool {
	it := b.item(n.at)
	if !n.noun {
		return false
	}
	switch o.trig.Kind {
	case "light", "suffer", "scene", "repel", "try", "fail", "plan", "deny", "occur":
		if o.inner == nil {
			o.inner = n
		}
		return false
	case "plain":
		return false
	}
	// «X killed in shelling on Y»: what follows belongs to the later noun.
	_ = it
	return false
}

// complement gives phrase k the role that its preposition has in the frame of o. It reports whether the
// scan goes on.
func (b *binder) complement(o *occurrence, f *lexicon.Frame, k int, direct *int, genitive bool) bool {
	ph := &b.s.phrases[k]
	c := b.c
	switch {
	case ph.prep == 'b' && f.ID == "backed":
		b.fill(o, f.Min, k, "with")
	case ph.prep == 'b':
		if ph.place != nil && (ph.actor == nil || !organised(ph.actor) || ph.actor.kind == schema.State) {
			b.placeOf(o, k)
		} else if f.Obj == lexicon.PatientSlot && len(o.patients) == 0 && o.trig.Kind == "event" && o.typ == schema.Support {
			b.fill(o, f.Obj, k, "b")
		}
	case ph.prep == 'l':
		b.li(o, f, k)
	case ph.prep == 'k':
	case ph.rel == c.AgentBy:
		b.fillBy(o, k)
	case ph.rel == c.LedBy:
		if o.noun && len(o.agents) == 0 && f.Subj == lexicon.AgentSlot {
			b.fill(o, lexicon.AgentSlot, k, "led by")
		}
	case ph.rel == c.Facing:
		if o.typ == schema.Withdraw {
			b.fill(o, lexicon.PatientSlot, k, "before")
		}
	case ph.rel == c.Didd:
		b.fill(o, f.Didd, k, "against")
	case ph.rel == c.Ala:
		b.fill(o, f.Ala, k, "on")
	case ph.rel == c.Bayn:
		b.fill(o, f.Bayn, k, "between")
	case ph.rel == c.Maa:
		b.fill(o, f.Maa, k, "with")
	case ph.rel == c.An:
		b.fill(o, f.An, k, "about")
	case ph.rel == c.Ila:
		b.fill(o, f.Ila, k, "to")
	case ph.rel == c.Min:
		b.fill(o, f.Min, k, "from")
	case ph.rel == c.Per:
		return true
	case ph.rel == c.WithSupport:
		b.supporter(o, k)
	case ph.rel == c.Fi || ph.rel == c.Near || ph.rel == c.During || ph.rel == c.Across:
		if ph.place != nil {
			b.placeOf(o, k)
		} else if ph.rel == c.Fi && f.ID == "dead" {
			b.fill(o, f.Gen, k, "in")
		}
	case ph.rel == lexicon.NoClass:
		return b.direct(o, f, k, direct, genitive)
	}
	return true
}

// direct handles a phrase without a preposition: the genitive of a noun, the subject or object of a verb.
func (b *binder) direct(o *occurrence, f *lexicon.Frame, k int, direct *int, genitive bool) bool {
	ph := &b.s.phrases[k]
	if b.ofAnother(o, ph) {
		return true
	}
	*direct++
	if o.noun {
		switch {
		case *direct == 1 && (genitive || !b.item(o.at).def):
			if b.item(o.at).pron != "" && f.Obj != lexicon.NoSlot {
				b.fill(o, f.Obj, k, "object")
				return true
			}
			b.genitive(o, f, k)
		case *direct == 2 && f.Obj != lexicon.NoSlot && len(o.agents) > 0 && len(o.patients) == 0:
			b.fill(o, f.Obj, k, "object")
		case *direct == 2 && f.Gen == lexicon.PatientSlot && f.Obj == lexicon.PatientSlot && len(o.patients) > 0 && len(o.agents) == 0 && ph.actor != nil:
			// Two genitives in a row: the first did it, the second suffered it.
			o.agents, o.patients = o.patients, nil
			b.fill(o, f.Obj, k, "object")
		default:
			return false
		}
		return true
	}
	switch {
	case b.item(o.at).pron != "" && o.subjAt < 0:
		o.subjAt = k
		b.fill(o, f.Subj, k, "subject")
		o.subj = b.d.args(b.s, k, false)
	case o.subjAt == -1 && b.canBeSubject(o, f, ph, k):
		o.subjAt = k
		b.fill(o, f.Subj, k, "subject")
		o.subj = b.d.args(b.s, k, false)
	case f.Obj != lexicon.NoSlot:
		b.fill(o, f.Obj, k, "object")
	default:
		return false
	}
	return true
}

// ofAnother reports whether a phrase is the genitive of a word that the lexicon does not know: «the
// absence of X's aircraft» is no object.
func (b *binder) ofAnother(o *occurrence, ph *phrase) bool {
	i := ph.first - 1
	for i > o.at && b.item(i).punct == `"` {
		i--
	}
	if i <= o.at {
		return false
	}
	it := b.item(i)
	return it.unknown() && !it.def && !strings.HasSuffix(it.norm, string(rune(arabic.Alef)))
}

// canBeSubject reports whether the first phrase behind a verb is its subject. A place, or a position of
// somebody, behind a verb of force is its object: the subject is carried over.
func (b *binder) canBeSubject(o *occurrence, f *lexicon.Frame, ph *phrase, k int) bool {
	if ph.isPlaceOnly() {
		return f.Subj == lexicon.PlaceSlot
	}
	if f.Obj != lexicon.NoSlot && f.Subj == lexicon.AgentSlot && ph.nature == sites && o.event() {
		return false
	}
	if f.Obj != lexicon.NoSlot && f.Subj == lexicon.AgentSlot && o.event() && b.disagrees(o, ph) && len(b.d.focus.subject) > 0 &&
		agrees(b.d.focus.subject[0], o.form.Gender, o.form.Number != 's') && b.d.focus.subject[0] != ph.actor {
		return false
	}
	if f.Obj == lexicon.PatientSlot && f.Subj == lexicon.AgentSlot && o.event() && ambiguousVoice(o) &&
		b.item(o.at).conj == 'w' && b.verbBefore(o.at) && !b.anotherDirect(k) && len(b.d.focus.subject) > 0 {
		e := b.d.focus.subject[0]
		if ph.actor != e && agrees(e, o.form.Gender, o.form.Number != 's') {
			return false // «and killed three of Y»: the subject goes on
		}
	}
	return true
}

// disagrees reports whether a verb cannot have a phrase as its subject by gender.
func (b *binder) disagrees(o *occurrence, ph *phrase) bool {
	return ph.nature == whole && ph.and < 0 && o.form.Number == 's' && ph.gender != 0 && o.form.Gender != 0 && ph.gender != o.form.Gender
}

// anotherDirect reports whether another phrase without a preposition follows phrase k in its clause.
func (b *binder) anotherDirect(k int) bool {
	for n := k + 1; n < len(b.s.phrases); n++ {
		ph := &b.s.phrases[n]
		for i := b.s.phrases[n-1].last + 1; i < ph.first; i++ {
			if b.barrier(i) || b.at[i] != nil || b.item(i).punct == "," {
				return false
			}
		}
		if ph.joined {
			continue
		}
		if ph.rel == lexicon.NoClass && ph.prep == 0 && b.item(ph.first).conj == 0 {
			return true
		}
	}
	return false
}

// genitive gives the genitive of a verbal noun its role: that of the frame, but what is a place and
// cannot act is where or what was struck.
func (b *binder) genitive(o *occurrence, f *lexicon.Frame, k int) {
	slot := f.Gen
	if slot == lexicon.PatientSlot && f.Subj == lexicon.AgentSlot && wholeGroup(&b.s.phrases[k]) && b.s.phrases[k].and < 0 {
		switch o.typ {
		case schema.Kill, schema.Injure, schema.Detain, schema.Release:
			slot = lexicon.AgentSlot
		}
	}
	b.fill(o, slot, k, "genitive")
}

// li handles the preposition that marks the doer of some nouns and the sufferer of others.
func (b *binder) li(o *occurrence, f *lexicon.Frame, k int) {
	slot := f.Li
	if !o.noun && f.Subj != lexicon.PlaceSlot {
		return
	}
	if o.noun && slot == lexicon.AgentSlot && len(o.agents) > 0 && f.Obj != lexicon.NoSlot {
		slot = f.Obj
	}
	if o.noun && slot == lexicon.AgentSlot && len(o.patients) > 0 && f.Gen == lexicon.PatientSlot && b.s.phrases[k].actor != nil && o.typ != schema.Kill {
		slot = f.Li
	}
	if o.noun && f.Gen == lexicon.PatientSlot && slot == lexicon.PatientSlot && len(o.patients) > 0 && len(o.agents) == 0 && f.Obj == lexicon.PatientSlot {
		// «X's targeting of Y»: with both complements the genitive is the doer.
		o.agents, o.patients = o.patients, nil
	}
	b.fill(o, slot, k, "li")
}

func (b *binder) fillBy(o *occurrence, k int) {
	if o.typ == schema.Control && o.trig.Frame.ID != "fall" && o.phase != schema.Lose && o.trig.Frame.Subj != lexicon.AgentSlot {
		b.fill(o, lexicon.AgentSlot, k, "by")
		return
	}
	// A subject that was taken for the doer is the one that suffers.
	if !o.noun && len(o.agents) > 0 && len(o.patients) == 0 {
		o.agents, o.patients = nil, o.agents
	}
	b.fill(o, lexicon.AgentSlot, k, "by")
	ph := &b.s.phrases[k]
	o.step("role.by", "named as the doer", b.d.phraseSpan(b.s, ph))
}

// supporter reads «with the support of X» as an occurrence of its own.
func (b *binder) supporter(o *occurrence, k int) {
	ph := &b.s.phrases[k]
	n := &occurrence{
		typ: schema.Support, status: schema.Happened, certainty: schema.Asserted, s: b.s, at: ph.relItem,
		trig: b.d.supportTrigger, noun: true, subjAt: -1, rule: "support.with",
	}
	n.agents = b.d.args(b.s, k, false)
	n.cause = o
	it := b.item(ph.relItem)
	n.step("support.with", "supports the doer of the occurrence beside it", Span{it.start, it.end})
	b.s.occs = append(b.s.occs, n)
}

// placeOf takes a phrase as where o happened.
func (b *binder) placeOf(o *occurrence, k int) {
	for n := k; n >= 0; n = b.s.phrases[n].and {
		ph := &b.s.phrases[n]
		if ph.place == nil {
			continue
		}
		o.places = addArg(o.places, arg{ph.place, b.d.phraseSpan(b.s, ph), false})
		ph.taken = true
	}
}

func (d *document) phraseSpan(s *sentence, ph *phrase) Span {
	return Span{s.items[ph.first].start, s.items[ph.last].end}
}

// args returns the entities of the list that phrase k begins. AsPlace prefers their reading as places.
func (d *document) args(s *sentence, k int, asPlace bool) []arg {
	var out []arg
	for n := k; n >= 0; n = s.phrases[n].and {
		ph := &s.phrases[n]
		for _, e := range ph.both {
			out = addArg(out, arg{e, d.phraseSpan(s, ph), true})
		}
		e := ph.actor
		if asPlace || e == nil {
			e = ph.place
		}
		if e == nil && !asPlace {
			continue
		}
		out = addArg(out, arg{e, d.phraseSpan(s, ph), ph.anaphor != noAnaphor})
	}
	return out
}

// fill gives the entities of phrase k a role in o.
func (b *binder) fill(o *occurrence, slot lexicon.Slot, k int, how string) {
	if slot == lexicon.NoSlot || slot == lexicon.DestSlot {
		return
	}
	for n := k; n >= 0; n = b.s.phrases[n].and {
		ph := &b.s.phrases[n]
		span := b.d.phraseSpan(b.s, ph)
		for _, e := range ph.both {
			b.put(o, slot, arg{e, span, true})
		}
		e := b.d.asRole(o, ph, slot)
		if e != nil && ph.anaphor == pronounAnaphor && slot == lexicon.PatientSlot && has(o.agents, e) {
			e = b.d.focus.find(func(x *entity) bool { return organised(x) && !has(o.agents, x) && agrees(x, ph.gender, ph.plural) })
		}
		if e == nil {
			if ph.tally != nil && slot == lexicon.PatientSlot {
				b.count(o, ph)
			}
			continue
		}
		ph.taken = true
		o.loaded = append(o.loaded, ph.loaded...)
		s := slot
		if e.isPlace() && (s == lexicon.AgentSlot || s == lexicon.PatientSlot) {
			s = lexicon.PlaceSlot
		}
		b.put(o, s, arg{e, span, ph.anaphor == bareAnaphor})
		o.natures = append(o.natures, ph.nature)
		if s == lexicon.PatientSlot || s == lexicon.AgentSlot && o.trig.Frame.Subj == lexicon.AgentSlot {
			b.count(o, ph)
		}
		if ph.joint {
			o.joint = true
		}
		if ph.actor != nil && ph.place != nil && !e.isPlace() && len(ph.chain) > 0 {
			continue
		}
	}
	o.step("role."+how, string(slot), b.d.phraseSpan(b.s, &b.s.phrases[k]))
}

// asRole picks the reading of a phrase that can fill slot.
func (d *document) asRole(o *occurrence, ph *phrase, slot lexicon.Slot) *entity {
	switch slot {
	case lexicon.PlaceSlot:
		return ph.place
	case lexicon.LoserSlot:
		return ph.actor
	case lexicon.AgentSlot:
		if ph.actor == nil && ph.anaphor == bareAnaphor {
			return d.bareAgent(o, ph)
		}
		if ph.actor == nil {
			return ph.place
		}
		return ph.actor
	}
	if ph.actor != nil && ph.place != nil && ph.actor.kind == schema.State && ph.place.kind != schema.Country {
		return ph.place
	}
	if ph.actor == nil && ph.anaphor == bareAnaphor {
		return d.barePatient(o, ph)
	}
	if ph.actor == nil {
		return ph.place
	}
	return ph.actor
}

func (d *document) bareAgent(o *occurrence, ph *phrase) *entity {
	if ph.nature == members && !ph.def && o.event() {
		return d.generic(schema.Unknown)
	}
	return nil
}

// barePatient tells who gunmen of nobody named are: the group that the text spoke of last; persons
// counted without a noun are unnamed civilians.
func (d *document) barePatient(o *occurrence, ph *phrase) *entity {
	if ph.tally != nil && ph.first == ph.last && o.s.items[ph.first].qty != nil || o.s.items[ph.last].is(d.cls.Others) {
		if e := d.lastPatient(o); e != nil {
			return e
		}
		return d.generic(schema.Civilians)
	}
	e := d.focus.find(func(e *entity) bool { return e.kind == schema.ArmedGroup && !has(o.agents, e) })
	return e
}

func (d *document) lastPatient(o *occurrence) *entity {
	for k := len(o.s.occs) - 1; k >= 0; k-- {
		p := o.s.occs[k]
		if p.at < o.at && (p.typ == schema.Kill || p.typ == schema.Injure) && len(p.patients) > 0 {
			return p.patients[0].entity
		}
	}
	return nil
}

func (b *binder) put(o *occurrence, slot lexicon.Slot, a arg) {
	switch slot {
	case lexicon.AgentSlot:
		o.agents = addArg(o.agents, a)
	case lexicon.PatientSlot:
		o.patients = addArg(o.patients, a)
	case lexicon.PlaceSlot:
		o.places = addArg(o.places, a)
	case lexicon.LoserSlot:
		o.losers = addArg(o.losers, a)
	}
}

// count takes the number of a phrase as the tally of o. Families and vehicles do not count persons.
func (b *binder) count(o *occurrence, ph *phrase) {
	if ph.tally == nil || !o.typ.HasTally() || ph.nature == families || ph.nature == sites || ph.nature == forces {
		return
	}
	if o.tally == nil {
		t := *ph.tally
		o.tally = &t
		return
	}
	if ph.joined {
		// «five of A and three of B» share one occurrence only where the text gives one number.
		o.tally = sum(o.tally, ph.tally)
	}
}

func sum(a, b *Tally) *Tally {
	t := *a
	if a.Min >= 0 && b.Min >= 0 {
		t.Min = a.Min + b.Min
	}
	if a.Max >= 0 && b.Max >= 0 {
		t.Max = a.Max + b.Max
	} else {
		t.Max = -1
	}
	return &t
}
