package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// trailer takes in what stands behind a head without changing it: loaded adjectives, «so-and-so many
// at least», an alias in brackets or behind a dash.
func (p *parser) trailer(ph *phrase) {
	for n := 0; n < 6; n++ {
		i := ph.last + 1
		it := p.item(i)
		if it == nil {
			return
		}
		switch {
		case it.punct == `"`:
			nx := p.item(i + 1)
			if nx == nil || !it.quoted || !(nx.isWord() && nx.is(p.c.Loaded) || nx.punct == "(" && p.alias(i+1, ph)) {
				return
			}
			if nx.punct == "(" {
				continue
			}
			ph.last = i
		case it.isWord() && it.is(p.c.Loaded) && it.prep == 0 && it.conj == 0:
			ph.loaded = append(ph.loaded, Span{it.start, it.end})
			ph.last = i
		case it.isWord() && it.isAny(p.c.SourceAdj) && it.prep == 0 && it.conj == 0 && ph.actor != nil:
			ph.last = i
		case it.punct == "(" || it.punct == "-":
			if !p.alias(i, ph) {
				return
			}
		default:
			return
		}
	}
}

// alias reads «(SDF)» or «– SDF» behind a name as another name of it.
func (p *parser) alias(i int, ph *phrase) bool {
	if ph.actor == nil || ph.actor.isPlace() {
		return false
	}
	j := p.quote(i + 1)
	it := p.item(j)
	if it == nil || it.prep != 0 || it.conj != 0 {
		return false
	}
	end := p.quote(j + 1)
	if p.item(i).punct == "(" {
		closing := p.item(end)
		if closing == nil || closing.punct != ")" {
			return false
		}
		end++
	}
	switch {
	case it.name != nil:
		other := &phrase{}
		p.fromRefs(it, other)
		if other.actor != ph.actor {
			return false
		}
	case it.unknown() && p.item(i).punct == "(" && ph.actor.kind != schema.Person:
		p.d.byWord[it.stem] = ph.actor
		ph.actor.addName(p.d.surfaceWord(it))
	default:
		return false
	}
	ph.last = end - 1
	return true
}

// governor notes the preposition before a phrase.
func (p *parser) governor(ph *phrase) {
	ph.relItem = -1
	if ph.prep != 0 {
		p.openPreposition(ph)
		return
	}
	for i := ph.first - 1; i >= 0; i-- {
		it := p.item(i)
		if it.punct == `"` {
			continue
		}
		if !it.isWord() || it.np >= 0 && p.item(ph.first).conj != 0 {
			return // «in western A and B»: what ends A governs nothing
		}
		if it.is(p.c.Direction) && it.prep == 'b' {
			ph.rel, ph.relItem = p.c.Near, i
			return
		}
		if k := p.partOf(i, ph); k >= 0 {
			if part := p.item(k); part.conj != 0 || part.prep != 0 {
				ph.prep = part.prep
				return
			}
			i = k
			continue
		}
		for _, c := range p.d.governors {
			if it.is(c) {
				ph.rel, ph.relItem = c, i
				if it.prep == 'b' || it.prep == 'l' {
					ph.prep = 0
				}
				return
			}
		}
		if it.unknown() && !it.def && it.conj == 0 && i == ph.first-1 && ph.rel == lexicon.NoClass && len([]rune(it.stem)) > 2 {
			continue // the head of a genitive whose preposition stands before it: «against practices of X»
		}
		if it.is(p.c.AlsoAdj) {
			continue
		}
		if !it.is(p.c.Direction) {
			return
		}
		ph.rel, ph.relItem = p.c.Near, i
	}
}

// partOf returns the item of the noun for a part before «of» at item i, with what describes it between: «in various areas of
// X», «over wide parts of X» tell of X. It is -1 where there is none.
func (p *parser) partOf(i int, ph *phrase) int {
	of := p.item(i)
	if ph.actor != nil || ph.place == nil || ph.anaphor != noAnaphor && ph.anaphor != placeAnaphor || !of.isWord() || !of.is(p.c.Min) || of.conj != 0 || of.prep != 0 {
		return -1
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		it := p.item(k)
		switch {
		case it.np >= 0 || !it.isWord():
			return -1
		case slices.Contains(it.near, p.c.PartOf) && !it.def && it.pron == "":
			return k
		case it.conj != 0 && k == i-1, it.prep != 0, !it.unknown() && !it.isAny(p.c.AdjCommon, p.c.Others, p.c.Some, p.c.DirAdj, p.c.SourceAdj):
			return -1
		}
	}
	return -1
}

// openPreposition gives «according to X» its governor where the preposition that ends it is written
// together with the name.
func (p *parser) openPreposition(ph *phrase) {
	for i := ph.first - 1; i >= 0; i-- {
		it := p.item(i)
		if it.punct == `"` {
			continue
		}
		if it.isWord() && it.is(p.c.Per) {
			ph.rel, ph.relItem, ph.prep = p.c.Per, i, 0
		}
		return
	}
}

// governors returns the classes of prepositions, the more telling first.
func (c *classes) governors() []lexicon.Class {
	return []lexicon.Class{
		c.AgentBy, c.WithSupport, c.Facing, c.Per, c.Didd, c.Bayn, c.Maa, c.Fi, c.Ala, c.Ila, c.An, c.Min, c.Near, c.Across,
		c.Beside, c.Alongside, c.LedBy, c.Affiliated, c.AfterCause, c.During, c.After, c.Before, c.SoCalled,
	}
}
