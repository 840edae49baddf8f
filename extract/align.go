package extract

import (
	"strings"
	"unicode"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// alignment pairs what the pipeline made of an article with what people found in it.
type alignment struct {
	gold   *Gold
	entity map[*entity]int      // index in gold.Entities
	event  map[*occurrence]int  // index in gold.Events
	weak   map[*occurrence]bool // paired by its participants and not by its words
}

// align pairs entities by shared names and occurrences by the words that tell them.
func (d *document) align(g *Gold) *alignment {
	a := &alignment{gold: g, entity: map[*entity]int{}, event: map[*occurrence]int{}, weak: map[*occurrence]bool{}}
	a.pairEntities(d)
	for o := range d.events() {
		a.pairEvent(o)
	}
	return a
}

// weight is what examples of occurrences count: half where one is paired by its participants alone.
func (a *alignment) weight(occs ...*occurrence) float32 {
	for _, o := range occs {
		if a.weak[o] {
			return 0.5
		}
	}
	return 1
}

// nameKey returns the key of the name that e has now. It is asked for with each entity that stands beside e.
func (e *entity) nameKey() string {
	if e.folded[0] != e.name {
		e.folded = [2]string{e.name, nameKey(e.name)}
	}
	return e.folded[1]
}

// nameKey is the form under which two spellings of a name are the same.
func nameKey(name string) string {
	words := strings.FieldsFunc(arabic.Normalize(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if r := []rune(w); len(r) >= 4 && r[1] == arabic.Lam && (r[0] == arabic.Alef || r[0] == arabic.Lam) {
			words[i] = string(r[2:])
		}
	}
	return strings.Join(words, " ")
}

// pairEntities pairs greedily, the pairs that share most names first. An entity of the pipeline may be one
// of several that mean the same: all of them get its index.
func (a *alignment) pairEntities(d *document) {
	byName := map[string][]int{}
	for i, g := range a.gold.Entities {
		for _, n := range g.Names {
			byName[nameKey(n)] = append(byName[nameKey(n)], i)
		}
	}
	for _, e := range d.order {
		if best := a.goldOf(e, byName); best >= 0 {
			a.entity[e] = best
		}
	}
}

func (a *alignment) goldOf(e *entity, byName map[string][]int) int {
	if e.kind == schema.Civilians || e.kind == schema.Unknown {
		for i, g := range a.gold.Entities {
			if g.Kind == e.kind {
				return i
			}
		}
		return -1
	}
	score := map[int]int{}
	for _, n := range e.names {
		for _, i := range byName[nameKey(n)] {
			score[i] += 10
		}
	}
	best, most := -1, 0
	for i, g := range a.gold.Entities {
		n := score[i]
		if n > 0 && g.Kind == e.kind {
			n += 3
		}
		if n > 0 && g.Kind.IsPlace() == e.kind.IsPlace() {
			n += 2
		}
		if n > most {
			best, most = i, n
		}
	}
	if best >= 0 && a.gold.Entities[best].Kind.IsPlace() != e.kind.IsPlace() && a.gold.Entities[best].Kind != schema.State && e.kind != schema.State {
		return -1
	}
	return best
}

// pairEvent pairs o with the event whose quotation holds its trigger, or the number that makes one of a list an
// occurrence of its own; else with one of its type that has most of its participants.
func (a *alignment) pairEvent(o *occurrence) {
	best, most, told := -1, 0.0, false
	for i := range a.gold.Events {
		g := &a.gold.Events[i]
		if g.Type != o.typ {
			continue
		}
		inside := within(o.trigger(), g.Quote) || o.split && o.tally != nil && within(o.tally.Span, g.Quote)
		alike := a.alike(o, g)
		score := alike
		if inside {
			score += 2 - float64(g.Quote.End-g.Quote.Start)/10000
		}
		if score > most && (inside || alike >= 0.5) {
			best, most, told = i, score, inside
		}
	}
	if best >= 0 {
		a.event[o], a.weak[o] = best, !told
	}
}

func within(a, b Span) bool { return b.Start <= a.Start && a.End <= b.End }

// alike is the harmonic mean of precision and recall of the participants of o, by those of g.
func (a *alignment) alike(o *occurrence, g *GoldEvent) float64 {
	hit, all := 0, 0
	for slot, list := range [][]arg{o.agents, o.patients, o.places} {
		for _, x := range list {
			all++
			hit += b2i(a.plays(x.entity, slot, g))
		}
	}
	if n := all + len(g.Agents) + len(g.Patients) + len(g.Places); n > 0 {
		return 2 * float64(hit) / float64(n)
	}
	return 0
}

// plays reports whether e fills slot (0 agents, 1 patients, 2 places) of g. A place that suffers is a place.
func (a *alignment) plays(e *entity, slot int, g *GoldEvent) bool {
	i, known := a.entity[e]
	if !known {
		return false
	}
	in := func(list []int) bool { return position(list, i) >= 0 }
	place := a.gold.Entities[i].Kind.IsPlace()
	switch slot {
	case 0:
		return in(g.Agents)
	case 1:
		return in(g.Patients) && !place
	}
	return in(g.Places) || in(g.Patients) && place
}

// tells reports whether e is a source of g.
func (a *alignment) tells(e *entity, g *GoldEvent) bool {
	i, known := a.entity[e]
	return known && position(g.Sources, i) >= 0
}
