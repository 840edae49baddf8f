package query

import (
	"cmp"
	"context"
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
// best and its highest figure, see Tally; what is denied or only planned has none. Accounts of one event are never added up, and those of one voice count
// once. Who speaks has no weight beyond that: the word of a party on its enemy's losses is an account as any
// other. Where one event tells a total and others its parts, they are counted twice.
type TallySum struct {
	What           string
	Rule           string // by which the best figure of each event was chosen
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

// add counts one event as claims tell it; voices are those of the event.
func (s *summing) add(claims []*graph.Claim, voices []Voice, outlets map[graph.ID]string) {
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
	for _, t := range Tallies(claims, voices) {
		if t.Best == nil {
			continue
		}
		sum := counted(s.tallies, t.What)
		sum.What, sum.Rule, sum.Events = t.What, t.Rule, sum.Events+1
		sum.Min, sum.Best, sum.Max = sum.Min+*t.Min, sum.Best+*t.Best, sum.Max+*t.Max
		sum.Contested += btoi(t.Contested)
	}
}

// hear gives facts their voices, where these decide: to know them, documents have to be read.
func hear(ctx context.Context, r graph.Reader, facts []*fact) error {
	facts = slices.DeleteFunc(slices.Clone(facts), func(f *fact) bool { return !voicesDecide(f.claims) })
	for some := range slices.Chunk(facts, batchSize/16) {
		var claims []*graph.Claim
		for _, f := range some {
			claims = append(claims, f.claims...)
		}
		reports, err := ReadReports(ctx, r, claims)
		if err != nil {
			return err
		}
		for _, f := range some {
			f.voices = reports.Voices(f.claims)
		}
	}
	return nil
}

// voicesDecide reports whether the best figure of claims can hang on which of them are of one voice: there are two
// figures, and one of them is told twice.
func voicesDecide(claims []*graph.Claim) bool {
	for _, t := range Tallies(claims, nil) {
		times := map[int]int{}
		for _, a := range t.Accounts {
			if low, _ := a.figures(); low != nil && a.Counts() {
				times[*low]++
			}
		}
		for _, n := range times {
			if n > 1 && len(times) > 1 {
				return true
			}
		}
	}
	return false
}

func (s *summing) sum() Sum {
	out := Sum{Events: s.events, Claims: s.claims, Documents: len(s.docs), Sources: len(s.origins)}
	for _, t := range s.tallies {
		out.Tallies = append(out.Tallies, *t)
	}
	slices.SortFunc(out.Tallies, func(a, b TallySum) int { return cmp.Compare(a.What, b.What) })
	return out
}
