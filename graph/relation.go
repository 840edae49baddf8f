package graph

import "slices"

// Witness is what one claim says about the edges that it bears on.
type Witness struct {
	Claim  ID
	Doc    ID
	Denies bool
	From   Day
	To     Day
	Origin Origin
}

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
	w := Witness{Claim: c.ID, Doc: d.ID, Denies: denies, From: c.Period.From, To: c.Period.To}
	if len(c.Sources) > 0 {
		w.Origin.Source = c.Sources[0].Entity
	} else {
		w.Origin.Outlet = d.Outlet
	}
	return Edges(c), w
}

// NewRelation returns what witnesses, one for each claim, say together about e. Only those that
// support it count for its days, documents and sources.
func NewRelation(e Edge, witnesses []Witness) *Relation {
	r := &Relation{ID: e.ID(), Subject: e.Subject, Predicate: e.Predicate, Object: e.Object, Supporting: []ID{}}
	docs, origins := map[ID]bool{}, map[Origin]bool{}
	for _, w := range witnesses {
		if w.Denies {
			r.Denying = append(r.Denying, w.Claim)
			continue
		}
		r.Supporting = append(r.Supporting, w.Claim)
		docs[w.Doc], origins[w.Origin] = true, true
		r.widen(w.From)
		r.widen(w.To)
	}
	r.Documents, r.Sources = len(docs), len(origins)
	slices.SortFunc(r.Supporting, ID.Compare)
	slices.SortFunc(r.Denying, ID.Compare)
	return r
}

// widen makes the days of r hold d, if that is known.
// HasEnd reports whether entity stands at the end of r that dir selects.
func (r *Relation) HasEnd(entity ID, dir Direction) bool {
	return dir != In && r.Subject == entity || dir != Out && r.Object == entity
}

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
