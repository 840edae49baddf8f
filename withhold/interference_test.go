package withhold_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/export"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
	"github.com/isnad-graph/isnad/withhold"
)

// secret is all that two stores differ in.
type secret struct {
	key, name, kunya, latin   string // of a person
	placeKey, place, geonames string // of a village
	lat, lon                  float64
	outlet                    string
	address                   string
}

var secretOnes = []secret{
	{"person/a", "سالم الخطيب", "أبو نضال", "Salem al-Khatib", "place/rihan", "تل الريحان", "111", 35.8771, 47.9362, "صحيفة الضفاف", "salem-speaks"},
	{"person/zz-other", "عبد الرحمن بن يوسف القاضي", "أبو الوليد الأنباري", "A. Q.", "place/k", "كفر نعيم الغربية", "9", 30.1, 44.2, "نور", "x"},
	{"armed-group:x", "زيد", "أبو زيد", "Zayd", "settlement:y", "الكوم", "22", -5, 3, "وكالة أخبار الصباح", "2019/12/news"},
}

// filledWith returns a store whose articles tell the same of each secret, and a policy that withholds it.
func filledWith(t *testing.T, s secret) (*memstore.Store, string) {
	t.Helper()
	area := graph.Entity{Key: "place/east", Kind: schema.Region, Name: "محافظة المشرق", Point: &graph.Point{Lat: 31.5, Lon: 44.25}}
	person := graph.Entity{Key: s.key, Kind: schema.Person, Name: s.name, External: map[string]string{"wikidata": s.geonames}, Names: []graph.Name{{Text: s.latin, Lang: "en", Script: "Latn"}}}
	other := graph.Entity{Key: "person:" + s.kunya, Kind: schema.Person, Name: s.kunya}
	village := graph.Entity{Key: s.placeKey, Kind: schema.Settlement, Name: s.place, Parent: area.Key, Point: &graph.Point{Lat: s.lat, Lon: s.lon}, External: map[string]string{"geonames": s.geonames}}

	one := newArticle(t, s.address, "عن "+s.name, "وكالة البيان", "قال "+s.name+" إن الجيش الوطني سيطر على "+s.place+" أمس، ورآه ب"+s.place+" "+s.latin+" أيضا.")
	p, a, v := one.names(person, s.name, graph.NameMention), one.names(army, "الجيش الوطني", graph.NameMention), one.names(village, s.place, graph.NameMention)
	one.says("سيطر", graph.Claim{Type: schema.Control, Phase: schema.Gain, Agents: []graph.Arg{a}, Places: []graph.Arg{v}, Sources: []graph.Arg{p}, Period: graph.Period{From: "2019-03-01", To: "2019-03-01", Precision: graph.PrecisionDay, Anchored: true}})

	two := newArticle(t, "2-"+s.address, "", s.outlet, "اعتقل الجيش الوطني "+s.kunya+" في محافظة المشرق، ونفى ذلك.")
	a, k, e := two.names(army, "الجيش الوطني", graph.NameMention), two.names(other, s.kunya, graph.NameMention), two.names(area, "محافظة المشرق", graph.NameMention)
	two.says("اعتقل", graph.Claim{Type: schema.Detain, Agents: []graph.Arg{a}, Patients: []graph.Arg{k}, Places: []graph.Arg{e}})

	three := newArticle(t, "3", "", "وكالة البيان", "انتشر الجيش الوطني في محافظة المشرق.")
	a, e = three.names(army, "الجيش الوطني", graph.NameMention), three.names(area, "محافظة المشرق", graph.NameMention)
	three.says("انتشر", graph.Claim{Type: schema.Deploy, Agents: []graph.Arg{a}, Places: []graph.Arg{e}})

	store := memstore.New(memstore.Options{ID: graph.EntityID("one store")})
	if err := store.Apply(t.Context(), one.done(), two.done(), three.done()); err != nil {
		t.Fatal(err)
	}
	act := &graph.Judgement{
		ID: graph.ID{0, 0, 0, 0, 0, 1, 0x70, 0, 0x80}, Kind: graph.SameAs, Author: "analyst", Note: s.kunya, Time: time.Date(2020, 1, 1, 0, 0, 1, 0, time.UTC),
		Entity: &graph.Referent{Key: other.Key, Kind: other.Kind, Name: other.Name}, Other: &graph.Referent{Key: person.Key, Kind: person.Kind, Name: person.Name},
	}
	review := &graph.Judgement{
		ID: graph.ID{0, 0, 0, 0, 0, 2, 0x70, 0, 0x80}, Kind: graph.Accept, Author: "analyst", Note: "seen " + s.name, Time: time.Date(2020, 1, 1, 0, 0, 2, 0, time.UTC),
		Claims: []graph.ID{one.delta.Claims[0].ID},
	}
	if _, err := store.Judge(t.Context(), act, review); err != nil {
		t.Fatal(err)
	}
	return store, "person\t" + s.key + "\tشاهد 1\nplace\t" + s.placeKey + "\tgovernorate\noutlet\t" + s.outlet + "\tصحيفة أ\n"
}

// Two stores that differ only in what is withheld are exported to the same bytes: whatever is shown has nothing of it, in
// whatever form, so that no list of candidates helps.
func TestNothingDependsOnWhatIsWithheld(t *testing.T) {
	var first map[string]string
	for _, s := range secretOnes {
		store, text := filledWith(t, s)
		policy, err := withhold.ReadPolicy(strings.NewReader(text), "p.tsv")
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]string{}
		err = store.View(t.Context(), func(r graph.Reader) error {
			v, err := withhold.NewKeeper(policy, withhold.Options{}).Reader(t.Context(), r)
			if err != nil {
				return err
			}
			for _, f := range export.Formats() {
				shown[f.Name] = exported(t, v, f)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = shown
			if !strings.Contains(shown["jsonl"], "شاهد 1") || !strings.Contains(shown["jsonl"], "صحيفة أ") || !strings.Contains(shown["jsonl"], withhold.Token) {
				t.Fatal("nothing is withheld")
			}
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(shown)) {
			if shown[name] != first[name] {
				t.Errorf("%s of %s differs:\n%s", name, s.name, firstDifference(shown[name], first[name]))
			}
		}
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] + "\nand\n" + b[i]
		}
	}
	return "one has more lines"
}
