package badgerstore

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// edit is a change of documents in the making. Documents come and go with the records that they own;
// what they share (entities, names, edges, counts) is noted and settled once, at the end.
type edit struct {
	*tx
	next     *state // what the store is in after the edit
	stats    graph.Stats
	entities map[graph.ID]*renaming
	touched  map[graph.ID]touched      // by relation
	flips    map[graph.ID]graph.Op     // relations that came or went
	took     bool                      // a document was taken out
	known    *memory                   // of entities, before the edit
	settled  map[graph.ID]settled      // entities as the edit leaves them, where it only adds to them
	formers  map[graph.ID]graph.Former // claims that were taken out, as they were
	reshaped map[graph.ID]bool         // entities in which the rule of events sees something else
	reasons  []graph.Reason
	recorded time.Time // UTC; zero where the store has no clock
}

// renaming is what an edit does to the names of one entity.
type renaming struct {
	gained, lost []graph.Name
	says         *graph.Entity // by the least of the documents that come
	doc          graph.ID      // that document
}

// touched is an edge on which a document bears that comes or goes.
type touched struct {
	edge     graph.Edge
	supports bool // a claim that comes does
}

// newEdit begins an edit of the state that t reads; next is a copy of it.
func newEdit(t *tx, next *state) (*edit, error) {
	e := &edit{
		tx: t, next: next, entities: map[graph.ID]*renaming{}, touched: map[graph.ID]touched{}, flips: map[graph.ID]graph.Op{},
		settled: map[graph.ID]settled{}, formers: map[graph.ID]graph.Former{}, reshaped: map[graph.ID]bool{},
	}
	b, err := t.get(key(spaceStats))
	if err != nil || b == nil {
		return e, err
	}
	if e.stats, err = decodeStats(b); err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	return e, nil
}

// apply puts c in, in the place of the document with its key. It does nothing where c is there already.
func (e *edit) apply(c contribution) error {
	read := c.delta
	if curated := e.next.curation.Curate(read); curated.Delta != read {
		c = contributionOf(curated, read)
	}
	reason := graph.Reason{Cause: graph.Ingested, Document: read.Document.ID, Key: read.Document.Key}
	old, err := e.get(docKey(read.Document.Key))
	if err != nil {
		return err
	}
	if old != nil {
		replaced := graph.ID(old)
		stored, err := e.get(key(spaceManifest, replaced))
		if err != nil || bytes.Equal(stored, c.records[len(c.records)-1].value) {
			return err
		}
		if reason.Cause = graph.Reread; replaced != reason.Document {
			reason.Cause, reason.Former = graph.Replaced, replaced
		}
		if _, err := e.take(replaced); err != nil {
			return err
		}
	}
	e.add(c)
	e.reasons = append(e.reasons, reason)
	return nil
}

// remove takes a document out for good.
func (e *edit) remove(doc graph.ID) error {
	d, err := e.take(doc)
	if err == nil && d == nil {
		err = fmt.Errorf("document %s: %w", doc, graph.ErrNotFound)
	}
	if err != nil {
		return err
	}
	e.reasons = append(e.reasons, graph.Reason{Cause: graph.Removed, Document: doc, Key: d.Document.Key})
	return nil
}

// add writes what a document owns.
func (e *edit) add(c contribution) {
	for _, r := range c.records {
		e.put(r.key, r.value)
	}
	e.note(c, 1)
}

// take deletes what a document owns and returns what it contributed before judgements; nil where it is
// not there.
func (e *edit) take(doc graph.ID) (*graph.Delta, error) {
	c, err := loadDelta(e.get, doc)
	if err != nil || c.Delta == nil {
		return nil, err
	}
	read, err := loadRead(e.get, doc, c)
	if err != nil {
		return nil, err
	}
	e.took = true
	for _, claim := range c.Claims {
		f, may := graph.FormerOf(claim)
		if _, twice := e.formers[claim.ID]; may && !twice {
			e.formers[claim.ID] = f
		}
	}
	gone := contributionOf(c, read)
	for _, r := range gone.records {
		e.delete(r.key)
	}
	e.note(gone, -1)
	return read, nil
}

// note notes what c, which comes (1) or goes (-1), has in common with other documents.
func (e *edit) note(c contribution, sign int) {
	d := c.delta
	e.stats.Documents += sign
	e.stats.Claims += sign * len(d.Claims)
	e.stats.Mentions += sign * len(d.Mentions)
	for _, entity := range d.Entities {
		r := e.renaming(entity.ID)
		if sign < 0 {
			r.lost = append(r.lost, entity.Names...)
			continue
		}
		r.gained = append(r.gained, entity.Names...)
		if r.says == nil || d.Document.ID.Compare(r.doc) < 0 {
			r.says, r.doc = entity, d.Document.ID
		}
	}
	for _, b := range c.edges {
		supports := sign > 0 && !b.denies || e.touched[b.relation].supports
		e.touched[b.relation] = touched{edge: b.edge, supports: supports}
	}
}

// renaming returns what e does to an entity, which it will settle.
func (e *edit) renaming(id graph.ID) *renaming {
	r := e.entities[id]
	if r == nil {
		r = &renaming{}
		e.entities[id] = r
	}
	return r
}

// settle makes what documents share follow from the records that they own, and writes down what changed.
func (e *edit) settle() (*graph.Change, error) {
	if err := e.settleShared(); err != nil {
		return nil, err
	}
	change, err := e.change()
	if err != nil {
		return nil, err
	}
	e.next.revision.Number = change.Number
	e.put(changeKey(change.Number), encodeChange(change))
	e.put(key(spaceMeta), encodeMeta(e.next.revision))
	return change, nil
}

