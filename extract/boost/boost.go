// Package boost fits and evaluates small ensembles of regression trees: gradient boosting of the logistic
// loss over named features (Friedman, Greedy function approximation, Annals of Statistics 29, 2001), with
// second-order leaves as in Chen and Guestrin, XGBoost, KDD 2016.
//
// Training is deterministic: the same rows in the same order give the same trees, byte for byte.
package boost

import "math"

// Model is a fitted ensemble. It is immutable and safe for concurrent use.
type Model struct {
	Features []string
	Bias     float32
	trees    []tree
	full     []full    // the first trees, laid out for speed
	giveUp   []float32 // the log-odds below which a row is given up, one after each step of trees
}

// tree is a binary tree in preorder. Node 0 is the root.
type tree []node

// node asks whether the feature is at most the threshold: yes leads to the next node, no to node right.
// A leaf has feature -1 and its value in the threshold.
type node struct {
	feature   int32
	right     int32
	threshold float32
}

// Logit returns the log-odds of row x, which has one value a feature in the order of m.Features. Of a row
// that falls behind all that became likely in training it is the low estimate of the trees up to there.
func (m *Model) Logit(x []float32) float32 {
	sum := m.Bias
	for i := 0; i < len(m.full); i += step {
		if m.givenUp(i, sum) {
			return sum
		}
		sum = add(sum, (*[step]full)(m.full[i:]), x)
	}
	return m.walk(sum, len(m.full), x)
}

// Probabilities sets out to the probability of each of the rows, which lie one behind the other. It gives what
// Probability gives of each, sooner: all rows go through some trees while those are at hand.
func (m *Model) Probabilities(rows, out []float32) {
	width := len(m.Features)
	going := make([]int, len(out)) // rows that are not given up
	for n := range out {
		out[n], going[n] = m.Bias, n
	}
	for i := 0; i < len(m.full) && len(going) > 0; i += step {
		left := going[:0]
		for _, n := range going {
			if !m.givenUp(i, out[n]) {
				out[n] = add(out[n], (*[step]full)(m.full[i:]), rows[n*width:(n+1)*width])
				left = append(left, n)
			}
		}
		going = left
	}
	for _, n := range going {
		out[n] = m.walk(out[n], len(m.full), rows[n*width:(n+1)*width])
	}
	for n, logit := range out {
		out[n] = float32(sigmoid(float64(logit)))
	}
}

// walk adds to sum the values of row x in the trees from tree first on, node by node.
func (m *Model) walk(sum float32, first int, x []float32) float32 {
	for i := first; i < len(m.trees); i++ {
		if m.givenUp(i, sum) {
			return sum
		}
		sum += m.trees[i].value(x)
	}
	return sum
}

// givenUp reports whether a row of that sum needs no more trees from tree i on.
func (m *Model) givenUp(i int, sum float32) bool {
	return i > 0 && i%step == 0 && sum < m.giveUp[i/step-1]
}

func (t tree) value(x []float32) float32 {
	at := int32(0)
	for t[at].feature >= 0 {
		if x[t[at].feature] <= t[at].threshold {
			at++
		} else {
			at = t[at].right
		}
	}
	return t[at].threshold
}

// Probability returns the probability that row x is a positive one.
func (m *Model) Probability(x []float32) float32 { return float32(sigmoid(float64(m.Logit(x)))) }

// Trees returns the number of trees.
func (m *Model) Trees() int { return len(m.trees) }

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
