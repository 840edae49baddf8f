package graph

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// ledger keeps what is read of claims in some tens of bytes each, without pointers: there may be as many as memory has
// room for. Claims come in ascending order of id. Once it is filled it is safe for concurrent use.
type ledger struct {
	rows  paged[row]
	words [][]uint32 // pages of the parties, places and tallies of rows

	docs       numbering[ID]
	days       numbering[string]
	vocabulary numbering[string] // types, modes and the like
	things     numbering[string] // that tallies count
}

// row is a claim: numbers stand for what many claims have in common.
type row struct {
	id           ID
	doc          uint32
	from, to     uint32
	parts        uint32 // where its words are; noParts: of what is told alone, nobody asks
	group, next  uint32 // see EventTable
	kind         uint16
	mode, phase  uint16
	status, sure uint16
	placeContext bool
}

const (
	noParts   = ^uint32(0)
	pageRows  = 1 << 12
	pageWords = 1 << 16
)

// paged is a list that grows without moving what it has.
type paged[T any] struct {
	pages [][]T
	n     int
}

func (p *paged[T]) add(v T) {
	if p.n%pageRows == 0 {
		p.pages = append(p.pages, make([]T, 0, pageRows))
	}
	last := &p.pages[len(p.pages)-1]
	*last = append(*last, v)
	p.n++
}

func (p *paged[T]) at(i uint32) *T { return &p.pages[i/pageRows][i%pageRows] }

// numbering gives numbers to values, in the order in which they come.
type numbering[V comparable] struct {
	values []V
	known  map[V]uint32
}

func (n *numbering[V]) number(v V) uint32 {
	if i, ok := n.known[v]; ok {
		return i
	}
	if n.known == nil {
		n.known = map[V]uint32{}
	}
	i := uint32(len(n.values))
	n.known[v] = i
	n.values = append(n.values, v)
	return i
}

// done forgets what it takes to number more values.
func (n *numbering[V]) done() { n.known, n.values = nil, slices.Clip(n.values) }

// textNumber numbers a text, of which it keeps a copy: the text may be a part of a longer one.
func textNumber[T ~string](n *numbering[string], text T) uint32 {
	if i, ok := n.known[string(text)]; ok {
		return i
	}
	return n.number(strings.Clone(string(text)))
}

func word[T ~string](l *ledger, text T) uint16 { return uint16(textNumber(&l.vocabulary, text)) }

// add keeps c, as what may be one occurrence with others where an atlas that knows its arguments is given.
func (l *ledger) add(c *Claim, atlas *Atlas) {
	r := row{
		id: c.ID, doc: l.docs.number(c.Doc), from: textNumber(&l.days, c.Period.From), to: textNumber(&l.days, c.Period.To), parts: noParts,
		kind: word(l, c.Type), mode: word(l, c.Mode), phase: word(l, c.Phase), status: word(l, StatusOf(c)), sure: word(l, c.Certainty),
		group: uint32(l.rows.n), next: noRow,
	}
	if atlas != nil {
		a := atlas.read(c)
		r.placeContext, r.parts = a.placeContext, l.addParts(&a)
	}
	l.rows.add(r)
}

// addParts keeps the lists of a: their lengths, then what they hold, and where its sentence is.
func (l *ledger) addParts(a *account) uint32 {
	const perTally = 6 // what, which figures there are, and two figures of two words
	size := 6 + len(a.agents) + len(a.patients) + len(a.places) + perTally*len(a.Tallies)
	if len(l.words) == 0 || cap(l.last())-len(l.last()) < size {
		l.words = append(l.words, make([]uint32, 0, max(pageWords, size)))
	}
	w := l.last()
	at := uint32((len(l.words)-1)*pageWords + len(w))
	w = append(w, uint32(len(a.agents)), uint32(len(a.patients)), uint32(len(a.places)), uint32(len(a.Tallies)), uint32(a.start), uint32(a.end))
	for _, parties := range [][]party{a.agents, a.patients} {
		for _, p := range parties {
			w = append(w, uint32(p.actor)<<1|bit(p.context))
		}
	}
	for _, p := range a.places {
		w = append(w, uint32(p))
	}
	for i := range a.Tallies {
		t := &a.Tallies[i]
		w = append(w, textNumber(&l.things, t.What), bit(t.Min != nil)|bit(t.Max != nil)<<1)
		w = appendFigure(appendFigure(w, t.Min), t.Max)
	}
	l.words[len(l.words)-1] = w
	return at
}

