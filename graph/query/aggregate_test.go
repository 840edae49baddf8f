package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// plainRow is one claim of one event with one value in each of some dimensions.
type plainRow struct {
	event  graph.ID
	claim  *graph.Claim
	values []string
}

// plainWorld answers Aggregate and NewMatrix from a table of everything with everything.
type plainWorld struct {
	entities map[graph.ID]*graph.Entity
	docs     map[graph.ID]*graph.Document
	events   []*graph.Event
	claims   map[graph.ID]*graph.Claim
}

func newPlainWorld(t *testing.T, r graph.Reader, s Scope) *plainWorld {
	w := &plainWorld{entities: map[graph.ID]*graph.Entity{}, docs: map[graph.ID]*graph.Document{}, claims: map[graph.ID]*graph.Claim{}}
	for _, e := range everything(t, r.AllEntities(t.Context(), graph.ID{})) {
		w.entities[e.ID] = e
	}
	for _, d := range everything(t, r.AllDocuments(t.Context(), graph.ID{})) {
		w.docs[d.ID] = d
	}
	for _, c := range everything(t, r.AllClaims(t.Context(), graph.ID{})) {
		w.claims[c.ID] = c
	}
	if s.Filter.Claims.Statuses == nil {
		s.Filter.Claims.Statuses = []schema.Status{schema.Happened}
	}
	for _, e := range everything(t, AllEvents(t.Context(), r, s.Filter)) {
		has := s.Predicates == nil
		for _, id := range e.Claims {
			edges, _ := graph.Witnesses(w.docs[w.claims[id].Doc], w.claims[id])
			for _, edge := range edges {
				has = has || slices.Contains(s.Predicates, edge.Predicate)
			}
		}
		if has {
			w.events = append(w.events, e)
		}
	}
	return w
}

func (w *plainWorld) key(id graph.ID) string {
	if e := w.entities[id]; e != nil {
		return e.Key
	}
	return id.String()
}

