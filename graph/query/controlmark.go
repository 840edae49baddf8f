package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// sign is what a claim says of an actor and a place.
type sign int

const (
	takes  sign = iota // the actor took or holds it
	loses              // the actor lost or left it, or says that it does not hold it
	denies             // somebody else says that the actor does not hold it
)

// grade is how much a claim can show. Of an end, all below firm is weak.
type grade int

const (
	hedged grade = iota // possible, alleged, doubted
	own                 // the word of the actor's own side; of an end, that of a rival
	firm
)

// mark is what one claim says of one actor and one place.
type mark struct {
	claim  graph.ID
	actor  graph.ID
	sign   sign
	grade  grade
	gain   bool       // of takes: it tells a change
	brief  bool       // for hours
	part   graph.Span // the words that mean a part
	lo     graph.Day  // the first day on which it can have come about; zero: not known
	hi     graph.Day  // the last one: from then on it counts
	until  graph.Day  // of takes: the last day of which it is told, not before hi
	unit   string     // precision of the days
	also   []graph.ID // vaguer claims of the same
	retold bool       // another mark has it

	at     int    // its place among those of the board
	closed latest // of takes: once all days are past of which it is told
}

// last returns the latest day, up to d, of which m tells.
func (m *mark) last(d graph.Day) graph.Day { return max(m.hi, min(m.until, d)) }

// board is all that is told of the control of one place.
type board struct {
	place   graph.ID
	marks   []*mark // by hi, then claim and actor
	undated []graph.ID
	sides   *sides
	allies  map[[2]graph.ID]bool // whom more claims name as holders together than as opponents there

	of    map[graph.ID][]*mark // those of each actor
	vague []*mark              // by which the place may have changed hands before they count
}

// newBoards reads what is told of each of places.
func newBoards(ctx context.Context, r graph.Reader, places []graph.ID) (map[graph.ID]*board, error) {
	places = sortIDs(places)
	lists, err := r.ClaimsOf(ctx, places, schema.Place)
	if err != nil {
		return nil, err
	}
	told, allies := map[graph.ID][]*graph.Claim{}, map[graph.ID]map[[2]graph.ID]bool{}
	var all []*graph.Claim
	for i, ids := range lists {
		claims, bonds, err := toldOf(ctx, r, ids)
		if err != nil {
			return nil, err
		}
		told[places[i]], allies[places[i]] = claims, bonds.allies()
		all = append(all, claims...)
	}
	docs, err := datesOf(ctx, r, all)
	if err != nil {
		return nil, err
	}
	s, err := newSides(ctx, r, all, docs)
	if err != nil {
		return nil, err
	}
	boards := make(map[graph.ID]*board, len(places))
	for _, p := range places {
		boards[p] = newBoard(p, told[p], allies[p], docs, s)
	}
	return boards, nil
}

// toldOf reads the claims that are told of a place, a batch at a time, and returns those that bear on who holds it, and the
// bonds that all of them tell. Most are of something else, and are not kept.
func toldOf(ctx context.Context, r graph.Reader, ids []graph.ID) ([]*graph.Claim, *bonds, error) {
	var told []*graph.Claim
	bonds := newBonds()
	for chunk := range slices.Chunk(ids, batchSize) {
		claims, err := r.Claims(ctx, chunk)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range present(claims) {
			bonds.tell(c)
			if bears(c) {
				told = append(told, c)
			}
		}
	}
	return told, bonds, nil
}

