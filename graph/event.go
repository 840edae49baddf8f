package graph

import (
	"cmp"
	"iter"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Overrule is what people have decided about occurrences, as pairs of ids of claims. Pairs that name a
// claim which is not there, or the same one twice, say nothing. Where both lists contradict each other,
// what is to be kept apart stays apart.
type Overrule struct {
	Together [][2]ID
	Apart    [][2]ID
}

// Occurrences groups claims of events into occurrences. It is a pure function of the sets of claims and
// overruling pairs, and of what the atlas says of the entities.
//
// Each two claims of an occurrence tell the same by the rule of CompareClaims, so that no chain of likenesses
// joins what is unlike at its ends. Of groups that could be made, the pair with most points decides, then
// the lower ids. Claims of one document were merged by the document's own coreference and are never
// merged again here, but for one that denies what the other one tells: see DeniesOwn. It goes with the one unit of claims of
// its document that it denies, and with none where there are several. What overrule puts together counts as one account
// of all that its claims say. What was judged not to hold belongs to no event.
//
// Events come in ascending order of id.
func Occurrences(claims []*Claim, atlas *Atlas, overrule Overrule) []*Event {
	if byID := func(a, b *Claim) int { return a.ID.Compare(b.ID) }; !slices.IsSortedFunc(claims, byID) {
		claims = slices.Clone(claims)
		slices.SortFunc(claims, byID)
	}
	t, _ := NewEventTable(func(yield func(*Claim, error) bool) { // which has no error to give
		for _, c := range claims {
			if !yield(c, nil) {
				return
			}
		}
	}, atlas, overrule)
	return t.all()
}

// OccurrencesIn is Occurrences of claims that come in ascending order of id, of which it keeps none. It returns the
// first error of claims.
func OccurrencesIn(claims iter.Seq2[*Claim, error], atlas *Atlas, overrule Overrule) ([]*Event, error) {
	t, err := NewEventTable(claims, atlas, overrule)
	if err != nil {
		return nil, err
	}
	return t.all(), nil
}

// mayJoin reports whether c can be one occurrence with what another document tells.
func mayJoin(c *Claim) bool { return (c.Period.From != "" || c.Period.To != "") && len(c.Places) > 0 }

// named returns the claims that o has something to say about.
func (o Overrule) named() map[ID]bool {
	named := map[ID]bool{}
	for _, pairs := range [][][2]ID{o.Together, o.Apart} {
		for _, p := range pairs {
			named[p[0]], named[p[1]] = true, true
		}
	}
	return named
}

// occurrence makes an event of claims, ascending by id, without their ids.
func occurrence(claims []gist) Event {
	e := Event{ID: claims[0].ID}
	e.Type = mostTold(claims, func(c *gist) schema.Type { return c.Type }, func(a, b schema.Type) int {
		return cmp.Compare(slices.Index(schema.EventTypes, a), slices.Index(schema.EventTypes, b))
	})
	e.Status = mostTold(claims, func(c *gist) schema.Status { return c.Status }, func(a, b schema.Status) int {
		return cmp.Compare(slices.Index(schema.Statuses, a), slices.Index(schema.Statuses, b))
	})
	days := mostTold(claims, func(c *gist) [2]Day { return [2]Day{c.From, c.To} }, compareSpans)
	e.From, e.To = days[0], days[1]
	return e
}

// mostTold returns the value that most claims have, of several such the first by order.
func mostTold[V comparable](claims []gist, value func(*gist) V, order func(a, b V) int) V {
	if len(claims) == 1 {
		return value(&claims[0])
	}
	count := map[V]int{}
	for i := range claims {
		count[value(&claims[i])]++
	}
	best := value(&claims[0])
	for v, n := range count {
		if n > count[best] || n == count[best] && order(v, best) < 0 {
			best = v
		}
	}
	return best
}

// compareSpans puts what is known before what is not, the shorter before the longer, then the earlier.
func compareSpans(a, b [2]Day) int {
	v, w := whenOf(Period{From: a[0], To: a[1]}), whenOf(Period{From: b[0], To: b[1]})
	return cmp.Or(cmp.Compare(w.known(), v.known()), cmp.Compare(v.days(), w.days()), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// known returns how many ends of w are known.
func (w when) known() int {
	switch w.sort {
	case whenUnknown:
		return 0
	case whenOpen:
		return 1
	}
	return 2
}
