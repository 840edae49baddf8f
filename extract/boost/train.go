package boost

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// ErrNoRows says that there is nothing to learn from: no row, or rows of one label only.
var ErrNoRows = errors.New("no rows of both labels")

// Row is one example.
type Row struct {
	X      []float32 // one value a feature
	Y      bool
	Weight float32 // 0 counts as 1
}

// Options set how Train fits. The zero value is a good start for some ten thousand rows.
type Options struct {
	Trees    int     // 120 if 0
	Depth    int     // 5 if 0
	Rate     float64 // shrinkage of each tree; 0.1 if 0
	MinChild float64 // least sum of second derivatives in a leaf; 3 if 0
	L2       float64 // penalty on the value of a leaf; 3 if 0
	Columns  float64 // share of the features that a tree may look at; 0.4 if 0
	Rows     float64 // share of the rows that a tree is fitted to; 0.7 if 0
}

func (o Options) filled() Options {
	set := func(v *float64, d float64) {
		if *v == 0 {
			*v = d
		}
	}
	if o.Trees == 0 {
		o.Trees = 120
	}
	if o.Depth == 0 {
		o.Depth = 5
	}
	set(&o.Rate, 0.1)
	set(&o.MinChild, 3)
	set(&o.L2, 3)
	set(&o.Columns, 0.4)
	set(&o.Rows, 0.7)
	return o
}

// bins bounds the number of thresholds that are tried for a feature.
const bins = 32

// Train fits a model to rows whose X are ordered as features. It returns ErrNoRows where rows do not hold
// both labels.
func Train(features []string, rows []Row, opts Options) (*Model, error) {
	opts = opts.filled()
	pos, all := 0.0, 0.0
	for i, r := range rows {
		if len(r.X) != len(features) {
			return nil, fmt.Errorf("train: row %d has %d values for %d features", i, len(r.X), len(features))
		}
		w := weight(r)
		all += w
		if r.Y {
			pos += w
		}
	}
	if pos == 0 || pos == all {
		return nil, fmt.Errorf("train on %d rows: %w", len(rows), ErrNoRows)
	}
	m := &Model{Features: slices.Clone(features), Bias: float32(math.Log(pos / (all - pos)))}
	f := newFitter(rows, len(features), float64(m.Bias), opts)
	for range opts.Trees {
		t := f.grow()
		if len(t) == 1 && math.Abs(float64(t[0].threshold)) < 1e-6 {
			break
		}
		m.trees = append(m.trees, t)
	}
	return m, nil
}

func weight(r Row) float64 {
	if r.Weight == 0 {
		return 1
	}
	return float64(r.Weight)
}

// fitter holds the rows binned by feature and the state of the boosting.
type fitter struct {
	rows  []Row
	opts  Options
	cuts  [][]float32 // by feature: ascending thresholds; bin b holds values at most cuts[b]
	bin   [][]uint8   // by feature, by row
	logit []float64
	grad  []float64
	hess  []float64
	draw  sequence
	use   []int // the features that the tree at hand looks at
}

func newFitter(rows []Row, features int, bias float64, opts Options) *fitter {
	f := &fitter{
		rows: rows, opts: opts, cuts: make([][]float32, features), bin: make([][]uint8, features),
		logit: make([]float64, len(rows)), grad: make([]float64, len(rows)), hess: make([]float64, len(rows)),
		draw: 1,
	}
	for i := range f.logit {
		f.logit[i] = bias
	}
	for k := range features {
		f.cuts[k] = cutsOf(rows, k)
		f.bin[k] = make([]uint8, len(rows))
		for i, r := range rows {
			at, _ := slices.BinarySearch(f.cuts[k], r.X[k])
			f.bin[k][i] = uint8(at)
		}
	}
	return f
}

// cutsOf returns thresholds for feature k between its distinct values, by quantile where there are many.
func cutsOf(rows []Row, k int) []float32 {
	values := make([]float32, len(rows))
	for i, r := range rows {
		values[i] = r.X[k]
	}
	slices.Sort(values)
	distinct := slices.Compact(slices.Clone(values))
	if len(distinct) <= bins {
		return distinct[:len(distinct)-1]
	}
	var cuts []float32
	for b := 1; b < bins; b++ {
		cuts = append(cuts, values[len(values)*b/bins])
	}
	cuts = slices.Compact(cuts)
	if cuts[len(cuts)-1] == distinct[len(distinct)-1] {
		cuts = cuts[:len(cuts)-1]
	}
	return cuts
}

