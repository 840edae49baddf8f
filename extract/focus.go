package extract

import (
	"iter"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// focus is what a reader of the article has in mind at some point: whom and where it spoke of last.
type focus struct {
	actors  []*entity // latest last, without doubles
	places  []*entity
	subject []*entity // of the latest clause
	speaker []*entity // the source that speaks
	in      *sentence // of that clause
}

const focusDepth = 12

func push(list []*entity, e *entity) []*entity {
	for i, x := range list {
		if x == e {
			list = append(list[:i:i], list[i+1:]...)
			break
		}
	}
	if len(list) == focusDepth {
		list = append([]*entity{}, list[1:]...)
	}
	return append(list, e)
}

func (f *focus) saw(ph *phrase) {
	if ph.actor != nil && !ph.isPlaceOnly() && ph.rel != 0 && ph.place != nil && ph.prep == 0 {
		f.places = push(f.places, ph.place)
		return
	}
	if a := ph.actor; a != nil && a.kind != schema.Media && a.kind != schema.Civilians {
		f.actors = push(f.actors, a)
	}
	if ph.place != nil && ph.anaphor == noAnaphor {
		f.places = push(f.places, ph.place)
	}
}

// placeCalled returns the latest place that a type noun can mean: «the countryside» is the countryside of X
// sooner than the region Y.
func (p *parser) placeCalled(kind schema.Kind, noun string) *entity {
	f := &p.d.focus
	called := func(e *entity) bool {
		return e != nil && e.kind == kind && strings.HasPrefix(arabic.Normalize(e.name), noun+" ")
	}
	for k := len(p.s.phrases) - 1; k >= 0 && kind != ""; k-- {
		if ph := &p.s.phrases[k]; ph.place != nil && ph.anaphor == noAnaphor && ph.place.kind == kind && p.item(ph.first).stem == noun {
			return ph.place // «the town of X … the town»
		}
	}
	for k := len(p.s.phrases) - 1; k >= 0 && kind == schema.Region; k-- {
		ph := &p.s.phrases[k]
		if called(ph.place) {
			return ph.place
		}
		if i := slices.IndexFunc(ph.chain, called); i >= 0 {
			return ph.chain[i]
		}
	}
	for i := len(f.places) - 1; i >= 0 && kind == schema.Region; i-- {
		if called(f.places[i]) {
			return f.places[i]
		}
	}
	return f.place(kind)
}

// place returns the latest place that a type noun of that kind can mean.
func (f *focus) place(kind schema.Kind) *entity {
	for i := len(f.places) - 1; i >= 0; i-- {
		k := f.places[i].kind
		switch kind {
		case "":
			if k != schema.Country {
				return f.places[i]
			}
		default:
			if k == kind {
				return f.places[i]
			}
		}
	}
	return nil
}

// find returns the latest actor for which ok holds.
func (f *focus) find(ok func(*entity) bool) *entity {
	for i := len(f.actors) - 1; i >= 0; i-- {
		if ok(f.actors[i]) {
			return f.actors[i]
		}
	}
	return nil
}

func agrees(e *entity, gender byte, plural bool) bool {
	return gender == 0 || e.gender == 0 || plural || e.gender == gender
}

func organised(e *entity) bool {
	switch e.kind {
	case schema.ArmedGroup, schema.Coalition, schema.Military, schema.Body, schema.State:
		return true
	}
	return false
}

// anaphora gives the phrases of s that refer back an entity, from left to right.
func (d *document) anaphora(s *sentence) {
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.anaphor == bothAnaphor {
			if ph.both = d.bothAhead(s, k); ph.both == nil {
				ph.both = d.both()
			}
		}
		if ph.anaphor == theseAnaphor {
			ph.both = d.these(s, k)
		}
		if ph.actor == nil && ph.anaphor != noAnaphor {
			ph.actor = d.refer(s, k)
		}
		d.focus.saw(ph)
	}
}

func (d *document) refer(s *sentence, k int) *entity {
	f, ph := &d.focus, &s.phrases[k]
	switch ph.anaphor {
	case orgAnaphor:
		noun := s.items[ph.first].stem
		if ph.first < ph.last && ph.nature != whole {
			noun = s.items[ph.last].stem
		}
		if e := f.find(func(e *entity) bool { return d.headed(e, noun) }); e != nil {
			return e
		}
		if e := d.mainGroup(func(x *lexicon.Entry) bool { return slices.Contains(x.Heads, noun) }); e != nil {
			return e
		}
		return f.find(func(e *entity) bool { return e.kind == schema.ArmedGroup && agrees(e, ph.gender, false) })
	case latterAnaphor:
		return f.find(func(e *entity) bool { return (organised(e) || e.kind == schema.Person) && agrees(e, ph.gender, false) })
	case pronounAnaphor:
		if ph.joined && k > 0 && s.phrases[k-1].actor != nil && agrees(s.phrases[k-1].actor, ph.gender, ph.plural) {
			return s.phrases[k-1].actor // «X and its aircraft»
		}
		if ph.nature == forces {
			if e := d.speakersForce(s, k); e != nil {
				return e
			}
		}
		for n := k - 1; n >= 0; n-- {
			p := &s.phrases[n]
			if p.actor != nil && p.rel == 0 && (p.prep == 0 || p.prep == 'l') && organised(p.actor) && s.meant(p, ph) {
				return p.actor
			}
		}
		return f.find(func(e *entity) bool { return organised(e) && agrees(e, ph.gender, ph.plural) })
	case selfAnaphor:
		if len(f.speaker) > 0 {
			return d.sideOf(f.speaker[0])
		}
	}
	return nil
}

