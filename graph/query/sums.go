package query

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Sum is how much there is of something.
type Sum struct {
	Events    int
	Claims    int
	Documents int
	Sources   int // distinct nearest sources; where a claim names none, its outlet is the source
	Tallies   []TallySum
}

// TallySum adds up how many persons or things events concern, event by event: of each event its lowest, its
// best and its highest figure, see Tally. Where one event tells a total and others its parts, they are
// counted twice.
type TallySum struct {
	What           string
	Min, Best, Max int
	Events         int // that tell a figure
	Contested      int // of these, where accounts exclude each other
}

// summing is a Sum in the making.
type summing struct {
	events, claims int
	docs           map[graph.ID]bool
	origins        map[graph.Origin]bool
	tallies        map[string]*TallySum
}

// add counts one event as claims tell it.
func (s *summing) add(claims []*graph.Claim, outlets map[graph.ID]string) {
	if s.docs == nil {
		*s = summing{docs: map[graph.ID]bool{}, origins: map[graph.Origin]bool{}, tallies: map[string]*TallySum{}}
	}
	s.events++
	s.claims += len(claims)
	for _, c := range claims {
		s.docs[c.Doc] = true
		origin := graph.Origin{Outlet: outlets[c.Doc]}
		if len(c.Sources) > 0 {
			origin = graph.Origin{Source: c.Sources[0].Entity}
		}
		s.origins[origin] = true
	}
	for _, t := range Tallies(claims, nil) {
		if t.Best == nil {
			continue
		}
		sum := counted(s.tallies, t.What)
		sum.What, sum.Events = t.What, sum.Events+1
		sum.Min, sum.Best, sum.Max = sum.Min+*t.Min, sum.Best+*t.Best, sum.Max+*t.Max
		sum.Contested += btoi(t.Contested)
	}
}

func (s *summing) sum() Sum {
	out := Sum{Events: s.events, Claims: s.claims, Documents: len(s.docs), Sources: len(s.origins)}
	for _, t := range s.tallies {
		out.Tallies = append(out.Tallies, *t)
	}
	slices.SortFunc(out.Tallies, func(a, b TallySum) int { return cmp.Compare(a.What, b.What) })
	return out
}
