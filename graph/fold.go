package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldName returns the search form of a name: compatibility forms composed, case and diacritics
// dropped, the spellings of alef, ya and ta marbuta made one, digits Western, punctuation turned to
// single spaces, and the article removed from words of three letters and more. It bridges spellings
// of one script; it is a key for look-up, never text to show, and never an identity.
func FoldName(name string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(norm.NFKC.String(name), notNameRune) {
		folded := foldWord(word)
		if rest, ok := strings.CutPrefix(folded, article); ok && utf8.RuneCountInString(rest) >= 2 {
			folded = rest
		}
		if folded == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(folded)
	}
	return b.String()
}

// FoldPrefix returns the search form of the beginning of a name: as FoldName, but without the article at
// an unfinished last word too. It may be empty, and may end in a space.
func FoldPrefix(text string) string {
	folded := FoldName(text)
	last := strings.LastIndexByte(folded, ' ') + 1
	return folded[:last] + strings.TrimPrefix(folded[last:], article)
}

// Letters by their Unicode names, so that no editor reorders them.
const (
	alef          = '\u0627'
	alefMadda     = '\u0622'
	alefHamzaUp   = '\u0623'
	alefHamzaDown = '\u0625'
	alefWasla     = '\u0671'
	waw           = '\u0648'
	wawHamza      = '\u0624'
	yeh           = '\u064A'
	yehHamza      = '\u0626'
	alefMaksura   = '\u0649'
	tehMarbuta    = '\u0629'
	heh           = '\u0647'
	tatweel       = '\u0640'
	article       = "\u0627\u0644"
)

func notNameRune(r rune) bool {
	return r != tatweel && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

func foldWord(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == tatweel || unicode.Is(unicode.Mn, r):
			return -1
		case r == alefMadda || r == alefHamzaUp || r == alefHamzaDown || r == alefWasla:
			return alef
		case r == alefMaksura || r == yehHamza:
			return yeh
		case r == tehMarbuta:
			return heh
		case r == wawHamza:
			return waw
		case r >= '\u0660' && r <= '\u0669':
			return '0' + r - '\u0660'
		case r >= '\u06F0' && r <= '\u06F9':
			return '0' + r - '\u06F0'
		}
		return unicode.ToLower(r)
	}, word)
}
