package arabic

import "golang.org/x/text/unicode/norm"

// IsPresentation reports whether r is a presentation form: a letter drawn as one of its joined shapes.
func IsPresentation(r rune) bool {
	return r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC
}

// expand returns the letters that r stands for; nearly always r itself.
func expand(r rune) []rune {
	if !IsPresentation(r) {
		return []rune{r}
	}
	return []rune(norm.NFKC.String(string(r)))
}
