package query

import (
	"cmp"
	"context"
	"slices"

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
	claim  *graph.Claim
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
}

// last returns the latest day, up to d, of which m tells.
func (m *mark) last(d graph.Day) graph.Day { return max(m.hi, min(m.until, d)) }

// board is all that is told of the control of one place.
type board struct {
	place   graph.ID
	marks   []*mark // by hi, then claim and actor
	undated []graph.ID
	sides   *sides
	bonds   map[[2]graph.ID]int // how many claims more name two as holders together than as opponents there
}

// newBoards reads what is told of each of places.
func newBoards(ctx context.Context, r graph.Reader, places []graph.ID) (map[graph.ID]*board, error) {
	places = sortIDs(places)
	lists, err := r.ClaimsOf(ctx, places, schema.Place)
	if err != nil {
		return nil, err
	}
	told, allies := map[graph.ID][]*graph.Claim{}, map[graph.ID]map[[2]graph.ID]int{}
	var all []*graph.Claim
	for i, ids := range lists {
		claims, err := r.Claims(ctx, ids)
		if err != nil {
			return nil, err
		}
		claims = present(claims)
		allies[places[i]] = bonds(claims)
		told[places[i]] = slices.DeleteFunc(claims, func(c *graph.Claim) bool { return !bears(c) })
		all = append(all, told[places[i]]...)
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

// datesOf returns the documents of claims, without their texts.
func datesOf(ctx context.Context, r graph.Reader, claims []*graph.Claim) (map[graph.ID]*graph.Document, error) {
	ids := docsOf(claims)
	if a, ok := r.(*past); ok {
		return a.bare(ctx, ids)
	}
	byID := map[graph.ID]*graph.Document{}
	for chunk := range slices.Chunk(sortIDs(ids), 256) {
		docs, err := r.Documents(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, d := range present(docs) {
			without := *d
			without.Text = "" // a place may be told of in very many documents
			byID[d.ID] = &without
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
func newBoard(place graph.ID, claims []*graph.Claim, bonds map[[2]graph.ID]int, docs map[graph.ID]*graph.Document, s *sides) *board {
	b := &board{place: place, sides: s, bonds: bonds}
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
	return b
}

// bonds counts, over what is told of a place, the claims that name two actors as holders together, less those that set
// them against each other: the slip of one reading must not make allies of those who fight there.
func bonds(claims []*graph.Claim) map[[2]graph.ID]int {
	count := map[[2]graph.ID]int{}
	add := func(xs, ys []graph.Arg, n int) {
		for _, x := range xs {
			for _, y := range ys {
				count[[2]graph.ID{x.Entity, y.Entity}] += n
				count[[2]graph.ID{y.Entity, x.Entity}] += n
			}
		}
	}
	for _, c := range claims {
		switch {
		case bears(c) && len(c.Agents) > 1:
			add(c.Agents, c.Agents, 1) // each pair twice, so that it counts 2
		case c.Type == schema.Clash && len(c.Agents) == 2:
			add(c.Agents[:1], c.Agents[1:], -2)
		case c.Type == schema.Attack || c.Type == schema.Raid || c.Type == schema.Besiege:
			add(c.Agents, c.Patients, -2)
		}
	}
	return count
}

func compareMarks(a, b *mark) int {
	return cmp.Or(cmp.Compare(a.hi, b.hi), a.claim.ID.Compare(b.claim.ID), a.actor.Compare(b.actor), int(a.sign-b.sign))
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
	when.claim, when.brief = c, !c.Brief.IsZero()
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
			b.marks = append(b.marks, &mark{claim: c, actor: m.actor, sign: loses, grade: firm, lo: over, hi: over, unit: when.unit})
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
	for _, m := range b.marks {
		if m.sign == denies || m.lo == m.hi || m.sign == takes && !m.gain {
			continue
		}
		for _, n := range b.marks {
			if n != m && n.sign == m.sign && n.actor == m.actor && n.lo != "" && n.part.IsZero() == m.part.IsZero() && !n.retold && m.covers(n) {
				m.retold = true
				n.also = append(append(n.also, m.claim.ID), m.also...)
				break
			}
		}
	}
	b.marks = slices.DeleteFunc(b.marks, func(m *mark) bool { return m.retold })
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
		ids = append(append(ids, m.claim.ID), m.also...)
	}
	return sortIDs(ids)
}
