package graph

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// scene makes claims that often tell the same: few places, actors and days.
type scene struct {
	rand  *rand.Rand
	atlas *Atlas
	n     int

	entities []*Entity
}

func newScene(seed uint64) *scene {
	var entities []*Entity
	add := func(key string, kind schema.Kind, parent string) {
		entities = append(entities, &Entity{ID: EntityID(key), Key: key, Kind: kind, Parent: parent})
	}
	kinds := []schema.Kind{schema.Country, schema.Region, schema.District, schema.Settlement, schema.Neighbourhood, schema.Facility}
	for i := range 12 {
		parent := ""
		if i%6 > 0 {
			parent = fmt.Sprint("place/", i-1)
		}
		add(fmt.Sprint("place/", i), kinds[i%6], parent)
	}
	actors := []schema.Kind{schema.State, schema.Military, schema.Military, schema.ArmedGroup, schema.Civilians, schema.Unknown, schema.Person, schema.Community}
	for i, kind := range actors {
		parent := ""
		if kind == schema.Military {
			parent = fmt.Sprint("actor/", i-1)
		}
		add(fmt.Sprint("actor/", i), kind, parent)
	}
	return &scene{rand: rand.New(rand.NewPCG(seed, 7)), atlas: NewAtlas(entities), entities: entities}
}

func (s *scene) claims(n int) []*Claim {
	out := make([]*Claim, n)
	for i := range out {
		out[i] = s.claim()
	}
	return out
}

func (s *scene) claim() *Claim {
	s.n++
	types := []schema.Type{schema.Attack, schema.Clash, schema.Kill, schema.Kill, schema.Control, schema.Withdraw, schema.Meet, schema.Detain, schema.PartOf}
	c := &Claim{Doc: DocumentID(fmt.Sprint(s.rand.IntN(40)), ""), Type: types[s.rand.IntN(len(types))], Status: schema.Happened}
	if s.rand.IntN(6) == 0 {
		c.Status = schema.Statuses[s.rand.IntN(len(schema.Statuses))]
	}
	if c.Type == schema.Control {
		c.Phase = []schema.Phase{schema.Gain, schema.Lose}[s.rand.IntN(2)]
	}
	c.Agents, c.Patients, c.Places = s.args("actor/", 8), s.args("actor/", 8), s.args("place/", 7)
	c.Period = s.period()
	if c.Type.HasTally() {
		n := 10 + s.rand.IntN(4)
		c.Tallies = []Tally{{What: "persons", Min: &n, Max: &n}}
	}
	c.ID = ClaimID(c.Doc, Span{Start: s.n, End: s.n + 1}, c.Type, 0)
	return c
}

func (s *scene) args(space string, n int) []Arg {
	var out []Arg
	for range (s.rand.IntN(8) + 3) / 4 {
		out = append(out, Arg{Entity: EntityID(fmt.Sprint(space, s.rand.IntN(n))), Inferred: s.rand.IntN(5) == 0})
	}
	return out
}

func (s *scene) period() Period {
	day := Day("2018-01-25").AddDays(s.rand.IntN(3))
	switch s.rand.IntN(20) {
	case 0:
		return Period{}
	case 1:
		return Period{From: day}
	case 2:
		return Period{To: day}
	case 3:
		return Period{From: day.AddDays(-3), To: day.AddDays(3)}
	case 4:
		return Period{From: "2018-01-01", To: "2018-01-31", Precision: PrecisionMonth}
	case 5:
		return Period{From: "2018-01-01", To: "2018-12-31", Precision: PrecisionYear}
	case 6:
		return Period{From: day, To: day.AddDays(1)}
	}
	return Period{From: day, To: day, Precision: PrecisionDay}
}

// TestBlocksFindEveryPair compares the pairs that are looked up with those of all against all.
func TestBlocksFindEveryPair(t *testing.T) {
	found := 0
	for seed := range uint64(20) {
		s := newScene(seed)
		claims := s.claims(150)
		slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
		atlas := s.atlas.extended(claims)
		var accounts []account
		var kept ledger
		for _, c := range claims {
			accounts = append(accounts, atlas.read(c))
			kept.add(c, atlas)
		}
		var want []pair
		for i := range accounts {
			for j := i + 1; j < len(accounts); j++ {
				if m := compare(&accounts[i], &accounts[j], atlas); m.Same() {
					want = append(want, pair{uint32(i), uint32(j), int32(m.Points)})
				}
			}
		}
		slices.SortFunc(want, func(p, q pair) int {
			return cmp.Or(cmp.Compare(q.points, p.points), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
		})
		all := make([]uint32, len(claims))
		for i := range all {
			all[i] = uint32(i)
		}
		if got := newBlocks(&kept, atlas).samePairs(all); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %d pairs, want %d", seed, len(got), len(want))
		}
		found += len(want)
	}
	if found < 200 {
		t.Errorf("only %d pairs: the scenes do not test much", found)
	}
}

