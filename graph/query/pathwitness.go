package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// compared is how many claims of a hop are compared to find its best witness: the first so many by id, which
// is as good as at random.
const compared = 100

// witnesses reads what bears the steps of traces.
func (s *pathSearch) witnesses(ctx context.Context, traces []*Trace) error {
	var docs []graph.ID
	for _, t := range traces {
		for i := range t.Steps {
			step := &t.Steps[i]
			if err := s.bearing.witness(ctx, step); err != nil {
				return err
			}
			docs = append(docs, step.Witness.Doc)
		}
	}
	ids := sortIDs(docs)
	found, err := s.bearing.r.Documents(ctx, ids)
	if err != nil {
		return err
	}
	byID := make(map[graph.ID]*graph.Document, len(ids))
	for i, id := range ids {
		byID[id] = found[i]
	}
	for _, t := range traces {
		for i := range t.Steps {
			if err := t.Steps[i].cite(byID); err != nil {
				return err
			}
		}
	}
	return nil
}

// cite fills in the words that tell the step.
func (step *Step) cite(docs map[graph.ID]*graph.Document) error {
	c := step.Witness
	if step.Document = docs[c.Doc]; step.Document == nil {
		return fmt.Errorf("claim %s: its document: %w", c.ID, graph.ErrCorrupt)
	}
	var err error
	if step.Sentence, err = PassageAt(step.Document.Text, c.Evidence.Sentence); err != nil {
		return fmt.Errorf("claim %s: %w", c.ID, err)
	}
	return nil
}

// witness reads the relations and the claims of step, and chooses its witness unless the search has.
func (h *hopReader) witness(ctx context.Context, step *Step) error {
	if err := h.read(ctx, step.From, []graph.ID{step.To}); err != nil {
		return err
	}
	hop := h.known[pairOf(step.From, step.To)]
	step.Relations, step.Claims = hop.relations, hop.claims
	if step.Witness != nil {
		step.Relations = witnessedFirst(hop.relations, step.Witness.ID)
		return nil
	}
	candidates := step.Relations[0].Supporting
	if !isZero(h.o.Filter.Claims) {
		candidates = keepIDs(candidates, idSet(hop.claims))
	}
	claims, err := h.r.Claims(ctx, candidates[:min(compared, len(candidates))])
	if err != nil {
		return err
	}
	for _, c := range present(claims) {
		if step.Witness == nil || compareWitnesses(c, step.Witness) < 0 {
			step.Witness = c
		}
	}
	step.Undated = !slices.ContainsFunc(step.Relations, func(r *graph.Relation) bool { return r.From != "" || r.To != "" })
	if step.Witness == nil {
		return fmt.Errorf("relation %s: its claims: %w", step.Relations[0].ID, graph.ErrCorrupt)
	}
	return nil
}

// witnessedFirst returns relations with the first that claim supports in front.
func witnessedFirst(relations []*graph.Relation, claim graph.ID) []*graph.Relation {
	i := slices.IndexFunc(relations, func(r *graph.Relation) bool { return slices.Contains(r.Supporting, claim) })
	return append([]*graph.Relation{relations[i]}, slices.Delete(slices.Clone(relations), i, i+1)...)
}

func keepIDs(ids []graph.ID, among map[graph.ID]bool) []graph.ID {
	var kept []graph.ID
	for _, id := range ids {
		if among[id] {
			kept = append(kept, id)
		}
	}
	return kept
}
