package link_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/link"
	"github.com/isnad-graph/isnad/schema"
)

const text = "هاجم تنظيم داعش مواقع قوات سوريا الديمقراطية في قرية الكشمة وقتل أربعة من عناصرها واثنين من المدنيين"

func document() *graph.Document {
	return &graph.Document{ID: graph.DocumentID("a", text), Key: "a", Text: text}
}

func spanOf(words string) extract.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic("not in the text: " + words)
	}
	return extract.Span{Start: i, End: i + len(words)}
}

// result is a small extraction with two kills on one trigger.
func result() *extract.Result {
	arg := func(e int, words string) extract.Arg { return extract.Arg{Entity: e, Span: spanOf(words)} }
	sentence := extract.Span{End: len(text)}
	claim := func(c extract.Claim) extract.Claim {
		c.Status, c.Sentence, c.Quote = schema.Happened, sentence, sentence
		return c
	}
	return &extract.Result{
		Entities: []extract.Entity{
			{Key: "actor/isis", Kind: schema.ArmedGroup, Name: "تنظيم داعش", En: "Islamic State", Names: []string{"تنظيم داعش"}},
			{Key: "actor/sdf", Kind: schema.ArmedGroup, Name: "قوات سوريا الديمقراطية", Names: []string{"قوات سوريا الديمقراطية"}},
			{Kind: schema.Settlement, Name: "الكشمة", Names: []string{"الكشمة", "قرية الكشمة"}},
			{Kind: schema.Civilians, Name: "المدنيين", Names: []string{"المدنيين"}},
			{Kind: schema.Person, Name: "لم يذكر"},
		},
		Mentions: []extract.Mention{
			{Entity: 2, Span: spanOf("الكشمة"), Form: "name"},
			{Entity: 0, Span: spanOf("تنظيم داعش"), Form: "name"},
			{Entity: 0, Span: spanOf("تنظيم داعش"), Form: "name"},
			{Entity: 1, Span: extract.Span{Start: 9, End: 9}, Form: "nominal"},
		},
		Claims: []extract.Claim{
			claim(extract.Claim{Type: schema.Attack, Trigger: spanOf("هاجم"), Rule: "verb.attack",
				Agents: []extract.Arg{arg(0, "تنظيم داعش"), arg(0, "تنظيم داعش")}, Patients: []extract.Arg{arg(1, "قوات")}, Places: []extract.Arg{arg(2, "الكشمة")}}),
			claim(extract.Claim{Type: schema.Kill, Trigger: spanOf("قتل"), Rule: "verb.kill",
				Patients: []extract.Arg{arg(1, "عناصرها")}, Tally: &extract.Tally{Min: 4, Max: 4, Surface: "أربعة", Span: spanOf("أربعة")}}),
			claim(extract.Claim{Type: schema.Kill, Trigger: spanOf("قتل"), Rule: "verb.kill",
				Patients: []extract.Arg{arg(3, "المدنيين")}, Tally: &extract.Tally{Min: 2, Max: -1}}),
			claim(extract.Claim{Type: schema.Kill, Trigger: spanOf("قتل"), Rule: "verb.kill.again",
				Patients: []extract.Arg{arg(3, "المدنيين")}, Tally: &extract.Tally{Min: 2, Max: -1}}),
			claim(extract.Claim{Type: schema.Clash, Trigger: spanOf("مواقع"), Rule: "noun.clash",
				Agents: []extract.Arg{arg(0, "تنظيم داعش"), arg(1, "قوات")}, Sides: [][]int{{1}, {0}}}),
			claim(extract.Claim{Type: schema.MemberOf, Trigger: spanOf("من"), Rule: "noun.member",
				Agents: []extract.Arg{arg(2, "الكشمة")}, Patients: []extract.Arg{arg(1, "قوات")}}),
		},
	}
}

func claimsOf(d *graph.Delta, t schema.Type) []*graph.Claim {
	return slices.DeleteFunc(slices.Clone(d.Claims), func(c *graph.Claim) bool { return c.Type != t })
}

