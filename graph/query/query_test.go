package query

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// over runs fn on a snapshot of deltas, once for each store.
func over(t *testing.T, deltas []*graph.Delta, fn func(*testing.T, graph.Reader)) {
	t.Helper()
	embedded, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]graph.Store{"memory": memstore.New(memstore.Options{}), "badger": embedded} {
		t.Run(name, func(t *testing.T) {
			defer s.Close()
			if err := s.Apply(t.Context(), deltas...); err != nil {
				t.Fatal(err)
			}
			err := s.View(t.Context(), func(r graph.Reader) error {
				fn(t, r)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// generated is a store of a few articles of random content.
var generated = graphtest.Generate(11, 12)

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// everything reads a sequence to its end.
func everything[T any](t *testing.T, seq iter.Seq2[*T, error]) []*T {
	t.Helper()
	return must[[]*T](t)(collect(seq))
}

// article is a document under construction: each call of says adds a sentence and a claim.
type article struct {
	key, outlet string
	published   graph.Day
	text        strings.Builder
	entities    []*graph.Entity
	claims      []*graph.Claim
}

func (a *article) says(sentence string, c graph.Claim, who ...*graph.Entity) *article {
	start := a.text.Len()
	a.text.WriteString(sentence)
	c.Evidence.Sentence = graph.Span{Start: start, End: a.text.Len()}
	c.Evidence.Trigger = graph.Span{Start: start, End: a.text.Len()}
	if c.Status == "" {
		c.Status = schema.Happened
	}
	a.claims = append(a.claims, &c)
	a.entities = append(a.entities, who...)
	a.text.WriteString("\n")
	return a
}

func (a *article) delta() *graph.Delta {
	text := a.text.String()
	sum := sha256.Sum256([]byte(text))
	doc := &graph.Document{
		ID: graph.DocumentID(a.key, text), Key: a.key, Title: "عنوان " + a.key, Outlet: a.outlet, Published: a.published,
		SHA256: hex.EncodeToString(sum[:]), Text: text,
	}
	d := &graph.Delta{Document: doc}
	for _, e := range a.entities {
		if !slices.Contains(d.Entities, e) {
			d.Entities = append(d.Entities, e)
		}
	}
	for _, c := range a.claims {
		copied := *c
		copied.Doc, copied.ID = doc.ID, graph.ClaimID(doc.ID, c.Evidence.Trigger, c.Type, 0)
		d.Claims = append(d.Claims, &copied)
	}
	slices.SortFunc(d.Claims, func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) })
	return d
}

func entity(key string, kind schema.Kind, parent string, names ...string) *graph.Entity {
	e := &graph.Entity{ID: graph.EntityID(key), Key: key, Kind: kind, Name: names[0], Parent: parent}
	for _, n := range names[1:] {
		e.Names = append(e.Names, graph.Name{Text: n, Lang: "ar", Script: "Arab"})
	}
	return e
}

func args(entities ...*graph.Entity) []graph.Arg {
	var out []graph.Arg
	for _, e := range entities {
		out = append(out, graph.Arg{Entity: e.ID})
	}
	return out
}

// A small world of our own: two groups, a state, a chain of places, a monitor.
var (
	reds     = entity("actor/reds", schema.ArmedGroup, "", "الحمر", "كتائب الحمر")
	blues    = entity("actor/blues", schema.ArmedGroup, "", "الزرق")
	greens   = entity("actor/greens", schema.ArmedGroup, "", "الخضر")
	far      = entity("actor/far", schema.State, "", "البعيدة")
	monitor  = entity("media/monitor", schema.Media, "", "المرصد")
	province = entity("place/province", schema.Region, "", "الناحية الكبرى", "الكبرى")
	town     = entity("place/town", schema.Settlement, "place/province", "بلدة الوادي", "الوادي")
	quarter  = entity("place/quarter", schema.Neighbourhood, "place/town", "حي الوادي", "الوادي")
	village  = entity("place/village", schema.Settlement, "place/elsewhere", "القرية")
)

func smallWorld() []*graph.Delta {
	day := graph.Period{From: "2018-03-01", To: "2018-03-01"}
	a := &article{key: "a", outlet: "one", published: "2018-03-02"}
	a.says("هاجم الحمر مواقع الزرق في بلدة الوادي بحسب المرصد.", graph.Claim{
		Type: schema.Attack, Mode: schema.Airstrike, Agents: args(reds), Patients: args(blues), Places: args(town), Sources: args(monitor), Period: day,
	}, reds, blues, town, monitor)
	a.says("واشتبك الحمر مع الزرق.", graph.Claim{Type: schema.Clash, Agents: args(reds, blues)}, reds, blues)
	a.says("ونفى الزرق قصف القرية.", graph.Claim{
		Type: schema.Attack, Status: schema.Denied, Agents: args(blues), Patients: args(greens), Sources: args(blues),
	}, blues, greens)
	a.says("ومنذ مطلع الشهر يسيطر الحمر على القرية.", graph.Claim{
		Type: schema.Control, Phase: schema.Hold, Agents: args(reds), Places: args(village), Period: graph.Period{From: "2018-03-01"},
	}, reds, village)
	b := &article{key: "b", outlet: "two", published: "2018-04-01"}
	b.says("قصفت طائرات 💥 حي الوادي، والضحايا من الزرق.", graph.Claim{
		Type: schema.Attack, Mode: schema.Airstrike, Patients: args(blues), Places: args(town, quarter), Period: day,
	}, blues, town, quarter)
	b.says("والتقى الزرق وفد البعيدة.", graph.Claim{Type: schema.Meet, Agents: args(blues, far)}, blues, far)
	c := &article{key: "c", outlet: ""}
	c.says("هاجم الحمر الزرق مجددا.", graph.Claim{Type: schema.Attack, Agents: args(reds), Patients: args(blues)}, reds, blues)
	c.says("الوادي من الناحية الكبرى.", graph.Claim{Type: schema.PartOf, Agents: args(town), Patients: args(province)}, town, province)
	return []*graph.Delta{a.delta(), b.delta(), c.delta()}
}

func claimIDs(claims []*graph.Claim) []graph.ID {
	var ids []graph.ID
	for _, c := range claims {
		ids = append(ids, c.ID)
	}
	return ids
}

func entityKeys(entities []*graph.Entity) []string {
	keys := []string{}
	for _, e := range entities {
		keys = append(keys, e.Key)
	}
	slices.Sort(keys)
	return keys
}

// told names claims by type, status and first agent, for messages.
func told(claims []*graph.Claim) []string {
	out := []string{}
	for _, c := range claims {
		who := "?"
		if len(c.Agents) > 0 {
			who = c.Agents[0].Entity.String()[:4]
		}
		out = append(out, fmt.Sprint(c.Type, "/", c.Status, "/", who))
	}
	return out
}
