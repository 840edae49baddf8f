package withhold_test

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/export"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/schema"
	"github.com/isnad-graph/isnad/withhold"
)

// article makes the delta of one document. Its methods name spans by the words that stand there.
type article struct {
	t     testing.TB
	delta *graph.Delta
}

func newArticle(t testing.TB, key, title, outlet, text string) *article {
	return &article{t, &graph.Delta{Document: &graph.Document{
		ID: graph.DocumentID(key, text), Key: key, Title: title, Outlet: outlet, URL: "https://news.example/" + key,
		Published: "2019-03-02", SHA256: sum(text), Text: text,
	}}}
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

func (a *article) span(words string) graph.Span {
	at := strings.Index(a.delta.Document.Text, words)
	if at < 0 {
		a.t.Fatalf("%s does not say %q", a.delta.Document.Key, words)
	}
	return graph.Span{Start: at, End: at + len(words)}
}

func (a *article) names(e graph.Entity, words string, form graph.MentionForm) graph.Arg {
	e.ID = graph.EntityID(e.Key)
	span := a.span(words)
	if !slices.ContainsFunc(a.delta.Entities, func(have *graph.Entity) bool { return have.ID == e.ID }) {
		e.Names = slices.Clone(e.Names)
		if form == graph.NameMention {
			e.Names = append(e.Names, graph.Name{Text: words, Lang: "ar", Script: "Arab"})
		}
		a.delta.Entities = append(a.delta.Entities, &e)
	}
	a.delta.Mentions = append(a.delta.Mentions, graph.Mention{Entity: e.ID, Span: span, Form: form})
	return graph.Arg{Entity: e.ID, Span: span}
}

func (a *article) says(words string, c graph.Claim) {
	span := a.span(words)
	c.Doc, c.Evidence.Trigger = a.delta.Document.ID, span
	c.ID = graph.ClaimID(c.Doc, span, c.Type, 0)
	start := strings.LastIndex(a.delta.Document.Text[:span.Start], "\n") + 1
	end := len(a.delta.Document.Text)
	if n := strings.Index(a.delta.Document.Text[span.End:], "\n"); n >= 0 {
		end = span.End + n
	}
	c.Evidence.Sentence, c.Evidence.Quote = graph.Span{Start: start, End: end}, graph.Span{Start: start, End: end}
	c.Rule, c.Lexicon = "test", "test"
	a.delta.Claims = append(a.delta.Claims, &c)
}

func (a *article) done() *graph.Delta {
	slices.SortFunc(a.delta.Claims, func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) })
	slices.SortFunc(a.delta.Mentions, func(x, y graph.Mention) int { return x.Span.Start - y.Span.Start })
	slices.SortFunc(a.delta.Entities, func(x, y *graph.Entity) int { return x.ID.Compare(y.ID) })
	return a.delta
}

var (
	salem = graph.Entity{Key: "person/salem-khatib", Kind: schema.Person, Name: "سالم الخطيب",
		Names: []graph.Name{{Text: "Salem al-Khatib", Lang: "en", Script: "Latn"}}, External: map[string]string{"wikidata": "Q987654321"}}
	nidal   = graph.Entity{Key: "person:ابو نضال الحمصي", Kind: schema.Person, Name: "أبو نضال الحمصي"}
	nour    = graph.Entity{Key: "media/nour-network", Kind: schema.Media, Name: "شبكة نور المحلية", Names: []graph.Name{{Text: "Nour Local Network", Lang: "en", Script: "Latn"}}}
	brigade = graph.Entity{Key: "actor/khatib-brigade", Kind: schema.ArmedGroup, Name: "لواء سالم الخطيب", External: map[string]string{"wikidata": "Q987654322"}}
	army    = graph.Entity{Key: "actor/army", Kind: schema.Military, Name: "الجيش الوطني"}
	rebels  = graph.Entity{Key: "actor/rebels", Kind: schema.ArmedGroup, Name: "فصائل الشمال", Class: "rebel"}
	east    = graph.Entity{Key: "place/east", Kind: schema.Region, Name: "محافظة المشرق", Point: &graph.Point{Lat: 30.5, Lon: 44.25}}
	rihan   = graph.Entity{Key: "place/tell-rihan", Kind: schema.Settlement, Name: "تل الريحان", Parent: "place/east", Point: &graph.Point{Lat: 35.8771, Lon: 47.9362},
		External: map[string]string{"geonames": "77665544", "wikidata": "Q987654323"}}
	mill    = graph.Entity{Key: "place/old-mill", Kind: schema.Facility, Name: "الطاحونة القديمة", Parent: "place/tell-rihan", Point: &graph.Point{Lat: 35.8772, Lon: 47.9363}}
	jadidah = graph.Entity{Key: "place/jadidah", Kind: schema.Settlement, Name: "الجديدة", Parent: "place/east", Point: &graph.Point{Lat: 31.25, Lon: 43.75}}
)

