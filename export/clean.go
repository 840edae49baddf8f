package export

import (
	"strings"
	"unicode/utf8"
)

// clean drops control characters, surrogates, non-characters and broken UTF-8: what XML 1.0 forbids
// and table readers stumble over. Tabs, line breaks, joiners and direction marks stay.
func clean(s string) string {
	if !strings.ContainsFunc(s, forbidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if (r != utf8.RuneError || size > 1) && !forbidden(r) {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF'
}