func shuffled(s *scene, claims []*Claim) []*Claim {
	claims = slices.Clone(claims)
	s.rand.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
	return claims
}

func groups(events []*Event) string {
	var out []string
	for _, e := range events {
		out = append(out, fmt.Sprint(*e))
	}
	return fmt.Sprint(out)
}

// TestEventsAreAFunctionOfTheClaims: of their set and not of their order, with judgements too; what
// remains when documents go is what their absence would have given; and each two claims of an event are
// the same by the rule.
func TestEventsAreAFunctionOfTheClaims(t *testing.T) {
	merged := 0
	for seed := range uint64(30) {
		s := newScene(seed)
		claims := s.denied(s.claims(80))
		byID := map[ID]*Claim{}
		for _, c := range claims {
			byID[c.ID] = c
		}
		events := Occurrences(claims, s.atlas, Overrule{})
		for range 3 {
			if got := Occurrences(shuffled(s, claims), s.atlas, Overrule{}); groups(got) != groups(events) {
				t.Fatalf("seed %d: events depend on the order of claims", seed)
			}
		}
		for _, e := range events {
			merged += len(e.Claims) - 1
			told := withoutDenials(e, byID, s.atlas)
			for i, a := range told {
				for _, b := range told[i+1:] {
					if m := CompareClaims(a, b, s.atlas); !m.Same() {
						t.Fatalf("seed %d: event %s has two claims that are not the same: %+v", seed, e.ID, m)
					}
				}
			}
		}
		gone := DocumentID(fmt.Sprint(s.rand.IntN(40)), "")
		var never, after []*Claim
		for _, c := range claims {
			if c.Doc != gone {
				never = append(never, c)
			}
		}
		after = slices.DeleteFunc(shuffled(s, claims), func(c *Claim) bool { return c.Doc == gone })
		if groups(Occurrences(after, s.atlas, Overrule{})) != groups(Occurrences(never, s.atlas, Overrule{})) {
			t.Fatalf("seed %d: a removed document leaves a trace", seed)
		}
	}
	if merged < 100 {
		t.Errorf("only %d claims joined another one: the scenes do not test much", merged)
	}
}

// withoutDenials returns the claims of e but for those that deny what their own document tells in it.
func withoutDenials(e *Event, byID map[ID]*Claim, atlas *Atlas) []*Claim {
	var told []*Claim
	for _, id := range e.Claims {
		c := byID[id]
		if c.Status != schema.Denied || !slices.ContainsFunc(e.Claims, func(other ID) bool { return DeniesOwn(c, byID[other], atlas) }) {
			told = append(told, c)
		}
	}
	return told
}

// denied returns claims with denials of some of them in the same document, and some of them told twice there.
func (s *scene) denied(claims []*Claim) []*Claim {
	out := slices.Clone(claims)
	for _, c := range claims {
		for range s.rand.IntN(3) {
			d := *c
			s.n++
			d.ID = ClaimID(d.Doc, Span{Start: s.n, End: s.n + 1}, d.Type, 0)
			if d.Status = schema.Denied; s.rand.IntN(4) == 0 {
				d.Status = schema.Happened
			}
			switch s.rand.IntN(4) {
			case 0:
				d.Period = Period{}
			case 1:
				d.Patients = nil
			case 2:
				d.Places = s.args("place/", 7)
			}
			out = append(out, &d)
		}
	}
	return out
}

