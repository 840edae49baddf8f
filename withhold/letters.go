package withhold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// letter is one letter or digit of a text, folded.
type letter struct {
	r          rune
	start, end int // bytes of what it stands for; those of a ligature share them
}

// wordOf is a run of letters and digits.
type wordOf struct {
	letters []letter
	sealed  bool // a mask stands between the word before and this one
}

func (w wordOf) end() int { return w.letters[len(w.letters)-1].end }

// form returns the folded letters of w.
func (w wordOf) form() string {
	var b strings.Builder
	for _, l := range w.letters {
		b.WriteRune(l.r)
	}
	return b.String()
}

// wordsOf returns the words of text. They are folded at least as far as any look-up of names does it: compatibility
// forms and accents dropped, and of Arabic the spellings of alef, ya, ta marbuta and hamza seats made one.
func wordsOf(text string) []wordOf {
	var out []wordOf
	all := make([]letter, 0, len(text)/2+8) // the words are parts of it
	current := wordOf{letters: all}
	flush := func() {
		if len(current.letters) > 0 {
			settleKunya(current.letters)
			out = append(out, current)
			current = wordOf{letters: current.letters[len(current.letters):]}
		}
	}
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		if !inWord(r) {
			flush()
			current.sealed = current.sealed || strings.HasPrefix(text[i:], Token)
			continue
		}
		current.letters = foldRune(r, i, i+size, current.letters)
	}
	flush()
	return out
}

// inWord reports whether r belongs to a word: all but what is seen as a gap. Joiners and direction marks count as gaps,
// which names bridge.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

// foldRune appends the letters that r stands for.
func foldRune(r rune, start, end int, out []letter) []letter {
	if r < 0x80 {
		return append(out, letter{unicode.ToLower(r), start, end})
	}
	if r >= arabic.Alef && r <= arabic.Yeh && r != arabic.Tatweel { // nearly all
		return append(out, letter{arabic.Fold(r), start, end})
	}
	for _, d := range strings.ToLower(norm.NFKD.String(string(r))) {
		if f := arabic.Fold(d); f >= 0 && !unicode.Is(unicode.M, f) && f != arabic.Tatweel && (unicode.IsLetter(f) || unicode.IsNumber(f)) {
			out = append(out, letter{f, start, end})
		} else if n := len(out); n > 0 && out[n-1].end == start {
			out[n-1].end = end // a mark goes with its letter
		}
	}
	return out
}

// settleKunya makes one of the three cases of the word by which a kunya begins, behind clitics too. It keeps its three
// letters.
func settleKunya(word []letter) {
	const most = 5 // with a conjunction and a preposition before it
	n := len(word)
	if n < 3 || n > most || word[n-3].r != arabic.Alef || word[n-2].r != arabic.Beh {
		return
	}
	if last := &word[n-1]; last.r == arabic.Yeh || last.r == arabic.Alef {
		last.r = arabic.Waw
	}
}

// article reports whether letters begin with the article and have two more at least.
func article(letters []letter) bool {
	return len(letters) >= 4 && letters[0].r == arabic.Alef && letters[1].r == arabic.Lam
}

// starts returns at which letters of a word a name may begin: behind what may be a clitic.
func starts(w wordOf, buf []arabic.Split) []int {
	out := []int{0}
	switch w.letters[0].r {
	case arabic.Waw, arabic.Feh, arabic.Beh, arabic.Lam, arabic.Kaf, arabic.Seen, arabic.Alef: // clitics, and the article
	default:
		return out
	}
	for _, s := range arabic.Prefixes(w.form(), buf) {
		if s.Skip > 0 && s.Skip < len(w.letters) {
			out = append(out, s.Skip)
		}
	}
	return out
}