// meant reports whether the pronoun of ph can mean whom p names: «a patrol of X and its men» goes by the patrol.
func (s *sentence) meant(p, ph *phrase) bool {
	if p.nature == forces && ph.gender == 'f' && !ph.plural && strings.HasSuffix(s.items[p.first].stem, string(rune(arabic.Heh))) {
		return true
	}
	return agrees(p.actor, ph.gender, ph.plural)
}

// speakersForce returns whom a person in the sentence before phrase k, or the speaker, belongs to: «the
// general said that his forces …».
func (d *document) speakersForce(s *sentence, k int) *entity {
	ph := &s.phrases[k]
	for n := k - 1; n >= 0; n-- {
		p := &s.phrases[n]
		if p.actor == nil || p.rel != 0 || p.prep != 0 {
			continue
		}
		if p.actor.kind == schema.Person && p.org != nil && p.org.armed() {
			return p.org
		}
		if organised(p.actor) && agrees(p.actor, ph.gender, ph.plural) {
			return nil
		}
	}
	if len(d.focus.speaker) > 0 && d.focus.speaker[0].kind == schema.Person {
		if e := d.sideOf(d.focus.speaker[0]); e.armed() {
			return e
		}
	}
	return nil
}

// headed reports whether a name of e begins with noun: «the organisation» is the organisation X, not the
// front Y.
func (d *document) headed(e *entity, noun string) bool {
	if e.entry >= 0 {
		return slices.Contains(d.lex.Entries[e.entry].Heads, noun)
	}
	return strings.HasPrefix(arabic.Normalize(e.name), noun+" ")
}

// mainGroup returns the actor for which ok holds that the article names most, for what refers ahead.
func (d *document) mainGroup(ok func(*lexicon.Entry) bool) *entity {
	best, most := int32(-1), 0
	for i, n := range d.named {
		x := &d.lex.Entries[i]
		if x.Kind.IsPlace() || x.Kind == schema.Person || !ok(x) {
			continue
		}
		if n > most || n == most && i < best {
			best, most = i, n
		}
	}
	if best < 0 {
		return nil
	}
	return d.entryEntity(best)
}

// lookBack bounds how many sentences a reader keeps in mind, however long a paragraph is.
const lookBack = 100

// backwards goes through the sentences from the one that is being read backwards, in its paragraph and so many before.
func (d *document) backwards(paragraphs int) iter.Seq[*sentence] {
	return func(yield func(*sentence) bool) {
		for k := d.now; k >= max(0, d.now-lookBack); k-- {
			if s := d.sentences[k]; d.para-s.para > paragraphs || !yield(s) {
				return
			}
		}
	}
}

// bothAhead returns the two whom the sentence names behind phrase k: «of both sides in clashes between A and B».
func (d *document) bothAhead(s *sentence, k int) []*entity {
	for n := k + 1; n < len(s.phrases); n++ {
		a := &s.phrases[n]
		if a.rel != d.cls.Bayn || a.actor == nil || a.and < 0 {
			continue
		}
		if b := &s.phrases[a.and]; b.actor != nil && b.actor != a.actor && b.and < 0 {
			return []*entity{a.actor, b.actor}
		}
		return nil
	}
	return nil
}

// both returns the two sides that the article spoke of last.
func (d *document) both() []*entity {
	for s := range d.backwards(2) {
		if !s.done {
			continue
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			if sides := sidesOf(s.occs[n]); len(sides) == 2 {
				return sides
			}
		}
	}
	var out []*entity
	for k := len(d.focus.actors) - 1; k >= 0 && len(out) < 2; k-- {
		if e := d.focus.actors[k]; organised(e) && e.kind != schema.Body {
			out = append([]*entity{e}, out...)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// sidesOf returns the two bodies that fight each other in o, if it tells of just two.
func sidesOf(o *occurrence) []*entity {
	if !o.event() || o.dead || o.typ != schema.Clash && o.typ != schema.Attack {
		return nil
	}
	var out []*entity
	for _, a := range append(append([]arg{}, o.agents...), o.patients...) {
		if organised(a.entity) && !slices.Contains(out, a.entity) {
			out = append(out, a.entity)
		}
	}
	return out
}

// attacker returns whom the article told last to have attacked.
func (d *document) attacker() *entity {
	for s := range d.backwards(3) {
		if !s.done || s.zone == CaptionZone {
			continue
		}
		for n := len(s.occs) - 1; n >= 0; n-- {
			o := s.occs[n]
			if o.event() && !o.dead && o.typ == schema.Attack && len(o.agents) > 0 {
				return o.agents[0].entity
			}
		}
	}
	return nil
}

// sideOf returns whom somebody speaks for, or the one itself.
func (d *document) sideOf(e *entity) *entity {
	for _, o := range e.relations {
		if o.typ == schema.SpeaksFor || o.typ == schema.Leads || o.typ == schema.MemberOf {
			return o.patients[0].entity
		}
	}
	return e
}