// TestDenialsGoWithWhatTheyDeny: a claim that denies one thing which its document tells is of the event of that, one that
// may deny several is of none of theirs, and without it the events of the others are what they are with it.
func TestDenialsGoWithWhatTheyDeny(t *testing.T) {
	one, several := 0, 0
	for seed := range uint64(40) {
		s := newScene(seed)
		claims := s.denied(s.claims(60))
		event, without := map[ID]*Event{}, []*Claim{}
		for _, e := range Occurrences(claims, s.atlas, Overrule{}) {
			for _, id := range e.Claims {
				event[id] = e
			}
		}
		for _, d := range claims {
			var told []*Claim
			for _, c := range claims {
				if d.Status == schema.Denied && !d.Type.IsLasting() && mayJoin(c) && mayDeny(d) && DeniesOwn(d, c, s.atlas) {
					told = append(told, c)
				}
			}
			switch len(told) {
			case 0:
				without = append(without, d)
			case 1:
				if one++; event[d.ID] != event[told[0].ID] {
					t.Errorf("seed %d: %s denies %s, and is not of its event", seed, d.ID, told[0].ID)
				}
			default:
				several++
				without = append(without, d)
				for _, c := range told {
					if event[d.ID] == event[c.ID] {
						t.Errorf("seed %d: %s may deny %d claims, and is of the event of one", seed, d.ID, len(told))
					}
				}
			}
		}
		for _, e := range Occurrences(without, s.atlas, Overrule{}) {
			left := slices.DeleteFunc(slices.Clone(event[e.Claims[0]].Claims), func(id ID) bool {
				return !slices.ContainsFunc(without, func(c *Claim) bool { return c.ID == id })
			})
			if !slices.Equal(left, e.Claims) {
				t.Errorf("seed %d: a denial in one document makes %v of %v", seed, left, e.Claims)
			}
		}
	}
	if one < 50 || several < 10 {
		t.Errorf("%d denials of one claim, %d of several: the scenes do not test much", one, several)
	}
}

// TestOverrule: what people put together or keep apart is so, whatever the rule says, in any order.
func TestOverrule(t *testing.T) {
	for seed := range uint64(30) {
		s := newScene(seed)
		claims := slices.DeleteFunc(s.claims(80), func(c *Claim) bool { return c.Type.IsLasting() })
		var o Overrule
		pick := func() ID { return claims[s.rand.IntN(len(claims))].ID }
		for _, e := range Occurrences(claims, s.atlas, Overrule{}) {
			if len(e.Claims) > 1 && s.rand.IntN(2) == 0 {
				o.Apart = append(o.Apart, [2]ID{e.Claims[1], e.Claims[0]})
			}
		}
		for range 6 {
			o.Together = append(o.Together, [2]ID{pick(), pick()})
		}
		o.Together = append(o.Together, [2]ID{pick(), EntityID("no claim")})
		event := map[ID]ID{}
		events := Occurrences(claims, s.atlas, o)
		for _, e := range events {
			for _, c := range e.Claims {
				event[c] = e.ID
			}
		}
		for _, p := range o.Apart {
			if event[p[0]] == event[p[1]] {
				t.Errorf("seed %d: %v were to be kept apart", seed, p)
			}
		}
		if len(o.Apart) == 0 {
			for _, p := range o.Together[:6] {
				if event[p[0]] != event[p[1]] {
					t.Errorf("seed %d: %v were put together", seed, p)
				}
			}
		}
		for _, list := range [][][2]ID{o.Together, o.Apart} {
			slices.Reverse(list)
			for i := range list {
				list[i][0], list[i][1] = list[i][1], list[i][0]
			}
		}
		if got := Occurrences(shuffled(s, claims), s.atlas, o); groups(got) != groups(events) {
			t.Errorf("seed %d: events depend on the order of judgements", seed)
		}
	}
}

// TestChainsDoNotSwallow: of three claims of which the outer two exclude each other, two make an event.
func TestChainsDoNotSwallow(t *testing.T) {
	s := newScene(1)
	claim := func(doc string, mode schema.Mode) *Claim {
		c := &Claim{Doc: DocumentID(doc, ""), Type: schema.Attack, Mode: mode, Period: Period{From: "2018-01-01", To: "2018-01-01"},
			Agents: []Arg{{Entity: EntityID("actor/3")}}, Patients: []Arg{{Entity: EntityID("actor/1")}}, Places: []Arg{{Entity: EntityID("place/3")}}}
		c.ID = ClaimID(c.Doc, Span{Start: 1, End: 2}, c.Type, 0)
		return c
	}
	air, silent, ground := claim("a", schema.Airstrike), claim("b", ""), claim("c", schema.Ground)
	if m := CompareClaims(air, ground, s.atlas); m.Same() {
		t.Fatal("the outer two are the same")
	}
	sizes := map[int]int{}
	for _, e := range Occurrences([]*Claim{air, silent, ground}, s.atlas, Overrule{}) {
		sizes[len(e.Claims)]++
	}
	if sizes[1] != 1 || sizes[2] != 1 {
		t.Errorf("events by size: %v, want one of one claim and one of two", sizes)
	}
}

