package boost

import (
	"bytes"
	"testing"
)

// TestFullTrees: trees that are laid out for speed give to the last bit what walking them gives, whatever their
// depth and number, also where a row is given up.
func TestFullTrees(t *testing.T) {
	for _, opts := range []Options{{Trees: 3, Depth: 2}, {Trees: 40, Depth: 4}, {Trees: 61, Depth: flatDepth}, {Trees: 24, Depth: flatDepth + 2}} {
		var b bytes.Buffer
		if err := train(t, 3000, opts).Write(&b); err != nil {
			t.Fatal(err)
		}
		m, err := Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		want := len(m.trees) / step * step
		if opts.Depth > flatDepth {
			want = 0
		}
		if len(m.full) != want {
			t.Errorf("%+v: %d of %d trees laid out, want %d", opts, len(m.full), len(m.trees), want)
		}
		walked := *m
		walked.full = nil
		var all []float32
		list := rows(500)
		for _, r := range list {
			if x, y := m.Logit(r.X), walked.Logit(r.X); x != y {
				t.Fatalf("%+v: %v, walked %v", opts, x, y)
			}
			all = append(all, r.X...)
		}
		together := make([]float32, len(list))
		m.Probabilities(all, together)
		for i, r := range list {
			if p := m.Probability(r.X); together[i] != p {
				t.Fatalf("%+v: row %d has %v among others, %v alone", opts, i, together[i], p)
			}
		}
	}
}
