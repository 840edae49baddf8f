package memstore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// state is all that a store holds; the rest follows from it.
type state struct {
	deltas   map[string]*graph.Delta // by document key, as they were read
	acts     []*graph.Judgement      // ascending by id
	curation *graph.Curation         // of acts
}

func (s state) clone() state {
	return state{deltas: maps.Clone(s.deltas), acts: slices.Clone(s.acts), curation: s.curation}
}

// do changes s by e and says what it did. After an error s is of no use.
func (s *state) do(e graph.Edit) ([]graph.Reason, error) {
	var reasons []graph.Reason
	for _, doc := range e.Remove {
		d := s.find(doc)
		if d == nil {
			return nil, fmt.Errorf("document %s: %w", doc, graph.ErrNotFound)
		}
		delete(s.deltas, d.Document.Key)
		reasons = append(reasons, graph.Reason{Cause: graph.Removed, Document: doc, Key: d.Document.Key})
	}
	for _, d := range e.Apply {
		if err := d.Validate(); err != nil {
			return nil, err
		}
		if r, changed := s.put(d); changed {
			reasons = append(reasons, r)
		}
	}
	judged, err := s.judge(e.Judge)
	return append(reasons, judged...), err
}

func (s *state) find(doc graph.ID) *graph.Delta {
	for _, d := range s.deltas {
		if d.Document.ID == doc {
			return d
		}
	}
	return nil
}

func (s *state) put(d *graph.Delta) (r graph.Reason, changed bool) {
	was := s.deltas[d.Document.Key]
	s.deltas[d.Document.Key] = d
	r = graph.Reason{Cause: graph.Ingested, Document: d.Document.ID, Key: d.Document.Key}
	switch {
	case was == nil:
	case was.Document.ID != d.Document.ID:
		r.Cause, r.Former = graph.Replaced, was.Document.ID
	case bytes.Equal(form(was), form(d)):
		return r, false
	default:
		r.Cause = graph.Reread
	}
	return r, true
}

// form returns a form of d that is the same for equal contents.
func form(d *graph.Delta) []byte {
	c := *asRead(d)
	text, err := json.Marshal([]any{c.Document, c.Entities, append([]graph.Mention{}, c.Mentions...), append([]*graph.Claim{}, c.Claims...)})
	if err != nil {
		panic(err) // a valid delta has nothing that JSON cannot say
	}
	return text
}

// asRead returns d with its entities ascending by id and their names sorted.
func asRead(d *graph.Delta) *graph.Delta {
	c := *d
	c.Entities = slices.SortedFunc(slices.Values(d.Entities), func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
	for i, e := range c.Entities {
		sorted := *e
		sorted.Names = graph.SortNames(e.Names)
		c.Entities[i] = &sorted
	}
	return &c
}

func (s *state) judge(acts []*graph.Judgement) ([]graph.Reason, error) {
	var reasons []graph.Reason
	var fresh []*graph.Judgement
	for _, j := range acts {
		if i := slices.IndexFunc(s.acts, func(have *graph.Judgement) bool { return have.ID == j.ID }); i >= 0 {
			if !s.acts[i].Equal(j) {
				return nil, &graph.ActError{Act: j.ID, Err: fmt.Errorf("%w: another judgement has the id %s", graph.ErrConflict, j.ID)}
			}
			continue
		}
		s.acts, fresh = append(s.acts, j), append(fresh, j)
		reasons = append(reasons, graph.ReasonOf(j))
	}
	if reasons == nil {
		return nil, nil
	}
	s.acts = graph.SortJudgements(s.acts)
	var err error
	s.curation, err = graph.NewCuration(s.acts, fresh...)
	return reasons, err
}

// sorted returns the deltas in ascending order of document id.
func (s state) sorted() []*graph.Delta {
	return slices.SortedFunc(maps.Values(s.deltas), func(a, b *graph.Delta) int {
		return a.Document.ID.Compare(b.Document.ID)
	})
}
