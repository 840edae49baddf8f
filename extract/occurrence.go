package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/temporal"
	"github.com/isnad-graph/isnad/schema"
)

// arg is an entity in a role.
type arg struct {
	entity   *entity
	span     Span
	inferred bool
}

// occurrence is what one trigger tells; it becomes a claim if it holds.
type occurrence struct {
	typ       schema.Type
	mode      schema.Mode
	phase     schema.Phase
	status    schema.Status
	certainty schema.Certainty
	stance    schema.Stance
	agents    []arg
	patients  []arg
	places    []arg
	sources   []arg
	losers    []arg // from whom a place is taken
	tally     *Tally
	period    Period
	time      *temporal.Expr
	sides     [][]*entity
	loaded    []Span

	s          *sentence
	at         int // item
	trig       *lexicon.Trigger
	form       arabic.Form
	noun       bool
	passive    bool
	cause      *occurrence // what brought it about
	inner      *occurrence // the event noun that a light verb or modal bears on
	subj       []arg
	subjAt     int
	relative   bool        // its clause describes something; its subject does not go on
	evSubj     *occurrence // its subject is itself an occurrence
	dead       bool
	definite   bool
	begun      bool // only begun, as far as it is told
	rule       string
	steps      []Step
	told       []int            // the phrases that fill its patients or its subject
	echoes     *occurrence      // what it names again
	gain       *occurrence      // of a control that ended: what ended it
	loose      bool             // only models can weigh it
	undertaken *lexicon.Trigger // the control that an attack is to bring
	split      bool             // one of a list of numbers of dead or wounded
	fell       bool             // a verb says that there were those whom it befell
	blamed     bool             // its doers are accused of it

	read      [3][]arg // the agents, patients and places that the rules read
	ranked    bool     // the models settled its slots
	hold      hold
	chosen    *choice
	odds      []odds
	cues      []cueOdds
	likeliest [3]float32 // the probability of the likeliest agent, patient and place
	shown     int        // of a claim, what the mention that is its evidence says itself
	worth     float32    // the probability that it is an occurrence worth a claim
	words     float32    // log-odds of the words around it

	nth                  int         // among those of its type that a claim is made of
	prev, prevSame, next *occurrence // the occurrences told before and behind it, and the last one of its type
}

func (o *occurrence) step(rule, did string, span Span) {
	o.steps = append(o.steps, Step{rule, did, span})
}

// did reports whether a rule had a part in how o is read.
func (o *occurrence) did(rule string) bool {
	return slices.ContainsFunc(o.steps, func(st Step) bool { return st.Rule == rule })
}

// didAt reports whether a rule had its part by the words of a span.
func (o *occurrence) didAt(rule string, at Span) bool {
	return slices.ContainsFunc(o.steps, func(st Step) bool { return st.Rule == rule && st.Span == at })
}

func has(args []arg, e *entity) bool {
	return slices.ContainsFunc(args, func(a arg) bool { return a.entity == e })
}

func addArg(args []arg, a arg) []arg {
	if a.entity == nil || has(args, a.entity) {
		return args
	}
	return append(args, a)
}

// event reports whether o tells an occurrence itself, and does not only bear on one.
func (o *occurrence) event() bool { return o.trig != nil && o.trig.Kind == "event" }

// findOccurrences makes an occurrence of every trigger of s that is not part of a phrase.
func (d *document) findOccurrences(s *sentence) {
	for i := range s.items {
		it := &s.items[i]
		if it.trig == nil || it.np >= 0 {
			continue
		}
		if o := d.occurrenceAt(s, i); o != nil {
			s.occs = append(s.occs, o)
		}
	}
}

// occurrenceAt settles which lemma the word at item i is: the first whose needed word follows.
func (d *document) occurrenceAt(s *sentence, i int) *occurrence {
	return d.occurrenceOf(s, i, func(t *lexicon.Trigger) bool { return d.needsMet(s, i, t) })
}

// calls reports whether a verb of saying only tells a name: «a leader called X» is written as «a leader claims».
func (d *document) calls(s *sentence, i int, r *lexicon.Reading) bool {
	if r.Sense.Trigger.Kind != "report" || !s.items[i].is(d.cls.Named) || i+1 >= len(s.items) {
		return false
	}
	next := &s.items[i+1]
	return next.punct == `"` || next.np >= 0 && s.phrases[next.np].first == i+1
}