const (
	withheldOutlet = "صحيفة الضفاف"
	plainKey       = "2019/plain-article"
)

// articles are what the store holds: each hides the withheld in another way, but for the last one.
func articles(t testing.TB) []*graph.Delta {
	day := graph.Period{From: "2019-03-01", To: "2019-03-01", Precision: graph.PrecisionDay, Anchored: true, Surface: "يوم سالم الخطيب"}

	one := newArticle(t, "2019/one-salem", "سالم الخطيب في تل الريحان", "وكالة البيان",
		"قال سالم الخطيب لشبكة نور المحلية إن الجيش الوطني سيطر على تل الريحان يوم سالم الخطيب.\nوقتل الجيش الوطني القائد أبا نضال الحمصي عند الطاحونة القديمة.\nوتقع الطاحونة القديمة داخل تل الريحان.")
	s := one.names(salem, "سالم الخطيب", graph.NameMention)
	n := one.names(nour, "شبكة نور المحلية", graph.NameMention)
	a, r := one.names(army, "الجيش الوطني", graph.NameMention), one.names(rihan, "تل الريحان", graph.NameMention)
	day.Span = one.span("يوم سالم الخطيب")
	one.says("سيطر", graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: []graph.Arg{a}, Places: []graph.Arg{r}, Sources: []graph.Arg{s, n}, Period: day})
	k := one.names(nidal, "القائد أبا نضال الحمصي", graph.NominalMention)
	m := one.names(mill, "الطاحونة القديمة", graph.NameMention)
	one.says("وقتل", graph.Claim{Type: schema.Kill, Agents: []graph.Arg{a}, Patients: []graph.Arg{k}, Places: []graph.Arg{m}})
	one.says("داخل", graph.Claim{Type: schema.PartOf, Agents: []graph.Arg{m}, Patients: []graph.Arg{r}})

	two := newArticle(t, "2019/two", "خبر قصير", "وكالة البيان",
		"هاجمت فصائل الشمال الجيش الوطني في الجديدة، وبسالمَ الخطيـب التقى وفد.\nAccording to SALEM AL‑KHATIB nothing happened near تلّ ريحان.")
	f, a2 := two.names(rebels, "فصائل الشمال", graph.NameMention), two.names(army, "الجيش الوطني", graph.NameMention)
	j := two.names(jadidah, "الجديدة", graph.NameMention)
	two.says("هاجمت", graph.Claim{Type: schema.Attack, Agents: []graph.Arg{f}, Patients: []graph.Arg{a2}, Places: []graph.Arg{j}, Period: graph.Period{From: "2019-03-01", To: "2019-03-01", Precision: graph.PrecisionDay, Anchored: true}})

	three := newArticle(t, "2019/three-daffaf", "", withheldOutlet, "اشتبك لواء سالم الخطيب مع الجيش الوطني في محافظة المشرق.")
	b, a3, e := three.names(brigade, "لواء سالم الخطيب", graph.NameMention), three.names(army, "الجيش الوطني", graph.NameMention), three.names(east, "محافظة المشرق", graph.NameMention)
	three.says("اشتبك", graph.Claim{Type: schema.Clash, Agents: []graph.Arg{b, a3}, Places: []graph.Arg{e}})

	four := newArticle(t, "2019/four-salem-al-khatib", "", "وكالة البيان", "انسحبت فصائل الشمال من الجديدة.")
	f4, j4 := four.names(rebels, "فصائل الشمال", graph.NameMention), four.names(jadidah, "الجديدة", graph.NameMention)
	four.says("انسحبت", graph.Claim{Type: schema.Withdraw, Agents: []graph.Arg{f4}, Places: []graph.Arg{j4}})

	plain := newArticle(t, plainKey, "اشتباك", "وكالة البيان", "هاجمت فصائل الشمال الجيش الوطني في الجديدة.")
	f5, a5, j5 := plain.names(rebels, "فصائل الشمال", graph.NameMention), plain.names(army, "الجيش الوطني", graph.NameMention), plain.names(jadidah, "الجديدة", graph.NameMention)
	plain.says("هاجمت", graph.Claim{Type: schema.Attack, Agents: []graph.Arg{f5}, Patients: []graph.Arg{a5}, Places: []graph.Arg{j5}, Period: graph.Period{From: "2019-03-01", To: "2019-03-01", Precision: graph.PrecisionDay, Anchored: true}})
	return []*graph.Delta{one.done(), two.done(), three.done(), four.done(), plain.done()}
}

