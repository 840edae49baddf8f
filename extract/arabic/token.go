package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenKind tells words from numbers and punctuation.
type TokenKind uint8

// Kinds of tokens.
const (
	Word TokenKind = iota
	Number
	Punct
)

// Token is a run of text with its normal form.
type Token struct {
	Start, End int // bytes in the text, half-open
	Kind       TokenKind
	Norm       string // normal form; of a number, its Western digits with a decimal point
	Damma      bool   // the first letter carries a damma: a passive verb
	Space      bool   // white space (or the start) comes before it
	Break      bool   // a line break comes before it
}

// Tokenize splits text[from:to] into tokens. Spans are byte offsets in text. Tatweel and vowel signs
// belong to their word; a clitic written with tatweel before a quote is a word of its own.
func Tokenize(text string, from, to int) []Token {
	t := tokenizer{text: text[:to], pos: from}
	t.tokens = make([]Token, 0, (to-from)/8+4)
	space, brk := true, from == 0
	for t.pos < to {
		r, size := utf8.DecodeRuneInString(t.text[t.pos:])
		switch {
		case IsLineBreak(r):
			space, brk = true, true
			t.pos += size
		case unicode.IsSpace(r):
			space = true
			t.pos += size
		case IsMark(r) || r == Tatweel:
			t.pos += size
		default:
			start := len(t.tokens)
			t.next(r, size)
			t.tokens[start].Space, t.tokens[start].Break = space, brk
			space, brk = false, false
		}
	}
	return t.tokens
}

// IsLineBreak reports whether r ends a line, whatever system wrote it.
func IsLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

type tokenizer struct {
	text   string
	pos    int
	tokens []Token
}

func (t *tokenizer) next(r rune, size int) {
	switch {
	case isDigit(r):
		t.number()
	case isLetter(r):
		t.word()
	default:
		tok := Token{Start: t.pos, End: t.pos + size, Kind: Punct, Norm: punct(r)}
		if tok.Norm == single {
			t.quote(&tok)
		}
		t.tokens = append(t.tokens, tok)
		t.pos = tok.End
	}
}

const (
	single = "'"
	quote  = `"`
)

// quote reads a single quotation mark: two of them are a double one typed in a hurry, and one that does not
// stand inside a word is a quotation mark like any other.
func (t *tokenizer) quote(tok *Token) {
	before, _ := utf8.DecodeLastRuneInString(t.text[:tok.Start])
	next, size := utf8.DecodeRuneInString(t.text[tok.End:])
	switch {
	case size > 0 && punct(next) == single:
		tok.End, tok.Norm = tok.End+size, quote
	case !unicode.IsLetter(before) || !unicode.IsLetter(next), strings.HasPrefix(t.text[tok.Start:], "\u2018"):
		tok.Norm = quote
	}
}

func (t *tokenizer) word() {
	start := t.pos
	tok := Token{Start: start, Kind: Word}
	letters := 0
	for t.pos < len(t.text) {
		r, size := utf8.DecodeRuneInString(t.text[t.pos:])
		if r == Damma && letters == 1 {
			tok.Damma = true
		}
		letter := isLetter(r)
		if !letter && !IsMark(r) {
			break
		}
		if letter && r != Tatweel {
			letters++
		}
		t.pos += size
	}
	tok.End = t.pos
	tok.Norm = Normalize(t.text[start:t.pos])
	if tok.Norm == "" {
		tok.Kind, tok.Norm = Punct, t.text[start:t.pos] // marks without a letter, as a tatweel that stands for a dash
	}
	t.tokens = append(t.tokens, tok)
}

// number takes digits with thousands separators («1,500», «1.500» with three digits behind) and decimals.
func (t *tokenizer) number() {
	start := t.pos
	var norm strings.Builder
	for t.pos < len(t.text) {
		r, size := utf8.DecodeRuneInString(t.text[t.pos:])
		if isDigit(r) {
			norm.WriteRune(Fold(r))
			t.pos += size
			continue
		}
		if IsMark(r) {
			t.pos += size
			continue
		}
		run := digitsAfter(t.text[t.pos+size:])
		if run == 0 || !isSeparator(r) {
			break
		}
		if !(run == 3 && r != '\u066B') {
			if r == ',' || r == '\u060C' {
				break
			}
			norm.WriteByte('.')
		}
		t.pos += size
	}
	t.tokens = append(t.tokens, Token{Start: start, End: t.pos, Kind: Number, Norm: norm.String()})
}

func digitsAfter(s string) int {
	n := 0
	for _, r := range s {
		if !isDigit(r) {
			break
		}
		n++
	}
	return n
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '\u0660' && r <= '\u0669' || r >= '\u06F0' && r <= '\u06F9'
}

func isSeparator(r rune) bool {
	return r == ',' || r == '.' || r == '\u066B' || r == '\u066C' || r == '\u060C'
}

// punct gives quotes of every kind one form, and commas and dashes theirs.
func punct(r rune) string {
	switch r {
	case '\u00AB', '\u00BB', '\u201C', '\u201D', '\u201E', '\u201F', '"', '\u2033', '\u2039', '\u203A', '\uFF02', '\u02BA':
		return quote
	case '\u2018', '\u2019', '\'', '\u201A', '`', '\u00B4':
		return single
	case '\u060C', ',', '\uFF0C', '\u3001':
		return ","
	case '\u061B', ';':
		return ";"
	case '\u061F', '?':
		return "?"
	case '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return "-"
	case '\u2026':
		return "..."
	}
	return string(r)
}
