package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// links settles how the occurrences of a sentence bear on each other: light verbs and modals on the
// event nouns beside them, negation, and what brought what about.
func (b *binder) links() {
	for _, o := range b.s.occs {
		b.negate(o)
	}
	for _, o := range b.s.occs {
		b.attempted(o)
		b.deniedNews(o)
	}
	for range 2 {
		for _, o := range b.s.occs {
			if !o.event() {
				b.bearOn(o)
			}
		}
	}
	for _, o := range b.s.occs {
		if o.trig.Kind == "report" && !o.noun {
			b.announced(o)
		}
		if o.typ == schema.Control && !o.dead && (!o.noun || o.phase == schema.Lose && b.item(o.at).pron != "") {
			b.controlOf(o)
		}
		if o.typ == schema.Control && o.noun && o.phase == schema.Gain {
			b.undertaking(o)
		}
		if o.typ == schema.Control && o.form.Kind == arabic.Imperfect && o.phase == schema.Gain && o.status == schema.Happened && o.trig.Frame.ID == "seize" && b.s.zone != TitleZone && b.item(o.at).prep != 's' {
			o.phase = schema.Hold
		}
	}
	for _, o := range b.s.occs {
		if o.typ == schema.Control && o.phase == schema.Hold && o.noun && !o.dead {
			b.heldTarget(o)
		}
	}
	for _, o := range b.s.occs {
		b.foldVerb(o)
		b.byPreposition(o)
	}
	for _, o := range b.s.occs {
		if o.trig.Kind == "cause" {
			b.causes(o)
		}
		if o.typ == schema.Support && !o.noun && len(o.patients) > 0 {
			b.supportedIn(o)
		}
	}
}

// attempted finds behind a relative clause what an attempt was made to do: «the attempts that X made to advance».
func (b *binder) attempted(o *occurrence) {
	if next := b.item(o.at + 1); o.trig.Kind != "try" || !o.noun || o.inner != nil || next == nil || !next.isWord() || !next.is(b.c.Rel) {
		return
	}
	for _, q := range b.s.occs {
		if q.at > o.at && q.event() && q.noun {
			if b.item(q.at).prep == 'l' && !b.barred(o.at+1, q.at) {
				o.inner = q
			}
			return
		}
	}
}

// deniedNews finds what a denial of news denies: «denied reports of the shelling of P», «denied what was said of it».
func (b *binder) deniedNews(o *occurrence) {
	if o.noun || o.trig.ID != "nafa" || o.inner != nil {
		return
	}
	news := false
	for i := o.at + 1; i < len(b.s.items) && i <= o.at+newsWithin; i++ {
		it := b.item(i)
		switch q := b.at[i]; {
		case it.isWord() && it.isAny(b.c.News, b.c.RelMa):
			news = true
		case q != nil && q.event() && q.noun && news:
			o.inner = q
			return
		case q != nil && q.event() || it.conj == 'w' && it.finite() || it.punct != "" && it.punct != `"`:
			return
		}
	}
}

// newsWithin is how many items behind a denial that begin with the news of it what is denied is told.
const newsWithin = 14

// barred reports whether a clause ends between items i and j.
func (b *binder) barred(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if b.barrier(k) {
			return true
		}
	}
	return false
}

// coordinated returns the event noun that a conjunction joins to o with nothing between them.
func (b *binder) coordinated(o *occurrence) *occurrence {
	n := b.at[o.at+1]
	if n != nil && n.event() && n.noun == o.noun && b.item(n.at).conj == 'w' {
		return n
	}
	return nil
}

// shareCoordinated lets «the arrest and killing of X» have one sufferer.
func (b *binder) shareCoordinated() {
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		o := b.s.occs[k]
		n := b.coordinated(o)
		if !o.event() || n == nil || len(o.patients) > 0 {
			continue
		}
		o.patients = append(o.patients, n.patients...)
		o.agents = addAll(o.agents, n.agents)
		o.places = addAll(o.places, n.places)
		if n.tally != nil && o.typ.HasTally() && o.tally == nil {
			both := joint(n.tally)
			o.tally, n.tally = both, both
		}
	}
}

