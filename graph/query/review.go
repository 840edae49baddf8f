package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Candidate is something for a curator to decide: a pair of entities that may be one.
type Candidate struct {
	Entity, Other *graph.Entity // Other is the better known: same-as would make Entity it
	Score         float64       // from 0 to 1, by the points of Reasons
	Reasons       []Reason
	Claims        [2]int // in which each takes part
}

// Reason is one thing that speaks for a candidate, or against it where its points are negative.
type Reason struct {
	What   string  `json:"what"`
	Points float64 `json:"points"`
}

// Points of reasons. A pair is a candidate because of its names; the rest moves it up or down the list.
const (
	sameNamePoints  = 0.6  // a name of both has one search form
	insidePoints    = 0.4  // the words of a name of one are among those of a name of the other one
	nearNamePoints  = 0.35 // two names differ in one letter
	kindPoints      = 0.15
	parentPoints    = 0.1
	companyPoints   = 0.15 // at most, by the share of neighbours in common
	otherKindPoints = -0.15
	otherParent     = -0.2
)

// ReviewOptions bound a review. The zero value lists everything.
type ReviewOptions struct {
	MinScore float64
	Limit    int // 0: none
}

// Review returns the pairs of entities that may be one, the best score first, ties by id: those whose
// names are alike, that the lexicon does not keep apart, and that nobody has judged yet. It reads all
// entities.
func Review(ctx context.Context, r graph.Reader, o ReviewOptions) ([]Candidate, error) {
	judged, err := graph.CurationOf(ctx, r)
	if err != nil {
		return nil, err
	}
	names := nameIndex{forms: map[string][]int{}, words: map[string][]int{}, gaps: map[string][]int{}}
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		names.add(e)
	}
	var found []Candidate
	for pair, reason := range names.pairs() {
		a, b := names.entities[pair[0]], names.entities[pair[1]]
		if a.Kind.IsPlace() != b.Kind.IsPlace() || listed(a) && listed(b) || judged.DistinctEntities(a.ID, b.ID) {
			continue
		}
		found = append(found, Candidate{Entity: a, Other: b, Reasons: append([]Reason{reason}, attributes(a, b)...)})
	}
	if err := weigh(ctx, r, found); err != nil {
		return nil, err
	}
	return rank(found, o), nil
}

// listed reports whether e is of the lexicon, whose entries are kept apart on purpose.
func listed(e *graph.Entity) bool { return !strings.Contains(e.Key, ":") }

// nameIndex finds entities with names that are alike.
type nameIndex struct {
	entities []*graph.Entity
	forms    map[string][]int // search form → entities
	words    map[string][]int // the rarest word decides, so all are kept
	gaps     map[string][]int // a form with one letter left out
}

// shortName is the length in letters below which one letter makes another name.
const shortName = 6

func (x *nameIndex) add(e *graph.Entity) {
	n := len(x.entities)
	x.entities = append(x.entities, e)
	for _, form := range graph.SearchForms(e) {
		x.forms[form] = append(x.forms[form], n)
		for _, w := range strings.Fields(form) {
			x.words[w] = append(x.words[w], n)
		}
		if letters := []rune(form); len(letters) >= shortName {
			for _, gap := range gapsOf(letters) {
				x.gaps[gap] = append(x.gaps[gap], n)
			}
		}
	}
}

// gapsOf returns letters with each one left out in turn, and whole.
func gapsOf(letters []rune) []string {
	out := make([]string, 0, len(letters)+1)
	for i := range letters {
		out = append(out, string(letters[:i])+string(letters[i+1:]))
	}
	return append(out, string(letters))
}

// crowd is how many entities may share a word or a form before it says nothing.
const crowd = 40

// pairs returns the pairs of entities with names that are alike, each with the best reason.
func (x *nameIndex) pairs() map[[2]int]Reason {
	best := map[[2]int]Reason{}
	note := func(a, b int, reason Reason) {
		if a == b {
			return
		}
		pair := [2]int{min(a, b), max(a, b)}
		if have, there := best[pair]; !there || have.Points < reason.Points || have.Points == reason.Points && reason.What < have.What {
			best[pair] = reason
		}
	}
	each := func(groups map[string][]int, reason func(key string, a, b int) (Reason, bool)) {
		for key, group := range groups {
			if len(group) > crowd {
				continue
			}
			for i, a := range group {
				for _, b := range group[i+1:] {
					if why, ok := reason(key, a, b); ok {
						note(a, b, why)
					}
				}
			}
		}
	}
	each(x.forms, func(form string, _, _ int) (Reason, bool) {
		return Reason{"both are called " + form, sameNamePoints}, true
	})
	each(x.words, x.inside)
	each(x.gaps, x.near)
	return best
}

