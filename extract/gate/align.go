package gate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
)

// run is a row of whole words of the article.
type run struct {
	first, last int          // tokens of the article, both included
	span        extract.Span // without the clitics before the first word
	article     bool         // the spelling dropped the alef of the first word's article
}

func (r run) within(s run) bool { return r.first >= s.first && r.last <= s.last }

func (r run) overlaps(s run) bool { return r.first <= s.last && s.first <= r.last }

// distance counts the words from r to s.
func (r run) distance(s run) int { return max(r.first-s.last, s.first-r.last, 0) }

// gap says which marks may stand between two words of a run.
type gap func(mark string) bool

// anyMark: a quotation is found whatever became of its punctuation.
func anyMark(string) bool { return true }

// nameMark: the words of a name may be parted by what surrounds or joins names, never by a comma.
func nameMark(mark string) bool { return strings.Contains(`"'()-`, mark) }

// listMark: a name that is told with a comma, as that of an office and its holder, may have it.
func listMark(mark string) bool { return mark == "," || nameMark(mark) }

// gapOf returns what may stand between the words of a name that is told as text.
func gapOf(text string) gap {
	if slices.ContainsFunc(arabic.Tokenize(text, 0, len(text)), func(t arabic.Token) bool { return t.Norm == "," }) {
		return listMark
	}
	return nameMark
}

// words returns the words and numbers of a model's text in normal form.
func words(text string) []arabic.Token {
	tokens := arabic.Tokenize(text, 0, len(text))
	kept := tokens[:0]
	for _, t := range tokens {
		if t.Kind != arabic.Punct {
			kept = append(kept, t)
		}
	}
	return kept
}

// find returns where needle stands among the tokens in [from, to): word by word, equal in normal letters.
// Only where it stands nowhere so, it is looked for behind clitics that are written together with its
// first word.
func (a *article) find(needle []arabic.Token, from, to int, between gap) []run {
	if len(needle) == 0 {
		return nil
	}
	var whole, behind []run
	for i := from; i < to; i++ {
		skip, dropped, ok := 0, false, a.equal(i, needle[0])
		if !ok {
			if len(whole) > 0 {
				continue
			}
			if skip, dropped, ok = a.behindClitics(i, needle[0]); !ok {
				continue
			}
		}
		last, ok := a.goesOn(i, needle[1:], to, between)
		if !ok {
			continue
		}
		r := run{i, last, a.span(i, last), dropped}
		if skip == 0 {
			whole = append(whole, r)
			continue
		}
		t := a.tokens[i]
		r.span.Start += arabic.StemStart(a.doc.Text[t.Start:t.End], skip)
		behind = append(behind, r)
	}
	if len(whole) > 0 {
		return whole
	}
	return behind
}

func (a *article) equal(i int, word arabic.Token) bool {
	return a.tokens[i].Kind == word.Kind && a.tokens[i].Norm == word.Norm
}

// goesOn reports whether rest stands behind token i, and the last token of it.
func (a *article) goesOn(i int, rest []arabic.Token, to int, between gap) (last int, ok bool) {
	for _, word := range rest {
		i++
		for i < to && a.tokens[i].Kind == arabic.Punct && between(a.tokens[i].Norm) {
			i++
		}
		if i >= to || !a.equal(i, word) {
			return 0, false
		}
	}
	return i, true
}

func (a *article) span(first, last int) extract.Span {
	return extract.Span{Start: a.tokens[first].Start, End: a.tokens[last].End}
}

var definite = string([]rune{arabic.Alef, arabic.Lam})

// behindClitics reports whether token i is word with clitics before it, how many letters those are, and
// whether the alef of the article is lost in them; word may then come without the article. A letter counts as a clitic only where what is left is
// known to be a word: else the end of any word would pass for a name.
func (a *article) behindClitics(i int, word arabic.Token) (skip int, dropped, ok bool) {
	t := a.tokens[i]
	if t.Kind != arabic.Word || word.Kind != arabic.Word || !strings.HasSuffix(t.Norm, strings.TrimPrefix(word.Norm, definite)) {
		return 0, false, false
	}
	for _, s := range arabic.Prefixes(t.Norm, nil) {
		form := s.Stem
		if s.Def {
			form = definite + form
		}
		dropped := s.Def && !strings.HasSuffix(t.Norm, form)
		if s.Skip == 0 || s.Prep == 's' || s.Def && s.Prep != 'l' || form != word.Norm && !(dropped && s.Stem == word.Norm) || !a.isWord(i, form) {
			continue
		}
		return s.Skip, dropped, true
	}
	return 0, false, false
}

// nameWords bounds a name, in words.
const nameWords = 8

// isWord reports whether form, the rest of token i, is known to be a word: it has the article, the lexicon
// knows it, or it stands free elsewhere in the article.
func (a *article) isWord(i int, form string) bool {
	if rest, ok := strings.CutPrefix(form, definite); ok && utf8.RuneCountInString(rest) >= 3 || a.free[form] {
		return true
	}
	if n, _ := a.lex.FindName(a.withFirst(i, form), 0, nil); len(n.Refs) > 0 && n.Split.Skip == 0 {
		return true
	}
	readings, _ := a.lex.Readings(form, nil, nil)
	for _, r := range readings {
		if r.Split.Skip == 0 {
			return true
		}
	}
	return false
}

// withFirst returns token i and those behind it, with another form for the first.
func (a *article) withFirst(i int, form string) []arabic.Token {
	tokens := append([]arabic.Token{}, a.tokens[i:min(i+nameWords, len(a.tokens))]...)
	tokens[0].Norm = form
	return tokens
}
