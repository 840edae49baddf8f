package extract

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// loadCapitals reads which place is the capital of a country.
func (x *Extractor) loadCapitals(sub fs.FS) error {
	rows, err := lexicon.ReadTable(sub, "capitals.tsv")
	if err != nil {
		return fmt.Errorf("load capitals: %w", err)
	}
	x.capitals = map[int32]int32{}
	for _, r := range rows {
		land, town := x.lex.Index(lexicon.Key("places", r.ID)), x.lex.Index(lexicon.Key("places", r.Get("capital")))
		if land < 0 || town < 0 {
			return r.Errorf("no entity %q or %q among the places", r.ID, r.Get("capital"))
		}
		x.capitals[int32(land)] = int32(town)
	}
	return nil
}

// capitalHead reads «the capital», «the Iraqi capital» as the town. Where its name follows, or an adjective that tells
// another one apart, «the temporary capital», the words say no more than that the town is one: then it is the town of that name.
func (p *parser) capitalHead(i int, ph *phrase) bool {
	land, last := p.adjectiveLand(i+1), i
	if land >= 0 {
		last++
	}
	if next := p.item(last + 1); next != nil && next.conj == 0 && next.prep == 0 {
		switch inner := (&phrase{}); {
		case next.name != nil && p.namedPlace(last, schema.Settlement, inner):
			ph.place, ph.last, ph.chain = inner.place, inner.last, inner.chain // «the capital X»
			return true
		case next.name != nil, next.isWord() && definite(next.norm):
			return false
		}
	}
	bare := land < 0
	if bare {
		land = p.landSpokenOf()
	}
	town, ok := p.d.capitals[land]
	if !ok {
		return false
	}
	ph.place, ph.last = p.d.entryEntity(town), last
	if bare {
		ph.anaphor = placeAnaphor
	} else {
		ph.place.addName(p.words(i, last))
	}
	return true
}

// homelandHead reads «the country» as the one that is spoken of. With an adjective it is another.
func (p *parser) homelandHead(i int, ph *phrase) bool {
	it, next := p.item(i), p.item(i+1)
	if it == nil || !it.def || it.pron != "" || !slices.Contains(it.near, p.c.Homeland) || next != nil && next.isWord() && next.conj == 0 && next.prep == 0 && definite(next.norm) {
		return false
	}
	land := p.d.mainLand()
	if land < 0 || !p.d.mostly(land) {
		return false
	}
	ph.place, ph.last = p.d.entryEntity(land), i
	return true
}

// mostly reports whether the article tells at least twice as much of a country as of any other.
func (d *document) mostly(land int32) bool {
	own := max(d.lands[land], d.theatres[countryTheatre[d.lex.Entries[land].Key]])
	for other, n := range d.lands {
		if other != land && 2*n > own {
			return false
		}
	}
	for theatre, n := range d.theatres {
		if theatre != countryTheatre[d.lex.Entries[land].Key] && 2*n > own {
			return false
		}
	}
	return true
}

// adjectiveLand returns the country whose adjective is item i, or -1.
func (p *parser) adjectiveLand(i int) int32 {
	if it := p.item(i); it != nil && it.isWord() && it.conj == 0 && it.prep == 0 && definite(it.norm) {
		if n, ok := p.d.nisba[trimArticle(it.norm)]; ok {
			return n.country
		}
	}
	return -1
}

// landSpokenOf returns the country that a reader has in mind: the latest that the sentence names so far, else the one that the
// article is about, or -1.
func (p *parser) landSpokenOf() int32 {
	for k := len(p.s.phrases) - 1; k >= 0; k-- {
		if e := p.s.phrases[k].place; e != nil && e.kind == schema.Country && e.entry >= 0 {
			return e.entry
		}
	}
	return p.d.mainLand()
}

// mainLand returns the country that the article names most, by places in it or by whatever belongs to its theatre; -1 where there
// is none, or where a theatre has more than one that it names.
func (d *document) mainLand() int32 {
	best, most := int32(-1), 0
	for land, n := range d.lands {
		if n > most || n == most && land < best {
			best, most = land, n
		}
	}
	if most > d.main {
		return best
	}
	best = -1
	for key, theatre := range countryTheatre {
		if land := int32(d.lex.Index(key)); d.theatres[theatre] == d.main && d.main > 0 && (d.heard[land] || !d.theatreHeard(theatre)) {
			if best >= 0 {
				return -1
			}
			best = land
		}
	}
	return best
}