func TestDeltaKeepsWhatTheExtractionSays(t *testing.T) {
	doc := document()
	d := link.Delta(doc, result(), link.Options{Version: "v1"})
	if got := len(d.Claims); got != 5 {
		t.Fatalf("%d claims, want 5: the doubled kill dropped", got)
	}
	attack := claimsOf(d, schema.Attack)[0]
	if len(attack.Agents) != 1 || attack.Agents[0].Entity != graph.EntityID("actor/isis") {
		t.Errorf("agents of the attack: %v", attack.Agents)
	}
	if attack.ID != graph.ClaimID(doc.ID, graph.Span(spanOf("هاجم")), schema.Attack, 0) || attack.Doc != doc.ID {
		t.Errorf("the id of the attack is not derived from document, trigger and type")
	}
	if attack.Lexicon != "v1" || attack.Rule != "verb.attack" {
		t.Errorf("version %q, rule %q", attack.Lexicon, attack.Rule)
	}
	clash := claimsOf(d, schema.Clash)[0]
	if len(clash.Sides) != 2 || clash.Sides[0][0] != graph.EntityID("actor/sdf") {
		t.Errorf("sides: %v", clash.Sides)
	}
	member := claimsOf(d, schema.MemberOf)[0]
	if member.Agents[0].Entity != graph.EntityID("settlement:الكشمة") || member.Patients[0].Entity != graph.EntityID("actor/sdf") {
		t.Errorf("a lasting claim keeps its subject under agents and its object under patients: %v", member)
	}
}

func TestClaimsThatShareATriggerAreNumbered(t *testing.T) {
	doc := document()
	kills := claimsOf(link.Delta(doc, result(), link.Options{}), schema.Kill)
	if len(kills) != 2 {
		t.Fatalf("%d kills, want 2", len(kills))
	}
	trigger := graph.Span(spanOf("قتل"))
	var ids []graph.ID
	for _, k := range kills {
		ids = append(ids, k.ID)
		if k.Rule != "verb.kill" {
			t.Errorf("of doubles the first rule stays, got %q", k.Rule)
		}
	}
	for serial := range 2 {
		if !slices.Contains(ids, graph.ClaimID(doc.ID, trigger, schema.Kill, serial)) {
			t.Errorf("no kill has serial %d", serial)
		}
	}
}

func TestTallies(t *testing.T) {
	var open, exact *graph.Tally
	for _, k := range claimsOf(link.Delta(document(), result(), link.Options{}), schema.Kill) {
		if tally := &k.Tallies[0]; tally.Max == nil {
			open = tally
		} else {
			exact = tally
		}
	}
	if open == nil || *open.Min != 2 || open.What != "killed" {
		t.Errorf("open tally: %+v", open)
	}
	if exact == nil || *exact.Min != 4 || *exact.Max != 4 {
		t.Errorf("exact tally: %+v", exact)
	}
}

func TestEntities(t *testing.T) {
	d := link.Delta(document(), result(), link.Options{})
	var keys []string
	for _, e := range d.Entities {
		keys = append(keys, e.Key)
		if e.ID != graph.EntityID(e.Key) {
			t.Errorf("%s: the id does not follow from the key", e.Key)
		}
	}
	slices.Sort(keys)
	want := []string{"actor/isis", "actor/sdf", "civilians", "settlement:الكشمة"}
	if !slices.Equal(keys, want) {
		t.Errorf("entities %q, want %q: the generic one under its key, the unnamed one left out", keys, want)
	}
	if !slices.IsSortedFunc(d.Entities, func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) }) {
		t.Error("entities are not sorted")
	}
	for _, e := range d.Entities {
		if e.Key == "actor/isis" && (len(e.Names) != 2 || e.Names[0] != graph.Name{Text: "Islamic State", Lang: "en", Script: "Latn"}) {
			t.Errorf("names: %v", e.Names)
		}
	}
}

func TestMentionsAreSortedAndSingle(t *testing.T) {
	m := link.Delta(document(), result(), link.Options{}).Mentions
	if len(m) != 2 || m[0].Span != graph.Span(spanOf("تنظيم داعش")) || m[0].Form != graph.NameMention {
		t.Errorf("mentions: %v", m)
	}
}

