package lexicon

import (
	"maps"
	"slices"
	"strings"
)

// AllNames returns, by key, the names of all entities, in normal form and sorted, without those that several share and
// those that count only behind a type noun.
func (l *Lexicon) AllNames() map[string][]string {
	out := map[string][]string{}
	l.collect(l.entities, nil, out)
	for key, names := range out {
		slices.Sort(names)
		out[key] = slices.Compact(names)
	}
	return out
}

func (l *Lexicon) collect(n *node[NameRef], words []string, out map[string][]string) {
	for _, ref := range n.here {
		if !ref.Gated && !ref.Generic {
			key := l.Entries[ref.Entry].Key
			out[key] = append(out[key], strings.Join(words, " "))
		}
	}
	for _, word := range slices.Sorted(maps.Keys(n.next)) {
		l.collect(n.next[word], append(words, word), out)
	}
}
