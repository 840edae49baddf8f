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
// its document that it denies, and with none where there are several. What overrule puts together counts as one account of all that its claims say. What
// was judged not to hold belongs to no event.
//
// Events come in ascending order of id.
func Occurrences(claims []*Claim, atlas *Atlas, overrule Overrule) []*Event {
	if byID := func(a, b *Claim) int { return a.ID.Compare(b.ID) }; !slices.IsSortedFunc(claims, byID) {
		claims = slices.Clone(claims)
		slices.SortFunc(claims, byID)
	}
	joinable := 0
	for _, c := range claims {
		if mayJoin(c) || mayDeny(c) {
			joinable++
		}
	}
	events, _ := occurrencesIn(joinable, func(yield func(*Claim, error) bool) { // which has no error to give
		for _, c := range claims {
			if !yield(c, nil) {
				return
			}
		}
	}, atlas, overrule)
	return events
}

// OccurrencesIn is Occurrences of claims that come in ascending order of id. It keeps none of them, but some
// hundred bytes of each that may be one occurrence with another. It returns the first error of claims.
func OccurrencesIn(claims iter.Seq2[*Claim, error], atlas *Atlas, overrule Overrule) ([]*Event, error) {
	return occurrencesIn(0, claims, atlas, overrule)
}

// occurrencesIn has room for so many accounts from the beginning.
func occurrencesIn(room int, claims iter.Seq2[*Claim, error], atlas *Atlas, overrule Overrule) ([]*Event, error) {
	named := overrule.named()
	var made eventMaker
	accounts := make([]account, 0, room)
	known := growing{Atlas: atlas}
	for c, err := range claims {
		switch {
		case err != nil:
			return nil, err
		case c.Type.IsLasting() || c.Review == Rejected:
		case mayJoin(c) || mayDeny(c) || named[c.ID]:
			known.take(c)
			accounts = append(accounts, known.read(c))
		default:
			alone := gistOf(c)
			made.add([]*gist{&alone})
		}
	}
	g := newGrouping(accounts, known.Atlas, overrule)
	for _, p := range samePairs(accounts, known.Atlas) {
		g.join(p.a, p.b)
	}
	for _, claims := range g.groups() {
		made.add(claims)
	}
	slices.SortFunc(made.events, func(a, b *Event) int { return a.ID.Compare(b.ID) })
	return made.events, nil
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

// eventMaker makes events, whose memory it takes in pieces: there are as many as claims, nearly.
type eventMaker struct {
	events []*Event
	store  []Event
	ids    []ID
}

// eventPiece is how many events, and ids of claims, a piece has room for.
const eventPiece = 1024

// add makes an event of claims, ascending by id.
func (m *eventMaker) add(claims []*gist) {
	if len(m.store) == cap(m.store) {
		m.store = make([]Event, 0, eventPiece)
	}
	if cap(m.ids)-len(m.ids) < len(claims) {
		m.ids = make([]ID, 0, max(eventPiece, len(claims)))
	}
	start := len(m.ids)
	for _, c := range claims {
		m.ids = append(m.ids, c.ID)
	}
	m.store = append(m.store, occurrence(claims))
	e := &m.store[len(m.store)-1]
	e.Claims = m.ids[start:len(m.ids):len(m.ids)]
	m.events = append(m.events, e)
}

// occurrence makes an event of claims, ascending by id, without their ids.
func occurrence(claims []*gist) Event {
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
func mostTold[V comparable](claims []*gist, value func(*gist) V, order func(a, b V) int) V {
	if len(claims) == 1 {
		return value(claims[0])
	}
	count := map[V]int{}
	for _, c := range claims {
		count[value(c)]++
	}
	best := value(claims[0])
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
