package temporal

import (
	"io/fs"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
)

func load(t testing.TB) *Data {
	t.Helper()
	ar, err := fs.Sub(data.FS, "ar")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(ar)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// want is what an example should give: the words of the expression and how they are read.
type want struct {
	text      string // the sentence, with the expression in [ ]
	published string
	from, to  string
	precision string
	kind      string
	flags     string // s since, u until, c conflict, - not anchored
	part      string
}

// split takes the brackets out of an example and returns the tokens between them.
func split(t *testing.T, text string) (tokens []arabic.Token, first, last int) {
	t.Helper()
	first, last = -1, -1
	for i, tok := range arabic.Tokenize(text, 0, len(text)) {
		switch text[tok.Start:tok.End] {
		case "[":
			first = len(tokens)
		case "]":
			last = len(tokens) - 1
		default:
			if i > 0 && len(tokens) == first && text[tok.Start-1] == '[' {
				tok.Space = true
			}
			tokens = append(tokens, tok)
		}
	}
	return tokens, first, last
}

func flags(e Expr) string {
	s := ""
	if e.Since {
		s += "s"
	}
	if e.Until {
		s += "u"
	}
	if e.Conflict {
		s += "c"
	}
	if !e.Anchored {
		s += "-"
	}
	return s
}

func check(t *testing.T, d *Data, w want) {
	t.Helper()
	tokens, first, last := split(t, w.text)
	found := d.Find(tokens, w.published)
	if first < 0 {
		if len(found) > 0 {
			t.Errorf("%s (%s): found %+v, want nothing", w.text, w.published, found[0])
		}
		return
	}
	for _, e := range found {
		if e.First != first {
			continue
		}
		got := want{w.text, w.published, e.From, e.To, e.Precision, e.Kind, flags(e), e.Part}
		if e.Last != last || got != w {
			t.Errorf("%s\n got %+v tokens %d-%d\nwant %+v tokens %d-%d", w.text, got, e.First, e.Last, w, first, last)
		}
		return
	}
	t.Errorf("%s (%s): nothing at token %d; found %+v", w.text, w.published, first, found)
}
