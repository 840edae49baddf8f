package badgerstore

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/isnad-graph/isnad/graph"
)

// Records are sequences of fields without tags: numbers as varints, texts and lists with their length
// before them, ids as their 16 bytes. The format version of the store says which fields there are.

// encoder appends fields to a record.
type encoder struct{ b []byte }

// newEncoder returns an encoder with room for most records.
func newEncoder() encoder { return encoder{make([]byte, 0, 192)} }

func (e *encoder) count(n int)   { e.b = binary.AppendUvarint(e.b, uint64(n)) }
func (e *encoder) number(n int)  { e.b = binary.AppendVarint(e.b, int64(n)) }
func (e *encoder) id(v graph.ID) { e.b = append(e.b, v[:]...) }
func (e *encoder) raw(v []byte)  { e.b = append(e.b, v...) }
func (e *encoder) span(s graph.Span) {
	e.count(s.Start)
	e.count(s.End - s.Start)
}

func (e *encoder) float(v float64) { e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(v)) }

func (e *encoder) flag(v bool) {
	n := byte(0)
	if v {
		n = 1
	}
	e.b = append(e.b, n)
}

// text appends any text of the model, as a method cannot: its types are many.
func text[T ~string](e *encoder, s T) {
	e.count(len(s))
	e.b = append(e.b, s...)
}

// list appends the length of items, then each of them.
func list[T any](e *encoder, items []T, each func(*encoder, T)) {
	e.count(len(items))
	for _, item := range items {
		each(e, item)
	}
}

// decoder takes fields from a record. After the first field that is not there, all are zero and err says
// what was missing; no record makes it panic or reserve more memory than a few times its length.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: record ends in %s", graph.ErrCorrupt, what)
	}
	d.b = nil
}

func (d *decoder) take(n int, what string) []byte {
	if n < 0 || n > len(d.b) {
		d.fail(what)
		return nil
	}
	taken := d.b[:n]
	d.b = d.b[n:]
	return taken
}

func (d *decoder) count() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > math.MaxInt32 {
		d.fail("a count")
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) number() int {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail("a number")
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) id() graph.ID {
	b := d.take(idSize, "an id")
	if b == nil {
		return graph.ID{}
	}
	return graph.ID(b)
}

func (d *decoder) span() graph.Span {
	start := d.count()
	return graph.Span{Start: start, End: start + d.count()}
}

func (d *decoder) float() float64 {
	b := d.take(8, "a number")
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.BigEndian.Uint64(b))
}

func (d *decoder) flag() bool {
	b := d.take(1, "a flag")
	if b != nil && b[0] > 1 {
		d.fail("a flag")
	}
	return b != nil && b[0] == 1
}

func (d *decoder) text() string { return string(d.take(d.count(), "a text")) }

// word takes a text that stands in record after record: it is kept once for all of them.
func (d *decoder) word() string { return words.of(d.take(d.count(), "a text")) }

// end returns an error unless the record is used up exactly.
func (d *decoder) end() error {
	if d.err == nil && len(d.b) > 0 {
		d.err = fmt.Errorf("%w: %d bytes too many in a record", graph.ErrCorrupt, len(d.b))
	}
	return d.err
}

// items takes a list; nil where it is empty.
func items[T any](d *decoder, each func(*decoder) T) []T {
	n := d.count()
	if n == 0 || n > len(d.b) { // an item has a byte at least
		if n != 0 {
			d.fail("a list")
		}
		return nil
	}
	list := make([]T, 0, min(n, 1024))
	for range n {
		if list = append(list, each(d)); d.err != nil {
			return nil
		}
	}
	return list
}
