package withhold

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
)

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// counting counts the texts that are read.
type counting struct {
	graph.Reader
	graph.ContributionReader
	texts *atomic.Int64
}

func (c counting) Documents(ctx context.Context, ids []graph.ID) ([]*graph.Document, error) {
	c.texts.Add(int64(len(ids)))
	return c.Reader.Documents(ctx, ids)
}

func countingView(t *testing.T, store graph.Store, texts *atomic.Int64, fn func(graph.Reader)) {
	t.Helper()
	err := store.View(t.Context(), func(r graph.Reader) error {
		fn(counting{r, r.(graph.ContributionReader), texts})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKeeperMakesAViewOnce(t *testing.T) {
	deltas := graphtest.Generate(3, 6)
	policy, err := ReadPolicy(strings.NewReader("person\tبببببب سسسسسس\n"), "p.tsv")
	if err != nil {
		t.Fatal(err)
	}
	store, k, texts := memstore.New(memstore.Options{ID: graph.EntityID("s")}), NewKeeper(policy, Options{}), &atomic.Int64{}
	read := func(deltas ...*graph.Delta) int64 {
		t.Helper()
		if err := store.Apply(t.Context(), deltas...); err != nil {
			t.Fatal(err)
		}
		before := texts.Load()
		countingView(t, store, texts, func(r graph.Reader) {
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					if _, err := k.Reader(t.Context(), r); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
		})
		return texts.Load() - before
	}
	if n := read(deltas[:4]...); n != 4 {
		t.Errorf("%d texts read for the first view of 4 documents", n)
	}
	if n := read(); n != 0 {
		t.Errorf("%d texts read anew where nothing has changed", n)
	}
	if n := read(deltas[4:]...); n != 2 {
		t.Errorf("%d texts read where 2 documents came", n)
	}
}

func TestKeeperHasARevisionOfItsOwn(t *testing.T) {
	store := world(t)
	revision := func(policy string) (got graph.Revision) {
		t.Helper()
		read, err := ReadPolicy(strings.NewReader(policy), "p.tsv")
		if err != nil {
			t.Fatal(err)
		}
		err = store.View(t.Context(), func(r graph.Reader) error {
			shown, err := NewKeeper(read, Options{}).Reader(t.Context(), r)
			if err == nil {
				got, err = shown.Revision(t.Context())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	a, b, c := revision("place\tهجين"), revision("place\tهجين\n"), revision("place\tهجين\nactor\tالجيش")
	if a != b || a == c || a.Number != 1 {
		t.Errorf("revisions %s, %s, %s", a, b, c)
	}
}

// A policy that does not fit any more shows nothing.
func TestKeeperFailsClosed(t *testing.T) {
	read, err := ReadPolicy(strings.NewReader("person\tسالم"), "p.tsv")
	if err != nil {
		t.Fatal(err)
	}
	k := NewKeeper(read, Options{})
	err = world(t).View(t.Context(), func(r graph.Reader) error {
		for range 2 {
			if shown, err := k.Reader(t.Context(), r); shown != nil || !errors.Is(err, ErrPolicy) {
				t.Errorf("%v, %v", shown, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoHistory(t *testing.T) {
	err := build(t, world(t), "place\tهجين", func(_ *Overlay, _ *plan, r graph.Reader) {
		for c, err := range r.Changes(t.Context(), 0) {
			if c != nil || !errors.Is(err, graph.ErrNoHistory) {
				t.Errorf("%+v, %v", c, err)
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// Documents of which the same is left stay two.
func TestTwins(t *testing.T) {
	store := memstore.New(memstore.Options{})
	for _, name := range []string{"زيد", "عمر"} {
		text := "قال " + name + " ذلك"
		e := &graph.Entity{Key: "person:" + name, ID: graph.EntityID("person:" + name), Kind: "person", Name: name}
		at := strings.Index(text, name)
		span := graph.Span{Start: at, End: at + len(name)}
		d := &graph.Delta{
			Document: &graph.Document{Key: name, ID: graph.DocumentID(name, text), Text: text, SHA256: sha(text)}, Entities: []*graph.Entity{e},
			Mentions: []graph.Mention{{Entity: e.ID, Span: span, Form: graph.NameMention}},
		}
		c := &graph.Claim{Doc: d.Document.ID, Type: "detain", Patients: []graph.Arg{{Entity: e.ID, Span: span}}}
		c.Evidence = graph.Evidence{Sentence: graph.Span{End: len(text)}, Trigger: span}
		c.ID = graph.ClaimID(c.Doc, span, c.Type, 0)
		d.Claims = []*graph.Claim{c}
		if err := store.Apply(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	err := build(t, store, "person\t*", func(_ *Overlay, _ *plan, r graph.Reader) {
		docs, err := r.Documents(t.Context(), idsOfAll(t, r))
		if err != nil || len(docs) != 2 || docs[0].Text != docs[1].Text || docs[0].Key == docs[1].Key {
			t.Errorf("%+v, %v", docs, err)
		}
		s, err := r.Stats(t.Context())
		if err != nil || s.Documents != 2 || s.Claims != 2 || s.Entities != 1 {
			t.Errorf("%+v, %v", s, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}
