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
	Sources   int // independent ones, see graph.Sketches.Sources; what is a copy of what is asked of all that is counted
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
	sources        graph.SourceCount
	tallies        map[string]*TallySum
}

// add counts one event as claims tell it; voices are those of the event.
func (s *summing) add(claims []*graph.Claim, voices []Voice, told map[graph.ID]storied) {
	if s.docs == nil {
		*s = summing{docs: map[graph.ID]bool{}, tallies: map[string]*TallySum{}}
	}
	s.events++
	s.claims += len(claims)
	for _, c := range claims {
		s.docs[c.Doc] = true
		s.sources.Add(told[c.ID].telling, told[c.ID].story)
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

// storied is what decides of a claim whose word it is.
type storied struct {
	telling graph.Telling
	story   int // of graph.Sketches.Stories
}

// tellings is what tells whose word claims are, each claim's.
type tellings struct {
	claims []graph.ID
	told   []graph.Telling
}

func (t *tellings) add(facts []*fact, outlets map[graph.ID]string) {
	for _, f := range facts {
		for _, c := range f.claims {
			t.claims, t.told = append(t.claims, c.ID), append(t.told, graph.TellingOf(outlets[c.Doc], c))
		}
	}
}

// storied returns what decides of the claims whose word they are. Of an article that is a copy of another one the sketch says
// so: no text is read where r keeps these.
func (t *tellings) storied(ctx context.Context, r graph.Reader) (map[graph.ID]storied, error) {
	sketches, err := graph.SketchesOf(ctx, r, graph.Needed(t.told))
	if err != nil {
		return nil, err
	}
	out, stories := make(map[graph.ID]storied, len(t.claims)), sketches.Stories(t.told)
	for i, c := range t.claims {
		out[c] = storied{t.told[i], stories[i]}
	}
	return out, nil
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
	out := Sum{Events: s.events, Claims: s.claims, Documents: len(s.docs), Sources: s.sources.Sources()}
	for _, t := range s.tallies {
		out.Tallies = append(out.Tallies, *t)
	}
	slices.SortFunc(out.Tallies, func(a, b TallySum) int { return cmp.Compare(a.What, b.What) })
	return out
}
