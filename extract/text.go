package extract

import (
	"strings"
	"unicode"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// trimMarks drops quotation marks from a name and folds its white space; letters stay as they are.
func trimMarks(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '"', '\u00AB', '\u00BB', '\u201C', '\u201D', '\u201E', '\u2018', '\u2019', '(', ')':
			return -1
		}
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	s = strings.ReplaceAll(s, "''", "") // a quotation mark of two signs
	return strings.Join(strings.Fields(s), " ")
}

// trimArticle drops the article from the first word.
func trimArticle(s string) string {
	return strings.TrimPrefix(s, string([]rune{arabic.Alef, arabic.Lam}))
}