type facts map[string]link.Fact

func (f facts) Fact(key string) (link.Fact, bool) { v, ok := f[key]; return v, ok }

func TestFactsOfTheLexicon(t *testing.T) {
	point := &graph.Point{Lat: 34.98, Lon: 40.43}
	known := facts{
		"actor/isis":    {Kind: schema.ArmedGroup, Name: "تنظيم الدولة الإسلامية", Class: "rebel", Parent: "actor/alqaeda", External: map[string]string{"wikidata": "Q1"}},
		"place/ankara":  {Kind: schema.Settlement, Name: "أنقرة", Point: point},
		"place/kashmah": {Kind: schema.Settlement, Name: "الكشمة", Point: point},
	}
	res := result()
	res.Entities[1] = extract.Entity{Key: "place/ankara", Kind: schema.State, Name: "أنقرة"}
	res.Entities[2].Key = "place/kashmah"
	byKey := map[string]*graph.Entity{}
	for _, e := range link.Delta(document(), res, link.Options{Facts: known}).Entities {
		byKey[e.Key] = e
	}
	if e := byKey["actor/isis"]; e == nil || e.Class != "rebel" || e.Parent != "actor/alqaeda" || e.External["wikidata"] != "Q1" || e.Name != "تنظيم الدولة الإسلامية" {
		t.Errorf("isis: %+v", e)
	}
	if e := byKey["state:place/ankara"]; e == nil || e.Point != nil {
		t.Errorf("a capital that stands for its government is a node of its own, without a point: %+v", e)
	}
	if e := byKey["place/kashmah"]; e == nil || e.Point != point {
		t.Errorf("kashmah: %+v", e)
	}
}

func TestDeltaDoesNotHangOnTheOrderOfClaims(t *testing.T) {
	want, err := json.Marshal(link.Delta(document(), result(), link.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		res := result()
		r.Shuffle(len(res.Claims), func(i, j int) { res.Claims[i], res.Claims[j] = res.Claims[j], res.Claims[i] })
		r.Shuffle(len(res.Mentions), func(i, j int) { res.Mentions[i], res.Mentions[j] = res.Mentions[j], res.Mentions[i] })
		if got, _ := json.Marshal(link.Delta(document(), res, link.Options{})); string(got) != string(want) {
			t.Fatalf("another order, another delta:\n%s\n%s", got, want)
		}
	}
}

func TestOriginsLeadBack(t *testing.T) {
	res := result()
	origins := link.Origins(document(), res, link.Options{})
	d := link.Delta(document(), res, link.Options{})
	if len(origins) != len(d.Claims) {
		t.Fatalf("%d origins for %d claims", len(origins), len(d.Claims))
	}
	for _, c := range d.Claims {
		i, ok := origins[c.ID]
		if !ok || res.Claims[i].Type != c.Type || graph.Span(res.Claims[i].Trigger) != c.Evidence.Trigger {
			t.Errorf("claim %s leads to %d", c.ID, i)
		}
	}
}

func TestIdentity(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"أبو أحمد", "ابو احمد"},
		{"«كَتيبة النور»", "كتيبة النور"},
		{"مصطفى", "مصطفي"},
		{"ABU Kamal", "abu kamal"},
	} {
		if link.Identity(tt.a) != link.Identity(tt.b) {
			t.Errorf("%q and %q are two: %q, %q", tt.a, tt.b, link.Identity(tt.a), link.Identity(tt.b))
		}
	}
	for _, tt := range []struct{ a, b string }{{"الحسن", "حسن"}, {"سلمة", "سلمه"}, {"رؤى", "روى"}} {
		if link.Identity(tt.a) == link.Identity(tt.b) {
			t.Errorf("%q and %q are one: %q", tt.a, tt.b, link.Identity(tt.a))
		}
	}
}

func TestEmptyResult(t *testing.T) {
	d := link.Delta(document(), &extract.Result{}, link.Options{})
	if d.Document == nil || len(d.Entities)+len(d.Mentions)+len(d.Claims) != 0 {
		t.Errorf("delta of nothing: %+v", d)
	}
}
