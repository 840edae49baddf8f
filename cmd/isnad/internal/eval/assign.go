package eval

import "math"

// assign returns the pairs (row, column) of a one-to-one assignment of maximum weight; pairs of weight
// 0 are left out. It is the Hungarian method with potentials, as in score.py, so that ties fall alike.
func assign(weight [][]float64) [][2]int {
	if len(weight) == 0 || len(weight[0]) == 0 {
		return nil
	}
	w, flip := weight, len(weight) > len(weight[0])
	if flip {
		w = transpose(weight)
	}
	var pairs [][2]int
	for j, i := range match(w) {
		if i < 0 {
			continue
		}
		row, col := i, j
		if flip {
			row, col = j, i
		}
		if weight[row][col] > 0 {
			pairs = append(pairs, [2]int{row, col})
		}
	}
	return pairs
}

// match returns the row of each column, or -1. It has no more rows than columns.
func match(w [][]float64) []int {
	n, m := len(w), len(w[0])
	h := hungarian{w: w, u: make([]float64, n+1), v: make([]float64, m+1), match: make([]int, m+1)}
	for i := 1; i <= n; i++ {
		h.augment(i)
	}
	rows := make([]int, m)
	for j := range rows {
		rows[j] = h.match[j+1] - 1
	}
	return rows
}

// hungarian counts rows and columns from 1; 0 is nobody.
type hungarian struct {
	w     [][]float64
	u, v  []float64
	match []int // row of each column
}

func (h *hungarian) augment(row int) {
	m := len(h.v) - 1
	low, used, way := make([]float64, m+1), make([]bool, m+1), make([]int, m+1)
	for j := range low {
		low[j] = math.Inf(1)
	}
	h.match[0] = row
	j := 0
	for {
		used[j] = true
		j = h.step(j, low, used, way)
		if h.match[j] == 0 {
			break
		}
	}
	for j != 0 {
		h.match[j] = h.match[way[j]]
		j = way[j]
	}
}

// step lowers the potentials until another column can be reached, and returns it.
func (h *hungarian) step(from int, low []float64, used []bool, way []int) int {
	row, delta, next := h.match[from], math.Inf(1), -1
	for j := 1; j < len(low); j++ {
		if used[j] {
			continue
		}
		cost := -h.w[row-1][j-1] - h.u[row] - h.v[j]
		if cost < low[j] {
			low[j], way[j] = cost, from
		}
		if low[j] < delta {
			delta, next = low[j], j
		}
	}
	for j := range low {
		if used[j] {
			h.u[h.match[j]] += delta
			h.v[j] -= delta
		} else {
			low[j] -= delta
		}
	}
	return next
}

func transpose(w [][]float64) [][]float64 {
	t := make([][]float64, len(w[0]))
	for j := range t {
		t[j] = make([]float64, len(w))
		for i := range w {
			t[j][i] = w[i][j]
		}
	}
	return t
}
