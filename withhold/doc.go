// Package withhold shows a graph without what must not be seen: persons, actors, sources and outlets under
// pseudonyms, places coarsened to an area, and their names taken out of every text.
//
// A Policy says what. Build makes an Overlay of it for one snapshot of a store, and Overlay.Reader is that snapshot
// as one may see it: exactly what a store would hold to which the redacted documents had been given. All that reads
// from a graph.Reader thus withholds alike, and nothing has to know about it.
//
// Nothing that is shown is derived from what is withheld: keys and ids of redacted documents, claims and entities
// follow from what is left of them and from the pseudonyms of the policy, so that no list of candidate names tells
// which of them was meant.
package withhold

import (
	_ "embed"
	"strings"
)

// Token stands in texts for each run of words that is taken out. It has no letter, so that it is no word of any name.
const Token = "\u2588\u2588\u2588"

//go:embed words.tsv
var words string

// defaultName is the pseudonym of what the policy gives none.
var defaultName = word("name")

func word(id string) string {
	for line := range strings.Lines(words) {
		if value, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), id+"\t"); ok {
			return value
		}
	}
	panic("words.tsv has no " + id)
}