// grow fits one tree to the gradient of the loss, on a part of the rows and features, and adds it to the
// logits of all.
func (f *fitter) grow() tree {
	var part []int32
	for i, r := range f.rows {
		p, w := sigmoid(f.logit[i]), weight(r)
		y := 0.0
		if r.Y {
			y = 1
		}
		f.grad[i], f.hess[i] = w*(p-y), w*p*(1-p)
		if f.draw.next() < f.opts.Rows {
			part = append(part, int32(i))
		}
	}
	f.use = f.use[:0]
	for k := range f.cuts {
		if len(f.cuts[k]) > 0 && f.draw.next() < f.opts.Columns {
			f.use = append(f.use, k)
		}
	}
	var t tree
	f.split(&t, part, f.opts.Depth)
	for i := range f.rows {
		f.logit[i] += float64(t.value(f.rows[i].X))
	}
	return t
}

// split appends the subtree for the rows to t.
func (f *fitter) split(t *tree, rows []int32, depth int) {
	g, h := f.sums(rows)
	at := len(*t)
	*t = append(*t, node{feature: -1})
	best := split{}
	if depth > 0 {
		best = f.best(rows, g, h)
	}
	if best.gain <= 0 {
		(*t)[at].threshold = float32(-g / (h + f.opts.L2) * f.opts.Rate)
		return
	}
	left, right := f.part(rows, best)
	(*t)[at].feature, (*t)[at].threshold = int32(best.feature), f.cuts[best.feature][best.bin]
	f.split(t, left, depth-1)
	(*t)[at].right = int32(len(*t))
	f.split(t, right, depth-1)
}

func (f *fitter) sums(rows []int32) (g, h float64) {
	for _, i := range rows {
		g += f.grad[i]
		h += f.hess[i]
	}
	return g, h
}

func (f *fitter) part(rows []int32, s split) (left, right []int32) {
	bin := f.bin[s.feature]
	for _, i := range rows {
		if int(bin[i]) <= s.bin {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	return left, right
}

// split is a way to part rows: those in bins up to bin of a feature, and the others.
type split struct {
	feature, bin int
	gain         float64
}

// minGain is the least improvement that is worth a node.
const minGain = 1e-3

// best returns the split of greatest gain; the first feature and bin win ties. The features are shared out
// among the processors, and their results compared in the order of the features.
func (f *fitter) best(rows []int32, g, h float64) split {
	found := make([]split, len(f.use))
	workers := runtime.GOMAXPROCS(0)
	if len(rows) < 2000 {
		workers = 1
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for n := w; n < len(f.use); n += workers {
				found[n] = f.bestOf(f.use[n], rows, g, h)
			}
		})
	}
	wg.Wait()
	var best split
	for _, s := range found {
		if s.gain > best.gain+minGain {
			best = s
		}
	}
	return best
}

func (f *fitter) bestOf(k int, rows []int32, g, h float64) split {
	best := split{feature: k}
	var gs, hs [bins + 1]float64
	bin := f.bin[k]
	for _, i := range rows {
		b := bin[i]
		gs[b] += f.grad[i]
		hs[b] += f.hess[i]
	}
	lg, lh := 0.0, 0.0
	for b := range f.cuts[k] {
		lg += gs[b]
		lh += hs[b]
		if lh < f.opts.MinChild || h-lh < f.opts.MinChild {
			continue
		}
		gain := f.gain(lg, lh) + f.gain(g-lg, h-lh) - f.gain(g, h)
		if gain > best.gain+minGain {
			best.bin, best.gain = b, gain
		}
	}
	return best
}

// gain is twice the reduction of the loss by a leaf with those sums.
func (f *fitter) gain(g, h float64) float64 { return g * g / (h + f.opts.L2) }

// sequence spreads numbers evenly over [0, 1), always the same ones in the same order, so that fitting is
// deterministic (SplitMix64: Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
type sequence uint64

func (s *sequence) next() float64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}
