package resolvers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// article makes a delta out of a text and claims whose spans are found by their words.
type article struct {
	t        testing.TB
	doc      *graph.Document
	entities map[string]*graph.Entity
	mentions []graph.Mention
	claims   []*graph.Claim
}

func newArticle(t testing.TB, key, outlet string, published graph.Day, text string) *article {
	sum := sha256.Sum256([]byte(text))
	return &article{t: t, entities: map[string]*graph.Entity{}, doc: &graph.Document{
		ID: graph.DocumentID(key, text), Key: key, Title: "عنوان " + key, Outlet: outlet, Published: published,
		URL: "https://news.example/" + key, SHA256: hex.EncodeToString(sum[:]), Text: text,
	}}
}

func (a *article) span(words string) graph.Span {
	i := strings.Index(a.doc.Text, words)
	if i < 0 {
		a.t.Fatalf("article %s has no «%s»", a.doc.Key, words)
	}
	return graph.Span{Start: i, End: i + len(words)}
}

// role gives an entity, by its key, kind and name, a part under the words that name it.
func (a *article) role(key string, kind schema.Kind, name string) graph.Arg {
	e := &graph.Entity{ID: graph.EntityID(key), Key: key, Kind: kind, Name: name, Names: []graph.Name{{Text: name, Lang: "ar", Script: "Arab"}}}
	if kind.IsPlace() && key != "place/deir-ez-zor" {
		e.Parent = "place/deir-ez-zor"
		e.Point = &graph.Point{Lat: 35.1, Lon: 40.5}
		e.External = map[string]string{"wikidata": "Q1", "geonames": "2"}
	}
	if _, known := a.entities[key]; !known {
		a.entities[key] = e
		a.mentions = append(a.mentions, graph.Mention{Entity: e.ID, Span: a.span(name), Form: graph.NameMention})
	}
	return graph.Arg{Entity: e.ID, Span: a.span(name)}
}

func (a *article) add(c graph.Claim, trigger, sentence string) {
	c.Doc, c.Rule, c.Lexicon = a.doc.ID, "test/rule", "test"
	c.Evidence = graph.Evidence{Sentence: a.span(sentence), Trigger: a.span(trigger), Quote: a.span(sentence)}
	c.ID = graph.ClaimID(a.doc.ID, c.Evidence.Trigger, c.Type, 0)
	if c.Status == "" {
		c.Status = schema.Happened
	}
	a.claims = append(a.claims, &c)
}

func (a *article) delta() *graph.Delta {
	d := &graph.Delta{Document: a.doc, Mentions: a.mentions, Claims: a.claims}
	for _, e := range a.entities {
		d.Entities = append(d.Entities, e)
	}
	slices.SortFunc(d.Entities, func(x, y *graph.Entity) int { return x.ID.Compare(y.ID) })
	slices.SortFunc(d.Claims, func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) })
	slices.SortFunc(d.Mentions, func(x, y graph.Mention) int { return x.Span.Start - y.Span.Start })
	return d
}

func num(n int) *int { return &n }