func (l *ledger) last() []uint32 { return l.words[len(l.words)-1] }

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

func appendFigure(w []uint32, n *int) []uint32 {
	if n == nil {
		return append(w, 0, 0)
	}
	return append(w, uint32(uint64(*n)>>32), uint32(*n))
}

// index returns which row has the claim.
func (l *ledger) index(id ID) (uint32, bool) {
	low, high := 0, l.rows.n
	for low < high {
		if mid := (low + high) / 2; l.rows.at(uint32(mid)).id.Compare(id) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return uint32(low), low < l.rows.n && l.rows.at(uint32(low)).id == id
}

// gist returns what row i tells, but for tallies.
func (l *ledger) gist(i uint32) gist {
	r := l.rows.at(i)
	return gist{
		ID: r.id, Doc: l.docs.values[r.doc], Type: schema.Type(l.vocabulary.values[r.kind]), Mode: schema.Mode(l.vocabulary.values[r.mode]),
		Phase: schema.Phase(l.vocabulary.values[r.phase]), Status: schema.Status(l.vocabulary.values[r.status]),
		From: Day(l.days.values[r.from]), To: Day(l.days.values[r.to]),
	}
}

// reading is an account that was read from a ledger, valid until the next one is read into it.
type reading struct {
	account
	of      uint32 // the row; see read
	any     bool   // one was read
	figures []int
}

// read reads row i, which may be one occurrence with others.
func (l *ledger) read(i uint32, into *reading) *account {
	if into.any && into.of == i {
		return &into.account
	}
	a, r := &into.account, l.rows.at(i)
	into.of, into.any = i, true
	tallies := a.Tallies
	a.gist = l.gist(i)
	a.family, a.when, a.placeContext = familyOf(a.Type, a.Phase), whenOf(Period{From: a.From, To: a.To}), r.placeContext
	w := l.words[r.parts/pageWords][r.parts%pageWords:]
	agents, patients, places, counted := w[0], w[1], w[2], w[3]
	a.start, a.end = int32(w[4]), int32(w[5])
	w = w[6:]
	a.agents, w = readParties(w, agents, a.agents[:0])
	a.patients, w = readParties(w, patients, a.patients[:0])
	a.places = a.places[:0]
	for _, p := range w[:places] {
		a.places = append(a.places, int32(p))
	}
	a.Tallies = l.readTallies(w[places:], counted, tallies[:0], into)
	return a
}

func readParties(w []uint32, n uint32, into []party) (parties []party, rest []uint32) {
	for _, p := range w[:n] {
		into = append(into, party{int32(p >> 1), p&1 == 1})
	}
	return into, w[n:]
}

func (l *ledger) readTallies(w []uint32, n uint32, tallies []Tally, into *reading) []Tally {
	if cap(into.figures) < 2*int(n) {
		into.figures = make([]int, 2*n)
	}
	figure := func(at uint32, there bool, high, low uint32) *int {
		if !there {
			return nil
		}
		p := &into.figures[:cap(into.figures)][at]
		*p = int(uint64(high)<<32 | uint64(low))
		return p
	}
	for t := range n {
		tallies = append(tallies, Tally{
			What: l.things.values[w[0]], Min: figure(2*t, w[1]&1 != 0, w[2], w[3]), Max: figure(2*t+1, w[1]&2 != 0, w[4], w[5]),
		})
		w = w[6:]
	}
	return tallies
}
