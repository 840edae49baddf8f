package graphtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func applyStores(_ *testing.T, f *fixture) {
	deltas := articles(6)
	f.apply(deltas[:4]...)
	f.apply(deltas[4:]...)
	f.view(func(r graph.Reader) {
		for _, d := range deltas {
			f.holds(r, d)
		}
	})
	f.clean()
}

// holds checks that all of d can be read back.
func (f *fixture) holds(r graph.Reader, d *graph.Delta) {
	f.Helper()
	docs, err := r.Documents(f.ctx, []graph.ID{d.Document.ID})
	f.equal("document", docs, []*graph.Document{d.Document}, err)
	mentions, err := r.MentionsIn(f.ctx, []graph.ID{d.Document.ID})
	f.equal("mentions", mentions, [][]graph.Mention{d.Mentions}, err)
	var ids []graph.ID
	for _, c := range d.Claims {
		ids = append(ids, c.ID)
	}
	in, err := r.ClaimsIn(f.ctx, []graph.ID{d.Document.ID})
	f.equal("claims in the document", in, [][]graph.ID{ids}, err)
	claims, err := r.Claims(f.ctx, ids)
	f.equal("claims", claims, d.Claims, err)
	for _, want := range d.Entities {
		got, err := r.Entities(f.ctx, []graph.ID{want.ID})
		if err != nil || got[0] == nil {
			f.Fatalf("entity %s: %v, %v", want.Key, got, err)
		}
		for _, n := range want.Names {
			if !slices.Contains(got[0].Names, n) {
				f.Errorf("entity %s lacks the name %q", want.Key, n.Text)
			}
		}
		bare := *got[0]
		bare.Names = want.Names
		f.equal("entity", &bare, want, nil)
	}
}

// equal compares as JSON, in which an empty list and none are the same.
func (f *fixture) equal(what string, got, want any, err error) {
	f.Helper()
	if err != nil {
		f.Fatalf("%s: %v", what, err)
	}
	g, w := canonical(f.T, got), canonical(f.T, want)
	if g != w {
		f.Errorf("%s:\ngot  %.800s\nwant %.800s", what, g, w)
	}
}

func canonical(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "null", "[]")
}

func applyTwice(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas...)
	once := f.dump()
	f.apply(deltas[2])
	f.apply(deltas...)
	f.apply(articles(4)...) // equal, not the same
	f.same("applied again", f.dump(), once)
	f.clean()
}

func applyNothing(_ *testing.T, f *fixture) {
	empty := f.dump()
	f.apply()
	f.same("nothing applied", f.dump(), empty)
}

func applyNewText(_ *testing.T, f *fixture) {
	others := articles(3)
	f.apply(others...)
	f.apply(article("doc-x", 20))
	f.apply(article("doc-x", 21))
	f.same("replaced", f.dump(), f.like(append(others, article("doc-x", 21))...))
	f.clean()
	f.apply(article("doc-x", 20))
	f.same("and back", f.dump(), f.like(append(others, article("doc-x", 20))...))
	f.clean()
}

// fewer returns d as another reading of the same text: half the claims, other names, another class.
func fewer(d *graph.Delta) *graph.Delta {
	less := &graph.Delta{Document: d.Document, Mentions: d.Mentions, Claims: d.Claims[:len(d.Claims)/2]}
	for _, e := range d.Entities {
		changed := *e
		changed.Class, changed.Names = "other", nil
		less.Entities = append(less.Entities, &changed)
	}
	return less
}

func applyNewClaims(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas...)
	f.apply(fewer(deltas[1]))
	f.same("read anew", f.dump(), f.like(deltas[0], fewer(deltas[1]), deltas[2], deltas[3]))
	f.clean()
	f.apply(deltas[1])
	f.same("and back", f.dump(), f.like(deltas...))
	f.clean()
}

func applySameKey(_ *testing.T, f *fixture) {
	f.apply(article("doc-x", 20), article("doc-y", 30), article("doc-x", 21))
	f.same("applied at once", f.dump(), f.like(article("doc-y", 30), article("doc-x", 21)))
	f.clean()
}

