package lexicon

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// Outlets returns the media that a feed may mean by name, ascending: those that have it as a name, or whose English
// name or id has the same letters («aawsat», «Al Riyadh»); an edition behind it is left out («CNN Arabic»).
// It returns none for a name that the lexicon does not know.
func (l *Lexicon) Outlets(name string) []int32 {
	for words := strings.Fields(name); len(words) > 0; words = words[:len(words)-1] {
		called := strings.Join(words, " ")
		out := slices.Clone(l.outlets[letters(called)])
		for _, r := range l.Named(called) {
			if l.Entries[r.Entry].Kind == schema.Media {
				out = append(out, r.Entry)
			}
		}
		if len(out) > 0 {
			slices.Sort(out)
			return slices.Compact(out)
		}
		if !l.edition(words[len(words)-1]) {
			return nil
		}
	}
	return nil
}

// edition reports whether a word says only in which language or place an outlet appears.
func (l *Lexicon) edition(word string) bool {
	class, ok := l.LookupClass("edition")
	return ok && slices.ContainsFunc(l.senses[arabic.Normalize(word)], func(s Sense) bool { return s.Class == class })
}

// indexOutlets notes the media by the letters of their English names and of their ids, theatre aside.
func (l *Lexicon) indexOutlets() {
	l.outlets = map[string][]int32{}
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Kind != schema.Media {
			continue
		}
		_, id, _ := strings.Cut(e.Key[strings.LastIndexByte(e.Key, '/')+1:], "-")
		for _, s := range []string{letters(e.En), letters(id)} {
			if s != "" {
				l.outlets[s] = append(l.outlets[s], int32(i))
			}
		}
	}
}

// letters returns the Latin letters and the digits of s in lower case, up to a bracket.
func letters(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(s), "(")
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
