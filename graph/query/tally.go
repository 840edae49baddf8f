package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// BestRule names the rule by which Tallies chooses the best figure: the one that most sources give, of
// several such the lowest. Accounts of one voice count once, however many outlets print them.
const BestRule = "most-sources-then-lowest"

// Tally is how many persons or things an event concerns, over all that its claims say. Only accounts that count
// have a part in its figures.
type Tally struct {
	What      string
	Min       *int // lowest figure of any account; nil where none has a figure
	Best      *int // what Rule chooses; nil where none has a figure
	Max       *int // highest figure of any account; nil where none has a figure
	Rule      string
	Contested bool      // two accounts exclude each other
	Accounts  []Account // also those that do not count
}

// Told reports whether an account of t counts.
func (t Tally) Told() bool { return slices.ContainsFunc(t.Accounts, Account.Counts) }

// Account is what one claim says about how many.
type Account struct {
	Claim *graph.Claim
	Tally graph.Tally
}

// Counts reports whether a says that there were so many: who denies or plans something gives a figure of what did not
// come about.
func (a Account) Counts() bool { return counts(a.Claim) }

func counts(c *graph.Claim) bool {
	status := graph.StatusOf(c)
	return status != schema.Denied && status != schema.Planned
}

// Tallies returns how many the event concerns that claims tell: one Tally for each thing counted,
// ascending by What, its accounts in the order of claims. Voices are those of the event; a claim of none
// of them speaks for its nearest source or, where it names none, for its document. It does not change claims.
func Tallies(claims []*graph.Claim, voices []Voice) []Tally {
	var tallies []Tally
	of := voiceOf(voices)
	for _, c := range claims {
		for _, t := range c.Tallies {
			i := slices.IndexFunc(tallies, func(known Tally) bool { return known.What == t.What })
			if i < 0 {
				i = len(tallies)
				tallies = append(tallies, Tally{What: t.What, Rule: BestRule})
			}
			tallies[i].Accounts = append(tallies[i].Accounts, Account{Claim: c, Tally: t})
		}
	}
	for i := range tallies {
		tallies[i].sum(of)
	}
	slices.SortFunc(tallies, func(a, b Tally) int { return strings.Compare(a.What, b.What) })
	return tallies
}

func (t *Tally) sum(voiceOf map[graph.ID]int) {
	told := map[int]map[any]bool{} // figure → who gives it
	counting := slices.DeleteFunc(slices.Clone(t.Accounts), func(a Account) bool { return !a.Counts() })
	for _, a := range counting {
		low, high := a.figures()
		if low == nil {
			continue
		}
		if t.Min == nil || *low < *t.Min {
			t.Min = low
		}
		if t.Max == nil || *high > *t.Max {
			t.Max = high
		}
		if told[*low] == nil {
			told[*low] = map[any]bool{}
		}
		if voice, ok := voiceOf[a.Claim.ID]; ok {
			told[*low][voice] = true
		} else {
			told[*low][a.origin()] = true
		}
		t.Contested = t.Contested || slices.ContainsFunc(counting, func(b Account) bool { return excludes(a.Tally, b.Tally) })
	}
	t.Best = best(told)
}

func best(told map[int]map[any]bool) *int {
	var figures []int
	for figure := range told {
		figures = append(figures, figure)
	}
	if len(figures) == 0 {
		return nil
	}
	first := slices.MinFunc(figures, func(a, b int) int { return cmp.Or(len(told[b])-len(told[a]), a-b) })
	return &first
}

// figures returns the lowest and the highest number that a names; an open end has that of the other one.
func (a Account) figures() (low, high *int) {
	low, high = a.Tally.Min, a.Tally.Max
	if low == nil {
		low = high
	}
	if high == nil {
		high = low
	}
	return low, high
}

// origin names whom a is heard from: its nearest source or, where it names none, the document itself.
func (a Account) origin() graph.ID {
	if len(a.Claim.Sources) > 0 {
		return a.Claim.Sources[0].Entity
	}
	return a.Claim.Doc
}

// excludes reports whether a and b cannot both be right.
func excludes(a, b graph.Tally) bool {
	above := func(low, high *int) bool { return low != nil && high != nil && *low > *high }
	return above(a.Min, b.Max) || above(b.Min, a.Max)
}
