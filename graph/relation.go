package graph

import (
	"context"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Witness is what one claim says about the edges that it bears on.
type Witness struct {
	Claim  ID
	Doc    ID
	Denies bool
	From   Day
	To     Day
	Origin Origin
	Status schema.Status // told or meant
}

func (w Witness) telling() Telling { return Telling{w.Doc, w.Origin, w.Status}.known() }

// Origin is whom a claim is heard from: its nearest source or, where it names none, the outlet itself.
type Origin struct {
	Source ID     // zero where the outlet speaks
	Outlet string // empty where Source speaks, or the outlet is not known
}

// Witnesses returns the edges that c, a claim of d, bears on and what it says about each of them. There
// are none where c neither supports nor denies.
func Witnesses(d *Document, c *Claim) ([]Edge, Witness) {
	supports, denies := Supports(c)
	if !supports && !denies {
		return nil, Witness{}
	}
	w := Witness{
		Claim: c.ID, Doc: d.ID, Denies: denies, From: c.Period.From, To: c.Period.To, Origin: originOf(d.Outlet, c), Status: StatusOf(c),
	}
	return Edges(c), w
}

// Witnessed is an edge with its witnesses, one for each claim.
type Witnessed struct {
	Edge
	Witnesses []Witness
}

// Relate returns what the witnesses of each edge say together about it. Of r it reads no more than sketches of documents,
// where they decide how many sources there are.
func Relate(ctx context.Context, r Reader, edges []Witnessed) ([]*Relation, error) {
	var docs []ID
	for _, e := range edges {
		docs = append(docs, Needed(supporting(e.Witnesses))...)
	}
	slices.SortFunc(docs, ID.Compare)
	sketches, err := SketchesOf(ctx, r, slices.Compact(docs))
	if err != nil {
		return nil, err
	}
	relations := make([]*Relation, len(edges))
	for i, e := range edges {
		relations[i] = NewRelation(e.Edge, e.Witnesses, sketches)
	}
	return relations, nil
}

// supporting returns the tellings of the witnesses that support an edge.
func supporting(witnesses []Witness) []Telling {
	tellings := make([]Telling, 0, len(witnesses))
	for _, w := range witnesses {
		if !w.Denies {
			tellings = append(tellings, w.telling())
		}
	}
	return tellings
}

// NewRelation returns what witnesses, one for each claim, say together about e. Only those that
// support it count for its days, documents and sources. Sketches are those of their documents, as far as they decide.
func NewRelation(e Edge, witnesses []Witness, sketches Sketches) *Relation {
	r := &Relation{ID: e.ID(), Subject: e.Subject, Predicate: e.Predicate, Object: e.Object, Supporting: []ID{}}
	docs := map[ID]bool{}
	for _, w := range witnesses {
		if w.Denies {
			r.Denying = append(r.Denying, w.Claim)
			continue
		}
		r.Supporting = append(r.Supporting, w.Claim)
		docs[w.Doc] = true
		r.widen(w.From)
		r.widen(w.To)
	}
	r.Documents, r.Sources = len(docs), sketches.Sources(supporting(witnesses))
	slices.SortFunc(r.Supporting, ID.Compare)
	slices.SortFunc(r.Denying, ID.Compare)
	return r
}

// HasEnd reports whether entity stands at the end of r that dir selects.
func (r *Relation) HasEnd(entity ID, dir Direction) bool {
	return dir != In && r.Subject == entity || dir != Out && r.Object == entity
}

// widen makes the days of r hold d, if that is known.
func (r *Relation) widen(d Day) {
	if d == "" {
		return
	}
	if r.From == "" || d < r.From {
		r.From = d
	}
	if d > r.To {
		r.To = d
	}
}
