package graph

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// ledger keeps what is read of claims in some tens of bytes each, without pointers: there may be as many as memory has
// room for. Claims come in ascending order of id. Once it is filled it is safe for concurrent use.
type ledger struct {
	rows  paged[row]
	parts [][]byte // pages of the parties, places and tallies of rows
	part  []byte   // that of the last row, before it goes to a page

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
	parts        uint32 // where its parts are; noParts: of what is told alone, nobody asks
	group, next  uint32 // see EventTable
	kind         uint16
	mode, phase  uint16
	status, sure uint16
	placeContext bool
}

const (
	noParts   = ^uint32(0)
	pageRows  = 1 << 12
	pageBytes = 1 << 18
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

// familyOf returns the family of row i.
func (l *ledger) familyOf(i uint32) family {
	r := l.rows.at(i)
	return familyOf(schema.Type(l.vocabulary.values[r.kind]), schema.Phase(l.vocabulary.values[r.phase]))
}

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

// addParts keeps the lists of a: their lengths, where its sentence is, then what they hold. Most numbers are small, and take
// a byte or two.
func (l *ledger) addParts(a *account) uint32 {
	w := l.part[:0]
	for _, n := range [...]int{len(a.agents), len(a.patients), len(a.places), len(a.Tallies)} {
		w = binary.AppendUvarint(w, uint64(n))
	}
	w = binary.AppendVarint(binary.AppendVarint(w, int64(a.start)), int64(a.end)-int64(a.start))
	for _, parties := range [][]party{a.agents, a.patients} {
		for _, p := range parties {
			w = binary.AppendUvarint(w, uint64(uint32(p.actor))<<1|bit(p.context))
		}
	}
	for _, p := range a.places {
		w = binary.AppendUvarint(w, uint64(uint32(p)))
	}
	for i := range a.Tallies {
		w = l.appendTally(w, &a.Tallies[i])
	}
	l.part = w
	if len(l.parts) == 0 || cap(l.last())-len(l.last()) < len(w) {
		l.parts = append(l.parts, make([]byte, 0, max(pageBytes, len(w))))
	}
	at := uint32((len(l.parts)-1)*pageBytes + len(l.last()))
	l.parts[len(l.parts)-1] = append(l.last(), w...)
	return at
}

// appendTally writes what is counted, which figures there are, and these.
func (l *ledger) appendTally(w []byte, t *Tally) []byte {
	w = binary.AppendUvarint(w, uint64(textNumber(&l.things, t.What)))
	w = binary.AppendUvarint(w, bit(t.Min != nil)|bit(t.Max != nil)<<1)
	for _, figure := range []*int{t.Min, t.Max} {
		if figure != nil {
			w = binary.AppendVarint(w, int64(*figure))
		}
	}
	return w
}

func (l *ledger) last() []byte { return l.parts[len(l.parts)-1] }

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
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
	w := packed(l.parts[r.parts/pageBytes][r.parts%pageBytes:])
	agents, patients, places, counted := w.next(), w.next(), w.next(), w.next()
	a.start = int32(w.signed())
	a.end = a.start + int32(w.signed())
	a.agents, a.patients = w.parties(agents, a.agents[:0]), w.parties(patients, a.patients[:0])
	a.places = a.places[:0]
	for range places {
		a.places = append(a.places, int32(uint32(w.next())))
	}
	a.Tallies = l.readTallies(&w, int(counted), tallies[:0], into)
	return a
}

func (l *ledger) readTallies(w *packed, n int, tallies []Tally, into *reading) []Tally {
	if cap(into.figures) < 2*n {
		into.figures = make([]int, 2*n)
	}
	figures := into.figures[:cap(into.figures)]
	figure := func(at int, there bool) *int {
		if !there {
			return nil
		}
		figures[at] = int(w.signed())
		return &figures[at]
	}
	for t := range n {
		what, has := l.things.values[w.next()], w.next()
		tally := Tally{What: what, Min: figure(2*t, has&1 != 0)}
		tally.Max = figure(2*t+1, has&2 != 0)
		tallies = append(tallies, tally)
	}
	return tallies
}

// packed is numbers that are yet to be read.
type packed []byte

func (w *packed) next() uint64 {
	if b := (*w)[0]; b < 0x80 { // as most are
		*w = (*w)[1:]
		return uint64(b)
	}
	v, n := binary.Uvarint(*w)
	*w = (*w)[n:]
	return v
}

func (w *packed) signed() int64 {
	v, n := binary.Varint(*w)
	*w = (*w)[n:]
	return v
}

func (w *packed) parties(n uint64, into []party) []party {
	for range n {
		p := w.next()
		into = append(into, party{int32(uint32(p >> 1)), p&1 == 1})
	}
	return into
}
