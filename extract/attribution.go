package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// sourceScope says who is the source of the items [from, to] of a sentence.
type sourceScope struct {
	from, to int
	sources  []arg
	stance   schema.Stance
	rule     string
	at       int
}

// attribute finds who says what in s and gives the occurrences their sources.
func (d *document) attribute(s *sentence) {
	for _, o := range s.occs {
		switch {
		case o.dead:
		case o.trig.Kind == "report":
			d.report(s, o)
		case o.trig.Kind == "deny" && !o.noun:
			d.denial(s, o)
		case o.trig.Kind == "accuse":
			d.charge(s, o)
		}
	}
	d.turns(s)
	d.perPhrases(s)
	d.credit(s)
	d.continued(s)
	for _, o := range s.occs {
		if o.event() {
			d.sourcesOf(s, o)
		}
	}
	for _, o := range d.lasting[d.lastingAt:] {
		d.lastingSource(s, o)
	}
}

// lastingSource gives a standing relation the source of its sentence, unless it is one of the two itself.
func (d *document) lastingSource(s *sentence, o *occurrence) {
	sc, stance := s.scopeAround(o.at), o.stance
	if sc == nil || common(sc.sources, o.agents)+common(sc.sources, o.patients) > 0 {
		return
	}
	if d.sourcesOf(s, o); stance == schema.Distances {
		o.stance = stance
	}
}

// report makes the scope of a verb of reporting: what stands behind it, up to the next such verb with a
// speaker of its own.
func (d *document) report(s *sentence, o *occurrence) {
	if o.noun && o.trig.Frame.Gen == "" || d.considered(s, o) {
		return
	}
	prev := d.prev(s, o.at)
	trailing := prev != nil && prev.isWord() && prev.is(d.cls.Per)
	speakers := d.speakers(s, o)
	if len(speakers) > 0 {
		speakers = addAll(addAll(speakers, d.relayed(s, o)), d.toldTo(s, o))
	}
	had := false
	if len(speakers) == 0 {
		speakers, had = d.hadSaid(s, o)
	}
	if len(speakers) == 0 {
		if o.noun || had || d.strangerSpeaks(s, o) || !d.carriesOn(s, o) {
			return
		}
		if speakers = d.speaking(); len(speakers) == 0 {
			return
		}
	} else {
		d.focus.speaker = entitiesOf(speakers)
	}
	scope := sourceScope{from: o.at, to: len(s.items) - 1, sources: speakers, stance: o.trig.Stance, rule: "source.verb." + o.trig.ID, at: o.at}
	if trailing {
		scope.from, scope.to = d.back(s, o.at), o.at
	}
	s.sources = append(s.sources, scope)
}

// turns ends what one speaker says where a clause of its own brings in another: «X said that …, while Y
// claimed that …».
func (d *document) turns(s *sentence) {
	for k := range s.sources {
		for n := range s.sources {
			sc, next := &s.sources[k], &s.sources[n]
			if next.at <= sc.at || next.from != next.at || next.at > sc.to || next.sources[0].inferred {
				continue
			}
			for i := next.at - 1; i > sc.at && i >= next.at-2; i-- {
				if it := &s.items[i]; it.np < 0 && it.isWord() && it.is(d.cls.Clause) && !it.isAny(d.cls.ReportPart, d.cls.Comp) {
					sc.to = i - 1
					break
				}
			}
		}
	}
}

// after returns the item behind item i, commas and quotation marks passed over.
func (d *document) after(s *sentence, i int) *item {
	for i++; i < len(s.items); i++ {
		if p := s.items[i].punct; p != "," && p != `"` {
			return &s.items[i]
		}
	}
	return nil
}

// speaking returns those who speak in the text before, as sources taken over from there.
func (d *document) speaking() []arg {
	var out []arg
	for _, e := range d.focus.speaker {
		out = append(out, arg{e, Span{}, true})
	}
	return out
}

func entitiesOf(args []arg) []*entity {
	var out []*entity
	for _, a := range args {
		out = append(out, a.entity)
	}
	return out
}

// carriesOn reports whether a verb of reporting without a speaker goes on with the speaker before: it
// must govern a clause.
func (d *document) carriesOn(s *sentence, o *occurrence) bool {
	if d.newSpeaker(s, o) && !definite(s.items[o.at+1].norm) {
		return false // somebody else, whoever it is
	}
	for i := o.at + 1; i < len(s.items) && i < o.at+7; i++ {
		it := &s.items[i]
		if it.isWord() && it.np < 0 && (it.is(d.cls.Comp) || it.is(d.cls.Ila)) || it.punct == ":" {
			return true
		}
		if i == o.at+1 && it.isWord() && it.np < 0 && it.is(d.cls.Clause) && !it.is(d.cls.ReportPart) {
			return true // «pointed to that …», spelled like «until»
		}
	}
	return false
}

