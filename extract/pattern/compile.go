package pattern

import "slices"

// Class is a class of chunks, numbered within one Set from 1.
type Class uint16

// Sequence is what rules look at: a row of chunks.
type Sequence interface {
	Len() int
	// Has reports whether chunk i belongs to c.
	Has(i int, c Class) bool
}

// Set is a number of compiled rules. It is immutable and safe for concurrent use.
type Set struct {
	Rules   []*Rule
	classes map[string]Class
	lines   []line
}

// line is one compiled match line.
type line struct {
	rule     int
	match    int
	prog     []inst
	anchor   []Class
	lo, hi   int
	captures []string
}

// inst is one instruction. A split tries next before other.
type inst struct {
	op          code
	classes     []Class
	next, other int
	capture     int
}

type code uint8

const (
	codeMatch code = iota
	codeAtom
	codeAny
	codeNot
	codeStart
	codeEnd
	codeSplit
	codeOpen
	codeClose
)

// Compile makes the rules ready to match. Known says which classes there are; a rule that names another
// is refused with its place.
func Compile(rules []*Rule, known func(class string) bool) (*Set, error) {
	s := &Set{Rules: rules, classes: map[string]Class{}}
	for i, r := range rules {
		for k := range r.Matches {
			if err := s.add(i, k, known); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// Classes lists the names of all classes that the rules look for, by Class from 1.
func (s *Set) Classes() []string {
	out := make([]string, len(s.classes))
	for name, c := range s.classes {
		out[c-1] = name
	}
	return out
}

func (s *Set) class(name string) Class {
	c, ok := s.classes[name]
	if !ok {
		c = Class(len(s.classes) + 1)
		s.classes[name] = c
	}
	return c
}

func (s *Set) add(rule, match int, known func(string) bool) error {
	r := s.Rules[rule]
	p := &r.Matches[match]
	for _, name := range atoms(p.root, nil) {
		if !known(name) {
			return fault(ErrClass, r.File, p.Line, "see words.tsv, nouns.tsv and triggers.tsv for what there is", "rule %s looks for %s", r.ID, name)
		}
	}
	a, _ := anchorOf(p.root)
	l := line{rule: rule, match: match, lo: a.lo, hi: a.hi, captures: p.Captures}
	for _, name := range a.names {
		l.anchor = append(l.anchor, s.class(name))
	}
	c := compiler{set: s, line: &l}
	c.emit(p.root)
	c.put(inst{op: codeMatch})
	s.lines = append(s.lines, l)
	return nil
}

func atoms(n node, out []string) []string {
	if n.op == opAtom {
		out = append(out, n.names...)
	}
	for _, c := range n.children {
		out = atoms(c, out)
	}
	return out
}

// compiler writes the instructions of one line. An instruction goes on to the one behind it unless it
// is a split.
type compiler struct {
	set  *Set
	line *line
}

func (c *compiler) put(i inst) int {
	at := len(c.line.prog)
	if i.op != codeSplit {
		i.next = at + 1
	}
	c.line.prog = append(c.line.prog, i)
	return at
}

func (c *compiler) emit(n node) {
	switch n.op {
	case opSeq:
		for _, child := range n.children {
			c.emit(child)
		}
	case opAtom:
		c.put(inst{op: codeAtom, classes: c.classes(n)})
	case opAny:
		c.put(inst{op: codeAny})
	case opStart:
		c.put(inst{op: codeStart})
	case opEnd:
		c.put(inst{op: codeEnd})
	case opNot:
		c.not(n.children[0])
	case opCapture:
		k := slices.Index(c.line.captures, n.names[0])
		c.put(inst{op: codeOpen, capture: k})
		c.emit(n.children[0])
		c.put(inst{op: codeClose, capture: k})
	case opAlt:
		c.alternatives(n)
	case opRepeat:
		c.repeat(n)
	}
}

func (c *compiler) classes(n node) []Class {
	var out []Class
	for _, name := range n.names {
		out = append(out, c.set.class(name))
	}
	return out
}

// not forbids each branch by itself.
func (c *compiler) not(n node) {
	if n.op == opAtom {
		c.put(inst{op: codeNot, classes: c.classes(n)})
		return
	}
	for _, child := range n.children {
		c.not(child)
	}
}

func (c *compiler) alternatives(n node) {
	var ends []int
	for i, child := range n.children {
		if i == len(n.children)-1 {
			c.emit(child)
			break
		}
		split := c.put(inst{op: codeSplit})
		c.line.prog[split].next = split + 1
		c.emit(child)
		ends = append(ends, c.put(inst{op: codeSplit}))
		c.line.prog[split].other = len(c.line.prog)
	}
	for _, at := range ends {
		c.line.prog[at].next, c.line.prog[at].other = len(c.line.prog), len(c.line.prog)
	}
}

// repeat writes the child min times, and then as often as allowed: what is optional is taken where it is
// there, what repeats goes on no longer than it must.
func (c *compiler) repeat(n node) {
	child := n.children[0]
	for range n.min {
		c.emit(child)
	}
	if n.max < 0 {
		split := c.put(inst{op: codeSplit})
		c.emit(child)
		back := c.put(inst{op: codeSplit})
		c.line.prog[back].next, c.line.prog[back].other = split, split
		c.line.prog[split].next, c.line.prog[split].other = len(c.line.prog), split+1
		return
	}
	var splits []int
	for range n.max - n.min {
		splits = append(splits, c.put(inst{op: codeSplit}))
		c.emit(child)
	}
	for _, at := range splits {
		c.line.prog[at].next, c.line.prog[at].other = len(c.line.prog), at+1
		if n.max == 1 {
			c.line.prog[at].next, c.line.prog[at].other = at+1, len(c.line.prog)
		}
	}
}
