package pattern

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Bounds of a pattern, so that every match ends soon.
const (
	maxRepeat = 16
	maxDepth  = 8
	maxNodes  = 200
)

// op says what a node matches.
type op uint8

const (
	opSeq     op = iota // its children in a row
	opAlt               // one of its children
	opAtom              // one chunk that belongs to all of its names
	opAny               // one chunk
	opNot               // no chunk: the next one does not match its child
	opStart             // the beginning of the sentence
	opEnd               // its end
	opCapture           // its child, under a name
	opRepeat            // its child, min to max times
)

// node is a piece of a pattern.
type node struct {
	op       op
	names    []string // of an atom; of a capture
	children []node
	min, max int // max -1: without bound
}

// prefixes that qualify the name of a class; they cannot name captures.
var prefixes = []string{"event", "kind", "noun", "trigger", "verb", "word"}

// reader reads a match line.
type reader struct {
	text     string
	pos      int
	depth    int
	nodes    int
	captures []string
}

func parsePattern(text string) (Pattern, error) {
	r := reader{text: text}
	root, err := r.alternatives()
	if err == nil && r.pos < len(r.text) {
		err = fmt.Errorf("%q stands alone", r.text[r.pos:])
	}
	if err != nil {
		return Pattern{}, err
	}
	if _, ok := anchorOf(root); !ok {
		return Pattern{}, errors.New("the pattern needs a chunk that must be there, and not only «_» or what is optional")
	}
	return Pattern{Text: text, Captures: r.captures, root: root}, nil
}

func (r *reader) blank() {
	for r.pos < len(r.text) && (r.text[r.pos] == ' ' || r.text[r.pos] == '\t') {
		r.pos++
	}
}

func (r *reader) peek() byte {
	if r.pos < len(r.text) {
		return r.text[r.pos]
	}
	return 0
}

func (r *reader) accept(c byte) bool {
	if r.peek() == c {
		r.pos++
		return true
	}
	return false
}

// alternatives reads sequences that bars part.
func (r *reader) alternatives() (node, error) {
	if r.depth++; r.depth > maxDepth {
		return node{}, fmt.Errorf("brackets nest deeper than %d", maxDepth)
	}
	defer func() { r.depth-- }()
	var branches []node
	for {
		seq, err := r.sequence()
		if err != nil {
			return node{}, err
		}
		branches = append(branches, seq)
		if !r.accept('|') {
			break
		}
	}
	if len(branches) == 1 {
		return branches[0], nil
	}
	return node{op: opAlt, children: branches}, nil
}

func (r *reader) sequence() (node, error) {
	seq := node{op: opSeq}
	for r.blank(); r.peek() != 0 && r.peek() != '|' && r.peek() != ')'; r.blank() {
		e, err := r.element()
		if err != nil {
			return node{}, err
		}
		seq.children = append(seq.children, e)
	}
	if len(seq.children) == 0 {
		return node{}, errors.New("an empty pattern or branch")
	}
	return seq, nil
}

// element reads an atom or group with its capture, look and quantifier.
func (r *reader) element() (node, error) {
	if r.nodes++; r.nodes > maxNodes {
		return node{}, fmt.Errorf("more than %d pieces", maxNodes)
	}
	if r.accept('<') {
		return node{op: opStart}, nil
	}
	if r.accept('>') {
		return node{op: opEnd}, nil
	}
	if r.accept('!') {
		n, err := r.primary()
		if err == nil && (n.op != opAtom && n.op != opAlt || !oneChunk(n)) {
			err = errors.New("«!» looks at one chunk: a class or alternatives of classes")
		}
		return node{op: opNot, children: []node{n}}, err
	}
	name := r.captureName()
	n, err := r.primary()
	if err != nil {
		return node{}, err
	}
	if name != "" {
		if !slices.Contains(r.captures, name) {
			r.captures = append(r.captures, name)
		}
		n = node{op: opCapture, names: []string{name}, children: []node{n}}
	}
	return r.quantified(n)
}

// captureName reads «name:», if what stands before the colon is no prefix of classes.
func (r *reader) captureName() string {
	end := r.pos
	for end < len(r.text) && nameByte(r.text[end]) {
		end++
	}
	name := r.text[r.pos:end]
	if end >= len(r.text) || r.text[end] != ':' || !isName(name) || strings.Contains(name, ".") || slices.Contains(prefixes, name) {
		return ""
	}
	r.pos = end + 1
	return name
}

// primary reads a group or an atom.
func (r *reader) primary() (node, error) {
	if r.accept('(') {
		n, err := r.alternatives()
		if err == nil && !r.accept(')') {
			err = errors.New("a bracket is not closed")
		}
		return n, err
	}
	if r.accept('_') {
		return node{op: opAny}, nil
	}
	n := node{op: opAtom}
	for {
		class, err := r.class()
		if err != nil {
			return node{}, err
		}
		n.names = append(n.names, class)
		if !r.accept('&') {
			return n, nil
		}
	}
}

// class reads the name of a class, with its prefix, or a mark in quotes.
func (r *reader) class() (string, error) {
	start := r.pos
	if r.accept('"') {
		end := strings.IndexByte(r.text[r.pos:], '"')
		if end < 1 {
			return "", errors.New("a quoted mark is not closed, or empty")
		}
		r.pos += end + 1
		return r.text[start:r.pos], nil
	}
	for nameByte(r.peek()) {
		r.pos++
	}
	prefix := r.text[start:r.pos]
	if slices.Contains(prefixes, prefix) && r.accept(':') {
		for nameByte(r.peek()) {
			r.pos++
		}
	}
	name := r.text[start:r.pos]
	if !isName(prefix) || strings.HasSuffix(name, ":") {
		return "", fmt.Errorf("want a class at %q", r.text[start:])
	}
	return name, nil
}

// quantified reads what stands behind an element: ? * + {m,n}.
func (r *reader) quantified(n node) (node, error) {
	rep := node{op: opRepeat, children: []node{n}}
	switch {
	case r.accept('?'):
		rep.max = 1
	case r.accept('*'):
		rep.max = -1
	case r.accept('+'):
		rep.min, rep.max = 1, -1
	case r.accept('{'):
		if err := r.bounds(&rep); err != nil {
			return node{}, err
		}
	default:
		return n, nil
	}
	return rep, nil
}

func (r *reader) bounds(rep *node) error {
	text, _, ok := strings.Cut(r.text[r.pos:], "}")
	low, high, pair := strings.Cut(text, ",")
	var err1, err2 error
	rep.min, err1 = strconv.Atoi(low)
	rep.max, err2 = strconv.Atoi(high)
	if !ok || !pair || err1 != nil || err2 != nil || rep.min < 0 || rep.max < max(rep.min, 1) || rep.max > maxRepeat {
		return fmt.Errorf("want {m,n} with 0 <= m <= n <= %d", maxRepeat)
	}
	r.pos += len(text) + 1
	return nil
}

// oneChunk reports whether n matches exactly one chunk.
func oneChunk(n node) bool {
	switch n.op {
	case opAtom, opAny:
		return true
	case opSeq:
		return len(n.children) == 1 && oneChunk(n.children[0])
	case opAlt:
		return !slices.ContainsFunc(n.children, func(c node) bool { return !oneChunk(c) })
	}
	return false
}