// speakers returns who speaks: the subject, and before it whom the subject passes on («quoted X as saying»).
func (d *document) speakers(s *sentence, o *occurrence) []arg {
	var out []arg
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.first > o.at && (ph.rel == d.cls.An || ph.actor != nil && ph.actor.kind == schema.Person && s.between(o.at, ph.first, d.cls.An)) && ph.actor != nil && ph.first-o.at < 20 && d.ownWord(&s.items[o.at], "relays") && quotes(s, o, d.cls.Comp, ph.first) && !s.tells(o.at, ph.first) {
			out = append(out, d.args(s, k, false)...)
			break
		}
	}
	for _, a := range o.agents {
		if !a.entity.isPlace() && (!a.inferred || a.span != (Span{})) && !d.spokenOf(s, o, a) {
			out = addArg(out, a)
		}
	}
	if len(out) == 0 {
		out = d.namedBehindOffice(s, o)
	}
	return d.spokesman(s, o, out)
}

// officeReach is how far behind a verb of reporting the name of who speaks is looked for, his office before it.
const officeReach = 16

// namedBehindOffice returns the person whom the subject of a verb of reporting ends in, where the office before the name is
// not read as anybody: «the head of the health office in P, X, said that …».
func (d *document) namedBehindOffice(s *sentence, o *occurrence) []arg {
	if !d.newSpeaker(s, o) {
		return nil
	}
	for k := range s.phrases {
		ph := &s.phrases[k]
		switch {
		case ph.first <= o.at+1:
		case d.anothers(s, o.at, ph.first):
			return nil
		case ph.first > o.at+officeReach || s.between(o.at, ph.first, d.cls.Comp, d.cls.Rel, d.cls.Per) || s.tells(o.at, ph.first):
			return nil
		case ph.actor != nil && ph.actor.kind == schema.Person && ph.prep == 0 && ph.rel == lexicon.NoClass && s.apposed(ph.first):
			return d.args(s, k, false)
		}
	}
	return nil
}

// anothers reports whether what stands between a verb of reporting and a name lets the name be somebody else's: a colon or a
// quotation, or, without a comma before it, somebody to whom or with whom, and «one of».
func (d *document) anothers(s *sentence, verb, name int) bool {
	comma := s.items[name-1].punct == ","
	for k := verb + 1; k < name; k++ {
		it := &s.items[k]
		if it.punct == ":" || it.punct == `"` {
			return true
		}
		other := it.prep == 'l' || it.isWord() && it.isAny(d.cls.An, d.cls.Ila, d.cls.OneOf, d.cls.Civil, d.cls.Maa)
		if !comma && other {
			return true
		}
	}
	return false
}

// newSpeaker reports whether a noun that says what somebody is stands behind the verb of o: who speaks is told, and is
// nobody who spoke before unless the noun has the article. «The head of the movement» has none itself: where it is not
// read as anybody, nobody is named as source.
func (d *document) newSpeaker(s *sentence, o *occurrence) bool {
	if o.noun || o.at+1 >= len(s.items) {
		return false
	}
	it, c := &s.items[o.at+1], &d.cls
	return it.isWord() && it.prep == 0 && it.conj == 0 && it.pron == "" &&
		it.isAny(c.Title, c.LeaderOf, c.Spokes, c.Leader, c.Official, c.Fighter, c.Source, c.Soldier, c.OneOf)
}

// apposed reports whether a name at item i can stand beside what is told before it: behind a comma, a name, or a noun with
// the article; behind a noun without one it is whose that is («the adviser of president X»).
func (s *sentence) apposed(i int) bool {
	prev := &s.items[i-1]
	return prev.punct == "," || prev.np >= 0 || prev.isWord() && prev.def
}

// spokesman returns the person who speaks for one of the speakers, where the sentence names him behind
// it: «the spokeswoman of the campaign that X leads, Y».
func (d *document) spokesman(s *sentence, o *occurrence, out []arg) []arg {
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.actor == nil || ph.actor.kind != schema.Person || ph.first < o.at || ph.first > o.at+24 {
			continue
		}
		beside := d.besideOffice(s, o, k)
		if !beside && (ph.org == nil || ph.role != schema.SpeaksFor) {
			continue
		}
		for i, a := range out {
			if (beside && a.span.End == s.items[s.phrases[k-1].last].end || a.entity == ph.org) && a.span.Start < s.items[ph.first].start {
				out[i] = arg{ph.actor, d.phraseSpan(s, ph), false}
				return out
			}
		}
	}
	return out
}