// told returns the keys of who or what has a role in any claim of e, "unknown" where nobody has.
func (w *plainWorld) told(e *graph.Event, up func(graph.ID) []string, roles ...schema.Role) []string {
	var keys []string
	for _, id := range e.Claims {
		for _, role := range roles {
			for _, a := range w.claims[id].Args(role) {
				keys = append(keys, up(a.Entity)...)
			}
		}
	}
	if keys == nil {
		keys = []string{UnknownValue}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (w *plainWorld) self(id graph.ID) []string { return []string{w.key(id)} }

func (w *plainWorld) parents(id graph.ID) []string {
	keys := []string{w.key(id)}
	for e := w.entities[id]; e != nil && e.Parent != "" && !slices.Contains(keys, e.Parent); e = w.entities[graph.EntityID(e.Parent)] {
		keys = append(keys, e.Parent)
	}
	return keys
}

func (w *plainWorld) lifted(kind schema.Kind) func(graph.ID) []string {
	return func(id graph.ID) []string {
		if kind == "" {
			return w.self(id)
		}
		for _, k := range w.parents(id) {
			if e := w.entities[graph.EntityID(k)]; e != nil && e.Kind == kind {
				return []string{k}
			}
		}
		return []string{UnknownValue}
	}
}

func plainBucket(e *graph.Event, n int) string {
	switch {
	case e.From == "" && e.To == "":
		return UnknownValue
	case e.From != "" && e.To != "" && e.From[:n] == e.To[:n]:
		return string(e.From[:n])
	}
	return Spanning
}

func (w *plainWorld) values(d Dimension, level schema.Kind, e *graph.Event, c *graph.Claim) []string {
	or := func(s string) []string {
		if s == "" {
			s = UnknownValue
		}
		return []string{s}
	}
	switch d {
	case OfType:
		return or(string(e.Type))
	case OfActor:
		return w.told(e, w.self, schema.Agent, schema.Patient)
	case OfAgent:
		return w.told(e, w.self, schema.Agent)
	case OfPatient:
		return w.told(e, w.self, schema.Patient)
	case OfPlace:
		return w.told(e, w.lifted(level), schema.Place)
	case OfParents:
		return w.told(e, w.parents, schema.Place)
	case OfDay:
		return or(plainBucket(e, 10))
	case OfMonth:
		return or(plainBucket(e, 7))
	case OfYear:
		return or(plainBucket(e, 4))
	case OfStatus:
		return or(string(c.Status))
	case OfMode:
		return or(string(c.Mode))
	case OfOutlet:
		return or(w.docs[c.Doc].Outlet)
	case OfSource:
		if len(c.Sources) == 0 {
			return or(TheOutlet)
		}
		return or(w.key(c.Sources[0].Entity))
	}
	panic(d)
}

func (w *plainWorld) rows(by []Dimension, level schema.Kind) []plainRow {
	var rows []plainRow
	for _, e := range w.events {
		for _, id := range e.Claims {
			some := []plainRow{{event: e.ID, claim: w.claims[id]}}
			for _, d := range by {
				var more []plainRow
				for _, row := range some {
					for _, v := range w.values(d, level, e, row.claim) {
						more = append(more, plainRow{row.event, row.claim, append(slices.Clone(row.values), v)})
					}
				}
				some = more
			}
			rows = append(rows, some...)
		}
	}
	return rows
}

// voices are those of the whole event that claims are of.
func (w *plainWorld) voices(claims []*graph.Claim) []Voice {
	p := &Reports{docs: w.docs, sketches: graph.Sketches{}}
	for id, d := range w.docs {
		p.sketches[id] = graph.SketchOf(d.Text)
	}
	for _, e := range w.events {
		if slices.Contains(e.Claims, claims[0].ID) {
			var all []*graph.Claim
			for _, id := range e.Claims {
				all = append(all, w.claims[id])
			}
			return p.Voices(all)
		}
	}
	return nil
}

// line writes what rows come to, in the form that lineOf gives a group.
func (w *plainWorld) line(rows []plainRow) string {
	events, docs, sketches := map[graph.ID][]*graph.Claim{}, map[graph.ID]bool{}, graph.Sketches{}
	var tellings []graph.Telling
	for _, row := range rows {
		events[row.event] = append(events[row.event], row.claim)
		docs[row.claim.Doc] = true
		tellings = append(tellings, graph.TellingOf(w.docs[row.claim.Doc].Outlet, row.claim))
		sketches[row.claim.Doc] = graph.SketchOf(w.docs[row.claim.Doc].Text)
	}
	tallies := map[string][4]int{}
	for _, claims := range events {
		for _, t := range Tallies(claims, w.voices(claims)) {
			if t.Min != nil {
				sum := tallies[t.What]
				tallies[t.What] = [4]int{sum[0] + *t.Min, sum[1] + *t.Best, sum[2] + *t.Max, sum[3] + 1}
			}
		}
	}
	return fmt.Sprint(len(events), len(rows), len(docs), sketches.Sources(tellings), tallies)
}

func lineOf(s Sum) string {
	tallies := map[string][4]int{}
	for _, t := range s.Tallies {
		tallies[t.What] = [4]int{t.Min, t.Best, t.Max, t.Events}
	}
	return fmt.Sprint(s.Events, s.Claims, s.Documents, s.Sources, tallies)
}

func someScopes() []Scope {
	return []Scope{
		{}, {Level: schema.Region}, {Level: schema.Settlement, Predicates: []schema.Predicate{schema.Attacked, schema.KilledIn, schema.Controls}},
		{Filter: EventFilter{Claims: ClaimFilter{From: "2018-02-01", To: "2018-09-30", Statuses: schema.Statuses}}},
		{Filter: EventFilter{Claims: ClaimFilter{Types: []schema.Type{schema.Attack, schema.Kill, schema.Clash}}}, Level: schema.Country},
	}
}

// TestAggregateAgainstPlain compares groups with a table of everything, over random dimensions.
func TestAggregateAgainstPlain(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 2))
	var choices [][]Dimension
	for _, d := range Dimensions {
		choices = append(choices, []Dimension{d})
	}
	for range 12 {
		by := slices.Clone(Dimensions)
		rnd.Shuffle(len(by), func(i, j int) { by[i], by[j] = by[j], by[i] })
		choices = append(choices, by[:2+rnd.IntN(2)])
	}
	for _, docs := range [][]*graph.Delta{smallWorld(), generated} {
		over(t, docs, func(t *testing.T, r graph.Reader) {
			x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
			for i, by := range choices {
				o := AggregateOptions{Scope: someScopes()[i%len(someScopes())], By: by, Order: Orders[i%len(Orders)]}
				got := must[*Aggregation](t)(Aggregate(t.Context(), r, x, o))
				scope := o.Scope
				if slices.Contains(by, OfStatus) {
					scope.Filter.Claims.Statuses = schema.Statuses
				}
				w := newPlainWorld(t, r, scope)
				rows := w.rows(by, o.Level)
				if len(got.Groups) != got.GroupsInAll {
					t.Errorf("%v: %d groups of %d", by, len(got.Groups), got.GroupsInAll)
				}
				if want := w.line(w.rows(nil, "")); lineOf(got.Whole) != want {
					t.Errorf("%v: whole %s, want %s", by, lineOf(got.Whole), want)
				}
				checkGroups(t, w, got, rows)
				checkOrder(t, o, got)
				top := o
				top.Top = 3
				some := must[*Aggregation](t)(Aggregate(t.Context(), r, x, top))
				if len(some.Groups) != min(3, len(got.Groups)) || some.GroupsInAll != got.GroupsInAll {
					t.Errorf("%v: %d groups at the top of %d", by, len(some.Groups), some.GroupsInAll)
				}
				for i, g := range some.Groups {
					if !slices.Equal(values(g), values(got.Groups[i])) {
						t.Errorf("%v: the top is not the start of the whole", by)
					}
				}
			}
		})
	}
}

