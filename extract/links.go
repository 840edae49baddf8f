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
		if o.typ == schema.Control && o.noun && o.phase == schema.Gain {
			b.undertaking(o)
		}
		if o.typ == schema.Control && o.form.Kind == arabic.Imperfect && o.phase == schema.Gain && o.status == schema.Happened && o.trig.Frame.ID == "seize" && b.item(o.at).prep != 's' {
			o.phase = schema.Hold
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
		b.lend(t, o.agents)
		t.places = addAll(t.places, o.places)
	case "suffer":
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
		o.natures = n.natures
		if n.tally != nil && o.typ.HasTally() && o.tally == nil {
			joint := *n.tally
			joint.Min = -1
			o.tally, n.tally = &joint, &joint
		}
	}
}

// negate marks what a negation before its verb or noun says did not happen.
func (b *binder) negate(o *occurrence) {
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

// undertaking reads «the operation to take X», «began to take X», «an attempt to take X» as an attack on X:
// it does not say that X was taken.
func (b *binder) undertaking(o *occurrence) {
	prev := b.d.prev(b.s, o.at)
	begun := false
	for _, l := range b.s.occs {
		if l.target() == o && (l.trig.ID == "badaa" || l.trig.Kind == "try" || l.trig.Kind == "occur") {
			begun = true
		}
	}
	if !begun && !(prev != nil && prev.np < 0 && prev.punct == "" && (prev.is(b.c.Undertaking) || prev.trig != nil && prev.trig.Type == schema.Clash)) {
		return
	}
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

// byPreposition finds what brought a harm about behind «in», «by», «during», «as a result of».
func (b *binder) byPreposition(o *occurrence) {
	if !o.event() || !o.noun || harm(o.typ) && o.typ != schema.Detain {
		return
	}
	it := b.item(o.at)
	prev := b.d.prev(b.s, o.at)
	linked := it.prep == 'b' || prev != nil && prev.np < 0 && prev.isAny(b.c.Fi, b.c.AfterCause, b.c.During)
	if !linked {
		return
	}
	for k := len(b.s.occs) - 1; k >= 0; k-- {
		p := b.s.occs[k]
		if p.at >= o.at || !p.event() || p.dead {
			continue
		}
		if b.parted(p.at, o.at) {
			return
		}
		if harm(p.typ) && p.cause == nil {
			p.cause = o
			p.step("cause.preposition", "brought about by what the preposition governs", Span{it.start, it.end})
			continue
		}
	}
}

// parted reports whether a clause ends between items i and j.
func (b *binder) parted(i, j int) bool {
	for k := i + 1; k < j; k++ {
		it := b.item(k)
		if it.np < 0 && it.isWord() && it.isAny(b.c.Comp, b.c.Clause) {
			return true
		}
		if it.punct == ";" || it.punct == ":" {
			return true
		}
	}
	return false
}

// causes binds what a causing verb names behind it to what stands before it.
func (b *binder) causes(o *occurrence) {
	var left *occurrence
	for _, p := range b.s.occs {
		if p.at < o.at && p.event() && !p.dead && !harm(p.typ) {
			left = p
		}
	}
	if left == nil {
		left = b.d.lastScene()
	}
	for _, p := range b.s.occs {
		if p.at <= o.at || !p.event() || p.dead || p.cause != nil {
			continue
		}
		if p.at-o.at > 14 || b.clauseBetween(o.at, p.at) {
			break
		}
		if o.dead {
			b.negated(p)
			continue
		}
		if left == nil {
			b.lendHarm(p, o.agents)
			continue
		}
		if p.typ == left.typ && !harm(p.typ) {
			continue
		}
		p.cause = left
		p.step("cause.verb", "brought about by what stands before the verb", Span{b.item(o.at).start, b.item(o.at).end})
	}
}

// lendHarm makes the subject of a causing verb responsible for the harm that it names.
func (b *binder) lendHarm(p *occurrence, agents []arg) {
	if !harm(p.typ) || len(p.agents) > 0 {
		return
	}
	for _, a := range agents {
		if !has(p.patients, a.entity) && !a.entity.isPlace() {
			p.agents = addArg(p.agents, a)
		}
	}
}

func (b *binder) clauseBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if it := b.item(k); it.np < 0 && it.isWord() && it.is(b.c.Clause) && !it.is(b.c.ReportPart) {
			return true
		}
	}
	return false
}

// lastScene returns the latest attack, clash or raid of the sentences before in this paragraph.
func (d *document) lastScene() *occurrence {
	for k := len(d.sentences) - 1; k >= 0; k-- {
		s := d.sentences[k]
		if s.occs == nil || !s.done || s.para != d.para && s.para != d.para-1 {
			continue
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			if o := s.occs[n]; o.event() && !o.dead && (o.typ == schema.Attack || o.typ == schema.Clash || o.typ == schema.Raid) {
				return o
			}
		}
		return nil
	}
	return nil
}