// besideOffice reports whether phrase k, a person, stands right behind the office that a verb of reporting has as its subject:
// «the spokesman of the army colonel X said».
func (d *document) besideOffice(s *sentence, o *occurrence, k int) bool {
	ph := &s.phrases[k]
	if k == 0 || ph.prep != 0 || ph.rel != lexicon.NoClass || ph.joined || !d.newSpeaker(s, o) {
		return false
	}
	at := s.phrases[k-1].last + 1
	if at < ph.first && s.items[at].punct == "," {
		at++
	}
	return at == ph.first && !s.between(o.at, ph.first, d.cls.Comp, d.cls.Ila, d.cls.An, d.cls.Per)
}

// quotes reports whether nothing but the quoting verb's own phrases stands between it and item j.
func quotes(s *sentence, o *occurrence, comp lexicon.Class, j int) bool {
	for i := o.at + 1; i < j; i++ {
		if s.items[i].isWord() && s.items[i].is(comp) {
			return false
		}
	}
	return true
}

// perPhrases makes the scopes of «according to X»: at the beginning of a sentence what follows, else
// the clause that it stands in.
func (d *document) perPhrases(s *sentence) {
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.rel != d.cls.Per || ph.actor == nil {
			continue
		}
		sources := d.args(s, k, false)
		scope := sourceScope{sources: sources, stance: schema.Neutral, rule: "source.per", at: ph.first}
		end := ph.last
		for n := k; s.phrases[n].and >= 0; n = s.phrases[n].and {
			end = s.phrases[s.phrases[n].and].last
		}
		scope.from, scope.to = d.back(s, ph.relItem), end
		if ph.relItem <= 2 {
			scope.from, scope.to = 0, len(s.items)-1
		} else if it := end + 1; it < len(s.items) && s.items[it].punct == "" {
			scope.to = d.forth(s, end)
		}
		s.sources = append(s.sources, scope)
		d.focus.speaker = entitiesOf(sources)
	}
}

// back returns where the statement that ends at item i begins: behind the attribution before it.
func (d *document) back(s *sentence, i int) int {
	for j := i - 1; j > 0; j-- {
		it := &s.items[j]
		if it.np < 0 && it.isWord() && it.is(d.cls.Clause) && !it.is(d.cls.ReportPart) || it.punct == ";" {
			return j
		}
		for _, sc := range s.sources {
			if sc.at == j && sc.from < j {
				return j
			}
		}
	}
	return 0
}

func (d *document) forth(s *sentence, i int) int {
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		if it.np < 0 && it.isWord() && it.is(d.cls.Clause) || it.punct == ";" {
			return j
		}
	}
	return len(s.items) - 1
}

// credit takes the outlet in brackets at the end of a caption as its source.
func (d *document) credit(s *sentence) {
	if s.zone != CaptionZone || len(s.phrases) == 0 {
		return
	}
	ph := &s.phrases[len(s.phrases)-1]
	if ph.actor == nil || ph.actor.kind != schema.Media || ph.first == 0 || s.items[ph.first-1].punct != "(" {
		return
	}
	s.sources = append(s.sources, sourceScope{0, len(s.items) - 1, []arg{{ph.actor, d.phraseSpan(s, ph), false}}, schema.Neutral, "source.credit", ph.first})
}

// continued lets participles of reporting («pointing out that») go on with the speaker of the sentence.
func (d *document) continued(s *sentence) {
	if len(s.sources) > 0 || len(d.focus.speaker) == 0 {
		return
	}
	for i := range s.items {
		it := &s.items[i]
		if it.np < 0 && it.isWord() && it.is(d.cls.ReportPart) {
			s.sources = append(s.sources, sourceScope{i, len(s.items) - 1, d.speaking(), schema.Neutral, "source.participle", i})
			return
		}
	}
}

// sourcesOf gives o the sources of the narrowest scope around it.
func (d *document) sourcesOf(s *sentence, o *occurrence) {
	best := -1
	for k, sc := range s.sources {
		if o.at < sc.from || o.at > sc.to {
			continue
		}
		if best < 0 || sc.to-sc.from < s.sources[best].to-s.sources[best].from {
			best = k
		}
	}
	if best < 0 {
		return
	}
	sc := s.sources[best]
	o.sources, o.stance = sc.sources, sc.stance
	it := &s.items[sc.at]
	if sc.stance == schema.Doubts {
		o.certainty = schema.Alleged
	}
	o.step(sc.rule, "attributed", Span{it.start, it.end})
}

// tells reports whether an event is told between items i and j: «announced the death of X» is no word of X.
func (s *sentence) tells(i, j int) bool {
	return slices.ContainsFunc(s.occs, func(e *occurrence) bool { return e.event() && e.at > i && e.at < j })
}