func checkGroups(t *testing.T, w *plainWorld, got *Aggregation, rows []plainRow) {
	t.Helper()
	byKey := map[string][]plainRow{}
	for _, row := range rows {
		k := strings.Join(row.values, "|")
		byKey[k] = append(byKey[k], row)
	}
	for _, g := range got.Groups {
		k := strings.Join(values(g), "|")
		if lineOf(g.Sum) != w.line(byKey[k]) || len(byKey[k]) == 0 {
			t.Errorf("%v %s: %s, want %s", got.By, k, lineOf(g.Sum), w.line(byKey[k]))
		}
		delete(byKey, k)
		for _, key := range g.Keys {
			if key.Unknown != (key.Value == UnknownValue) || key.Entity != nil && key.Entity.Key != key.Value {
				t.Errorf("key %+v", key)
			}
		}
	}
	for k := range byKey {
		t.Errorf("%v: no group %s", got.By, k)
	}
}

func values(g Group) []string {
	var out []string
	for _, k := range g.Keys {
		out = append(out, k.Value)
	}
	return out
}

func checkOrder(t *testing.T, o AggregateOptions, got *Aggregation) {
	t.Helper()
	for i := 1; i < len(got.Groups); i++ {
		a, b := got.Groups[i-1], got.Groups[i]
		ok := map[Order]bool{MostEvents: a.Events >= b.Events, MostClaims: a.Claims >= b.Claims, ByKey: true}[o.Order]
		tied := o.Order == ByKey || a.Events == b.Events && a.Claims == b.Claims
		if !ok || tied && compareKeys(a.Keys, b.Keys) >= 0 {
			t.Errorf("%v, order %s: %v %d before %v %d", o.By, o.Order, values(a), a.Events, values(b), b.Events)
		}
	}
}

// TestMatrixAgainstPlain compares cells, rows and columns with a table of everything.
func TestMatrixAgainstPlain(t *testing.T) {
	dimension := map[Bucket]Dimension{ByDay: OfDay, ByMonth: OfMonth, ByYear: OfYear}
	for _, docs := range [][]*graph.Delta{smallWorld(), generated} {
		over(t, docs, func(t *testing.T, r graph.Reader) {
			x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
			for i, scope := range someScopes() {
				o := MatrixOptions{Scope: scope, Bucket: Buckets[i%len(Buckets)]}
				by := []Dimension{OfAgent, OfPlace}
				if o.Bucket != AllTime {
					by = append(by, dimension[o.Bucket])
				}
				if i%2 == 1 {
					o.Roles, by[0] = []schema.Role{schema.Agent, schema.Patient}, OfActor
				}
				m := must[*Matrix](t)(NewMatrix(t.Context(), r, x, o))
				w := newPlainWorld(t, r, scope)
				want := map[string]Count{}
				for _, axes := range [][]Dimension{by, by[:1], by[1:2]} {
					for k, c := range w.counts(axes, o.Level) {
						want[fmt.Sprint(axes[0], len(axes), k)] = c
					}
				}
				compareMatrix(t, m, by, want)
			}
		})
	}
}

