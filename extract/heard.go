package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// hear notes that the article names a country, by whatever word: its name, its adjective, a place in it, its army.
func (d *document) hear(land int32) {
	if land >= 0 {
		d.heard[land] = true
	}
}

// beginsName reports whether a name can begin with token i of s, a word, and hears the country whose adjective that is.
func (d *document) beginsName(s *sentence, i int) bool {
	w := d.lookAt(s, i)
	d.hear(w.land)
	return w.name
}

// adjectiveOf returns the country whose adjective a word is, or -1.
func (x *Extractor) adjectiveOf(splits []arabic.Split) int32 {
	for _, sp := range splits {
		if sp.Suffix != "" {
			continue
		}
		if n, ok := x.nisba[sp.Stem]; ok {
			return n.country
		}
		if n, ok := x.nisbaMany[sp.Stem]; ok {
			return n.country
		}
	}
	return -1
}

// homeOf returns the country that an entry lies in or serves, -1 where the lexicon does not tell.
func (x *Extractor) homeOf(at int32) int32 {
	e := &x.lex.Entries[at]
	if e.Kind.IsPlace() {
		return int32(x.countryOf(at))
	}
	for range 4 { // chains of bodies are short
		if land, ok := x.stateLand[at]; ok {
			return land
		}
		p := x.lex.Parent(int(at))
		if p < 0 {
			break
		}
		at = int32(p)
	}
	return -1
}

// unheard reports whether an entry is an organ of a state of which the article names nothing, though it names others: «the
// ministry of the interior» is none of a country that nobody speaks of.
func (d *document) unheard(at int32) bool {
	switch d.lex.Entries[at].Kind {
	case schema.Military, schema.Body, schema.State:
	default:
		return false
	}
	if d.named[at] > 0 {
		return false
	}
	if th := d.lex.Entries[at].Theatre; th != world {
		return len(d.heard) > 0 && d.theatres[th] == 0 && !d.theatreHeard(th)
	}
	land := d.homeOf(at)
	return land >= 0 && len(d.heard) > 0 && !d.heard[land]
}

// theatreHeard reports whether the article names a country of a theatre.
func (d *document) theatreHeard(theatre string) bool {
	for land := range d.heard {
		if countryTheatre[d.lex.Entries[land].Key] == theatre {
			return true
		}
	}
	return false
}

// ofCountry reports whether an entry is at home in a country, by its state or by its theatre.
func (x *Extractor) ofCountry(at, land int32) bool {
	if land < 0 {
		return false
	}
	if home := x.homeOf(at); home >= 0 {
		return home == land
	}
	theatre := countryTheatre[x.lex.Entries[land].Key]
	return theatre != "" && x.lex.Entries[at].Theatre == theatre
}