func applyAnyOrder(_ *testing.T, f *fixture) {
	deltas := articles(10)
	want := f.like(deltas...)
	for seed := range uint64(4) {
		s := f.open(f.T)
		for chunk := range slices.Chunk(shuffled(deltas, seed), int(1+seed*3)) {
			if err := s.Apply(f.ctx, chunk...); err != nil {
				f.Fatal(err)
			}
		}
		f.same("shuffled", dump(f.T, s), want)
		if err := s.Close(); err != nil {
			f.Fatal(err)
		}
	}
}

func applyAtomic(_ *testing.T, f *fixture) {
	f.apply(articles(2)...)
	before := f.dump()
	bad := article("doc-z", 9)
	bad.Document.SHA256 = "none"
	if err := f.Apply(f.ctx, article("doc-y", 8), article("doc-a", 7), bad); !errors.Is(err, graph.ErrInvalid) {
		f.Errorf("apply: %v, want ErrInvalid", err)
	}
	f.same("refused", f.dump(), before)
	f.clean()
}

func applyCancelled(_ *testing.T, f *fixture) {
	before := f.dump()
	ctx, cancel := context.WithCancel(f.ctx)
	cancel()
	if err := f.Apply(ctx, articles(1)...); !errors.Is(err, context.Canceled) {
		f.Errorf("apply: %v, want context.Canceled", err)
	}
	f.same("cancelled", f.dump(), before)
	f.apply(articles(1)...)
	if _, err := f.Remove(ctx, articles(1)[0].Document.ID); !errors.Is(err, context.Canceled) {
		f.Errorf("remove: %v, want context.Canceled", err)
	}
	if err := f.View(ctx, func(graph.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		f.Errorf("view: %v, want context.Canceled", err)
	}
	if _, err := f.Verify(ctx); !errors.Is(err, context.Canceled) {
		f.Errorf("verify: %v, want context.Canceled", err)
	}
}

func applyLongText(_ *testing.T, f *fixture) {
	text := strings.Repeat("\u0628\U0001F4A5 \u0640x\n\t\x00", 1<<16)
	sum := sha256.Sum256([]byte(text))
	doc := &graph.Document{ID: graph.DocumentID("long", text), Key: "long", SHA256: hex.EncodeToString(sum[:]), Text: text}
	empty := &graph.Document{ID: graph.DocumentID("empty", ""), Key: "empty"}
	sum = sha256.Sum256(nil)
	empty.SHA256 = hex.EncodeToString(sum[:])
	f.apply(&graph.Delta{Document: doc}, &graph.Delta{Document: empty})
	f.view(func(r graph.Reader) {
		docs, err := r.Documents(f.ctx, []graph.ID{doc.ID, empty.ID})
		if err != nil || !reflect.DeepEqual(docs, []*graph.Document{doc, empty}) {
			f.Errorf("not what was stored (error %v)", err)
		}
	})
	f.clean()
}

// applyInvalid breaks each rule of the model in turn.
func applyInvalid(t *testing.T, f *fixture) {
	before := f.dump()
	for name, spoil := range invalid {
		d := article("doc-a", 0)
		spoil(d)
		if err := f.Apply(f.ctx, d); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	f.same("refused", f.dump(), before)
}

var invalid = map[string]func(*graph.Delta){
	"no document":               func(d *graph.Delta) { d.Document = nil },
	"no key":                    func(d *graph.Delta) { d.Document.Key = "" },
	"key too long":              func(d *graph.Delta) { rekey(d, strings.Repeat("k", graph.MaxKey+1)) },
	"text not UTF-8":            func(d *graph.Delta) { retext(d, d.Document.Text+"\xff") },
	"title not UTF-8":           func(d *graph.Delta) { d.Document.Title = "\xff" },
	"sha256 of another text":    func(d *graph.Delta) { d.Document.SHA256 = strings.Repeat("0", 64) },
	"document id not derived":   func(d *graph.Delta) { d.Document.ID[3]++ },
	"day that is none":          func(d *graph.Delta) { d.Document.Published = "2018-02-30" },
	"entity nil":                func(d *graph.Delta) { d.Entities[0] = nil },
	"entity without key":        func(d *graph.Delta) { d.Entities[0].Key = "" },
	"entity id not derived":     func(d *graph.Delta) { d.Entities[0].Key += "x" },
	"entity without kind":       func(d *graph.Delta) { d.Entities[0].Kind = "" },
	"entity twice":              func(d *graph.Delta) { d.Entities = append(d.Entities, d.Entities[0]) },
	"name too long":             func(d *graph.Delta) { d.Entities[0].Name = strings.Repeat("n", graph.MaxName+1) },
	"name not UTF-8":            func(d *graph.Delta) { d.Entities[0].Names = []graph.Name{{Text: "\xff"}} },
	"position at zero":          func(d *graph.Delta) { d.Entities[0].Point = &graph.Point{} },
	"position off the globe":    func(d *graph.Delta) { d.Entities[0].Point = &graph.Point{Lat: 91, Lon: 1} },
	"mention of nobody":         func(d *graph.Delta) { d.Mentions[0].Entity = graph.ID{} },
	"mention outside the text":  func(d *graph.Delta) { d.Mentions[len(d.Mentions)-1].Span.End = len(d.Document.Text) + 1 },
	"mention before the text":   func(d *graph.Delta) { d.Mentions[0].Span.Start = -1 },
	"mention inside out":        func(d *graph.Delta) { s := &d.Mentions[0].Span; s.Start, s.End = s.End, s.Start },
	"mention that is empty":     func(d *graph.Delta) { d.Mentions[0].Span.End = d.Mentions[0].Span.Start },
	"mention in a character":    func(d *graph.Delta) { cutRune(d) },
	"mentions out of order":     func(d *graph.Delta) { slices.Reverse(d.Mentions) },
	"claim nil":                 func(d *graph.Delta) { d.Claims[0] = nil },
	"claim of another document": func(d *graph.Delta) { d.Claims[0].Doc = graph.EntityID("x") },
	"claim without type":        func(d *graph.Delta) { d.Claims[0].Type = "" },
	"claim id not derived":      func(d *graph.Delta) { d.Claims[0].ID = graph.ID{} },
	"claims out of order":       func(d *graph.Delta) { slices.Reverse(d.Claims) },
	"claim twice":               func(d *graph.Delta) { d.Claims = append(d.Claims, d.Claims[len(d.Claims)-1]) },
	"argument that is nobody": func(d *graph.Delta) {
		d.Claims[0].Agents = []graph.Arg{{Entity: graph.EntityID("nobody")}}
	},
	"argument outside the text": func(d *graph.Delta) {
		d.Claims[0].Patients = []graph.Arg{{Entity: d.Entities[0].ID, Span: graph.Span{Start: 1 << 30, End: 1 << 31}}}
	},
	"side that is nobody":       func(d *graph.Delta) { d.Claims[0].Sides = [][]graph.ID{{graph.EntityID("nobody")}} },
	"side without members":      func(d *graph.Delta) { d.Claims[0].Sides = [][]graph.ID{{}, {}} },
	"no evidence":               func(d *graph.Delta) { d.Claims[0].Evidence.Sentence = graph.Span{} },
	"evidence outside the text": func(d *graph.Delta) { d.Claims[0].Evidence.Sentence.End = len(d.Document.Text) + 1 },
	"loaded outside the text":   func(d *graph.Delta) { d.Claims[0].Loaded = []graph.Span{{Start: -2, End: -1}} },
	"tally outside the text": func(d *graph.Delta) {
		d.Claims[0].Tallies = []graph.Tally{{Span: graph.Span{End: len(d.Document.Text) + 1}}}
	},
	"period inside out": func(d *graph.Delta) {
		d.Claims[0].Period = graph.Period{From: "2018-01-02", To: "2018-01-01"}
	},
	"period of no day": func(d *graph.Delta) { d.Claims[0].Period.From = "yesterday" },
}

func rekey(d *graph.Delta, key string) {
	d.Document.Key, d.Document.ID = key, graph.DocumentID(key, d.Document.Text)
	d.Claims = nil
}

func retext(d *graph.Delta, text string) {
	sum := sha256.Sum256([]byte(text))
	d.Document.Text, d.Document.SHA256 = text, hex.EncodeToString(sum[:])
	rekey(d, d.Document.Key)
}

// cutRune makes a mention end within a letter.
func cutRune(d *graph.Delta) {
	for i, r := range d.Document.Text {
		if r > 0x7F {
			d.Mentions = []graph.Mention{{Entity: d.Entities[0].ID, Span: graph.Span{Start: i, End: i + 1}}}
			return
		}
	}
}