func (w *plainWorld) counts(by []Dimension, level schema.Kind) map[string]Count {
	events, out := map[string]map[graph.ID]bool{}, map[string]Count{}
	for _, row := range w.rows(by, level) {
		k := strings.Join(row.values, "|")
		if events[k] == nil {
			events[k] = map[graph.ID]bool{}
		}
		events[k][row.event] = true
		out[k] = Count{len(events[k]), out[k].Claims + 1}
	}
	return out
}

func compareMatrix(t *testing.T, m *Matrix, by []Dimension, want map[string]Count) {
	t.Helper()
	got, name := map[string]Count{}, map[graph.ID]string{}
	for i, axes := range [][]Axis{m.Actors, m.Places} {
		for j, a := range axes {
			name[a.ID] = cmp.Or(a.Key, UnknownValue)
			got[fmt.Sprint(by[i], 1, name[a.ID])] = a.Count
			if j > 0 && !axes[j-1].ID.IsZero() && !a.ID.IsZero() && axes[j-1].Events < a.Events {
				t.Errorf("row %s after %s", a.Key, axes[j-1].Key)
			}
		}
	}
	for _, c := range m.Cells {
		parts := []string{name[c.Actor], name[c.Place], c.Period}
		got[fmt.Sprint(by[0], len(by), strings.Join(parts[:len(by)], "|"))] = c.Count
		if !slices.Contains(m.Periods, c.Period) {
			t.Errorf("period %s is no column", c.Period)
		}
	}
	if len(got) != len(want) || len(m.Actors) != m.ActorsInAll || len(m.Places) != m.PlacesInAll {
		t.Errorf("%d cells, rows and columns, want %d", len(got), len(want))
	}
	for k, c := range want {
		if got[k] != c {
			t.Errorf("%s: %+v, want %+v", k, got[k], c)
		}
	}
	if !slices.IsSortedFunc(m.Periods, comparePeriods) {
		t.Errorf("periods %v", m.Periods)
	}
}