// Three outlets on one attack: two tell it, with tolls that differ, and one has it denied.
func battle(t testing.TB) []*graph.Delta {
	day := graph.Period{From: "2018-10-21", To: "2018-10-21", Precision: graph.PrecisionDay, Anchored: true}
	type parts struct{ isis, sdf, field, monitor graph.Arg }
	cast := func(a *article) parts {
		return parts{
			a.role("actor/isis", schema.ArmedGroup, "تنظيم داعش"), a.role("actor/sdf", schema.ArmedGroup, "قسد"),
			a.role("place/omar-field", schema.Facility, "حقل العمر"), a.role("source/monitor", schema.Media, "المرصد"),
		}
	}
	first := newArticle(t, "first", "وكالة أ", "2018-10-22", "\U0001F4F0 هاجم تنظيم داعش حقل العمر أمس. وقتل سبعة من قسد وفق المرصد.")
	p := cast(first)
	first.add(graph.Claim{Type: schema.Attack, Mode: schema.Ground, Agents: []graph.Arg{p.isis}, Patients: []graph.Arg{p.sdf}, Places: []graph.Arg{p.field},
		Period: withSpan(day, first.span("أمس")), Stance: schema.Neutral, Certainty: schema.Asserted}, "هاجم", "هاجم تنظيم داعش حقل العمر أمس.")
	first.add(graph.Claim{Type: schema.Kill, Patients: []graph.Arg{p.sdf}, Places: []graph.Arg{p.field}, Sources: []graph.Arg{p.monitor}, Period: day,
		Tallies: []graph.Tally{{What: "killed", Min: num(7), Max: num(7), Comparator: "eq", Surface: "سبعة", Span: first.span("سبعة")}}}, "قتل", "وقتل سبعة من قسد وفق المرصد.")

	second := newArticle(t, "second", "وكالة ب", "2018-10-23", "شن تنظيم داعش هجوما على حقل العمر الأحد. وسقط أربعة قتلى من قسد بحسب المرصد.")
	p = cast(second)
	second.add(graph.Claim{Type: schema.Attack, Agents: []graph.Arg{p.isis}, Patients: []graph.Arg{p.sdf}, Places: []graph.Arg{p.field}, Sources: []graph.Arg{p.monitor}, Period: day},
		"هجوما", "شن تنظيم داعش هجوما على حقل العمر الأحد.")
	second.add(graph.Claim{Type: schema.Kill, Patients: []graph.Arg{p.sdf}, Places: []graph.Arg{p.field}, Period: day,
		Tallies: []graph.Tally{{What: "killed", Min: num(4), Max: num(4)}}}, "قتلى", "وسقط أربعة قتلى من قسد بحسب المرصد.")

	third := newArticle(t, "third", "وكالة ج", "2018-10-24", "نفت قسد أن يكون تنظيم داعش هاجم حقل العمر، كما ذكر المرصد. وتقع بلدة الطكيحي في دير الزور.")
	p = cast(third)
	third.add(graph.Claim{Type: schema.Attack, Status: schema.Denied, Agents: []graph.Arg{p.isis}, Places: []graph.Arg{p.field}, Sources: []graph.Arg{p.sdf}, Stance: schema.Doubts},
		"هاجم", "نفت قسد أن يكون تنظيم داعش هاجم حقل العمر، كما ذكر المرصد.")
	third.add(graph.Claim{Type: schema.PartOf, Agents: []graph.Arg{third.role("place/tukayhi", schema.Settlement, "الطكيحي")},
		Patients: []graph.Arg{third.role("place/deir-ez-zor", schema.Region, "دير الزور")}}, "في", "وتقع بلدة الطكيحي في دير الزور.")
	third.role("place/other-omar", schema.Settlement, "العمر")
	third.role("person/omar", schema.Person, "العمر")
	return []*graph.Delta{first.delta(), second.delta(), third.delta()}
}

func withSpan(p graph.Period, s graph.Span) graph.Period {
	p.Span = s
	return p
}

// chronicle is n articles of one attack each, by one of ten groups on one of a hundred places.
func chronicle(t testing.TB, n int) []*graph.Delta {
	deltas := make([]*graph.Delta, 0, n)
	for i := range n {
		group, place := fmt.Sprintf("جماعة %d", i%10), fmt.Sprintf("بلدة %d", i%100)
		a := newArticle(t, fmt.Sprintf("row-%05d", i), "وكالة", "2019-03-01", fmt.Sprintf("هاجمت %s امس %s. وافاد الراصد بذلك.", group, place))
		a.add(graph.Claim{
			Type: schema.Attack, Agents: []graph.Arg{a.role(fmt.Sprintf("actor/%d", i%10), schema.ArmedGroup, group)},
			Places:  []graph.Arg{a.role(fmt.Sprintf("place/%d", i%100), schema.Settlement, place)},
			Sources: []graph.Arg{a.role("source/monitor", schema.Media, "الراصد")},
			Period:  graph.Period{From: graph.Day("2019-01-01").AddDays(i % 50), To: graph.Day("2019-01-01").AddDays(i % 50)},
		}, "هاجمت", strings.SplitAfter(a.doc.Text, ".")[0])
		deltas = append(deltas, a.delta())
	}
	return deltas
}

func storeOf(t testing.TB, deltas ...*graph.Delta) graph.Store {
	t.Helper()
	store := memstore.New(memstore.Options{})
	if err := store.Apply(context.Background(), deltas...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func schemaOf(t testing.TB, store graph.Store, opts Options) *Schema {
	t.Helper()
	s, err := New(store, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ask answers query and fails the test on any error.
func ask(t testing.TB, s *Schema, query string, variables map[string]any) map[string]any {
	t.Helper()
	r := s.Exec(context.Background(), query, "", variables)
	for _, e := range r.Errors {
		t.Fatalf("%s (%v) at %v", e.Message, e.Extensions, e.Path)
	}
	var data map[string]any
	if err := json.Unmarshal(r.Data, &data); err != nil {
		t.Fatal(err)
	}
	return data
}

// at follows path through JSON: names of objects, indexes of lists.
func at(t testing.TB, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch s := step.(type) {
		case string:
			object, ok := value.(map[string]any)
			if !ok {
				t.Fatalf("%v: %T is no object", path, value)
			}
			value = object[s]
		case int:
			list, ok := value.([]any)
			if !ok || s >= len(list) {
				t.Fatalf("%v: no item %d in %v", path, s, value)
			}
			value = list[s]
		}
	}
	return value
}