// occurrenceOf makes an occurrence of the best reading of item i whose lemma counts.
func (d *document) occurrenceOf(s *sentence, i int, counts func(*lexicon.Trigger) bool) *occurrence {
	it := &s.items[i]
	if it.is(d.cls.Particle) && i+1 < len(s.items) && s.items[i+1].finite() {
		return nil
	}
	var best *lexicon.Reading
	rank := 1 << 20
	for k := range it.reads {
		r := &it.reads[k]
		t := r.Sense.Trigger
		if t == nil || !counts(t) {
			continue
		}
		w := triggerRank(*r)
		if len(t.Needs) > 0 {
			w -= 2
		}
		if w < rank {
			best, rank = r, w
		}
	}
	if best == nil || it.isAny(d.cls.WithSupport, d.cls.Loaded) || d.particleFirst(it, best) || d.preposition(s, i, best) || d.calls(s, i, best) {
		return nil
	}
	t := best.Sense.Trigger
	it.trig, it.form = t, passiveByMark(best.Sense.Form, it.form)
	sp := best.Split
	it.def, it.pron = sp.Def, sp.Suffix
	if sp.Conj != 0 {
		it.conj = sp.Conj
	}
	if sp.Prep != 0 {
		it.prep = sp.Prep
	}
	o := &occurrence{
		typ: t.Type, mode: t.Mode, phase: t.Phase, status: schema.Happened, certainty: schema.Asserted,
		s: s, at: i, trig: t, form: it.form, definite: it.def, subjAt: -1,
	}
	o.noun = d.isNoun(s, i)
	o.form = d.formOf(it, t, o.noun)
	it.form = o.form
	o.rule = t.ID
	if t.Frame.ID == "dead" {
		d.deadCount(s, i, o)
	}
	o.step("trigger."+t.ID, t.Kind, Span{it.start, it.end})
	return o
}

// preposition reports whether a word that is spelled like a verb of reporting is a preposition: no
// complementizer follows it.
func (d *document) preposition(s *sentence, i int, best *lexicon.Reading) bool {
	it := &s.items[i]
	if best.Sense.Trigger.Kind != "report" && best.Sense.Trigger.Kind != "plain" || !it.isAny(d.cls.Bayn, d.cls.Min, d.cls.An, d.cls.After) {
		return false
	}
	return i+1 >= len(s.items) || !s.items[i+1].is(d.cls.Comp)
}

// deadCount takes the number before a noun for the dead or wounded: «28 dead»; a bare singular is one.
func (d *document) deadCount(s *sentence, i int, o *occurrence) {
	p := parser{d: d, s: s, c: &d.cls}
	if i > 0 && s.items[i-1].qty != nil && s.items[i-1].qty.Unit == "" {
		o.tally = p.tally(&s.items[i-1])
		return
	}
	if it := &s.items[i]; it.form.Number == 'd' && !it.def {
		o.tally = &Tally{Min: 2, Max: 2, Comparator: "eq", Span: Span{it.start, it.end}, Surface: d.text(it.start, it.end)}
		return
	}
	if it := &s.items[i]; it.form.Number == 's' && !it.def && it.pron == "" && !strings.HasSuffix(it.stem, string(rune(arabic.Alef))) {
		o.tally = &Tally{Min: 1, Max: 1, Comparator: "eq", Span: Span{it.start, it.end}, Surface: d.text(it.start, it.end)}
	}
}

// particleFirst reports whether a particle reads the word whole where the trigger needs clitics cut off.
func (d *document) particleFirst(it *item, best *lexicon.Reading) bool {
	if best.Split.Skip == 0 && best.Split.Suffix == "" {
		return false
	}
	for k := range it.reads {
		r := &it.reads[k]
		if r.Sense.Trigger == nil && r.Sense.Class != d.cls.AdjCommon && r.Sense.Form.Kind == arabic.Particle && r.Split.Suffix == "" && r.Split.Skip < best.Split.Skip+len(best.Split.Suffix) {
			return true
		}
	}
	return false
}

