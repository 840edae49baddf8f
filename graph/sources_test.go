package graph_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// prose returns n words, a function of seed.
func prose(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		for range 3 + r.IntN(4) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		words[i] = b.String()
	}
	return words
}

func text(parts ...[]string) string { return strings.Join(slices.Concat(parts...), " ") }

// TestSketch: how much of one text stands in another one is seen to a few hundredths, and copies are
// those of which half does.
func TestSketch(t *testing.T) {
	wire, other := prose(1, 600), prose(2, 600)
	for _, c := range []struct {
		name   string
		a, b   string
		share  float64
		copies bool
	}{
		{"itself", text(wire), text(wire), 1, true},
		{"with other letters and marks", "قالت المصادر إنّ القوّات دخلت المدينة، أمس", "قالت المصادر ان القوات دخلت المدينه أمس", 1, true},
		{"cut to its first third", text(wire), text(wire[:200]), 1, true},
		{"with a paragraph of its own", text(wire), text(wire[:400], other[:200]), 0.66, true},
		{"a quote of a few lines", text(wire), text(other[:500], wire[:100]), 0.16, false},
		{"another text", text(wire), text(other), 0, false},
		{"a denial of one sentence", "سيطر تنظيم داعش على مدينة هجين أمس.", "نفت قسد سيطرة تنظيم داعش على مدينة هجين أمس.", 0.75, false},
		{"a sentence with one word more", text(wire[:20]), text(wire[:21]), 1, true},
		{"a sentence with another figure", text(wire[:20]), text(wire[:10], other[:1], wire[11:20]), 0.76, false},
		{"a sentence of a long text", text(wire[:20]), text(wire[:60]), 1, false},
		{"too short for a shingle", "قصف المدينة", "قصف المدينة", 0, false},
		{"nothing", "", "", 0, false},
	} {
		a, b := graph.SketchOf(c.a), graph.SketchOf(c.b)
		if got := a.Share(b); math.Abs(got-c.share) > 0.08 || got != b.Share(a) {
			t.Errorf("%s: share %.2f and %.2f, want about %.2f", c.name, got, b.Share(a), c.share)
		}
		if a.Copies(b) != c.copies {
			t.Errorf("%s: copies %t", c.name, a.Copies(b))
		}
	}
}

// someTellings returns tellings of a few articles, some of them copies of each other, by a few sources.
func someTellings(rnd *rand.Rand) ([]graph.Telling, graph.Sketches) {
	sketches := graph.Sketches{}
	var docs []graph.ID
	for i := range 6 {
		d := id(fmt.Sprint("article ", i))
		from := uint64(rnd.IntN(4))
		sketches[d] = graph.SketchOf(text(prose(from, 60), prose(from+uint64(rnd.IntN(2)), 60), prose(uint64(10+i), 10)))
		docs = append(docs, d)
	}
	var tellings []graph.Telling
	for range 1 + rnd.IntN(9) {
		c := &graph.Claim{Doc: docs[rnd.IntN(len(docs))], Status: schema.Statuses[rnd.IntN(len(schema.Statuses))]}
		if rnd.IntN(2) == 0 {
			c.Status = schema.Happened
		}
		if rnd.IntN(3) > 0 {
			c.Sources = args(fmt.Sprint("source ", rnd.IntN(5)))
		}
		tellings = append(tellings, graph.TellingOf([]string{"", "one", "two"}[rnd.IntN(3)], c))
	}
	return tellings, sketches
}

// plainSources tries every set of tellings.
func plainSources(tellings []graph.Telling, s graph.Sketches) int {
	article := func(t graph.Telling) string { return fmt.Sprint(t.Doc, t.Status == schema.Denied) }
	story := map[string]string{}
	for _, t := range tellings {
		story[article(t)] = article(t)
	}
	for _, a := range tellings {
		for _, b := range tellings {
			if from, to := story[article(a)], story[article(b)]; s.Copied(a, b) && from != to {
				for k, v := range story {
					if v == from {
						story[k] = to
					}
				}
			}
		}
	}
	most := 0
	for set := range 1 << len(tellings) {
		origins, stories, n := map[graph.Origin]bool{}, map[string]bool{}, 0
		for i, t := range tellings {
			if set>>i&1 == 1 {
				origins[t.Origin], stories[story[article(t)]] = true, true
				n++
			}
		}
		if len(origins) == n && len(stories) == n {
			most = max(most, n)
		}
	}
	return most
}

// TestSources: the number of independent sources is that of the greatest set of tellings that have nothing in common,
// whatever their order.
func TestSources(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	copied, several := 0, 0
	for range 2000 {
		tellings, sketches := someTellings(rnd)
		want := plainSources(tellings, sketches)
		rnd.Shuffle(len(tellings), func(i, j int) { tellings[i], tellings[j] = tellings[j], tellings[i] })
		if got := sketches.Sources(tellings); got != want {
			t.Fatalf("%d sources, want %d: %+v", got, want, tellings)
		}
		if graph.Sketches(nil).Sources(tellings) > want {
			copied++
		}
		if want > 1 {
			several++
			if graph.Needed(tellings) == nil {
				t.Fatalf("no sketch decides of %+v", tellings)
			}
		}
	}
	if copied < 100 || several < 100 {
		t.Errorf("copies decided %d times, several sources were left %d times: too seldom to say anything", copied, several)
	}
}

// TestStories: of few articles and of many, those stand in one story that a chain of copies joins.
func TestStories(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 9))
	for _, n := range []int{2, 5, 16, 17, 60} {
		joined := 0
		for range 10 {
			sketches, tellings := graph.Sketches{}, make([]graph.Telling, n)
			for i := range tellings {
				tellings[i] = graph.Telling{Doc: id(fmt.Sprint("article ", i)), Status: schema.Happened}
				from := uint64(rnd.IntN(2 * n))
				sketches[tellings[i].Doc] = graph.SketchOf(text(prose(from, 60), prose(from+uint64(rnd.IntN(2)), 60), prose(uint64(1000+i), 10)))
			}
			slices.SortFunc(tellings, func(a, b graph.Telling) int { return a.Doc.Compare(b.Doc) })
			want := plainStories(tellings, sketches)
			for i, story := range sketches.Stories(tellings) {
				if story != want[i] {
					t.Fatalf("%d articles: article %d in story %d, want %d", n, i, story, want[i])
				}
				if story != i {
					joined++
				}
			}
		}
		if joined == 0 && n > 2 {
			t.Errorf("%d articles: none is a copy of another, which says nothing", n)
		}
	}
}

// plainStories compares each with each, and names a story after the first in it; tellings are in the order of their articles' ids.
func plainStories(tellings []graph.Telling, s graph.Sketches) []int {
	story := make([]int, len(tellings))
	for i := range story {
		story[i] = i
	}
	for i, a := range tellings {
		for j, b := range tellings {
			if from, to := max(story[i], story[j]), min(story[i], story[j]); s.Copied(a, b) && from != to {
				for k := range story {
					if story[k] == from {
						story[k] = to
					}
				}
			}
		}
	}
	return story
}

// TestOneSource: two tellings go back to one source where a set of both has one, but for who denies.
func TestOneSource(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	for range 2000 {
		tellings, sketches := someTellings(rnd)
		for _, a := range tellings {
			for _, b := range tellings {
				if one := sketches.Sources([]graph.Telling{a, b}) == 1; one != sketches.OneSource(a, b) || one != sketches.OneSource(b, a) {
					t.Fatalf("one source %t: %+v and %+v", !one, a, b)
				}
			}
		}
	}
}
