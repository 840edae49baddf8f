package graph_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/schema"
)

func id(name string) graph.ID { return graph.EntityID(name) }

func args(names ...string) []graph.Arg {
	var out []graph.Arg
	for _, n := range names {
		out = append(out, graph.Arg{Entity: id(n)})
	}
	return out
}

func TestIDsAreUnambiguous(t *testing.T) {
	if graph.NewID("s", "ab", "c") == graph.NewID("s", "a", "bc") || graph.NewID("s", "ab") == graph.NewID("sa", "b") {
		t.Error("fields that differ give one id")
	}
	if graph.NewID("s") == graph.NewID("s", "") {
		t.Error("an empty field is no field")
	}
	// part of the format of every store and export: must never change
	if got := graph.EntityID("actor/isis").String(); got != "643b3e3f-9d58-567c-90dc-53ab6bf9643d" {
		t.Errorf("id of actor/isis is %s", got)
	}
}

// TestIDsAreNameBasedUUIDs holds ids to what another library makes of the same fields, long ones among them.
func TestIDsAreNameBasedUUIDs(t *testing.T) {
	root := uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/isnad-graph/isnad"))
	for _, field := range []string{"", "a", "قرية", strings.Repeat("long ", 500)} {
		var b bytes.Buffer
		for _, f := range []string{"space", field, field} {
			_ = binary.Write(&b, binary.BigEndian, uint64(len(f)))
			b.WriteString(f)
		}
		if got, want := graph.NewID("space", field, field), graph.ID(uuid.NewSHA1(root, b.Bytes())); got != want {
			t.Errorf("%.20q: id %s, want %s", field, got, want)
		}
	}
}

func TestParseID(t *testing.T) {
	want := id("x")
	if got, err := graph.ParseID(want.String()); err != nil || got != want {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "x", strings.Repeat("0", 32), "{" + want.String() + "}", "urn:uuid:" + want.String(), strings.Repeat("z", 36)} {
		if _, err := graph.ParseID(bad); !errors.Is(err, graph.ErrBadID) {
			t.Errorf("%q: %v, want ErrBadID", bad, err)
		}
	}
	text, err := json.Marshal(map[string]graph.ID{"id": want})
	var back map[string]graph.ID
	if err != nil || json.Unmarshal(text, &back) != nil || back["id"] != want {
		t.Errorf("JSON %s: %v", text, err)
	}
}

func TestDay(t *testing.T) {
	if d, err := graph.ParseDay("2016-02-29"); err != nil || d.AddDays(1) != "2016-03-01" || d.AddDays(-60) != "2015-12-31" {
		t.Errorf("%s, %v", d, err)
	}
	for _, bad := range []string{"2018-02-29", "2018-2-1", "18-02-01", "x", "2018-02-01T00:00:00Z"} {
		if _, err := graph.ParseDay(bad); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v, want ErrInvalid", bad, err)
		}
	}
	if d, err := graph.ParseDay(""); err != nil || d.AddDays(3) != "" {
		t.Errorf("the unknown day: %q, %v", d, err)
	}
	if _, known := graph.Day("").Time(); known {
		t.Error("the unknown day is known")
	}
}

func TestFoldName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"الرقّة", "رقه"}, {"الرقه", "رقه"}, {"الــرقة", "رقه"}, {"أبو كمال", "ابو كمال"}, {"«داعش»", "داعش"},
		{"قوات سوريا الديمقراطية (قسد)", "قوات سوريا ديمقراطيه قسد"}, {"آل سعود", "ال سعود"}, {"مؤتة", "موته"}, {"مائة", "مايه"},
		{"على", "علي"}, {"٣٠ و۳۰", "30 و30"}, {"Ar-Raqqa", "ar raqqa"}, {"ﻻ", "لا"}, {"", ""}, {"… !", ""},
		{"الم", "الم"}, // too short to lose an article
	} {
		if got := graph.FoldName(c.name); got != c.want {
			t.Errorf("%s folds to %q, want %q", c.name, got, c.want)
		}
		if got := graph.FoldName(graph.FoldName(c.name)); len(got) > len(c.want) {
			t.Errorf("%s folds on to %q", c.name, got)
		}
	}
	for text, want := range map[string]string{"الر": "ر", "ال": "", "بلدة ال": "بلده ", "الرق": "رق", "بلدة الو": "بلده و", "": ""} {
		if got := graph.FoldPrefix(text); got != want {
			t.Errorf("%s begins with %q, want %q", text, got, want)
		}
	}
}

