package pattern

// Range is a half-open run of chunks.
type Range struct{ First, Last int }

// Capture is what a name of a pattern stands for.
type Capture struct {
	Name string
	Range
}

// Derivation is a match: which line of which rule, where, and what its names stand for.
type Derivation struct {
	Rule     *Rule
	Match    int // index in Rule.Matches
	At       Range
	Captures []Capture
}

// Get returns the chunks that a name stands for.
func (d *Derivation) Get(name string) (Range, bool) {
	for _, c := range d.Captures {
		if c.Name == name {
			return c.Range, true
		}
	}
	return Range{}, false
}

// Finder is a Sequence that knows without a search whether it has a class at all.
type Finder interface {
	Sequence
	Any(c Class) bool
}

// Find returns the matches of all rules in seq: at most one for each line and beginning, in the order
// of the rules, their lines and the text. Its work is bounded by the product of the lengths of the
// patterns and the square of that of seq.
func (s *Set) Find(seq Sequence) []Derivation {
	var out []Derivation
	var m machine
	finder, _ := seq.(Finder)
	for i := range s.lines {
		l := &s.lines[i]
		if finder != nil && !anyOf(finder, l.anchor) {
			continue
		}
		out = s.find(&m, l, seq, out)
	}
	return out
}

func anyOf(f Finder, classes []Class) bool {
	for _, c := range classes {
		if f.Any(c) {
			return true
		}
	}
	return false
}

// find tries l wherever one of its anchors allows a beginning.
func (s *Set) find(m *machine, l *line, seq Sequence, out []Derivation) []Derivation {
	n := seq.Len()
	next := 0 // beginnings before it are tried
	for p := range n {
		if !hasAny(seq, p, l.anchor) {
			continue
		}
		for start := max(next, p-l.hi); start <= p-l.lo; start++ {
			if end, ok := m.run(l, seq, start); ok {
				out = append(out, s.derivation(m, l, start, end))
			}
			next = start + 1
		}
	}
	return out
}

func hasAny(seq Sequence, i int, classes []Class) bool {
	for _, c := range classes {
		if seq.Has(i, c) {
			return true
		}
	}
	return false
}

func (s *Set) derivation(m *machine, l *line, start, end int) Derivation {
	d := Derivation{Rule: s.Rules[l.rule], Match: l.match, At: Range{start, end}}
	for k, name := range l.captures {
		if c := m.captures[k]; c.Last > c.First {
			d.Captures = append(d.Captures, Capture{name, c})
		}
	}
	return d
}

// machine runs a line by backtracking. It never enters an instruction twice at one place, so that it
// ends after at most len(prog) * (n + 1) steps.
type machine struct {
	line     *line
	seq      Sequence
	n        int
	seen     []uint64
	captures []Range
	end      int
}

func (m *machine) run(l *line, seq Sequence, start int) (end int, ok bool) {
	m.line, m.seq, m.n = l, seq, seq.Len()
	words := (len(l.prog)*(m.n+1) + 63) / 64
	if cap(m.seen) < words {
		m.seen = make([]uint64, words)
	}
	m.seen = m.seen[:words]
	clear(m.seen)
	m.captures = append(m.captures[:0], make([]Range, len(l.captures))...)
	ok = m.step(0, start)
	return m.end, ok
}

// step reports whether the instructions from pc on match the chunks from i on.
func (m *machine) step(pc, i int) bool {
	for {
		key := pc*(m.n+1) + i
		if m.seen[key/64]&(1<<(key%64)) != 0 {
			return false
		}
		m.seen[key/64] |= 1 << (key % 64)
		in := &m.line.prog[pc]
		switch in.op {
		case codeMatch:
			m.end = i
			return true
		case codeSplit:
			if in.other != in.next && m.step(in.next, i) {
				return true
			}
			pc = in.other
			continue
		case codeOpen, codeClose:
			return m.mark(in, i)
		}
		if !m.fits(in, i) {
			return false
		}
		if in.op == codeAtom || in.op == codeAny {
			i++
		}
		pc = in.next
	}
}

// mark notes an end of a capture, and takes it back where the rest does not match.
func (m *machine) mark(in *inst, i int) bool {
	old := m.captures[in.capture]
	if in.op == codeOpen {
		m.captures[in.capture] = Range{i, i}
	} else {
		m.captures[in.capture].Last = i
	}
	if m.step(in.next, i) {
		return true
	}
	m.captures[in.capture] = old
	return false
}

func (m *machine) fits(in *inst, i int) bool {
	switch in.op {
	case codeStart:
		return i == 0
	case codeEnd:
		return i == m.n
	case codeAny:
		return i < m.n
	case codeNot:
		return i >= m.n || !m.all(in, i)
	}
	return i < m.n && m.all(in, i)
}

func (m *machine) all(in *inst, i int) bool {
	for _, c := range in.classes {
		if !m.seq.Has(i, c) {
			return false
		}
	}
	return true
}