func (e *edit) settleShared() error {
	settleEntity, settleEdge := e.settleEntity, e.settleEdge
	if e.adds() {
		settleEntity, settleEdge = e.addToEntity, e.addToEdge
	}
	for id, r := range e.entities {
		if err := settleEntity(id, r); err != nil {
			return err
		}
	}
	for relation, t := range e.touched {
		if err := settleEdge(relation, t); err != nil {
			return err
		}
	}
	if e.stats == (graph.Stats{}) {
		e.delete(key(spaceStats))
	} else {
		e.put(key(spaceStats), encodeStats(e.stats))
	}
	return nil
}

func (e *edit) settleEntity(id graph.ID, r *renaming) error {
	old, err := load(e.get, key(spaceEntity, id), id, decodeEntity)
	if err != nil {
		return err
	}
	merged, err := e.merge(id, old, r)
	if err != nil {
		return err
	}
	switch {
	case old == nil && merged != nil:
		e.stats.Entities++
	case old != nil && merged == nil:
		e.stats.Entities--
	}
	e.index(id, old, merged)
	return nil
}

// merge returns what graph.MergeEntity would make of all contributions to an entity, of which old is what
// they made before, without reading more than the first of them. It returns nil where there are none.
func (e *edit) merge(id graph.ID, old *graph.Entity, r *renaming) (*graph.Entity, error) {
	_, first, err := e.first(key(spaceContrib, id))
	if err == nil && first == nil {
		_, first, err = e.first(key(spaceBorrowed, id))
	}
	if err != nil || first == nil {
		return nil, err
	}
	merged, err := decodeEntity(id, first)
	if err != nil {
		return nil, fmt.Errorf("entity %s: %w", id, err)
	}
	names := slices.Clone(r.gained)
	if old != nil {
		names = append(names, old.Names...)
	}
	for _, n := range graph.SortNames(r.lost) {
		witness, _, err := e.first(namedPrefix(id, n))
		if err != nil {
			return nil, err
		}
		if witness == nil {
			names = slices.DeleteFunc(names, func(have graph.Name) bool { return have == n })
		}
	}
	merged.Names = graph.SortNames(names)
	return e.next.curation.Describe(merged), nil
}

// index brings the record and the names of an entity from what they were to what they are.
func (e *edit) index(id graph.ID, was, is *graph.Entity) {
	if graph.Reshaped(was, is) {
		e.reshaped[id] = true
	}
	switch {
	case is == nil:
		e.delete(key(spaceEntity, id))
	case was != nil && bytes.Equal(encodeEntity(is), encodeEntity(was)):
		return
	default:
		e.put(key(spaceEntity, id), encodeEntity(is))
	}
	if gained, only := gainedNames(was, is); only {
		e.find(id, gained)
		return
	}
	e.refind(id, was, is)
}

// find makes an entity found by names that it has come to have.
func (e *edit) find(id graph.ID, gained []graph.Name) {
	for _, name := range gained {
		if form := graph.FoldName(name.Text); form != "" {
			e.put(nameKey(form, id), nil)
		}
	}
}

// refind makes an entity found by what it is, and no longer by what it was.
func (e *edit) refind(id graph.ID, was, is *graph.Entity) {
	before, after := forms(was), forms(is)
	for _, form := range before {
		if !slices.Contains(after, form) {
			e.delete(nameKey(form, id))
		}
	}
	for _, form := range after {
		if !slices.Contains(before, form) {
			e.put(nameKey(form, id), nil)
		}
	}
}

// gainedNames returns the names that an entity has come to have, and whether that is all that its search forms
// change by: folding all of its names anew for each of them costs more than all else that is settled.
func gainedNames(was, is *graph.Entity) (gained []graph.Name, only bool) {
	if was == nil || is == nil || was.Name != is.Name {
		return nil, false
	}
	kept := 0
	for _, n := range is.Names {
		if slices.Contains(was.Names, n) {
			kept++
		} else {
			gained = append(gained, n)
		}
	}
	return gained, kept == len(was.Names)
}

func forms(e *graph.Entity) []string {
	if e == nil {
		return nil
	}
	return graph.SearchForms(e)
}

// settleEdge keeps an edge in memory as long as a witness is stored.
func (e *edit) settleEdge(relation graph.ID, t touched) error {
	there, denied := false, true
	err := e.each(key(spaceWitness, relation), func(k, v []byte) (bool, error) {
		r, err := decodeWitness(lastID(k), v)
		if err != nil {
			return false, fmt.Errorf("relation %s: %w", relation, err)
		}
		there, denied = true, denied && r.witness.Denies
		return denied, nil
	})
	if err != nil {
		return err
	}
	e.keepEdge(relation, t.edge, there, denied)
	return nil
}

// keepEdge brings the edge in memory to what its witnesses make it.
func (e *edit) keepEdge(relation graph.ID, edge graph.Edge, there, denied bool) {
	edges := e.next.edges
	was, wasDenied := edges.get(relation, edge)
	switch {
	case !there && was:
		e.stats.Relations--
		e.flips[relation] = graph.Retracted
		edges.delete(relation, edge)
	case there && !was:
		e.stats.Relations++
		e.flips[relation] = graph.Added
		edges.put(relation, edge, denied)
	case there && denied != wasDenied:
		edges.put(relation, edge, denied)
	}
}
