package export

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// ftm writes entities of the FollowTheMoney model. The model has no verbs of conflict: what happened is
// an Event whose roles are links, and a relation is a link with its predicate for a role.
var ftm = format{
	Format: Format{
		Name:        "ftm",
		Description: "FollowTheMoney entities, one a line, for Aleph, OpenAleph and yente",
		Keeps: "actors, places as addresses, articles; what happened as events with roles, all other claims as notes, each with the " +
			"article's words as documentation; relations with first sources and quotes; judgements that two are the same, as similar pairs",
		Loses: "texts, mentions, spans; certainty, stance and sides; interaction class of places; relations that every witness denies, but for the notes; " +
			"counts, but for the words that tell them; control characters",
		Extension: ".ftm.json",
	},
	version: 1,
	write:   writeFTM,
}

// ftmEntity is an entity of the model: all values are lists of texts.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newFTM(kind, id string) ftmEntity {
	return ftmEntity{id, kind, map[string][]string{}}
}

// add adds values that say something, each once.
func (e ftmEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = clean(v); v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftmSpace is the space of ids of links that the graph has no id for.
const ftmSpace graph.Space = "ftm"

func ftmID(fields ...string) string { return graph.NewID(ftmSpace, fields...).String() }

func writeFTM(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	w := &ftmWriter{w: f, counts: out.counts}
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		w.put(ftmOf(e))
	}
	if err := w.similar(ctx, g); err != nil {
		return err
	}
	if err := w.documents(ctx, g); err != nil {
		return err
	}
	return w.relations(ctx, g)
}

// ftmWriter writes entities and keeps the first error.
type ftmWriter struct {
	w      io.Writer
	counts map[string]int
	err    error
}

func (w *ftmWriter) put(e ftmEntity) {
	if w.err != nil {
		return
	}
	b, err := marshalPlain(e)
	if err == nil {
		_, err = w.w.Write(append(b, '\n'))
	}
	if err != nil {
		w.err = fmt.Errorf("write entities: %w", err)
	}
	w.counts[e.Schema]++
}

// ftmSchema maps kinds to schemata. Crowds are no organizations.
func ftmSchema(k schema.Kind) string {
	switch {
	case k.IsPlace():
		return "Address"
	case k == schema.Person:
		return "Person"
	case k == schema.State || k == schema.Military:
		return "PublicBody"
	case k == schema.ArmedGroup || k == schema.Coalition || k == schema.Body || k == schema.Media:
		return "Organization"
	}
	return "LegalEntity"
}

func ftmOf(e *graph.Entity) ftmEntity {
	x := newFTM(ftmSchema(e.Kind), e.ID.String())
	x.add("name", e.Name)
	for _, n := range e.Names {
		if clean(n.Text) != clean(e.Name) {
			x.add("alias", n.Text)
		}
	}
	x.add("keywords", string(e.Kind))
	x.add("wikidataId", e.External["wikidata"])
	if x.Schema != "Address" {
		x.add("classification", e.Class)
		if e.Kind == schema.Military {
			x.add("topics", "mil")
		}
		return x
	}
	x.add("full", e.Name)
	if e.Point != nil {
		x.add("latitude", decimal(e.Point.Lat).text)
		x.add("longitude", decimal(e.Point.Lon).text)
	}
	return x
}

// similar writes what was judged to be an entity of the export: whoever has the former one from an
// earlier export can tell.
func (w *ftmWriter) similar(ctx context.Context, g *subgraph) error {
	curation, err := graph.CurationOf(ctx, g.r)
	if err != nil {
		return err
	}
	merges := slices.DeleteFunc(slices.Clone(curation.Standing()), func(j *graph.Judgement) bool { return j.Kind != graph.SameAs || j.Entity == nil })
	for chunk := range slices.Chunk(merges, batchSize) {
		ids := make([]graph.ID, len(chunk))
		for i, j := range chunk {
			ids[i] = j.Entity.ID()
		}
		current, err := g.r.Entities(ctx, ids)
		if err != nil {
			return fmt.Errorf("read entity: %w", err)
		}
		for i, e := range current {
			if e != nil && (g.chosen == nil || has(g.chosen.entities, e.ID)) {
				w.pair(chunk[i].Entity, e)
			}
		}
	}
	return w.err
}

func (w *ftmWriter) pair(former *graph.Referent, e *graph.Entity) {
	id := former.ID()
	kind := e.Kind
	if former.Kind != "" {
		kind = former.Kind
	}
	x := newFTM(ftmSchema(kind), id.String())
	x.add("name", former.Name)
	if len(x.Properties["name"]) == 0 {
		x.add("name", former.Key)
	}
	w.put(x)
	s := newFTM("Similar", ftmID("similar", id.String(), e.ID.String()))
	s.add("candidate", id.String())
	s.add("match", e.ID.String())
	s.add("confidenceScore", "1.0")
	s.add("criteria", "judged the same by a curator")
	w.put(s)
}
