package arabic

import (
	"strings"
	"unicode/utf8"
)

// Split is one way to take the clitics off a word. Which of them is right only a lexicon can say.
type Split struct {
	Conj   byte   // 'w' or 'f', 0 if none
	Prep   byte   // 'b', 'l', 'k', 0 if none; 's' is the future particle
	Def    bool   // the article
	Stem   string // normal form of what is left
	Suffix string // pronoun, in normal form
	Skip   int    // letters of the normal form before Stem, not counting an article that the spelling drops
}

// pronouns are the suffixed pronouns, longest first.
var pronouns = []string{
	heh + meem + alef, noon + yeh, heh + alef, heh + meem, heh + noon, noon + alef, heh, yeh,
}

// Splits returns the ways to split the normal form of a word, the least cut first. Two letters at
// least are left as stem. The slice buf is reused.
func Splits(norm string, buf []Split) []Split {
	out := prefixes(norm, buf[:0])
	for _, s := range out {
		for _, p := range pronouns {
			if stem, ok := strings.CutSuffix(s.Stem, p); ok && !s.Def && utf8.RuneCountInString(stem) >= 2 {
				t := s
				t.Stem, t.Suffix = stem, p
				out = append(out, t)
			}
		}
	}
	return out
}

// Prefixes is Splits without the pronouns, for names, which take none.
func Prefixes(norm string, buf []Split) []Split { return prefixes(norm, buf[:0]) }

func prefixes(norm string, out []Split) []Split {
	out = article(Split{Stem: norm}, out)
	if conj, rest := conjunction(norm); conj != 0 && utf8.RuneCountInString(rest) >= 2 {
		out = article(Split{Conj: conj, Stem: rest, Skip: 1}, out)
	}
	n := len(out)
	for i := 0; i < n; i++ {
		s := out[i]
		if s.Def || s.Prep != 0 {
			continue
		}
		prep, rest := preposition(s.Stem)
		if prep == 0 {
			continue
		}
		p := Split{Conj: s.Conj, Prep: prep, Stem: rest, Skip: s.Skip + 1}
		if prep == 'l' && strings.HasPrefix(rest, lam) {
			// The article loses its alef behind this preposition.
			if stem := rest[len(lam):]; utf8.RuneCountInString(stem) >= 2 {
				out = append(out, Split{Conj: p.Conj, Prep: 'l', Def: true, Stem: stem, Skip: p.Skip + 1})
			}
		}
		if utf8.RuneCountInString(rest) >= 2 {
			out = article(p, out)
		}
	}
	return out
}

func article(s Split, out []Split) []Split {
	out = append(out, s)
	if rest, ok := strings.CutPrefix(s.Stem, alef+lam); ok && utf8.RuneCountInString(rest) >= 2 && s.Prep != 's' {
		s.Def, s.Stem, s.Skip = true, rest, s.Skip+2
		out = append(out, s)
	}
	return out
}

func conjunction(s string) (byte, string) {
	if rest, ok := strings.CutPrefix(s, waw); ok {
		return 'w', rest
	}
	if rest, ok := strings.CutPrefix(s, string(rune(Feh))); ok {
		return 'f', rest
	}
	return 0, s
}

func preposition(s string) (byte, string) {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case Beh:
		return 'b', s[size:]
	case Lam:
		return 'l', s[size:]
	case Kaf:
		return 'k', s[size:]
	case Seen:
		return 's', s[size:]
	}
	return 0, s
}

// StemStart returns the byte at which the letter with number skip begins in word, counting the letters
// of its normal form from 0; vowel signs and tatweel before it belong to what comes before. A letter inside
// a ligature begins where the ligature does.
func StemStart(word string, skip int) int {
	if skip == 0 {
		return 0
	}
	n := 0
	for i, r := range word {
		if Fold(r) < 0 {
			continue
		}
		if n += len(expand(r)); n > skip {
			return i
		}
	}
	return len(word)
}