// acts merge the two names of the witness, and say so in their notes.
func acts(deltas []*graph.Delta) []*graph.Judgement {
	act := func(n byte, kind graph.JudgementKind) *graph.Judgement {
		return &graph.Judgement{
			ID: graph.ID{0, 0, 0, 0, 0, n, 0x70, 0, 0x80}, Kind: kind, Author: "analyst", Note: "so says سالم الخطيب", Time: time.Date(2020, 1, 1, 0, 0, int(n), 0, time.UTC),
		}
	}
	same, seen := act(1, graph.SameAs), act(2, graph.Accept)
	same.Entity, same.Other = &graph.Referent{Key: nidal.Key, Kind: nidal.Kind, Name: nidal.Name}, &graph.Referent{Key: salem.Key, Kind: salem.Kind, Name: salem.Name}
	for _, d := range deltas {
		seen.Claims = append(seen.Claims, d.Claims[0].ID)
	}
	return []*graph.Judgement{same, seen}
}

const policyText = "person\tperson/salem-khatib\tشاهد 1\nsource\tشبكة نور المحلية\nplace\tplace/tell-rihan\tgovernorate\noutlet\t" + withheldOutlet + "\tصحيفة أ\n"

// secrets are what nobody must find, by what they are.
func secrets(deltas []*graph.Delta) map[string]string {
	out := map[string]string{
		"wikidata of the witness": "Q987654321", "wikidata of the brigade": "Q987654322", "wikidata of the village": "Q987654323", "geonames": "77665544",
		"latitude": "35.8", "rounded latitude": "35.9", "longitude": "47.9", "rounded longitude": "47.94", "key of the village": "tell-rihan", "key of the witness": "salem-khatib",
		"key of the network": "nour-network", "hash of the policy": sum(policyText),
	}
	raw := sha256.Sum256([]byte(policyText))
	out["hash of the policy in base64"] = base64.StdEncoding.EncodeToString(raw[:])
	for _, e := range []graph.Entity{salem, nidal, nour, brigade, rihan, mill} {
		out["id of "+e.Key], out["key of "+e.Key] = graph.EntityID(e.Key).String(), e.Key
	}
	for _, d := range deltas {
		if d.Document.Key == plainKey {
			continue
		}
		out["id of document "+d.Document.Key], out["key of document "+d.Document.Key] = d.Document.ID.String(), d.Document.Key
		out["address of "+d.Document.Key] = d.Document.URL
		if !strings.Contains(d.Document.Key, "four") { // of which the whole text is shown
			out["sum of "+d.Document.Key] = d.Document.SHA256
		}
		for i, c := range d.Claims {
			out[fmt.Sprint("claim ", i, " of ", d.Document.Key)] = c.ID.String()
		}
	}
	for what, s := range out {
		if _, err := graph.ParseID(s); err == nil {
			out[what+" without dashes"] = strings.ReplaceAll(s, "-", "")
		}
	}
	return out
}

// names are those that nobody must find, in any spelling.
var names = []string{
	"سالم الخطيب", "Salem al-Khatib", "أبو نضال الحمصي", "أبا نضال الحمصي", "شبكة نور المحلية", "Nour Local Network", withheldOutlet, "تل الريحان", "الطاحونة القديمة", "القائد",
}

// leaks returns what content tells of what is withheld.
func leaks(content string, deltas []*graph.Delta) []string {
	var found []string
	folded := " " + graph.FoldName(content) + " "
	for _, name := range names {
		escaped := url.PathEscape(name)
		if strings.Contains(content, name) || strings.Contains(folded, " "+graph.FoldName(name)+" ") || strings.Contains(content, escaped) {
			found = append(found, "name "+name)
		}
	}
	for what, s := range secrets(deltas) {
		if strings.Contains(strings.ToLower(content), strings.ToLower(s)) {
			found = append(found, what+" "+s)
		}
	}
	slices.Sort(found)
	return found
}

