package boost

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// header begins a file of a model; the number is the version of the form.
const header = "boost 2"

// Write writes m as lines of text: the header, the bias and the counts, one line a feature, one line of the
// log-odds below which a row is given up, then one line a tree of its nodes in preorder, each
// «feature threshold right» or «- value».
func (m *Model) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n%s %d %d\n", header, number(m.Bias), len(m.Features), len(m.trees))
	for _, f := range m.Features {
		fmt.Fprintln(b, f)
	}
	for i, x := range m.giveUp {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(number(x))
	}
	b.WriteByte('\n')
	for _, t := range m.trees {
		for i, n := range t {
			if i > 0 {
				b.WriteByte(' ')
			}
			if n.feature < 0 {
				b.WriteString("- " + number(n.threshold))
			} else {
				fmt.Fprintf(b, "%d %s %d", n.feature, exact(n.threshold), n.right)
			}
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// exact writes a threshold in full: rows lie on it.
func exact(x float32) string { return strconv.FormatFloat(float64(x), 'g', -1, 32) }

func number(x float32) string { return strconv.FormatFloat(float64(x), 'g', 6, 32) }

// Read reads what Write wrote. An error names the line at fault.
func Read(r io.Reader) (*Model, error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	d := decoder{s: s}
	m := d.model()
	if d.err == nil {
		d.err = s.Err()
	}
	if d.err != nil {
		return nil, fmt.Errorf("read model: line %d: %w", d.line, d.err)
	}
	return m, nil
}

type decoder struct {
	s    *bufio.Scanner
	line int
	err  error
}

func (d *decoder) next() string {
	if d.err != nil {
		return ""
	}
	d.line++
	if !d.s.Scan() {
		d.err = io.ErrUnexpectedEOF
	}
	return d.s.Text()
}

func (d *decoder) model() *Model {
	if h := d.next(); d.err == nil && h != header {
		d.err = fmt.Errorf("the file begins with %.20q, not %q", h, header)
	}
	m := &Model{}
	var features, trees int
	if _, err := fmt.Sscanf(d.next(), "%g %d %d", &m.Bias, &features, &trees); err != nil && d.err == nil {
		d.err = fmt.Errorf("bias and counts: %w", err)
	}
	for range features {
		if d.err != nil {
			return nil
		}
		m.Features = append(m.Features, d.next())
	}
	m.giveUp = d.numbers(max(trees-1, 0) / step)
	for range trees {
		if d.err != nil {
			return nil
		}
		m.trees = append(m.trees, d.tree(features))
	}
	if d.err == nil {
		m.full = fill(m.trees)
	}
	return m
}

// numbers reads a line of n numbers.
func (d *decoder) numbers(n int) []float32 {
	words := strings.Fields(d.next())
	if len(words) != n {
		d.fail(fmt.Sprintf("%d numbers where %d are due", len(words), n))
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		words = d.fields(words, &out[i])
	}
	return out
}

// tree reads the nodes of one tree and checks that every path ends in a leaf.
func (d *decoder) tree(features int) tree {
	words := strings.Fields(d.next())
	var t tree
	for len(words) > 0 && d.err == nil {
		n := node{feature: -1}
		if words[0] == "-" {
			words = d.fields(words[1:], &n.threshold)
		} else {
			n.feature = d.integer(words[0])
			if words = d.fields(words[1:], &n.threshold); d.err == nil && len(words) == 0 {
				d.err = fmt.Errorf("a node without its second branch")
				return nil
			}
			if d.err == nil {
				n.right = d.integer(words[0])
				words = words[1:]
			}
		}
		t = append(t, n)
	}
	for i, n := range t {
		if n.feature >= int32(features) || n.feature >= 0 && (int(n.right) <= i+1 || int(n.right) >= len(t)) || n.feature < -1 {
			d.fail("a node points nowhere")
		}
	}
	if len(t) == 0 || t[len(t)-1].feature >= 0 {
		d.fail("a tree without leaves")
	}
	return t
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = fmt.Errorf("%s", what)
	}
}

func (d *decoder) fields(words []string, x *float32) []string {
	if len(words) == 0 {
		d.fail("a node without a number")
		return nil
	}
	v, err := strconv.ParseFloat(words[0], 32)
	if err != nil {
		d.fail(err.Error())
	}
	*x = float32(v)
	return words[1:]
}

func (d *decoder) integer(word string) int32 {
	v, err := strconv.ParseInt(word, 10, 32)
	if err != nil {
		d.fail(err.Error())
	}
	return int32(v)
}