// formOf returns the reading of it as a noun or as a verb.
func (d *document) formOf(it *item, t *lexicon.Trigger, noun bool) arabic.Form {
	var first *lexicon.Reading
	for k := range it.reads {
		r := &it.reads[k]
		if r.Sense.Trigger != t || r.Sense.Form.Kind.IsVerb() == noun {
			continue
		}
		if first == nil || first.Sense.Form.Person == '1' && r.Sense.Form.Person != '1' {
			first = r
		}
	}
	if first == nil {
		return it.form
	}
	it.pron = first.Split.Suffix
	return passiveByMark(first.Sense.Form, it.form)
}

func passiveByMark(f, marked arabic.Form) arabic.Form {
	if marked.Kind == arabic.PassiveVrb && f.Kind == arabic.Perfect {
		f.Kind = arabic.PassiveVrb
	}
	return f
}

// isNoun decides between a verbal noun and a verb that is spelled like it: what a preposition or the
// article stands before is a noun, and so is what follows another noun of an occurrence; a bare word at
// the beginning of a clause is a verb.
func (d *document) isNoun(s *sentence, i int) bool {
	it := &s.items[i]
	noun, verb := false, false
	for k := range it.reads {
		r := &it.reads[k]
		if r.Sense.Trigger != it.trig {
			continue
		}
		if r.Sense.Form.Kind.IsVerb() {
			verb = true
		} else {
			noun = true
		}
	}
	switch {
	case !verb:
		return true
	case !noun || it.form.Kind == arabic.PassiveVrb:
		return false
	case it.pron != "" && it.trig.Frame.ID == "seize" && it.conj != 0:
		it.form.Kind = arabic.Masdar
		return true // what takes a place by a preposition carries no object: «and their control of X»
	case it.pron != "" && i > 0 && s.items[i-1].trig != nil && s.items[i-1].trig.Kind == "event" && !s.items[i-1].form.Kind.IsVerb():
		return false
	case it.prep == 'b' || it.prep == 'k' || it.def || it.prep == 'l':
		it.form.Kind = arabic.Masdar
		return true
	}
	if i == 0 || it.conj != 0 {
		prev := d.prev(s, i)
		if prev != nil && it.conj == 'w' && prev.trig != nil && !prev.form.Kind.IsVerb() && prev.np < 0 {
			it.form.Kind = arabic.Masdar
			return true
		}
		return false
	}
	prev := d.prev(s, i)
	if prev == nil {
		return false
	}
	nounish := prev.np < 0 && prev.punct == "" && !prev.isAny(d.cls.Particle, d.cls.Comp, d.cls.Clause, d.cls.Rel, d.cls.RelMa, d.cls.Neg, d.cls.NegLa) &&
		(prev.unknown() || d.placeNoun(prev) != "" || prev.isAny(d.cls.Under, d.cls.Site, d.cls.Per)) ||
		prev.isAny(d.cls.Fi, d.cls.Min, d.cls.Ala, d.cls.Ila, d.cls.An, d.cls.Maa, d.cls.During, d.cls.AfterCause,
			d.cls.After, d.cls.Before, d.cls.Bayn, d.cls.NegWithout, d.cls.Didd) ||
		prev.trig != nil && (prev.trig.Kind == "light" || prev.trig.Kind == "modal" || prev.trig.Kind == "try" || prev.trig.Kind == "plan" || prev.trig.Kind == "cause" || !prev.form.Kind.IsVerb() ||
			it.conj == 0 && prev.finite() && !prev.is(d.cls.Particle) && (prev.trig.Kind == "event" || prev.trig.Kind == "report")) // «a raid hit …»: no verb follows a verb
	if nounish = nounish || d.objectOfModal(s, prev); nounish {
		it.form.Kind = arabic.Masdar
	}
	return nounish
}

// objectOfModal reports whether the phrase of prev is the subject of a verb of intent or attempt right before it: «X intends
// to launch», where the verbal noun is spelled like «launched».
func (d *document) objectOfModal(s *sentence, prev *item) bool {
	if prev.np < 0 {
		return false
	}
	v := d.prev(s, s.phrases[prev.np].first)
	return v != nil && v.np < 0 && v.trig != nil && v.form.Kind.IsVerb() && (v.trig.Kind == "plan" || v.trig.Kind == "try")
}

// prev returns the item before i, quotation marks passed over.
func (d *document) prev(s *sentence, i int) *item {
	for j := i - 1; j >= 0; j-- {
		if s.items[j].punct != `"` {
			return &s.items[j]
		}
	}
	return nil
}
