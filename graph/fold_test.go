package graph

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestArabicLettersNeedNoTables holds what folding takes for granted of the letters of Arabic against the tables of Unicode.
func TestArabicLettersNeedNoTables(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if isArabicLetter(r) && (!unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || unicode.ToLower(r) != r) {
			t.Errorf("U+%04X is no letter, or one of two cases", r)
		}
	}
}
