package gazetteer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// isArabic reports whether text is a name in the letters of Arabic: Persian, Urdu and Kurdish have letters beside.
func isArabic(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case r >= '\u0621' && r <= '\u064A' && r != arabic.Tatweel, arabic.IsPresentation(r):
			letters++
		case unicode.IsLetter(r):
			return false
		}
	}
	return letters > 1
}

// spellings returns the names that a cell tells: «A / B» are two; what stands in brackets is left out, and so is, behind a
// dash, the name of an area around, by which a table keeps villages of one name apart. «The town» is no name.
func (s *session) spellings(cell string, kind schema.Kind, around ...string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(arabic.Plain(cell), func(r rune) bool { return r == '/' || r == '\\' || r == '|' || r == ';' }) {
		text := strings.Join(undashed(unbracketed(part), around), " ")
		if kind == schema.Region || kind == schema.District {
			text = s.Lexicon.Bare(text)
		}
		if isArabic(text) && !s.Lexicon.IsTypeNoun(text) {
			out = append(out, text)
		}
	}
	return out
}

// unbracketed returns text without what stands in brackets and without marks that no name has.
func unbracketed(text string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("([{", r):
			depth++
			return ' '
		case strings.ContainsRune(")]}", r):
			depth = max(0, depth-1)
			return ' '
		case depth > 0:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
			return r
		}
		return ' '
	}, text)
}

// undashed returns the words of text, parted by dashes, without a last part that is the name of an area around.
func undashed(text string, around []string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return unicode.Is(unicode.Pd, r) })
	if n := len(parts) - 1; n > 0 {
		last := nameKey(parts[n])
		if slices.ContainsFunc(around, func(a string) bool { return nameKey(a) == last }) {
			parts = parts[:n]
		}
	}
	return strings.Fields(strings.Join(parts, " "))
}
