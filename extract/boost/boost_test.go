package boost

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
)

// rows makes examples of a rule that no single feature tells: positive where just one of two holds.
func rows(n int) []Row {
	var out []Row
	draw := sequence(7)
	for range n {
		a, b, noise := draw.next(), draw.next(), draw.next()
		out = append(out, Row{X: []float32{float32(a), float32(b), float32(noise)}, Y: (a > 0.5) != (b > 0.5)})
	}
	return out
}

var names = []string{"a", "b", "noise"}

func train(t *testing.T, n int, opts Options) *Model {
	t.Helper()
	m, err := Train(names, rows(n), opts)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLearnsAnInteraction(t *testing.T) {
	m := train(t, 2000, Options{Columns: 1})
	wrong := 0
	test := rows(3000)[2000:]
	for _, r := range test {
		if (m.Probability(r.X) > 0.5) != r.Y {
			wrong++
		}
	}
	if wrong > len(test)/20 {
		t.Errorf("%d of %d wrong", wrong, len(test))
	}
}

func TestSameRowsSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := train(t, 3000, Options{Trees: 20}).Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two fittings to the same rows differ")
	}
}

func TestReadWhatWasWritten(t *testing.T) {
	m := train(t, 1000, Options{Trees: 15})
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if back.Trees() != m.Trees() || strings.Join(back.Features, " ") != "a b noise" {
		t.Errorf("%d trees over %v", back.Trees(), back.Features)
	}
	for _, r := range rows(100) {
		if x, y := m.Logit(r.X), back.Logit(r.X); math.Abs(float64(x-y)) > 1e-3 {
			t.Errorf("logit %g, read back %g", x, y)
		}
	}
}

func TestWeightsCount(t *testing.T) {
	both := []Row{{X: []float32{1}, Y: true, Weight: 9}, {X: []float32{1}, Weight: 1}}
	m, err := Train([]string{"x"}, both, Options{Trees: 1})
	if err != nil {
		t.Fatal(err)
	}
	if p := m.Probability([]float32{1}); p < 0.85 || p > 0.95 {
		t.Errorf("probability %.2f of what nine in ten are", p)
	}
}

func TestNothingToLearn(t *testing.T) {
	for name, list := range map[string][]Row{"no rows": nil, "one label": {{X: []float32{1, 2, 3}, Y: true}}} {
		if _, err := Train(names, list, Options{}); !errors.Is(err, ErrNoRows) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Train(names, []Row{{X: []float32{1}}}, Options{}); err == nil {
		t.Error("no error for a row of another width")
	}
}

func TestBrokenFiles(t *testing.T) {
	for text, want := range map[string]string{
		"":                                       "line 1",
		"boost 9\n":                              "line 1",
		"boost 2\n0 1\n":                         "line 2",
		"boost 2\n0 1 1\nx\n":                    "line 4",
		"boost 2\n0 1 1\nx\n\n0 0.5\n":           "line 5",
		"boost 2\n0 1 1\nx\n\n0 0.5 9 - 1\n":     "line 5",
		"boost 2\n0 1 1\nx\n\n7 0.5 2 - 1 - 2\n": "line 5",
		"boost 2\n0 1 1\nx\n\n- y\n":             "line 5",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestGivesUpEarly: rows given up early are few of the likely ones, and most of the others.
func TestGivesUpEarly(t *testing.T) {
	list := rows(3000)
	for i := range list {
		list[i].Y = list[i].X[0]+list[i].X[1] > 1.7 // few
	}
	m, err := Train(names, list, Options{Trees: 60, Columns: 1})
	if err != nil {
		t.Fatal(err)
	}
	lost, kept, given := 0, 0, 0
	for _, r := range list {
		full := m.Bias
		for _, tree := range m.trees {
			full += tree.value(r.X)
		}
		early := m.Logit(r.X) != full
		switch {
		case full >= likely && early:
			lost++
		case full >= likely:
			kept++
		case early:
			given++
		}
	}
	if lost*100 > kept {
		t.Errorf("%d of %d likely rows are given up", lost, lost+kept)
	}
	if given == 0 {
		t.Error("no row is given up")
	}
}

// TestSumsOfUncommonBins: sums that list only uncommon bins are those of all rows.
func TestSumsOfUncommonBins(t *testing.T) {
	list := rows(300)
	f := newFitter(list, len(names), 0, Options{}.filled())
	var all, even []int32
	for i := range list {
		f.grad[i], f.hess[i] = float64(i%7)-3, 1
		all = append(all, int32(i))
		if i%2 == 0 {
			even = append(even, int32(i))
		}
	}
	f.use = []int{0, 2}
	f.list()
	whole, part := f.sums(all), f.sums(even)
	rest := f.sums(all).without(part)
	for n, k := range f.use {
		for b := range bins + 1 {
			var want, odd cell
			for _, i := range all {
				if int(f.bin[k][i]) == b {
					want.g, want.h = want.g+f.grad[i], want.h+1
					odd.h += float64(i % 2)
				}
			}
			got, left := whole.cells[n*(bins+1)+b], rest.cells[n*(bins+1)+b]
			if math.Abs(got.g-want.g) > 1e-9 || math.Abs(got.h-want.h) > 1e-9 || math.Abs(left.h-odd.h) > 1e-9 {
				t.Errorf("feature %d bin %d: %v, without the even rows %v; want %v, %v", k, b, got, left, want, odd.h)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	m, err := Train(names, rows(200), Options{Trees: 3})
	if err != nil {
		f.Fatal(err)
	}
	if err := m.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("boost 2\n0 1 1\nx\n\n0 0.5 2 - 1 - 2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		m.Logit(make([]float32, len(m.Features)))
	})
}

func BenchmarkLogit(b *testing.B) {
	m, err := Train(names, rows(2000), Options{Trees: 200, Depth: 7})
	if err != nil {
		b.Fatal(err)
	}
	x := []float32{0.3, 0.7, 0.5}
	for b.Loop() {
		m.Logit(x)
	}
}
