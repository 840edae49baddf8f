package graphtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Dump returns all that r can be asked, in one form that does not depend on the store: equal dumps mean
// equal graphs. Only how the store came there is left out (judgements, changes, the revision), and the
// bytes that it takes.
func Dump(ctx context.Context, r graph.Reader) ([]byte, error) {
	d := &dumper{r: r}
	documents := ids(d, r.AllDocuments(ctx, graph.ID{}), func(v *graph.Document) graph.ID { return v.ID })
	entities := ids(d, r.AllEntities(ctx, graph.ID{}), func(v *graph.Entity) graph.ID { return v.ID })
	claims := ids(d, r.AllClaims(ctx, graph.ID{}), func(v *graph.Claim) graph.ID { return v.ID })
	relations := ids(d, r.AllRelations(ctx, graph.ID{}), func(v *graph.Relation) graph.ID { return v.ID })
	add(ctx, d, "document", documents, r.Documents)
	add(ctx, d, "entity", entities, r.Entities)
	add(ctx, d, "claim", claims, r.Claims)
	add(ctx, d, "relation", relations, r.Relations)
	add(ctx, d, "claims in", documents, r.ClaimsIn)
	add(ctx, d, "mentions in", documents, r.MentionsIn)
	add(ctx, d, "as read", documents, r.AsRead)
	for _, room := range []int{1, 4 << 10, 1 << 20} {
		for _, claimsOnly := range []bool{false, true} {
			d.gathered(ctx, documents, graph.GatherOptions{Room: room, ClaimsOnly: claimsOnly})
		}
	}
	d.indexes(ctx, entities)
	stats, err := r.Stats(ctx)
	stats.Bytes = 0
	d.line("stats", stats, err)
	return d.out.Bytes(), d.err
}

type dumper struct {
	r   graph.Reader
	out bytes.Buffer
	err error
}

func (d *dumper) indexes(ctx context.Context, entities []graph.ID) {
	for _, dir := range []graph.Direction{graph.Both, graph.Out, graph.In} {
		add(ctx, d, fmt.Sprint("relations of, direction ", dir), entities, func(ctx context.Context, ids []graph.ID) ([][]graph.ID, error) {
			return d.r.RelationsOf(ctx, ids, dir)
		})
	}
	for i := range len(schema.Roles) + 1 {
		roles := schema.Roles[max(0, i-1):i] // none, which is any, then each
		add(ctx, d, fmt.Sprint("claims of as ", roles), entities, func(ctx context.Context, ids []graph.ID) ([][]graph.ID, error) {
			return d.r.ClaimsOf(ctx, ids, roles...)
		})
	}
	for e, err := range d.r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			d.line("entity", nil, err)
			return
		}
		for _, form := range graph.SearchForms(e) {
			exact, err := d.r.EntitiesByName(ctx, form, false)
			d.line("named "+form, exact, err)
		}
	}
	all, err := d.r.EntitiesByName(ctx, "", true)
	d.line("named", all, err)
}

// line adds one line. Empty and absent lists are the same.
func (d *dumper) line(what string, v any, err error) {
	text, jsonErr := json.Marshal(v)
	if d.err == nil {
		d.err = err
	}
	if d.err == nil {
		d.err = jsonErr
	}
	text = bytes.ReplaceAll(text, []byte("null"), []byte("[]")) // no text of a generated article has it
	fmt.Fprintf(&d.out, "%s\t%s\n", what, text)
}

// add adds a line for each of keys, with what a batch read answers.
func add[T any](ctx context.Context, d *dumper, what string, keys []graph.ID, read func(context.Context, []graph.ID) ([]T, error)) {
	answers, err := read(ctx, keys)
	if err == nil && len(answers) != len(keys) {
		err = fmt.Errorf("%s: %d answers to %d questions", what, len(answers), len(keys))
	}
	if err != nil {
		d.line(what, nil, err)
		return
	}
	for i, a := range answers {
		d.line(what+" "+keys[i].String(), a, nil)
	}
}

func ids[T any](d *dumper, seq iter.Seq2[*T, error], id func(*T) graph.ID) []graph.ID {
	var all []graph.ID
	for v, err := range seq {
		if err != nil {
			d.line("sequence", nil, err)
			return nil
		}
		all = append(all, id(v))
	}
	return all
}
