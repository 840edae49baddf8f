package temporal

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
)

const corpus = "../../../shared/corpus"

type goldFile struct {
	Doc       string
	Published string
	Events    []goldEvent
}

type goldEvent struct {
	Type, From, To, Quote string
}

// article is a text with what Find reads in each of its sentences.
type article struct {
	text      string
	sentences [][]arabic.Token
	found     [][]Expr
}

func read(d *Data, text, published string) article {
	a := article{text: text}
	tokens := arabic.Tokenize(text, 0, len(text))
	bounds := arabic.Sentences(tokens)
	var all []Expr
	for i := range bounds[:len(bounds)-1] {
		s := tokens[bounds[i]:bounds[i+1]]
		a.sentences = append(a.sentences, s)
		all = append(all, d.Find(s, published)...)
	}
	if os.Getenv("NOANCHOR") == "" {
		published = Anchor(all, published)
	}
	for _, s := range a.sentences {
		a.found = append(a.found, d.Find(s, published))
	}
	return a
}

// TestGold holds Find to the dates of the annotated articles: how many of the dates of events, told by
// the sentence of their evidence or elsewhere in the article, does it produce?
func TestGold(t *testing.T) {
	d := load(t)
	files, _ := filepath.Glob(corpus + "/*/gold/*.json")
	if len(files) == 0 {
		t.Skip("no annotated articles at ../shared/corpus: agreement with them is not measured")
	}
	blind, _ := os.ReadFile(corpus + "/dev/blind.txt")
	var dated, near, inText int
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		if strings.Contains(string(blind), id) {
			continue
		}
		g, text := gold(t, file, id)
		a := read(d, text, g.Published)
		for _, e := range g.Events {
			if e.From == "" && e.To == "" {
				continue
			}
			dated++
			here, somewhere := a.tells(e)
			switch {
			case here:
				near, inText = near+1, inText+1
			case somewhere:
				inText++
			default:
				t.Logf("%s: %s to %s not found for «%s»", id, e.From, e.To, e.Quote)
			}
		}
	}
	t.Logf("%d dated events: %d told in the sentence of the evidence, %d in the article", dated, near, inText)
	if inText*100 < dated*85 {
		t.Errorf("only %d of %d dates found", inText, dated)
	}
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

func (a article) tells(e goldEvent) (here, somewhere bool) {
	at := strings.Index(a.text, e.Quote)
	for i, s := range a.sentences {
		for _, x := range a.found[i] {
			if !agrees(x, e) {
				continue
			}
			somewhere = true
			here = here || s[0].Start < at+len(e.Quote) && at < s[len(s)-1].End
		}
	}
	return here, somewhere
}

// agrees reports whether x gives the dates of e; «since two days» may be «two days ago».
func agrees(x Expr, e goldEvent) bool {
	return x.From == e.From && (x.To == e.To || x.Since && x.Kind == KindAgo && e.To == e.From)
}
