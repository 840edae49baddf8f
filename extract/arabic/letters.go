// Package arabic knows letters, words and sentences of written Arabic: normal forms with a way back to
// the bytes, tokens, clitics and numerals. It holds no vocabulary.
package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letters, by their Unicode names.
const (
	Hamza         = '\u0621'
	AlefMadda     = '\u0622'
	AlefHamzaUp   = '\u0623'
	WawHamza      = '\u0624'
	AlefHamzaDown = '\u0625'
	YehHamza      = '\u0626'
	Alef          = '\u0627'
	Beh           = '\u0628'
	TehMarbuta    = '\u0629'
	Teh           = '\u062A'
	Seen          = '\u0633'
	Tatweel       = '\u0640'
	Feh           = '\u0641'
	Kaf           = '\u0643'
	Lam           = '\u0644'
	Meem          = '\u0645'
	Noon          = '\u0646'
	Heh           = '\u0647'
	Waw           = '\u0648'
	AlefMaksura   = '\u0649'
	Yeh           = '\u064A'
	Damma         = '\u064F'
	Shadda        = '\u0651'
	AlefWasla     = '\u0671'
)

// Fold returns the normal form of one rune, or -1 where the normal form drops it: vowel signs,
// tatweel, joiners and direction marks.
func Fold(r rune) rune {
	switch {
	case r < 0x80:
		return unicode.ToLower(r)
	case r == AlefHamzaUp || r == AlefHamzaDown || r == AlefMadda || r == AlefWasla:
		return Alef
	case r == AlefMaksura || r == '\u06CC':
		return Yeh
	case r == TehMarbuta:
		return Heh
	case r == '\u06A9':
		return Kaf
	case r == Tatweel || IsMark(r):
		return -1
	case r >= '\u0660' && r <= '\u0669':
		return '0' + r - '\u0660'
	case r >= '\u06F0' && r <= '\u06F9':
		return '0' + r - '\u06F0'
	case r >= '\u0600' && r <= '\u06FF':
		return r // no letter of the Arabic block has a lower case
	}
	return unicode.ToLower(r)
}

// IsMark reports whether r is a sign that carries no letter: a vowel sign, a joiner or a direction mark.
func IsMark(r rune) bool {
	switch {
	case r >= '\u064B' && r <= '\u065F', r == '\u0670', r >= '\u0610' && r <= '\u061A', r >= '\u06D6' && r <= '\u06ED':
		return true
	case r >= '\u200B' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u2069',
		r == '\uFEFF', r == '\u00AD', r == '\u061C':
		return true
	}
	return false
}

// Normalize returns the look-up form of text: every rune folded, presentation forms decomposed.
// It is a fixed point: Normalize(Normalize(s)) == Normalize(s).
func Normalize(text string) string {
	at := strings.IndexFunc(text, isRewritten)
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(text[:at])
	for _, r := range text[at:] {
		if r == hamzaAbove {
			if seat := seated(b.String()); seat != "" {
				b.Reset()
				b.WriteString(seat)
			}
			continue
		}
		if IsPresentation(r) {
			for _, f := range expand(r) {
				writeFolded(&b, f)
			}
			continue
		}
		writeFolded(&b, r)
	}
	return b.String()
}

// isRewritten reports whether the normal form has something else where a text has r.
func isRewritten(r rune) bool {
	return r == utf8.RuneError || r == hamzaAbove || Fold(r) != r || IsPresentation(r)
}

func writeFolded(b *strings.Builder, r rune) {
	if f := Fold(r); f >= 0 {
		b.WriteRune(f)
	}
}

// The signs that a letter decomposed into base and sign is written with.
const (
	maddaAbove = '\u0653'
	hamzaAbove = '\u0654'
	hamzaBelow = '\u0655'
)

// seated returns the normal form so far with the hamza that follows put on its last letter, or "" where
// that letter keeps none in the normal form.
func seated(form string) string {
	if stem, ok := strings.CutSuffix(form, string(rune(Waw))); ok {
		return stem + string(rune(WawHamza))
	}
	if stem, ok := strings.CutSuffix(form, string(rune(Yeh))); ok {
		return stem + string(rune(YehHamza))
	}
	return ""
}

// Plain returns text as good newspapers spell it: without vowel signs, tatweel, joiners and direction marks,
// presentation forms by their letters, one blank between words and none around them. Letters stay as they are.
func Plain(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r == maddaAbove || r == hamzaAbove || r == hamzaBelow }) {
		text = norm.NFC.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		for _, p := range expand(r) {
			switch {
			case unicode.IsSpace(p):
				b.WriteByte(' ')
			case p != Tatweel && !IsMark(p) && !unicode.IsControl(p):
				b.WriteRune(p)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// IsAlefMaksura reports whether r is the final letter without dots, or one of its presentation forms.
func IsAlefMaksura(r rune) bool { return r == AlefMaksura || r == '\uFEEF' || r == '\uFEF0' }

// IsLetter reports whether r is a letter of the Arabic script.
func IsLetter(r rune) bool { return isBasic(r) || IsPresentation(r) }

// isBasic reports whether r is a letter of the Arabic block, for Arabic alone or with those of its neighbours.
func isBasic(r rune) bool { return r >= 0x0620 && r <= 0x064A || r >= 0x0671 && r <= 0x06D3 }

// isLetter is unicode.IsLetter, sooner for the letters that texts are made of.
func isLetter(r rune) bool { return isBasic(r) || unicode.IsLetter(r) }

// LetterShare returns which part of the letters of text are Arabic, from 0 to 1; 0 where it has none.
func LetterShare(text string) float64 {
	var arabic, all int
	for _, r := range text {
		if IsLetter(r) {
			arabic++
			all++
		} else if unicode.IsLetter(r) {
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(arabic) / float64(all)
}

// NormRunes returns the number of runes of the normal form of text.
func NormRunes(text string) int { return utf8.RuneCountInString(Normalize(text)) }
