// Package linear fits and evaluates sparse logistic models over hashed features: what a row shows is a set of
// numbers, each the hash of something about it (Weinberger et al., Feature hashing for large scale multitask
// learning, ICML 2009). Weights are fitted by the follow-the-regularised-leader rule, whose L1 penalty leaves
// most of them at zero (McMahan et al., Ad click prediction, KDD 2013), and rounded to 255 steps.
//
// Training is deterministic: the same rows in the same order give the same weights.
package linear

import (
	"errors"
	"fmt"
	"math"
)

// Bits is the width of a hashed feature: a model has 1<<Bits places for weights, and looks at no more of a
// feature than its lowest Bits bits.
const Bits = 18

const mask = 1<<Bits - 1

// Model is a fitted model. It is immutable and safe for concurrent use.
type Model struct {
	bias, scale float32
	weights     []int8 // 1<<Bits of them, in units of scale
}

// Logit returns the log-odds of a row with features.
func (m *Model) Logit(features []uint64) float32 {
	sum := int32(0)
	for _, f := range features {
		sum += int32(m.weights[f&mask])
	}
	return m.bias + float32(sum)*m.scale
}

// Row is one example.
type Row struct {
	Features []uint64
	Y        bool
	Weight   float32 // 0 counts as 1
}

// Options set how Train fits. The zero value is a good start for some hundred thousand rows.
type Options struct {
	Epochs int     // passes over the rows; 6 if 0
	Rate   float64 // of learning; 0.1 if 0
	L1     float64 // penalty that makes weights zero; 0.05 if 0
	L2     float64 // penalty on their squares; 3 if 0
}

func (o Options) filled() Options {
	set := func(v *float64, d float64) {
		if *v == 0 {
			*v = d
		}
	}
	if o.Epochs == 0 {
		o.Epochs = 6
	}
	set(&o.Rate, 0.1)
	set(&o.L1, 0.05)
	set(&o.L2, 3)
	return o
}

// ErrNoRows says that there is nothing to learn from.
var ErrNoRows = errors.New("no rows")

// Train fits a model to rows. It returns ErrNoRows where there are none.
func Train(rows []Row, opts Options) (*Model, error) {
	if len(rows) == 0 {
		return nil, fmt.Errorf("train: %w", ErrNoRows)
	}
	f := &fitter{opts: opts.filled(), z: make([]float64, mask+2), n: make([]float64, mask+2)}
	pace := stride(len(rows))
	for range f.opts.Epochs {
		for i, at := 0, 0; i < len(rows); i, at = i+1, (at+pace)%len(rows) {
			f.learn(&rows[at])
		}
	}
	return f.model(), nil
}

// stride returns a step that visits all of n rows in a fixed order in which those of one article stand apart.
func stride(n int) int {
	for k := min(7919, n); ; k-- {
		if gcd(k, n) == 1 {
			return k
		}
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// bias is the place of the bias behind the weights.
const bias = mask + 1

// fitter is the state of the leader: z and n of each weight.
type fitter struct {
	opts Options
	z, n []float64
}

func (f *fitter) weight(i int) float64 {
	z, l1 := f.z[i], f.opts.L1
	if i == bias {
		l1 = 0
	}
	if math.Abs(z) <= l1 {
		return 0
	}
	return -(z - math.Copysign(l1, z)) / ((1+math.Sqrt(f.n[i]))/f.opts.Rate + f.opts.L2)
}

func (f *fitter) learn(r *Row) {
	sum := f.weight(bias)
	for _, x := range r.Features {
		sum += f.weight(int(x & mask))
	}
	g := 1 / (1 + math.Exp(-sum))
	if r.Y {
		g--
	}
	if r.Weight != 0 {
		g *= float64(r.Weight)
	}
	f.update(bias, g)
	for _, x := range r.Features {
		f.update(int(x&mask), g)
	}
}

func (f *fitter) update(i int, g float64) {
	w := f.weight(i)
	s := (math.Sqrt(f.n[i]+g*g) - math.Sqrt(f.n[i])) / f.opts.Rate
	f.z[i] += g - s*w
	f.n[i] += g * g
}

// model rounds the weights.
func (f *fitter) model() *Model {
	m := &Model{bias: float32(f.weight(bias)), weights: make([]int8, mask+1)}
	most := 0.0
	for i := range m.weights {
		most = max(most, math.Abs(f.weight(i)))
	}
	m.scale = float32(most / math.MaxInt8)
	if most == 0 {
		return m
	}
	for i := range m.weights {
		m.weights[i] = int8(math.RoundToEven(f.weight(i) / most * math.MaxInt8))
	}
	return m
}