// datesOf returns of the documents of claims what control asks for: who published them, and when.
func datesOf(ctx context.Context, r graph.Reader, claims []*graph.Claim) (map[graph.ID]*graph.Document, error) {
	ids := docsOf(claims)
	if a, ok := r.(*past); ok {
		return a.bare(ctx, ids)
	}
	byID := map[graph.ID]*graph.Document{}
	for chunk := range slices.Chunk(sortIDs(ids), batchSize) {
		docs, err := r.Documents(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, d := range present(docs) { // a place may be told of in very many documents
			byID[d.ID] = &graph.Document{ID: d.ID, Outlet: strings.Clone(d.Outlet), Published: graph.Day(strings.Clone(string(d.Published)))}
		}
	}
	return byID, nil
}

// bears reports whether c bears on who holds a place: control and withdrawal that came about or are denied, unless
// somebody judged that the article does not say so.
func bears(c *graph.Claim) bool {
	return (c.Type == schema.Control || c.Type == schema.Withdraw) && c.Status != schema.Planned && c.Status != schema.Failed &&
		c.Review != graph.Rejected
}

// newBoard makes the board of the claims that bear on a place.
func newBoard(place graph.ID, claims []*graph.Claim, allies map[[2]graph.ID]bool, docs map[graph.ID]*graph.Document, s *sides) *board {
	b := &board{place: place, sides: s, allies: allies, of: map[graph.ID][]*mark{}}
	parties := map[graph.ID]bool{}
	for _, c := range claims {
		for _, a := range c.Agents {
			parties[a.Entity] = true
		}
	}
	for _, c := range claims {
		b.add(c, docs[c.Doc], parties)
	}
	slices.SortFunc(b.marks, compareMarks)
	b.fold()
	b.index()
	return b
}

// index notes what is asked of marks again and again. It is the last that is written to them.
func (b *board) index() {
	for i, m := range b.marks {
		m.at, m.closed = i, latestOn(max(m.hi, m.until))
		b.of[m.actor] = append(b.of[m.actor], m)
		if m.lo != "" && m.lo < m.hi && m.grade != hedged && m.sign != denies && m.part.IsZero() {
			b.vague = append(b.vague, m)
		}
	}
}

func compareMarks(a, b *mark) int {
	return cmp.Or(cmp.Compare(a.hi, b.hi), a.claim.Compare(b.claim), a.actor.Compare(b.actor), int(a.sign-b.sign))
}

// add makes the marks of c, a claim of d.
func (b *board) add(c *graph.Claim, d *graph.Document, parties map[graph.ID]bool) {
	published := graph.Day("")
	if d != nil {
		published = d.Published
	}
	when, ok := window(c, published)
	if !ok {
		b.undated = append(b.undated, c.ID)
		return
	}
	when.claim, when.brief = c.ID, !c.Brief.IsZero()
	for _, place := range c.Places {
		if place.Entity == b.place {
			when.part = place.Part
		}
	}
	if when.brief && when.lo != when.hi {
		b.undated = append(b.undated, c.ID) // hours of an unknown day
		return
	}
	over := toldEnd(c, published, when.hi)
	for _, a := range c.Agents {
		m := when
		m.actor = a.Entity
		m.sign, m.grade, m.gain = b.sides.reading(c, d, a.Entity, parties)
		b.marks = append(b.marks, &m)
		if m.sign == takes && over != "" && m.part.IsZero() {
			b.marks = append(b.marks, &mark{claim: c.ID, actor: m.actor, sign: loses, grade: firm, lo: over, hi: over, unit: when.unit})
		}
	}
}

// toldEnd returns the day after the last one of which c says that the place was held, zero where it tells no end.
func toldEnd(c *graph.Claim, published, day graph.Day) graph.Day {
	p := c.Period
	switch {
	case !c.Brief.IsZero():
		return day.AddDays(1)
	case c.Phase == schema.Gain || !ranged(p) || published != "" && p.To >= published:
		return ""
	}
	return p.To.AddDays(1)
}

// units are the days of a period of one precision.
var units = map[string]int{graph.PrecisionDay: 1, graph.PrecisionWeek: 7, graph.PrecisionMonth: 31, graph.PrecisionYear: 366}

// ranged reports whether p tells an end: that of a stretch of time, and not of the week or month of one moment.
func ranged(p graph.Period) bool {
	return p.To != "" && (p.From == "" || p.From.AddDays(max(1, units[p.Precision])-1) < p.To)
}

// window returns the days of a mark of c: when what it tells came about, and until when it is told to last.
func window(c *graph.Claim, published graph.Day) (m mark, ok bool) {
	p := c.Period
	m = mark{lo: p.From, hi: p.To, unit: cmp.Or(p.Precision, graph.PrecisionDay)}
	switch lasting := c.Type == schema.Besiege || c.Type == schema.Control && (c.Phase == schema.Hold || c.Phase == ""); {
	case p.From == "" && p.To == "":
		m.hi = published
	case p.To == "":
		m.hi = p.From.AddDays(max(1, units[m.unit]) - 1)
		if lasting {
			m.until = published
		}
	case p.From != "" && lasting && ranged(p):
		m.hi, m.until = p.From, p.To
	}
	if published != "" && m.hi > published {
		m.hi = max(published, m.lo) // what is told has come about
	}
	return m, m.hi != ""
}

// fold marks vaguer accounts of a change as retold, and gives their claims to the exact ones.
func (b *board) fold() {
	exact := map[change][]*mark{}
	for _, m := range b.marks {
		if m.lo != "" {
			exact[m.change()] = append(exact[m.change()], m)
		}
	}
	for _, m := range b.marks {
		if m.sign == denies || m.lo == m.hi || m.sign == takes && !m.gain {
			continue
		}
		for _, n := range m.near(exact[m.change()]) {
			if n != m && !n.retold && m.covers(n) {
				m.retold = true
				n.also = append(append(n.also, m.claim), m.also...)
				break
			}
		}
	}
	b.marks = slices.DeleteFunc(b.marks, func(m *mark) bool { return m.retold })
}

// change is what marks of one change have in common.
type change struct {
	actor graph.ID
	sign  sign
	part  bool
}

func (m *mark) change() change { return change{m.actor, m.sign, !m.part.IsZero()} }

// near returns those of marks, by hi, that m can cover.
func (m *mark) near(marks []*mark) []*mark {
	first := m.lo
	if first == "" {
		first = m.hi.AddDays(-retold)
	}
	byHi := func(n *mark, d graph.Day) int { return cmp.Compare(n.hi, d) }
	from, _ := slices.BinarySearchFunc(marks, first, byHi)
	for to := from; ; to++ {
		if to == len(marks) || marks[to].hi > m.hi {
			return marks[from:to]
		}
	}
}

// covers reports whether n dates what m tells less exactly.
func (m *mark) covers(n *mark) bool {
	if m.lo == "" {
		return n.hi <= m.hi && n.hi >= m.hi.AddDays(-retold)
	}
	return n.lo >= m.lo && n.hi <= m.hi && (n.lo > m.lo || n.hi < m.hi)
}

func markClaims(marks []*mark) []graph.ID {
	var ids []graph.ID
	for _, m := range marks {
		ids = append(append(ids, m.claim), m.also...)
	}
	return sortIDs(ids)
}
