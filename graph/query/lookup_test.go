package query

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func TestResolve(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for _, ref := range []string{reds.ID.String(), "actor/reds", "الحمر", "حمر", "كتائب  الحُمْر"} {
			if e, err := Resolve(t.Context(), r, ref); err != nil || e.Key != "actor/reds" {
				t.Errorf("%s: %v, %v", ref, e, err)
			}
		}
		for _, ref := range []string{graph.EntityID("x").String(), "actor/none", "لا أحد", "", "«»"} {
			if e, err := Resolve(t.Context(), r, ref); !errors.Is(err, graph.ErrNotFound) {
				t.Errorf("%q: %v, %v, want ErrNotFound", ref, e, err)
			}
		}
		var ambiguous *AmbiguousError
		if _, err := Resolve(t.Context(), r, "الوادي"); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 ||
			!strings.Contains(err.Error(), "place/town") || !strings.Contains(err.Error(), "place/quarter") {
			t.Errorf("ambiguous name: %v, want an error that lists both", err)
		}
		if e, err := ResolveKey(t.Context(), r, "place/town"); err != nil || e.Key != "place/town" {
			t.Errorf("by key: %v, %v", e, err)
		}
		if _, err := ResolveKey(t.Context(), r, "الحمر"); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("a name for a key: %v, want ErrNotFound", err)
		}
	})
}

func TestAmbiguousErrorIsShort(t *testing.T) {
	e := &AmbiguousError{Name: "x"}
	for range 50 {
		e.Candidates = append(e.Candidates, reds)
	}
	if text := e.Error(); len(text) > 200 || !strings.Contains(text, "45 more") {
		t.Errorf("error %q", text)
	}
}

func TestSearch(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for _, c := range []struct {
			text  string
			limit int
			want  []string
		}{
			{"الوادى", 0, []string{"place/town exact", "place/quarter exact"}}, // the town has more claims
			{"الوادي", 1, []string{"place/town exact"}},
			{"حم", 0, []string{"actor/reds prefix"}},
			{"الكبر", 0, []string{"place/province prefix"}}, // «الكبرى» starts so; it is also a later word
			{"كبرى", 0, []string{"place/province exact"}},
			{"وا", 0, []string{"place/town prefix", "place/quarter prefix"}},
			{"الناحيه الك", 0, []string{"place/province prefix"}},
			{"لا", 0, nil},
			{"", 0, nil},
			{"!!", 5, nil},
		} {
			var got []string
			hits := must[[]Hit](t)(Search(t.Context(), r, c.text, c.limit))
			for i, h := range hits {
				got = append(got, h.Entity.Key+" "+string(h.Match))
				if i > 0 && h.Score > hits[i-1].Score || h.Score <= 0 {
					t.Errorf("%s: score %v after %v", c.text, h.Score, hits[max(0, i-1)].Score)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("search %q: %v, want %v", c.text, got, c.want)
			}
		}
	})
}

func TestSearchFindsLaterWords(t *testing.T) {
	e := entity("actor/long", schema.ArmedGroup, "", "لواء شهداء الشمال")
	a := &article{key: "x"}
	a.says("تظاهر لواء شهداء الشمال.", graph.Claim{Type: schema.Protest, Agents: args(e)}, e)
	over(t, append(smallWorld(), a.delta()), func(t *testing.T, r graph.Reader) {
		for text, want := range map[string]Match{"شمال": WordMatch, "الشهداء": WordMatch, "شهداء الش": WordMatch, "لواء": PrefixMatch} {
			hits := must[[]Hit](t)(Search(t.Context(), r, text, 3))
			if len(hits) != 1 || hits[0].Match != want || hits[0].Entity.Key != "actor/long" || hits[0].Claims != 1 {
				t.Errorf("search %q: %+v, want one %s match", text, hits, want)
			}
		}
	})
}

func TestEvidence(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		docs := must[[]*graph.Document](t)(r.DocumentsByKey(t.Context(), []string{"b", "a"}))
		claims := everything(t, AllClaims(t.Context(), r, ClaimFilter{Documents: []graph.ID{docs[0].ID}, Types: []schema.Type{schema.Meet}}))
		e := must[*Evidence](t)(EvidenceOf(docs[0], claims[0]))
		if e.Sentence.Text != "والتقى الزرق وفد البعيدة." {
			t.Errorf("sentence %q", e.Sentence.Text)
		}
		// the emoji of the sentence before takes four bytes, two UTF-16 units and one code point
		before := docs[0].Text[:e.Sentence.Bytes.Start]
		points := len([]rune(before))
		if e.Sentence.CodePoints.Start != points || e.Sentence.UTF16.Start != points+1 {
			t.Errorf("starts at %+v, want code point %d", e.Sentence, points)
		}
		if len(e.Args) != 2 || e.Args[0].Role != schema.Agent || e.Args[0].Passage != (Passage{}) {
			t.Errorf("arguments %+v", e.Args)
		}
		if _, err := EvidenceOf(docs[1], claims[0]); !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("of another document: %v, want ErrCorrupt", err)
		}
		bare := *docs[0]
		bare.Text = ""
		if _, err := EvidenceOf(&bare, claims[0]); !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("without text: %v, want ErrCorrupt", err)
		}
	})
}

func TestPassageAt(t *testing.T) {
	const text = "a💥بé\U00010400z" // 1, 4, 2, 2, 4 and 1 bytes
	for _, c := range []struct {
		bytes, points, units graph.Span
		text                 string
	}{
		{graph.Span{Start: 0, End: 1}, graph.Span{Start: 0, End: 1}, graph.Span{Start: 0, End: 1}, "a"},
		{graph.Span{Start: 1, End: 5}, graph.Span{Start: 1, End: 2}, graph.Span{Start: 1, End: 3}, "💥"},
		{graph.Span{Start: 5, End: 9}, graph.Span{Start: 2, End: 4}, graph.Span{Start: 3, End: 5}, "بé"},
		{graph.Span{Start: 9, End: 13}, graph.Span{Start: 4, End: 5}, graph.Span{Start: 5, End: 7}, "\U00010400"},
		{graph.Span{Start: 13, End: 14}, graph.Span{Start: 5, End: 6}, graph.Span{Start: 7, End: 8}, "z"},
		{graph.Span{Start: 0, End: 14}, graph.Span{Start: 0, End: 6}, graph.Span{Start: 0, End: 8}, text},
		{graph.Span{}, graph.Span{}, graph.Span{}, ""},
	} {
		want := Passage{Text: c.text, Bytes: c.bytes, CodePoints: c.points, UTF16: c.units}
		if got, err := PassageAt(text, c.bytes); err != nil || got != want {
			t.Errorf("%+v: %+v, %v, want %+v", c.bytes, got, err, want)
		}
	}
	for _, s := range []graph.Span{{Start: 0, End: 15}, {Start: -1, End: 2}, {Start: 5, End: 1}} {
		if _, err := PassageAt(text, s); !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("%+v: %v, want ErrCorrupt", s, err)
		}
	}
}
