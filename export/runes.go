package export

import (
	"unicode/utf16"
	"unicode/utf8"
)

// runeCounter turns byte offsets of a text into code points. It goes on from where it was asked last
// whenever it can: claims mostly cite one sentence after the other.
type runeCounter struct {
	text         string
	bytes, runes int
}

func newRuneCounter(text string) *runeCounter { return &runeCounter{text: text} }

// at returns how many code points lie before offset, which lies in the text.
func (c *runeCounter) at(offset int) int {
	if offset < c.bytes {
		c.runes -= utf8.RuneCountInString(c.text[offset:c.bytes])
	} else {
		c.runes += utf8.RuneCountInString(c.text[c.bytes:offset])
	}
	c.bytes = offset
	return c.runes
}

// utf16Len returns how many units of UTF-16 s takes: its length in a browser.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
