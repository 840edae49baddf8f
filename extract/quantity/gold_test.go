package quantity_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	. "github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/extract/temporal"
)

const corpus = "../../../shared/corpus"

type goldFile struct {
	Events []struct {
		Quote string
		Count *struct{ Min, Max *int }
	}
}

// TestGold holds Find to the counts of the annotated articles: how many of them does it produce from
// the sentence of their evidence? Those told by the form of a noun («two children») are the caller's.
func TestGold(t *testing.T) {
	d := load(t)
	ar, _ := fs.Sub(data.FS, "ar")
	dates, err := temporal.Load(ar)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(corpus + "/*/gold/*.json")
	if len(files) == 0 {
		t.Skip("no annotated articles at ../shared/corpus: agreement with them is not measured")
	}
	blind, _ := os.ReadFile(corpus + "/dev/blind.txt")
	var counted, told int
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		if strings.Contains(string(blind), id) {
			continue
		}
		g, text := gold(t, file, id)
		for _, e := range g.Events {
			if e.Count == nil {
				continue
			}
			low, high := value(e.Count.Min), value(e.Count.Max)
			if low == high && low <= 2 {
				continue
			}
			counted++
			if tells(d, dates, text, e.Quote, low, high) {
				told++
			} else {
				t.Logf("%s: %d to %d not found for «%s»", id, low, high, e.Quote)
			}
		}
	}
	t.Logf("%d counts of three or more: %d told in the sentence of the evidence", counted, told)
	if told*100 < counted*85 {
		t.Errorf("only %d of %d counts found", told, counted)
	}
}

func value(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func gold(t *testing.T, file, id string) (g goldFile, text string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	body, err := os.ReadFile(filepath.Join(filepath.Dir(filepath.Dir(file)), "articles", id+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return g, string(body)
}

// tells reports whether a sentence of the evidence has the count.
func tells(d *Data, dates *temporal.Data, text, quote string, low, high int) bool {
	at := strings.Index(text, quote)
	tokens := arabic.Tokenize(text, 0, len(text))
	bounds := arabic.Sentences(tokens)
	for i := range bounds[:len(bounds)-1] {
		s := tokens[bounds[i]:bounds[i+1]]
		if s[0].Start >= at+len(quote) || at >= s[len(s)-1].End {
			continue
		}
		exprs := dates.Find(s, "")
		for _, q := range d.Find(s, func(i int) bool { return inside(exprs, i) }) {
			if q.Min == low && q.Max == high && q.Unit == "" {
				return true
			}
		}
	}
	return false
}

func inside(exprs []temporal.Expr, i int) bool {
	for _, e := range exprs {
		if e.First <= i && i <= e.Last {
			return true
		}
	}
	return false
}