func TestCountsOfASmallWorld(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		m := must[*Matrix](t)(NewMatrix(t.Context(), r, x, MatrixOptions{Scope: Scope{Level: schema.Region}, Top: 1}))
		if len(m.Actors) != 1 || m.Actors[0].Key != "actor/reds" || len(m.Places) != 1 || m.Places[0].Key != "place/province" {
			t.Errorf("top: %+v, %+v", m.Actors, m.Places)
		}
		if len(m.Cells) != 1 || m.Cells[0].Period != "2018-03" || m.Cells[0].Count != (Count{1, 2}) {
			t.Errorf("cells %+v, want one of one event and two claims", m.Cells)
		}
		for _, o := range []AggregateOptions{
			{}, {By: []Dimension{"colour"}}, {By: []Dimension{OfType, OfType}}, {By: []Dimension{OfType}, Top: -1},
			{By: []Dimension{OfType}, Order: "x"}, {By: []Dimension{OfType}, Scope: Scope{Level: schema.State}},
			{By: []Dimension{OfType, OfActor, OfPlace, OfDay, OfMonth}},
		} {
			if _, err := Aggregate(t.Context(), r, x, o); !errors.Is(err, ErrOptions) {
				t.Errorf("%+v: %v, want ErrOptions", o, err)
			}
		}
		for _, o := range []MatrixOptions{{Bucket: "week"}, {Top: -1}, {Scope: Scope{Level: schema.State}}} {
			if _, err := NewMatrix(t.Context(), r, x, o); !errors.Is(err, ErrOptions) {
				t.Errorf("%+v: %v, want ErrOptions", o, err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Aggregate(ctx, r, x, AggregateOptions{By: []Dimension{OfType}}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		if _, err := NewMatrix(ctx, r, x, MatrixOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
}

// claimsTold returns the claims of an event.
func claimsTold(t *testing.T, r graph.Reader, e *graph.Event) []*graph.Claim {
	t.Helper()
	return must[[][]*graph.Claim](t)(ToldClaims(t.Context(), r, e))[0]
}

// TestSumsOfTallies: of each event the lowest, the best and the highest figure, and whether they contradict.
func TestSumsOfTallies(t *testing.T) {
	day := graph.Period{From: "2018-03-01", To: "2018-03-01"}
	killed := func(low, high int) []graph.Tally { return []graph.Tally{{What: "killed", Min: &low, Max: &high}} }
	a, b := &article{key: "a", outlet: "one"}, &article{key: "b", outlet: "two"}
	a.says("قتل أربعة من الزرق في الوادي.", graph.Claim{Type: schema.Kill, Patients: args(blues), Places: args(town), Period: day, Tallies: killed(4, 4)}, blues, town)
	b.says("قتل سبعة أو ثمانية من الزرق في الوادي.", graph.Claim{Type: schema.Kill, Patients: args(blues), Places: args(town), Period: day, Tallies: killed(7, 8)}, blues, town)
	b.says("وقتل عشرة من الخضر.", graph.Claim{Type: schema.Kill, Patients: args(greens), Tallies: killed(10, 10)}, greens)
	denial := &article{key: "c", outlet: "three"}
	denial.says("ونفى مصدر مقتل تسعة من الزرق في الوادي.", graph.Claim{Type: schema.Kill, Status: schema.Denied, Patients: args(blues), Places: args(town), Period: day, Tallies: killed(9, 9)}, blues, town)
	over(t, []*graph.Delta{a.delta(), b.delta(), denial.delta()}, func(t *testing.T, r graph.Reader) {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		if e := x.Of([]graph.ID{denial.delta().Claims[0].ID})[0]; len(e.Claims) != 3 || !slices.Equal(x.Contested(claimsTold(t, r, e)), []graph.Slot{graph.SlotTally, graph.SlotStatus}) {
			t.Errorf("the denial is one of %d claims, contested in %v", len(e.Claims), x.Contested(claimsTold(t, r, e)))
		}
		got := must[*Aggregation](t)(Aggregate(t.Context(), r, x, AggregateOptions{By: []Dimension{OfType}}))
		want := TallySum{What: "killed", Rule: BestRule, Min: 14, Best: 14, Max: 18, Events: 2, Contested: 1}
		if len(got.Groups) != 1 || len(got.Groups[0].Tallies) != 1 || got.Groups[0].Tallies[0] != want || got.Groups[0].Events != 2 {
			t.Errorf("%+v, want %+v", got.Groups, want)
		}
	})
}

// TestOutletThatRepeatsItselfIsOneVoice: it prints its figure three times, and two others each have the lower one.
func TestOutletThatRepeatsItselfIsOneVoice(t *testing.T) {
	day := graph.Period{From: "2018-03-01", To: "2018-03-01"}
	var deltas []*graph.Delta
	for key, told := range map[string]struct {
		outlet string
		n      int
	}{"a": {"one", 9}, "b": {"one", 9}, "c": {"one", 9}, "d": {"two", 4}, "e": {"three", 4}} {
		a, n := &article{key: key, outlet: told.outlet}, told.n
		deltas = append(deltas, a.says("خبر "+key+" عن قتلى من الزرق.", graph.Claim{
			Type: schema.Kill, Patients: args(blues), Places: args(town), Period: day, Tallies: []graph.Tally{{What: "killed", Min: &n, Max: &n}},
		}, blues, town).delta())
	}
	over(t, deltas, func(t *testing.T, r graph.Reader) {
		x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
		got := must[*Aggregation](t)(Aggregate(t.Context(), r, x, AggregateOptions{By: []Dimension{OfOutlet}, Order: ByKey}))
		if want := (TallySum{What: "killed", Rule: BestRule, Min: 4, Best: 4, Max: 9, Events: 1, Contested: 1}); got.Whole.Events != 1 || len(got.Whole.Tallies) != 1 || got.Whole.Tallies[0] != want {
			t.Errorf("%+v, want %+v", got.Whole, want)
		}
		for _, g := range got.Groups {
			if len(g.Tallies) != 1 || g.Tallies[0].Best != map[string]int{"one": 9, "two": 4, "three": 4}[g.Keys[0].Value] {
				t.Errorf("%v: %+v", values(g), g.Tallies)
			}
		}
	})
}
