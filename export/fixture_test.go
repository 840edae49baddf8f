package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

// article makes the delta of one document. Its methods name spans by the words that stand there.
type article struct {
	t     testing.TB
	delta *graph.Delta
}

func newArticle(t testing.TB, key, outlet string, published graph.Day, text string) *article {
	return &article{t, &graph.Delta{Document: &graph.Document{
		ID: graph.DocumentID(key, text), Key: key, Outlet: outlet, Published: published,
		SHA256: sha(text), Text: text,
	}}}
}

// sha returns the hash of a text in hex.
func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (a *article) span(words string) graph.Span {
	at := strings.Index(a.delta.Document.Text, words)
	if at < 0 {
		a.t.Fatalf("%s does not say %q", a.delta.Document.Key, words)
	}
	return graph.Span{Start: at, End: at + len(words)}
}

// names adds an entity and its mention by name.
func (a *article) names(e graph.Entity, words string) graph.ID {
	e.ID = graph.EntityID(e.Key)
	e.Names = append(e.Names, graph.Name{Text: words, Lang: "ar", Script: "Arab"})
	a.delta.Entities = append(a.delta.Entities, &e)
	a.delta.Mentions = append(a.delta.Mentions, graph.Mention{Entity: e.ID, Span: a.span(words), Form: graph.NameMention})
	return e.ID
}

// says adds a claim whose trigger and quote are words.
func (a *article) says(words string, c graph.Claim) {
	span := a.span(words)
	c.Doc = a.delta.Document.ID
	c.ID = graph.ClaimID(c.Doc, span, c.Type, 0)
	c.Evidence = graph.Evidence{Sentence: graph.Span{End: len(a.delta.Document.Text)}, Trigger: span, Quote: span}
	c.Rule, c.Lexicon = "test", "test"
	a.delta.Claims = append(a.delta.Claims, &c)
}

func (a *article) done() *graph.Delta {
	slices.SortFunc(a.delta.Claims, func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) })
	slices.SortFunc(a.delta.Mentions, func(x, y graph.Mention) int { return x.Span.Start - y.Span.Start })
	return a.delta
}

func args(ids ...graph.ID) []graph.Arg {
	var out []graph.Arg
	for _, id := range ids {
		out = append(out, graph.Arg{Entity: id})
	}
	return out
}

func day(d graph.Day) graph.Period {
	return graph.Period{From: d, To: d, Precision: graph.PrecisionDay, Anchored: true}
}

// Entities of the fixture. The names of the hostile ones hold what formats stumble over.
var (
	sdf      = graph.Entity{Key: "actor/sdf", Kind: schema.ArmedGroup, Name: "قوات سوريا الديمقراطية", Class: "rebel", Names: []graph.Name{{Text: "Syrian Democratic Forces", Lang: "en", Script: "Latn"}}, External: map[string]string{"wikidata": "Q21012970"}}
	isis     = graph.Entity{Key: "actor/isis", Kind: schema.ArmedGroup, Name: "تنظيم داعش", Class: "rebel"}
	observer = graph.Entity{Key: "media/observatory", Kind: schema.Media, Name: "المرصد السوري"}
	hajin    = graph.Entity{Key: "place/hajin", Kind: schema.Settlement, Name: "هجين", Parent: "place/deir-ez-zor", Point: &graph.Point{Lat: 34.6891, Lon: 40.8306}}
	province = graph.Entity{Key: "place/deir-ez-zor", Kind: schema.Region, Name: "دير الزور"}
	formula  = graph.Entity{Key: `armed-group:=cmd()`, Kind: schema.ArmedGroup, Name: `=cmd|'/C calc'!A0`}
	marked   = graph.Entity{Key: "person:marked", Kind: schema.Person, Name: "أبو \"علي\",\n<b>\u200fابن\u200d خالد\u2069 & co\x00\x0b\ufffe\r"}
	farWest  = graph.Entity{Key: "place/far-west", Kind: schema.Settlement, Name: "-بعيد", Point: &graph.Point{Lat: -4.5, Lon: -0.25}}
)

// fixture is a small graph: two outlets and a monitor that agree, one that denies, a lasting fact, a
// plan, and names made to break formats.
func fixture(t testing.TB) []*graph.Delta {
	one := newArticle(t, "one", "وكالة أولى", "2018-10-22", "قال المرصد السوري إن تنظيم داعش هاجم قوات سوريا الديمقراطية في هجين بدير الزور")
	o1, i1, s1 := one.names(observer, "المرصد السوري"), one.names(isis, "تنظيم داعش"), one.names(sdf, "قوات سوريا الديمقراطية")
	h1, p1 := one.names(hajin, "هجين"), one.names(province, "دير الزور")
	one.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(i1), Patients: args(s1), Places: args(h1), Sources: args(o1), Period: day("2018-10-21")})
	one.says("هجين بدير الزور", graph.Claim{Type: schema.PartOf, Status: schema.Happened, Agents: args(h1), Patients: args(p1)})

	two := newArticle(t, "two", "وكالة ثانية", "", "هاجم داعش قسد في هجين، وتفاوضت قسد مع داعش")
	i2, s2, h2 := two.names(isis, "داعش"), two.names(sdf, "قسد"), two.names(hajin, "هجين")
	two.says("هاجم داعش", graph.Claim{Type: schema.Attack, Status: schema.Failed, Agents: args(i2), Patients: args(s2), Places: args(h2)})
	two.says("تفاوضت", graph.Claim{Type: schema.Negotiate, Status: schema.Happened, Agents: args(s2, i2), Period: day("2018-11-02")})

	three := newArticle(t, "three", "وكالة ثالثة", "2018-10-20", "نفت قسد سيطرة داعش على هجين وتعتزم التقدم")
	i3, s3, h3 := three.names(isis, "داعش"), three.names(sdf, "قسد"), three.names(hajin, "هجين")
	three.says("سيطرة", graph.Claim{Type: schema.Control, Phase: schema.Gain, Status: schema.Denied, Agents: args(i3), Places: args(h3), Sources: args(s3)})
	three.says("التقدم", graph.Claim{Type: schema.Attack, Status: schema.Planned, Agents: args(s3), Patients: args(i3)})

	bad := newArticle(t, "bad", "=1+1", "2019-01-01", "+قصف\n\"الأول\" الثاني\x07 عند الثالث")
	f4, m4, w4 := bad.names(formula, "الأول"), bad.names(marked, "الثاني"), bad.names(farWest, "الثالث")
	bad.says("+قصف\n\"الأول\" الثاني\x07", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(f4), Patients: args(m4), Places: args(w4), Period: graph.Period{From: "2018-12-01"}})
	return []*graph.Delta{one.done(), two.done(), three.done(), bad.done()}
}

// view calls fn with a snapshot of a store that holds deltas.
func view(t testing.TB, deltas []*graph.Delta, fn func(graph.Reader)) {
	t.Helper()
	s := memstore.New(memstore.Options{})
	ctx := context.Background()
	if err := s.Apply(ctx, deltas...); err != nil {
		t.Fatal(err)
	}
	if err := s.View(ctx, func(r graph.Reader) error { fn(r); return nil }); err != nil {
		t.Fatal(err)
	}
}
