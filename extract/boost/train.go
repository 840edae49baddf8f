package boost

import (
	"errors"
	"fmt"
	"math"
	"slices"
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
	m.giveUp = giveUp(m, rows)
	return m, nil
}

// Where to give a row up: after each step of trees, below what all but a share missed of the rows had then
// that stand at likely or higher in the end (Bourdev and Brandt, Robust object detection via soft cascade,
// CVPR 2005).
const (
	step   = 8
	likely = -2.6
	missed = 0.002
)

// giveUp returns the log-odds below which a row is given up, one after each step of trees but the last.
func giveUp(m *Model, rows []Row) []float32 {
	steps := (len(m.trees) - 1) / step
	traces := make([][]float32, steps)
	trace := make([]float32, steps)
	for _, r := range rows {
		sum := m.Bias
		for i, t := range m.trees {
			if i > 0 && i%step == 0 {
				trace[i/step-1] = sum
			}
			sum += t.value(r.X)
		}
		if sum < likely {
			continue
		}
		for k := range traces {
			traces[k] = append(traces[k], trace[k])
		}
	}
	out := make([]float32, steps)
	for k, list := range traces {
		if slices.Sort(list); len(list) > 0 {
			out[k] = list[int(missed*float64(len(list)))]
		}
	}
	return out
}

func weight(r Row) float64 {
	if r.Weight == 0 {
		return 1
	}
	return float64(r.Weight)
}

// fitter holds the rows binned by feature and the state of the boosting. Most values of most features are
// alike, so rows list only the bins that are not the common one of their feature.
type fitter struct {
	rows   []Row
	opts   Options
	cuts   [][]float32 // by feature: ascending thresholds; bin b holds values at most cuts[b]
	bin    [][]uint8   // by feature, by row
	common []uint8     // by feature: the bin of most rows
	logit  []float64
	grad   []float64
	hess   []float64
	draw   sequence
	use    []int   // the features that the tree at hand looks at
	odd    []int32 // the cells of the uncommon bins of each row, of the features in use
	from   []int32 // by row: where its cells begin in odd
}

func newFitter(rows []Row, features int, bias float64, opts Options) *fitter {
	f := &fitter{
		rows: rows, opts: opts, cuts: make([][]float32, features), bin: make([][]uint8, features), common: make([]uint8, features),
		logit: make([]float64, len(rows)), grad: make([]float64, len(rows)), hess: make([]float64, len(rows)),
		from: make([]int32, len(rows)+1), draw: 1,
	}
	for i := range f.logit {
		f.logit[i] = bias
	}
	for k := range features {
		f.cuts[k] = cutsOf(rows, k)
		f.bin[k] = make([]uint8, len(rows))
		var count [bins + 1]int
		for i, r := range rows {
			at, _ := slices.BinarySearch(f.cuts[k], r.X[k])
			f.bin[k][i] = uint8(at)
			count[at]++
		}
		f.common[k] = uint8(slices.Index(count[:], slices.Max(count[:])))
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
	f.list()
	var t tree
	f.split(&t, part, f.sums(part), f.opts.Depth)
	for i := range f.rows {
		f.logit[i] += float64(t.value(f.rows[i].X))
	}
	return t
}

// list notes the cells of every row: feature number n in use has those from n*(bins+1), one a bin.
func (f *fitter) list() {
	f.odd = f.odd[:0]
	for i := range f.rows {
		f.from[i] = int32(len(f.odd))
		for n, k := range f.use {
			if b := f.bin[k][i]; b != f.common[k] {
				f.odd = append(f.odd, int32(n*(bins+1)+int(b)))
			}
		}
	}
	f.from[len(f.rows)] = int32(len(f.odd))
}

// cell is the sum of the gradients and second derivatives of some rows.
type cell struct{ g, h float64 }

// sums are the cells of a set of rows, by feature in use and bin, and of all of them together.
type sums struct {
	cells []cell
	all   cell
}

// sums adds up rows. The common bins are what the others leave of the whole.
func (f *fitter) sums(rows []int32) *sums {
	s := &sums{cells: make([]cell, len(f.use)*(bins+1))}
	for _, i := range rows {
		g, h := f.grad[i], f.hess[i]
		s.all.g += g
		s.all.h += h
		for _, at := range f.odd[f.from[i]:f.from[i+1]] {
			c := &s.cells[at]
			c.g += g
			c.h += h
		}
	}
	for n, k := range f.use {
		rest := s.all
		part := s.cells[n*(bins+1) : (n+1)*(bins+1)]
		for _, c := range part {
			rest.g -= c.g
			rest.h -= c.h
		}
		part[f.common[k]] = rest
	}
	return s
}

// without takes the sums of a part of the rows away: what stays is the rest.
func (s *sums) without(part *sums) *sums {
	for i, c := range part.cells {
		s.cells[i].g -= c.g
		s.cells[i].h -= c.h
	}
	s.all.g -= part.all.g
	s.all.h -= part.all.h
	return s
}

// split appends the subtree for the rows, whose sums it uses up, to t.
func (f *fitter) split(t *tree, rows []int32, s *sums, depth int) {
	at := len(*t)
	*t = append(*t, node{feature: -1})
	best := split{}
	if depth > 0 {
		best = f.best(s)
	}
	if best.gain <= 0 {
		(*t)[at].threshold = float32(-s.all.g / (s.all.h + f.opts.L2) * f.opts.Rate)
		return
	}
	left, right := f.part(rows, best)
	var l, r *sums
	switch {
	case depth == 1: // leaves need no cells
		l, r = f.total(left), f.total(right)
	case len(left) <= len(right):
		l = f.sums(left)
		r = s.without(l)
	default:
		r = f.sums(right)
		l = s.without(r)
	}
	(*t)[at].feature, (*t)[at].threshold = int32(best.feature), f.cuts[best.feature][best.bin]
	f.split(t, left, l, depth-1)
	(*t)[at].right = int32(len(*t))
	f.split(t, right, r, depth-1)
}

// total adds up rows without their cells.
func (f *fitter) total(rows []int32) *sums {
	s := &sums{}
	for _, i := range rows {
		s.all.g += f.grad[i]
		s.all.h += f.hess[i]
	}
	return s
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

// best returns the split of greatest gain; the first feature and bin win ties.
func (f *fitter) best(s *sums) split {
	var best split
	whole := f.gain(s.all)
	for n, k := range f.use {
		var left cell
		for b := range f.cuts[k] {
			c := s.cells[n*(bins+1)+b]
			left.g += c.g
			left.h += c.h
			right := cell{s.all.g - left.g, s.all.h - left.h}
			if left.h < f.opts.MinChild || right.h < f.opts.MinChild {
				continue
			}
			if gain := f.gain(left) + f.gain(right) - whole; gain > best.gain+minGain {
				best = split{k, b, gain}
			}
		}
	}
	return best
}

// gain is twice the reduction of the loss by a leaf with those sums.
func (f *fitter) gain(c cell) float64 { return c.g * c.g / (c.h + f.opts.L2) }

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
