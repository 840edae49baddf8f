package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
)

func (l *Lexicon) loadCommon(fsys fs.FS, root string) error {
	rows, err := optional(fsys, root, "common.tsv")
	for _, r := range rows {
		l.common[arabic.Normalize(r.Get("form"))] = true
	}
	return err
}

// shortName is the number of letters up to which a name is too short to stand for a place without a type noun.
const shortName = 3

// Gate says why name, as the name of a place, should count only behind a type noun such as «village»; it returns "" where
// the name may stand alone. It errs on the side of the gate: a village that is passed over costs less than an edge
// to a village that nobody spoke of.
func (l *Lexicon) Gate(name string) string {
	words := NameWords(name)
	if len(words) != 1 {
		return ""
	}
	switch bare := strings.TrimPrefix(words[0], definite); {
	case utf8.RuneCountInString(bare) <= shortName:
		return "it is short"
	case l.isWord(name):
		return "it is a common word too"
	}
	for _, r := range l.Named(name) {
		e := &l.Entries[r.Entry]
		if r.Gated || !e.Kind.IsPlace() {
			return fmt.Sprintf("it is a common word or the name of %s too", e.Key)
		}
	}
	return ""
}

// isWord reports whether name is one word that means something else too.
func (l *Lexicon) isWord(name string) bool {
	words := NameWords(name)
	if len(words) != 1 {
		return false
	}
	readings, _ := l.Readings(words[0], nil, nil)
	return len(readings) > 0 || l.isCommon(strings.TrimPrefix(words[0], definite))
}

// isLoaded reports whether a word in normal form judges what it names.
func (l *Lexicon) isLoaded(word string) bool {
	readings, _ := l.Readings(word, nil, nil)
	return slices.ContainsFunc(readings, func(r Reading) bool {
		class := l.ClassName(r.Sense.Class)
		return class == "loaded" || class == "loaded-noun"
	})
}

// Endings that a common word can have: feminine, plurals, adjectives of relation.
var endings = func() []string {
	letters := func(r ...rune) string { return string(r) }
	nisba := letters(arabic.Yeh, arabic.Heh)
	return []string{
		letters(arabic.Heh), nisba, letters(arabic.Yeh), letters(arabic.Alef, arabic.Teh), letters(arabic.Yeh, arabic.Noon),
		letters(arabic.Waw, arabic.Noon), letters(arabic.Yeh, arabic.Alef, arabic.Teh),
	}
}()

// isCommon reports whether a word in normal form, without article, is one of the common words or made from one.
func (l *Lexicon) isCommon(word string) bool {
	feminine := endings[0]
	if l.common[word] || l.common[word+feminine] {
		return true
	}
	for _, end := range endings {
		stem, ok := strings.CutSuffix(word, end)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		if l.common[stem+feminine] || utf8.RuneCountInString(stem) > 2 && l.common[stem] {
			return true
		}
	}
	return false
}