// inside reports whether all words of a name of one entity, two at least, are among those of a name of the
// other one.
func (x *nameIndex) inside(_ string, a, b int) (Reason, bool) {
	for _, pair := range [][2]int{{a, b}, {b, a}} {
		for _, short := range graph.SearchForms(x.entities[pair[0]]) {
			words := strings.Fields(short)
			if len(words) < 2 {
				continue
			}
			for _, long := range graph.SearchForms(x.entities[pair[1]]) {
				if long != short && containsAll(strings.Fields(long), words) {
					return Reason{short + " is part of " + long, insidePoints}, true
				}
			}
		}
	}
	return Reason{}, false
}

func containsAll(words, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(words, w) })
}

// near reports whether two names differ in one letter.
func (x *nameIndex) near(_ string, a, b int) (Reason, bool) {
	for _, one := range graph.SearchForms(x.entities[a]) {
		for _, other := range graph.SearchForms(x.entities[b]) {
			if one != other && oneLetter([]rune(one), []rune(other)) {
				return Reason{one + " and " + other + " differ in one letter", nearNamePoints}, true
			}
		}
	}
	return Reason{}, false
}

// oneLetter reports whether a and b, both long enough, differ by one letter that is another, or too many.
func oneLetter(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < shortName || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return slices.Equal(a[min(len(a), i+1-(len(b)-len(a))):], b[i+1:])
}

// attributes returns what kind and parent say.
func attributes(a, b *graph.Entity) []Reason {
	var reasons []Reason
	if a.Kind == b.Kind {
		reasons = append(reasons, Reason{"both are a " + string(a.Kind), kindPoints})
	} else {
		reasons = append(reasons, Reason{"one is a " + string(a.Kind) + ", the other a " + string(b.Kind), otherKindPoints})
	}
	switch {
	case a.Parent == "" || b.Parent == "":
	case a.Parent == b.Parent:
		reasons = append(reasons, Reason{"both belong to " + a.Parent, parentPoints})
	default:
		reasons = append(reasons, Reason{"one belongs to " + a.Parent + ", the other to " + b.Parent, otherParent})
	}
	return reasons
}

// weigh adds what the neighbours of the pairs say, and puts the better known entity second.
func weigh(ctx context.Context, r graph.Reader, found []Candidate) error {
	var ids []graph.ID
	for _, c := range found {
		ids = append(ids, c.Entity.ID, c.Other.ID)
	}
	ids = sortIDs(ids)
	company, claims := map[graph.ID]map[graph.ID]bool{}, map[graph.ID]int{}
	for batch := range slices.Chunk(ids, batchSize) {
		w := walker{r: r}
		edges, err := w.expand(ctx, batch)
		if err != nil {
			return fmt.Errorf("read neighbours: %w", err)
		}
		told, err := r.ClaimsOf(ctx, batch, schema.Roles...)
		if err != nil {
			return fmt.Errorf("read claims: %w", err)
		}
		for i, id := range batch {
			company[id], claims[id] = map[graph.ID]bool{}, len(told[i])
			for _, e := range edges[i] {
				company[id][otherEnd(e, id)] = true
			}
		}
	}
	for i := range found {
		found[i].weigh(company, claims)
	}
	return nil
}

func (c *Candidate) weigh(company map[graph.ID]map[graph.ID]bool, claims map[graph.ID]int) {
	if share, common := overlap(company[c.Entity.ID], company[c.Other.ID]); common > 0 {
		c.Reasons = append(c.Reasons, Reason{fmt.Sprintf("%d neighbours in common", common), companyPoints * share})
	}
	if known := cmp.Or(cmp.Compare(claims[c.Entity.ID], claims[c.Other.ID]), c.Entity.ID.Compare(c.Other.ID)); known > 0 {
		c.Entity, c.Other = c.Other, c.Entity
	}
	c.Claims = [2]int{claims[c.Entity.ID], claims[c.Other.ID]}
	for _, reason := range c.Reasons {
		c.Score += reason.Points
	}
	c.Score = max(0, min(1, c.Score))
}

// overlap returns how many a and b have in common, and the share of that in what the smaller one has.
func overlap(a, b map[graph.ID]bool) (share float64, common int) {
	for id := range a {
		if b[id] {
			common++
		}
	}
	return float64(common) / float64(max(1, min(len(a), len(b)))), common
}

func rank(found []Candidate, o ReviewOptions) []Candidate {
	found = slices.DeleteFunc(found, func(c Candidate) bool { return c.Score < o.MinScore })
	slices.SortFunc(found, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.Entity.ID.Compare(b.Entity.ID), a.Other.ID.Compare(b.Other.ID))
	})
	if o.Limit > 0 && len(found) > o.Limit {
		found = found[:o.Limit]
	}
	return found
}