// undertaking reads «the operation to take X», «began to take X», «an attempt to take X» as an attack on X:
// it does not say that X was taken.
func (b *binder) undertaking(o *occurrence) {
	if o.status == schema.Planned && o.trig.Frame.ID == "secure" {
		return // «tries to secure the road»
	}
	prev := b.d.prev(b.s, o.at)
	begun := false
	for _, l := range b.s.occs {
		if l.target() == o && (l.trig.ID == "badaa" || l.trig.Kind == "try" || l.trig.ID == "hadatha" && o.trig.Frame.ID != "seize") {
			begun = true
		}
	}
	if !begun && !(prev != nil && prev.np < 0 && prev.punct == "" && (prev.is(b.c.Undertaking) || prev.trig != nil && prev.trig.Type == schema.Clash)) {
		return
	}
	o.undertaken = o.trig
	o.typ, o.phase, o.mode = schema.Attack, schema.PhaseNone, schema.Ground
	if o.status == schema.Failed {
		o.status = schema.Happened
	}
	o.step("undertaking", "an attack that is to take the place", o.trigger())
}

// supportedIn makes whom X supports «in doing Y» the doer of Y.
func (b *binder) supportedIn(o *occurrence) {
	for i := o.at + 1; i < len(b.s.items) && i < o.at+9; i++ {
		t := b.at[i]
		if t == nil {
			continue
		}
		prev := b.d.prev(b.s, i)
		if t.noun && prev != nil && prev.isWord() && prev.is(b.c.Fi) {
			e := t
			if !e.event() {
				e = t.target()
			}
			if e != nil {
				b.lend(e, o.patients)
			}
		}
		return
	}
}

// controlOf folds «regained control of», «lost control of» into the control that the noun tells.
func (b *binder) controlOf(o *occurrence) {
	if o.trig.Frame.Obj != lexicon.PlaceSlot || len(o.places) > 0 {
		return
	}
	for _, n := range b.s.occs {
		if n.at <= o.at {
			continue
		}
		if n.typ != schema.Control || !n.noun || n.trig.Frame.ID != "seize" || n.at-o.at > 6 || b.parted(o.at, n.at) {
			return
		}
		n.agents, n.phase = addAll(n.agents, o.agents), o.phase
		if n.status == schema.Happened {
			n.status = o.status
		}
		if n.time == nil {
			n.time, n.period = o.time, o.period
		}
		o.dead = true
		n.step("control.verb", o.trig.ID, o.trigger())
		return
	}
}

// heldTarget makes «the areas that X holds» behind «on» what an attack before them struck.
func (b *binder) heldTarget(o *occurrence) {
	for i := o.at - 1; i >= 0 && i >= o.at-3; i-- {
		it := b.item(i)
		if it.np >= 0 || it.punct != "" && it.punct != `"` {
			return
		}
		if !it.isWord() || !it.is(b.c.Ala) {
			continue
		}
		for k := len(b.s.occs) - 1; k >= 0; k-- {
			e := b.s.occs[k]
			if e.at < i && i-e.at < 5 && e.event() && e.typ == schema.Attack {
				b.sufferer(e, append(inferred(o.agents), inferred(o.places)...))
				return
			}
		}
		return
	}
}

// announced makes an armed speaker the doer of what it announces without a clause: «X announced the
// resumption of its operations».
func (b *binder) announced(o *occurrence) {
	for _, t := range b.s.occs {
		if t.at <= o.at {
			continue
		}
		if t.at-o.at > 5 || !t.noun || b.parted(o.at, t.at) {
			return
		}
		e := t
		if !t.event() {
			if e = t.target(); e == nil {
				return
			}
		}
		if !harm(e.typ) {
			var armed []arg
			for _, a := range o.agents {
				if a.entity.armed() {
					armed = append(armed, a)
				}
			}
			b.lend(e, armed)
		}
		return
	}
}

// foldVerb folds a verb whose subject is an occurrence into it: «an attack that struck X».
func (b *binder) foldVerb(o *occurrence) {
	e := o.evSubj
	if e == nil || !e.event() || !o.event() {
		return
	}
	if e.typ != o.typ {
		if harm(o.typ) {
			o.cause = e
		}
		return
	}
	if mutual(o.typ) {
		b.lend(e, o.agents) // «a visit in which X received Y»
	}
	b.sufferer(e, append(o.patients, o.places...))
	o.dead = true
}

func harm(t schema.Type) bool {
	switch t {
	case schema.Kill, schema.Injure, schema.Displace, schema.Detain:
		return true
	}
	return false
}