// TestEdges has one line for each type of claim.
func TestEdges(t *testing.T) {
	for _, c := range []struct {
		claim graph.Claim
		want  string
	}{
		{graph.Claim{Type: schema.Attack, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a attacked b, a attacked p"},
		{graph.Claim{Type: schema.Clash, Agents: args("a", "b"), Places: args("p")}, "a clashed-with b, a fought-in p, b fought-in p"},
		{graph.Claim{Type: schema.Clash, Agents: args("a", "b", "c")}, ""}, // allies or opponents: not told
		{graph.Claim{Type: schema.Clash, Agents: args("a", "b", "c"), Sides: [][]graph.ID{{id("a"), id("b")}, {id("c")}}}, "a clashed-with c, b clashed-with c"},
		{graph.Claim{Type: schema.Raid, Agents: args("a"), Places: args("p")}, "a raided p"},
		{graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: args("a"), Places: args("p")}, "a controls p"},
		{graph.Claim{Type: schema.Control, Phase: schema.Lose, Agents: args("a"), Places: args("p")}, "a lost p"},
		{graph.Claim{Type: schema.Withdraw, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a withdrew-from p"},
		{graph.Claim{Type: schema.Besiege, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a besieges b, a besieges p"},
		{graph.Claim{Type: schema.Kill, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a killed b, b killed-in p"},
		{graph.Claim{Type: schema.Kill, Patients: args("b"), Places: args("p")}, "b killed-in p"},
		{graph.Claim{Type: schema.Injure, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a injured b, b injured-in p"},
		{graph.Claim{Type: schema.Detain, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a detained b, b detained-in p"},
		{graph.Claim{Type: schema.Release, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a released b"},
		{graph.Claim{Type: schema.Negotiate, Agents: args("a", "b", "c")}, "a negotiated-with b, a negotiated-with c, b negotiated-with c"},
		{graph.Claim{Type: schema.Agree, Agents: args("a", "b")}, "a agreed-with b"},
		{graph.Claim{Type: schema.Meet, Agents: args("a", "b", "a")}, "a met-with b"}, // no edge to itself, none twice
		{graph.Claim{Type: schema.Support, Agents: args("a"), Patients: args("b")}, "a supports b"},
		{graph.Claim{Type: schema.Displace, Agents: args("a"), Patients: args("b"), Places: args("p")}, "b displaced-from p"},
		{graph.Claim{Type: schema.Displace, Phase: schema.Return, Patients: args("b"), Places: args("p")}, "b returned-to p"},
		{graph.Claim{Type: schema.Protest, Agents: args("a"), Patients: args("b"), Places: args("p")}, "a protested-against b, a protested-in p"},
		{graph.Claim{Type: schema.Deploy, Agents: args("a"), Places: args("p")}, "a deployed-to p"},
		{graph.Claim{Type: schema.PartOf, Agents: args("p"), Patients: args("q")}, "p part-of q"},
		{graph.Claim{Type: schema.MemberOf, Agents: args("a"), Patients: args("b")}, "a member-of b"},
		{graph.Claim{Type: schema.Leads, Agents: args("a"), Patients: args("b")}, "a leads b"},
		{graph.Claim{Type: schema.SpeaksFor, Agents: args("a"), Patients: args("b")}, "a speaks-for b"},
		{graph.Claim{Type: schema.AllyOf, Agents: args("a"), Patients: args("b")}, "a ally-of b"},
		{graph.Claim{Type: "mines", Agents: args("a"), Patients: args("b")}, ""},
	} {
		if got := edgeNames(graph.Edges(&c.claim)); got != c.want {
			t.Errorf("%s: %s, want %s", c.claim.Type, got, c.want)
		}
	}
}

// edgeNames writes the ends of symmetric edges in the order of their names.
func edgeNames(edges []graph.Edge) string {
	names := map[graph.ID]string{}
	for _, n := range []string{"a", "b", "c", "p", "q"} {
		names[id(n)] = n
	}
	var out []string
	for _, e := range edges {
		s, o := names[e.Subject], names[e.Object]
		if e.Predicate.IsSymmetric() && o < s {
			s, o = o, s
		}
		out = append(out, fmt.Sprint(s, " ", e.Predicate, " ", o))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestSupports(t *testing.T) {
	for _, c := range []struct {
		status           schema.Status
		of               schema.Type
		supports, denies bool
	}{
		{schema.Happened, schema.Attack, true, false}, {"", schema.Kill, true, false}, {schema.Denied, schema.Attack, false, true},
		{schema.Planned, schema.Attack, false, false}, {schema.Failed, schema.Attack, true, false}, {schema.Failed, schema.Negotiate, true, false},
		{schema.Failed, schema.Control, false, false}, {schema.Failed, schema.Kill, false, false}, {schema.Failed, schema.Detain, false, false},
	} {
		if supports, denies := graph.Supports(&graph.Claim{Type: c.of, Status: c.status}); supports != c.supports || denies != c.denies {
			t.Errorf("%s %s: supports %v, denies %v", c.status, c.of, supports, denies)
		}
	}
}

func TestWitnesses(t *testing.T) {
	d := &graph.Document{ID: id("d"), Outlet: "outlet"}
	c := &graph.Claim{ID: id("c"), Type: schema.Attack, Agents: args("a"), Patients: args("b"), Period: graph.Period{From: "2018-01-01"}}
	edges, w := graph.Witnesses(d, c)
	if edgeNames(edges) != "a attacked b" || w != (graph.Witness{Claim: c.ID, Doc: d.ID, From: "2018-01-01", Origin: graph.Origin{Outlet: "outlet"}, Status: schema.Happened}) {
		t.Errorf("%s: %+v", edgeNames(edges), w)
	}
	c.Sources, c.Status = args("near", "far"), schema.Denied
	if _, w = graph.Witnesses(d, c); !w.Denies || w.Origin != (graph.Origin{Source: id("near")}) {
		t.Errorf("denied, from a source: %+v", w)
	}
	c.Status = schema.Planned
	if edges, _ = graph.Witnesses(d, c); edges != nil {
		t.Errorf("a plan bears %s", edgeNames(edges))
	}
}

func TestNewRelation(t *testing.T) {
	e := graph.Edge{Predicate: schema.Attacked, Subject: id("a"), Object: id("b")}
	x, y := graph.Origin{Source: id("x")}, graph.Origin{Outlet: "y"}
	r := graph.NewRelation(e, []graph.Witness{
		{Claim: graph.ID{3}, Doc: id("d1"), From: "2018-02-01", To: "2018-02-03", Origin: x},
		{Claim: graph.ID{1}, Doc: id("d1"), From: "2018-01-05", Origin: x},
		{Claim: graph.ID{2}, Doc: id("d2"), Origin: y},
		{Claim: graph.ID{4}, Doc: id("d3"), Origin: graph.Origin{}, Denies: true, From: "1999-01-01", To: "2030-01-01"},
	}, nil)
	want := &graph.Relation{
		ID: graph.RelationID(schema.Attacked, id("a"), id("b")), Subject: id("a"), Predicate: schema.Attacked, Object: id("b"),
		Supporting: []graph.ID{{1}, {2}, {3}}, Denying: []graph.ID{{4}}, From: "2018-01-05", To: "2018-02-03", Documents: 2, Sources: 2,
	}
	if got, expected := asJSON(t, r), asJSON(t, want); got != expected {
		t.Errorf("got  %s\nwant %s", got, expected)
	}
	if graph.RelationID(schema.MetWith, id("a"), id("b")) != graph.RelationID(schema.MetWith, id("b"), id("a")) ||
		graph.RelationID(schema.Attacked, id("a"), id("b")) == graph.RelationID(schema.Attacked, id("b"), id("a")) {
		t.Error("ids of relations do not know which predicates are symmetric")
	}
	denied := graph.NewRelation(e, []graph.Witness{{Claim: graph.ID{4}, Denies: true, From: "2018-01-01"}}, nil)
	if denied.Sources != 0 || denied.From != "" || denied.Supporting == nil {
		t.Errorf("only denied: %+v", denied)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMergeEntity(t *testing.T) {
	a := &graph.Entity{Key: "k", Class: "first", Names: []graph.Name{{Text: "z"}, {Text: "b", Lang: "en"}}}
	b := &graph.Entity{Key: "k", Class: "second", Names: []graph.Name{{Text: "b", Lang: "ar"}, {Text: "z"}}}
	got := graph.MergeEntity([]*graph.Entity{a, b})
	if asJSON(t, got.Names) != asJSON(t, []graph.Name{{Text: "b", Lang: "ar"}, {Text: "b", Lang: "en"}, {Text: "z"}}) || got.Class != "first" {
		t.Errorf("merged %+v", got)
	}
	if a.Names[0].Text != "z" || len(b.Names) != 2 {
		t.Error("the contributions were changed")
	}
	if graph.MergeEntity(nil) != nil {
		t.Error("nothing merges to something")
	}
	forms := graph.SearchForms(&graph.Entity{Name: "الرقّة", Names: []graph.Name{{Text: "الرقه"}, {Text: "Raqqa"}, {Text: "!"}}})
	if !slices.Equal(forms, []string{"raqqa", "رقه"}) {
		t.Errorf("search forms %q", forms)
	}
}

// TestOccurrencesDoNotDependOnOrder shuffles claims of many documents.
func TestOccurrencesDoNotDependOnOrder(t *testing.T) {
	var claims []*graph.Claim
	for _, d := range graphtest.Generate(4, 40) {
		claims = append(claims, d.Claims...)
	}
	want := asJSON(t, graph.Occurrences(claims, nil, graph.Overrule{}))
	for range 3 {
		half := len(claims) / 3
		claims = append(slices.Clone(claims[half:]), claims[:half]...)
		slices.Reverse(claims[:half])
		if asJSON(t, graph.Occurrences(claims, nil, graph.Overrule{})) != want {
			t.Fatal("events depend on the order of claims")
		}
	}
	told := 0
	for _, e := range graph.Occurrences(claims, nil, graph.Overrule{}) {
		told += len(e.Claims)
		if e.ID != e.Claims[0] || !slices.IsSortedFunc(e.Claims, graph.ID.Compare) {
			t.Errorf("event %s of %v", e.ID, e.Claims)
		}
	}
	lasting := 0
	for _, c := range claims {
		if c.Type.IsLasting() {
			lasting++
		}
	}
	if told+lasting != len(claims) {
		t.Errorf("%d claims in events, %d lasting, of %d", told, lasting, len(claims))
	}
}
