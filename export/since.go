package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

// retracted is a tombstone: a record that is there no more.
type retracted struct {
	Kind graph.Record `json:"kind"`
	ID   graph.ID     `json:"id"`
}

// increment writes what changed since a revision: what was added or changed, each document of which
// anything did with all that belongs to it, and tombstones.
func increment(ctx context.Context, g *subgraph, since graph.Revision, out *output) error {
	changes, to, err := query.History(ctx, g.r, since)
	if err != nil {
		return err
	}
	delta := &query.Delta{From: since, To: to, Net: graph.Sum(changes)}
	f, err := out.create("")
	if err != nil {
		return err
	}
	i := &incrementWriter{lineWriter: newLineWriter(f, out.counts), g: g, delta: delta, changes: changes, ops: map[graph.ID]graph.Op{}}
	i.op = func(_ string, id graph.ID) graph.Op { return i.ops[id] }
	return i.all(ctx)
}

type incrementWriter struct {
	*lineWriter
	g     *subgraph
	delta *query.Delta
	ops   map[graph.ID]graph.Op // ids of all spaces differ

	changes []*graph.Change // that delta comes to
}

func (i *incrementWriter) all(ctx context.Context) error {
	d := i.delta
	if err := i.write(line{Type: "export", Export: &preamble{Version: jsonlVersion, Since: &d.From, Revision: &d.To}}); err != nil {
		return err
	}
	if err := i.tombstones(); err != nil {
		return err
	}
	entities := loaded(ctx, "entity", i.stay(d.Entities), i.g.r.Entities)
	if err := lines(i.lineWriter, "entities", entities, func(e *graph.Entity) line { return line{Type: "entity", Op: i.ops[e.ID], Entity: e} }); err != nil {
		return err
	}
	if err := i.touchedDocuments(ctx); err != nil {
		return err
	}
	relations := loaded(ctx, "relation", i.stay(d.Relations), i.g.r.Relations)
	if err := lines(i.lineWriter, "relations", relations, func(r *graph.Relation) line { return line{Type: "relation", Op: i.ops[r.ID], Relation: r} }); err != nil {
		return err
	}
	if err := i.acts(ctx); err != nil {
		return err
	}
	return i.write(line{Type: "end", End: i.counts})
}

func (i *incrementWriter) tombstones() error {
	i.counts["retracted"] = 0
	for record, t := range i.delta.All() {
		i.ops[t.ID] = t.Op
		if t.Op != graph.Retracted {
			continue
		}
		if err := i.write(line{Type: "retracted", Retracted: &retracted{record, t.ID}}); err != nil {
			return err
		}
		i.counts["retracted"]++
	}
	return nil
}

// stay returns the ids of what was added or changed.
func (i *incrementWriter) stay(touched []graph.Touched) []graph.ID {
	var ids []graph.ID
	for _, t := range touched {
		if t.Op != graph.Retracted {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// touchedDocuments writes the documents that changed, those a claim of which changed, and those that were
// read anew.
func (i *incrementWriter) touchedDocuments(ctx context.Context) error {
	docs := append([]graph.ID{}, i.stay(i.delta.Documents)...)
	for c, err := range loaded(ctx, "claim", i.stay(i.delta.Claims), i.g.r.Claims) {
		if err != nil {
			return err
		}
		docs = append(docs, c.Doc)
	}
	for chunk := range slices.Chunk(unique(i.reread()), batchSize) {
		there, err := i.g.r.Documents(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
		for _, d := range there {
			if d != nil {
				docs = append(docs, d.ID)
			}
		}
	}
	part := *i.g
	part.only = unique(docs)
	return i.documents(ctx, &part, true)
}

// reread returns the documents that changes name as their reason, be they there or not.
func (i *incrementWriter) reread() []graph.ID {
	var docs []graph.ID
	for _, c := range i.changes {
		for _, r := range c.Reasons {
			if !r.Document.IsZero() {
				docs = append(docs, r.Document)
			}
		}
	}
	return docs
}

// acts writes the judgements that were made since, undos and what they undo among them.
func (i *incrementWriter) acts(ctx context.Context) error {
	all, err := i.g.r.Judgements(ctx)
	if err != nil {
		return fmt.Errorf("read judgements: %w", err)
	}
	made := idSet{}
	for _, c := range i.changes {
		for _, r := range c.Reasons {
			made[r.Act] = true // of an undo: what it undoes
		}
	}
	i.counts["judgements"] = 0
	for _, j := range all {
		if !made[j.ID] && !(j.Kind == graph.Undo && made[j.Undoes]) {
			continue
		}
		if err := i.write(line{Type: "judgement", Judgement: j}); err != nil {
			return err
		}
		i.counts["judgements"]++
	}
	return nil
}
