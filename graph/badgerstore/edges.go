package badgerstore

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/dgraph-io/badger/v4"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// loadEdges reads all edges, or those of some predicates, into memory, in as many parts at once as there are processors.
func (s *Store) loadEdges(ctx context.Context, predicates ...schema.Predicate) (*adjacency, error) {
	parts := make([]*edgePart, runtime.GOMAXPROCS(0))
	errs := make([]error, len(parts))
	var work sync.WaitGroup
	for i := range parts {
		work.Go(func() {
			txn := s.db.NewTransaction(false)
			defer txn.Discard()
			parts[i] = newEdgePart(predicates, s.mapped)
			errs[i] = parts[i].read(ctx, txn, 256*i/len(parts), 256*(i+1)/len(parts))
		})
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	edges := newAdjacency()
	edges.load(edges.join(parts...))
	return edges, nil
}

// readEdges returns both halves of all edges that witnesses make, whatever is in memory.
func readEdges(ctx context.Context, txn *badger.Txn, edges *adjacency) ([]halfEdge, error) {
	part := newEdgePart(nil, nil)
	if err := part.read(ctx, txn, 0, 256); err != nil {
		return nil, err
	}
	return edges.join(part), nil
}

// edgePart is some edges, as seen from their subjects, with numbers of its own. One goroutine fills it.
type edgePart struct {
	chunks     [][]halfEdge // so that nothing is moved as they grow
	last       *halfEdge    // the edge read last
	numbers    map[graph.ID]uint32
	entities   []graph.ID
	labels     map[schema.Predicate]uint16
	predicates []schema.Predicate
	only       []schema.Predicate // others are passed over; nil: none are
	tables     *mappedTables      // that are read
}

func newEdgePart(only []schema.Predicate, tables *mappedTables) *edgePart {
	return &edgePart{only: only, tables: tables, last: &halfEdge{}, numbers: map[graph.ID]uint32{}, labels: map[schema.Predicate]uint16{}}
}

// read reads the edges whose relation has an id that starts with a byte in [from, to). Ids are hashes,
// so that equal ranges hold about equally many.
func (p *edgePart) read(ctx context.Context, txn *badger.Txn, from, to int) error {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{spaceWitness}})
	defer it.Close()
	read := 0
	for it.Seek([]byte{spaceWitness, byte(from)}); it.Valid(); it.Next() {
		k := it.Item().Key()
		if len(k) > 1 && int(k[1]) >= to {
			break
		}
		if relation := firstID(k); p.last.relation != relation || p.last.denied {
			if err := it.Item().Value(func(b []byte) error { return p.witness(relation, b) }); err != nil {
				return fmt.Errorf("relation %s: %w", relation, err)
			}
		} // else it is supported, and the others say nothing new
		if read++; read%4096 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			p.tables.ease()
		}
	}
	return nil
}

// edgeChunk is how many edges a chunk holds.
const edgeChunk = 1 << 14

// witness takes the next witness. Those of one relation come one after another.
func (p *edgePart) witness(relation graph.ID, b []byte) error {
	d := decoder{b: b}
	word := d.take(d.count(), "a text")
	ends := d.take(2*idSize, "its ends")
	d.take(idSize, "a document")
	denies := d.flag()
	if d.err != nil {
		return d.err
	}
	if p.only != nil && !slices.Contains(p.only, schema.Predicate(word)) {
		return nil
	}
	if p.last.relation == relation {
		p.last.denied = p.last.denied && denies
		return nil
	}
	if n := len(p.chunks); n == 0 || len(p.chunks[n-1]) == edgeChunk {
		p.chunks = append(p.chunks, make([]halfEdge, 0, edgeChunk))
	}
	chunk := &p.chunks[len(p.chunks)-1]
	*chunk = append(*chunk, halfEdge{
		relation: relation, at: p.number(graph.ID(ends)), other: p.number(graph.ID(ends[idSize:])),
		label: p.label(word), out: true, denied: denies,
	})
	p.last = &(*chunk)[len(*chunk)-1]
	return nil
}

func (p *edgePart) number(id graph.ID) uint32 {
	v, ok := p.numbers[id]
	if !ok {
		v = uint32(len(p.entities))
		p.numbers[id], p.entities = v, append(p.entities, id)
	}
	return v
}

func (p *edgePart) label(word []byte) uint16 {
	v, ok := p.labels[schema.Predicate(word)]
	if !ok {
		v = uint16(len(p.predicates))
		p.predicates = append(p.predicates, schema.Predicate(word))
		p.labels[p.predicates[v]] = v
	}
	return v
}

// join returns both halves of the edges of all parts, and gives numbers to what has none yet.
func (a *adjacency) join(parts ...*edgePart) []halfEdge {
	n := 0
	for _, p := range parts {
		for _, chunk := range p.chunks {
			n += len(chunk)
		}
	}
	halves := make([]halfEdge, 0, 2*n)
	for _, p := range parts {
		entities, labels := make([]uint32, len(p.entities)), make([]uint16, len(p.predicates))
		for i, id := range p.entities {
			entities[i] = a.ids.number(id)
		}
		for i, predicate := range p.predicates {
			labels[i] = a.ids.label(predicate)
		}
		for _, chunk := range p.chunks {
			for _, h := range chunk {
				h.at, h.other, h.label = entities[h.at], entities[h.other], labels[h.label]
				halves = append(halves, h, h.turned())
			}
		}
	}
	return halves
}

// turned returns the other half.
func (h halfEdge) turned() halfEdge {
	h.at, h.other, h.out = h.other, h.at, !h.out
	return h
}

// load fills an empty adjacency at once. It changes the order of halves.
func (a *adjacency) load(halves []halfEdge) {
	halves, ends := a.byEntity(halves)
	parts := runtime.GOMAXPROCS(0)
	var work sync.WaitGroup
	for part := range parts {
		work.Go(func() {
			start := 0
			for at, end := range ends {
				if at%parts == part {
					slices.SortFunc(halves[start:end], halfEdge.compareAt)
				}
				start = end
			}
		})
	}
	work.Wait()
	for _, h := range halves {
		a.tree.Load(h)
		if !h.denied {
			a.degrees.add(h.at, 1)
		}
	}
}

// byEntity returns halves with those of one entity together, in the order of numbers, and where those of
// each number end.
func (a *adjacency) byEntity(halves []halfEdge) (sorted []halfEdge, ends []int) {
	next := make([]int, len(a.ids.entities)+1)
	for _, h := range halves {
		next[h.at+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	sorted = make([]halfEdge, len(halves))
	for _, h := range halves {
		sorted[next[h.at]] = h
		next[h.at]++
	}
	return sorted, next[:len(a.ids.entities)]
}
