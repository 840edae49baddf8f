package boost

// flatDepth is the depth of the trees that are laid out for speed. Deeper ones are walked node by node.
const flatDepth = 5

// full is a tree that is filled up to flatDepth. The questions are numbered from 1, and those behind question n
// are 2n and 2n+1, so that a step down needs no branch of the processor: mispredicted ones are what a walk costs.
// Question n asks whether feature n is at most threshold n.
type full struct {
	features   [width]uint32
	thresholds [width]float32
	values     [width]float32
}

// fill lays trees out, as many as make whole steps; it gives none where one is too deep.
func fill(trees []tree) []full {
	out := make([]full, len(trees)/step*step)
	for i := range out {
		if !out[i].fill(trees[i], 0, 1) {
			return nil
		}
	}
	return out
}

// fill puts the branch of t that begins at node from in the place of question at. A leaf above the last row is
// reached by whichever way.
func (f *full) fill(t tree, from int32, at int) bool {
	n := t[from]
	switch {
	case at >= width:
		f.values[at-width] = n.threshold
		return n.feature < 0
	case n.feature < 0:
		return f.fill(t, from, 2*at) && f.fill(t, from, 2*at+1)
	}
	f.features[at], f.thresholds[at] = uint32(n.feature), n.threshold
	return f.fill(t, from+1, 2*at) && f.fill(t, n.right, 2*at+1)
}

// add returns sum and the values of row x in a step of trees, added in their order. They go down side by side,
// because each waits for its memory.
func add(sum float32, trees *[step]full, x []float32) float32 {
	a, b, c, d, e, f, g, h := uint(1), uint(1), uint(1), uint(1), uint(1), uint(1), uint(1), uint(1)
	for range flatDepth {
		a = 2*a + trees[0].no(a%width, x)
		b = 2*b + trees[1].no(b%width, x)
		c = 2*c + trees[2].no(c%width, x)
		d = 2*d + trees[3].no(d%width, x)
		e = 2*e + trees[4].no(e%width, x)
		f = 2*f + trees[5].no(f%width, x)
		g = 2*g + trees[6].no(g%width, x)
		h = 2*h + trees[7].no(h%width, x)
	}
	for i, at := range [step]uint{a, b, c, d, e, f, g, h} {
		sum += trees[i].values[at%width]
	}
	return sum
}

// width is the number of questions and of values of a full tree; the index of a value lies that much higher.
const width = 1 << flatDepth

// no is 0 where the answer to question n is yes, and 1 where it is no.
func (f *full) no(n uint, x []float32) uint {
	no := uint(0)
	if x[f.features[n]] > f.thresholds[n] {
		no = 1
	}
	return no
}
