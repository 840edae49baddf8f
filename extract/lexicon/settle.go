package lexicon

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// claimedName is a name that leads to one entity instead of those that have it too.
type claimedName struct {
	words []string
	entry int32
}

// settle finishes what only the whole of the data tells. The first builtIn entries are the built-in ones.
func (l *Lexicon) settle(builtIn int) {
	for _, c := range l.instead {
		n := l.entities.at(c.words)
		n.here = slices.DeleteFunc(n.here, func(r NameRef) bool { return r.Entry != c.entry })
	}
	if builtIn < len(l.Entries) {
		l.settleTheatres(builtIn)
	}
}

// world is the table of what belongs to no theatre.
const world = "world"

// settleTheatres gives the entries that are not built in the theatre of what lies above them.
func (l *Lexicon) settleTheatres(builtIn int) {
	inside := l.theatresInside(builtIn)
	for i := builtIn; i < len(l.Entries); i++ {
		e := &l.Entries[i]
		e.Theatre = world
		at := l.Index(e.Parent)
		for n := 0; at >= builtIn && n < maxDepth; n++ {
			at = l.Index(l.Entries[at].Parent)
		}
		if at < 0 || at >= builtIn {
			continue
		}
		e.Theatre = l.Entries[at].Theatre
		if th := inside[l.Entries[at].Key]; e.Theatre == world && th != "" {
			e.Theatre = th
		}
	}
}

// maxDepth bounds the way up from an entity, which data with a fault could make endless.
const maxDepth = 16

// theatresInside returns in which theatre the places right below a country are, where that is one.
func (l *Lexicon) theatresInside(builtIn int) map[string]string {
	inside := map[string]string{}
	for i := range l.Entries[:builtIn] {
		e := &l.Entries[i]
		if p, ok := l.Entry(e.Parent); !ok || p.Kind != schema.Country || e.Theatre == world {
			continue
		}
		th, seen := inside[e.Parent]
		if seen && th != e.Theatre {
			inside[e.Parent] = world
			continue
		}
		inside[e.Parent] = e.Theatre
	}
	return inside
}

// at returns the node that words lead to, or nil.
func (n *node[T]) at(words []string) *node[T] {
	for _, w := range words {
		if n = n.next[w]; n == nil {
			return nil
		}
	}
	return n
}

// Named returns the readings of a name that is written in exactly these words, whichever way they are spelled.
func (l *Lexicon) Named(name string) []NameRef {
	words := NameWords(name)
	if n := l.entities.at(words); n != nil && len(words) > 0 {
		return n.here
	}
	return nil
}
