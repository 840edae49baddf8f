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
	for file, words := range map[string]map[string]bool{"common.tsv": l.common, "areas.tsv": l.areas} {
		rows, err := optional(fsys, root, file)
		if err != nil {
			return err
		}
		for _, r := range rows {
			words[arabic.Normalize(r.Get("form"))] = true
		}
	}
	return nil
}

// Bare returns the name of an administrative area without the noun that says of which sort it is.
func (l *Lexicon) Bare(name string) string {
	first, rest, ok := strings.Cut(name, " ")
	if !ok || !l.areas[arabic.Normalize(first)] {
		return name
	}
	return rest
}

// shortName is the number of letters up to which a name is too short to stand for a place without a type noun.
const shortName = 3

// Gate says why name, as the name of a place, should count only behind a type noun such as «village»; it returns "" where
// the name may stand alone. It errs on the side of the gate: a village that is passed over costs less than an edge
// to a village that nobody spoke of.
func (l *Lexicon) Gate(name string) string {
	words := NameWords(name)
	switch {
	case len(words) == 0:
		return ""
	case len(words) > 1 && l.allIn(words, personNouns):
		return "it is how persons are called too"
	case len(words) > 1:
		return ""
	case utf8.RuneCountInString(strings.TrimPrefix(words[0], definite)) <= shortName:
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

// words of which names of persons are made.
var personNouns = []string{"given", "given-weak", "kunya", "title"}

// allIn reports whether each word can belong to one of classes.
func (l *Lexicon) allIn(words []string, classes []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		readings, _ := l.Readings(w, nil, nil)
		return !slices.ContainsFunc(readings, func(r Reading) bool { return slices.Contains(classes, l.ClassName(r.Sense.Class)) })
	})
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

// sorts of areas that are called by their noun where it is clear which is meant.
var areaNouns = []string{"place-settlement", "place-neighbourhood", "place-district", "place-region", "place-area"}

// IsTypeNoun reports whether name is one word that says of which sort a place is («the town»), and so tells no place.
func (l *Lexicon) IsTypeNoun(name string) bool {
	words := NameWords(name)
	if len(words) != 1 {
		return false
	}
	readings, _ := l.Readings(words[0], nil, nil)
	return slices.ContainsFunc(readings, func(r Reading) bool {
		bare := r.Split.Suffix == "" && r.Split.Prep == 0 && r.Split.Conj == 0 && r.Sense.Form.Number == 's'
		return bare && slices.Contains(areaNouns, l.ClassName(r.Sense.Class))
	})
}

// isLoaded reports whether a word in normal form judges what it names.
func (l *Lexicon) isLoaded(word string) bool {
	readings, _ := l.Readings(word, nil, nil)
	return slices.ContainsFunc(readings, func(r Reading) bool {
		class := l.ClassName(r.Sense.Class)
		return class == "loaded" || class == "loaded-noun"
	})
}

// endings that a common word can have: feminine, plurals, adjectives of relation, accusative.
var endings = func() []string {
	letters := func(r ...rune) string { return string(r) }
	nisba := letters(arabic.Yeh, arabic.Heh)
	return []string{
		letters(arabic.Heh), nisba, letters(arabic.Yeh), letters(arabic.Alef, arabic.Teh), letters(arabic.Yeh, arabic.Noon),
		letters(arabic.Waw, arabic.Noon), letters(arabic.Yeh, arabic.Alef, arabic.Teh), letters(arabic.Alef),
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