// BenchmarkOccurrences groups a million claims, about as real ones are spread: few places have most of
// them, half have a day, and one in four tells again what another one has told.
func BenchmarkOccurrences(b *testing.B) {
	const places, actors, days = 5000, 1500, 3650
	var entities []*Entity
	add := func(key string, kind schema.Kind, parent string) {
		entities = append(entities, &Entity{ID: EntityID(key), Key: key, Kind: kind, Parent: parent})
	}
	for i := range places {
		switch {
		case i < 10:
			add(fmt.Sprint("place/", i), schema.Country, "")
		case i < 150:
			add(fmt.Sprint("place/", i), schema.Region, fmt.Sprint("place/", i%10))
		default:
			add(fmt.Sprint("place/", i), schema.Settlement, fmt.Sprint("place/", 10+i%140))
		}
	}
	for i := range actors {
		add(fmt.Sprint("actor/", i), schema.ArmedGroup, "")
	}
	atlas := NewAtlas(entities)
	r := rand.New(rand.NewPCG(1, 2))
	zipf := func(n int) *rand.Zipf { return rand.NewZipf(r, 1.2, 8, uint64(n-1)) }
	place, actor, kind := zipf(places), zipf(actors), zipf(len(schema.EventTypes))
	arg := func(space string, n uint64) []Arg { return []Arg{{Entity: EntityID(fmt.Sprint(space, n))}} }
	claims := make([]*Claim, 1_000_000)
	for i := range claims {
		if i > 0 && r.IntN(4) == 0 {
			c := *claims[r.IntN(i)]
			c.Doc = DocumentID(fmt.Sprint(i/15), "")
			c.ID = ClaimID(c.Doc, Span{Start: i, End: i + 1}, c.Type, 0)
			claims[i] = &c
			continue
		}
		c := &Claim{Doc: DocumentID(fmt.Sprint(i/15), ""), Type: schema.EventTypes[kind.Uint64()], Agents: arg("actor/", actor.Uint64()),
			Patients: arg("actor/", actor.Uint64()), Places: arg("place/", uint64(places)-1-place.Uint64())}
		if r.IntN(2) == 0 {
			day := Day("2010-01-01").AddDays(r.IntN(days))
			c.Period = Period{From: day, To: day}
		}
		c.ID = ClaimID(c.Doc, Span{Start: i, End: i + 1}, c.Type, 0)
		claims[i] = c
	}
	b.ReportAllocs()
	for b.Loop() {
		events := Occurrences(claims, atlas, Overrule{})
		b.ReportMetric(float64(len(claims)-len(events)), "joined")
	}
}

// TestKindredAreGroupedAlone: lists of accounts one after the other give the groups that all of them give together.
func TestKindredAreGroupedAlone(t *testing.T) {
	lists := 0
	for seed := range uint64(20) {
		s := newScene(seed)
		claims := s.denied(s.claims(150))
		slices.SortFunc(claims, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
		var o Overrule
		for range seed % 4 {
			o.Together = append(o.Together, [2]ID{claims[s.rand.IntN(len(claims))].ID, claims[s.rand.IntN(len(claims))].ID})
			o.Apart = append(o.Apart, [2]ID{claims[s.rand.IntN(len(claims))].ID, claims[s.rand.IntN(len(claims))].ID})
		}
		groups := func(split bool) (of []uint32) {
			atlas, kept := s.atlas.extended(claims), &ledger{}
			for _, c := range claims {
				kept.add(c, atlas)
			}
			g := newGrouping(kept, atlas, o)
			kindred := g.kindred()
			lists += len(kindred)
			if !split {
				all := slices.Concat(kindred...)
				slices.Sort(all)
				kindred = [][]uint32{all}
			}
			for _, some := range kindred {
				for _, p := range newBlocks(kept, atlas).samePairs(some) {
					g.join(p.a, p.b)
				}
			}
			for i := range uint32(len(claims)) {
				of = append(of, *g.groupOf(i))
			}
			return of
		}
		if got, want := groups(true), groups(false); !slices.Equal(got, want) {
			t.Fatalf("seed %d: groups %v, want %v", seed, got, want)
		}
	}
	if lists < 80 {
		t.Errorf("%d lists: they are hardly apart", lists)
	}
}
