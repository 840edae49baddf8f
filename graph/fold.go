package graph

import (
	"bytes"
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
	folded := make([]byte, 0, len(name))
	for word := range strings.FieldsFuncSeq(norm.NFKC.String(name), notNameRune) {
		folded = appendFolded(folded, word)
	}
	return string(folded)
}

// appendFolded appends the search form of a word to those of the words before it.
func appendFolded(folded []byte, word string) []byte {
	end := len(folded)
	if end > 0 {
		folded = append(folded, ' ')
	}
	start := len(folded)
	for _, r := range word {
		if r = foldRune(r); r >= 0 {
			folded = utf8.AppendRune(folded, r)
		}
	}
	if rest, ok := bytes.CutPrefix(folded[start:], []byte(article)); ok && utf8.RuneCount(rest) >= 2 {
		folded = append(folded[:start], rest...)
	}
	if len(folded) == start {
		return folded[:end] // marks only
	}
	return folded
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
	return !isArabicLetter(r) && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

// isArabicLetter reports whether r is a letter of the Arabic block, or a tatweel. None is a mark or has another case, so
// that most letters need no look into the tables of Unicode.
func isArabicLetter(r rune) bool { return r >= 0x0620 && r <= 0x064A || r >= 0x0671 && r <= 0x06D3 }

// foldRune returns what the search form has for r, -1 where that is nothing.
func foldRune(r rune) rune {
	switch {
	case r == tatweel:
		return -1
	case r == alefMadda || r == alefHamzaUp || r == alefHamzaDown || r == alefWasla:
		return alef
	case r == alefMaksura || r == yehHamza:
		return yeh
	case r == tehMarbuta:
		return heh
	case r == wawHamza:
		return waw
	case isArabicLetter(r):
		return r
	case r >= '\u0660' && r <= '\u0669':
		return '0' + r - '\u0660'
	case r >= '\u06F0' && r <= '\u06F9':
		return '0' + r - '\u06F0'
	case unicode.Is(unicode.Mn, r):
		return -1
	}
	return unicode.ToLower(r)
}