// filled returns a store with all of it.
func filled(t testing.TB) (*memstore.Store, []*graph.Delta) {
	t.Helper()
	deltas := articles(t)
	store := memstore.New(memstore.Options{ID: graph.EntityID("a store")})
	if err := store.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Judge(t.Context(), acts(deltas)...); err != nil {
		t.Fatal(err)
	}
	return store, deltas
}

func keeper(t testing.TB) *withhold.Keeper {
	t.Helper()
	policy, err := withhold.ReadPolicy(strings.NewReader(policyText), "policy.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return withhold.NewKeeper(policy, withhold.Options{})
}

func TestNoLeakInExports(t *testing.T) {
	store, deltas := filled(t)
	k := keeper(t)
	all := ""
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			err := store.View(t.Context(), func(r graph.Reader) error {
				shown, err := k.Reader(t.Context(), r)
				if err != nil {
					return err
				}
				if found := leaks(exported(t, shown, f), deltas); found != nil {
					t.Errorf("it tells %s", strings.Join(found, "\n"))
				}
				whole := exported(t, r, f)
				all += whole
				if len(leaks(whole, deltas)) == 0 {
					t.Error("the test finds nothing in what withholds nothing")
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
	missed := leaks(all, deltas)
	for what, s := range secrets(deltas) {
		if !slices.Contains(missed, what+" "+s) && !strings.Contains(what, "policy") && !strings.Contains(what, "without dashes") && !strings.Contains(what, "rounded") && !strings.Contains(what, "person:") {
			t.Errorf("no export without a policy has %s %s: the test looks for what is never there", what, s)
		}
	}
}

// exported returns all the bytes that an export writes, what is packed unpacked.
func exported(t *testing.T, r graph.Reader, f export.Format) string {
	t.Helper()
	dir := t.TempDir()
	dst := filepath.Join(dir, "out"+f.Extension)
	if _, err := export.Write(t.Context(), r, f.Name, dst, export.Options{}); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all.Write(b)
		all.WriteString("\n")
		if strings.HasSuffix(path, ".zip") {
			all.WriteString(unzipped(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func unzipped(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		all.WriteString(f.Name + "\n")
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

// What has nothing to do with what is withheld is as it was.
func TestRestIsEqual(t *testing.T) {
	store, deltas := filled(t)
	err := store.View(t.Context(), func(r graph.Reader) error {
		shown, err := keeper(t).Reader(t.Context(), r)
		if err != nil {
			return err
		}
		plain := deltas[len(deltas)-1]
		for _, read := range []func(graph.Reader) (any, error){
			func(r graph.Reader) (any, error) { return r.Documents(t.Context(), []graph.ID{plain.Document.ID}) },
			func(r graph.Reader) (any, error) { return r.Claims(t.Context(), []graph.ID{plain.Claims[0].ID}) },
			func(r graph.Reader) (any, error) { return r.MentionsIn(t.Context(), []graph.ID{plain.Document.ID}) },
			func(r graph.Reader) (any, error) { return r.AsRead(t.Context(), []graph.ID{plain.Document.ID}) },
			func(r graph.Reader) (any, error) {
				return r.Entities(t.Context(), []graph.ID{graph.EntityID(army.Key), graph.EntityID(rebels.Key), graph.EntityID(jadidah.Key)})
			},
		} {
			got, err := read(shown)
			want, wantErr := read(r)
			if err != nil || wantErr != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v (%v), want %+v (%v)", got, err, want, wantErr)
			}
		}
		checkAttack(t, shown)
		checkWitness(t, shown)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkAttack checks an edge with a witness in a redacted document and one in another.
func checkAttack(t *testing.T, r graph.Reader) {
	id := graph.RelationID(schema.Attacked, graph.EntityID(rebels.Key), graph.EntityID(army.Key))
	found, err := r.Relations(t.Context(), []graph.ID{id})
	if err != nil || found[0] == nil || len(found[0].Supporting) != 2 || found[0].Documents != 2 || found[0].Sources != 1 {
		t.Errorf("an edge of two documents: %+v, %v", found[0], err)
	}
}

// checkWitness checks what became of the witness, whom the army killed, and of the village, which it took.
func checkWitness(t *testing.T, r graph.Reader) {
	witness, area := graph.EntityID("withheld/person/شاهد 1"), graph.EntityID(east.Key)
	found, err := r.Entities(t.Context(), []graph.ID{witness, area})
	if err != nil || found[0] == nil || found[0].Kind != schema.Person || found[0].Name != "شاهد 1" || len(found[0].Names)+len(found[0].External) > 0 {
		t.Fatalf("%+v, %v", found[0], err)
	}
	if found[1] == nil || *found[1].Point != *east.Point {
		t.Errorf("the area: %+v", found[1])
	}
	edges, err := r.Relations(t.Context(), []graph.ID{
		graph.RelationID(schema.Killed, graph.EntityID(army.Key), witness), graph.RelationID(schema.Controls, graph.EntityID(army.Key), area),
		graph.RelationID(schema.PredPartOf, area, area),
	})
	if err != nil || edges[0] == nil || edges[1] == nil || edges[2] != nil {
		t.Fatalf("%+v, %v", edges, err)
	}
	claims, err := r.Claims(t.Context(), edges[1].Supporting)
	if err != nil || claims[0].Places[0].Part.IsZero() {
		t.Errorf("what holds of the village is told of the whole area: %+v, %v", claims[0], err)
	}
	if claims[0].Period.Surface != "يوم "+withhold.Token {
		t.Errorf("period %q", claims[0].Period.Surface)
	}
}

// questions ask for all that the API tells.
var questions = []string{
	`{ documents { totalCount nodes { id key title outlet url published sha256 text claims { nodes { id } } mentions { nodes { entity { key } form passage { text span { bytes { start end } } } } } } } }`,
	`{ entities { nodes { id key kind name names { text } class parent { key } point { lat lon } external { scheme value } relations { nodes { id } } } } }`,
	`{ claims { nodes { id type agents { entity { name } passage { text } } patients { entity { id name } } places { entity { name } part { text } } sources { entity { name } }
		period { from passage { text } } evidence { sentence { text } trigger { text } quote { text } document { key } } event { id } relations { id } review } } }`,
	`{ relations { nodes { id predicate subject { id name } object { id key name } } } }`,
	`{ events { nodes { id why { a { id } b { id } } claims { nodes { id } } } } sources { nodes { entity { id name } claimCount } } stats { documents entities claims } revision }`,
	`{ judgements { nodes { id kind note author claims entity { key name } other { key name } } } }`,
	`{ search(text: "سالم") { totalCount } }`,
	`{ search(text: "ريحان") { totalCount } }`,
	`{ a: entity(ref: {key: "person/salem-khatib"}) { id name point { lat lon } } }`,
	`{ a: entity(ref: {name: "تل الريحان"}) { id name point { lat lon } } }`,
	`{ document(ref: {key: "2019/one-salem"}) { id text } }`,
	`{ neighborhood(entity: {key: "actor/army"}, depth: 2) { members { entity { id name key } } relations { id } } }`,
	`{ paths(from: {key: "actor/rebels"}, to: {key: "place/east"}) { hops { from { id name } to { name } sentence { text } claimIds } } }`,
	`{ control(place: {key: "place/east"}) { state holders { actor { name } } } }`,
	`{ aggregate(by: [PLACE, AGENT, OUTLET]) { groups { keys { value entity { id name } } sum { events } } } }`,
	`{ claims(asOf: "2020-01-01", knownAt: "2020-01-01") { nodes { id evidence { sentence { text } } } } }`,
	`{ entities(knownAt: "2020-01-01") { nodes { id key name names { text } } } }`,
}

func TestNoLeakInAnswers(t *testing.T) {
	store, deltas := filled(t)
	s, err := resolvers.New(store, resolvers.Options{Withhold: keeper(t).Reader})
	if err != nil {
		t.Fatal(err)
	}
	whole := ""
	for _, q := range questions {
		answer := answerOf(t, s, resolvers.Principal{Role: resolvers.Reader}, q)
		if found := leaks(answer, deltas); found != nil {
			t.Errorf("%s tells %s\n%s", q, strings.Join(found, "\n"), answer)
		}
		whole += answerOf(t, s, resolvers.Principal{Role: resolvers.Curator}, q)
	}
	if found := leaks(whole, deltas); len(found) < 20 {
		t.Errorf("a curator sees only %d of what is withheld from others", len(found))
	}
}

func answerOf(t *testing.T, s *resolvers.Schema, who resolvers.Principal, query string) string {
	t.Helper()
	var b strings.Builder
	r := s.Exec(resolvers.As(context.WithoutCancel(t.Context()), who), query, "", nil)
	for _, e := range r.Errors {
		if e.Code() == resolvers.CodeInvalid {
			t.Fatalf("%s: %v", query, e)
		}
	}
	if _, err := r.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
