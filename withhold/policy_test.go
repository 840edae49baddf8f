package withhold

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

func TestReadPolicy(t *testing.T) {
	got, err := ReadPolicy(strings.NewReader("\ufeff# who\r\nperson\tسالم\tشاهد 1\r\n\nplace\t*\tgovernorate\noutlet\tالبيان\t\n"), "p.tsv")
	want := []Rule{{2, Person, "سالم", "شاهد 1"}, {4, Place, "*", "governorate"}, {5, Outlet, "البيان", ""}}
	if err != nil || !reflect.DeepEqual(got.Rules, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for text, says := range map[string]string{
		"":                              "it withholds nothing",
		"# nothing\n":                   "it withholds nothing",
		"person سالم":                   "p.tsv:1: 1 columns",
		"\nthing\tسالم":                 "p.tsv:2: no kind is called",
		"person\t ":                     "p.tsv:1: no reference",
		"place\tهجين\ttown":             "is no level of places: there are country",
		"person\tسالم\ta\tb":            "4 columns",
		"person\tسالم\ta\nperson\tسالم": "p.tsv:2: line 1 has the same reference",
		"person\tسالم\t" + Token:        "sign that masks",
		"person\tس\x01الم":              "control character",
		"person\t\xff":                  "not UTF-8",
	} {
		if _, err := ReadPolicy(strings.NewReader(text), "p.tsv"); !errors.Is(err, ErrPolicy) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %s", text, err, says)
		}
	}
}

func FuzzReadPolicy(f *testing.F) {
	f.Add("person\tسالم\tشاهد 1\nplace\t*\tgovernorate\n")
	f.Add("outlet\tx\t\xff\n#\nsource\t*")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadPolicy(strings.NewReader(text), "p.tsv")
		if err != nil {
			if !errors.Is(err, ErrPolicy) || p != nil && len(p.Rules) == 0 {
				t.Fatalf("%+v, %v", p, err)
			}
			return
		}
		var lines []string
		for _, r := range p.Rules {
			if r.check() != nil || r.Line < 1 {
				t.Fatalf("%+v", r)
			}
			lines = append(lines, string(r.Kind)+"\t"+r.Ref+"\t"+r.As)
		}
		again, err := ReadPolicy(strings.NewReader(strings.Join(lines, "\n")), "p.tsv")
		if err != nil || len(again.Rules) != len(p.Rules) {
			t.Fatalf("%q read again: %+v, %v", lines, again, err)
		}
	})
}

// world is a store with a few entities, two of them of one name.
func world(t *testing.T) *memstore.Store {
	t.Helper()
	const text = "سالم وسالم في هجين قرب المدرسة"
	d := &graph.Delta{Document: &graph.Document{Key: "d", Outlet: "البيان", Text: text, SHA256: sha(text), ID: graph.DocumentID("d", text)}}
	for _, e := range []graph.Entity{
		{Key: "person:one", Kind: schema.Person, Name: "سالم"}, {Key: "person:two", Kind: schema.Person, Name: "سالم"},
		{Key: "place/hajin", Kind: schema.Settlement, Name: "هجين", Parent: "place/abu-kamal"},
		{Key: "place/school", Kind: schema.Facility, Name: "المدرسة", Parent: "place/hajin"},
		{Key: "place/east", Kind: schema.Region, Name: "المشرق"}, {Key: "actor/army", Kind: schema.Military, Name: "الجيش"},
	} {
		e.ID = graph.EntityID(e.Key)
		d.Entities = append(d.Entities, &e)
	}
	store := memstore.New(memstore.Options{})
	if err := store.Apply(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return store
}

// atlas knows what the store does not: the district and its governorate.
func atlas(key string) *graph.Entity {
	known := map[string]*graph.Entity{
		"place/abu-kamal": {Kind: schema.District, Name: "البوكمال", Parent: "place/deir"},
		"place/deir":      {Kind: schema.Region, Name: "دير الزور", Point: &graph.Point{Lat: 35, Lon: 40}},
		"person/absent":   {Kind: schema.Person, Name: "غائب", Names: []graph.Name{{Text: "Absent One", Lang: "en", Script: "Latn"}}},
	}
	e := known[key]
	if e != nil {
		e.Key, e.ID = key, graph.EntityID(key)
	}
	return e
}

// build makes the overlay of a policy over a store.
func build(t *testing.T, store graph.Store, policy string, fn func(o *Overlay, p *plan, shown graph.Reader)) error {
	t.Helper()
	read, err := ReadPolicy(strings.NewReader(policy), "p.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return store.View(t.Context(), func(r graph.Reader) error {
		o, err := Build(t.Context(), r, read, Options{Lexicon: atlas})
		if err != nil || fn == nil {
			return err
		}
		p, err := newPlan(t.Context(), r, read, atlas)
		if err == nil {
			fn(o, p, o.Reader(r))
		}
		return err
	})
}

func TestRulesThatDoNotFit(t *testing.T) {
	store := world(t)
	for policy, says := range map[string]string{
		"person\tسالم":                           `p.tsv:1: "سالم" could mean person:`,
		"place\tالجيش":                           "is of the kind military",
		"person\tplace/hajin":                    "is of the kind settlement",
		"place\tهجين\tsettlement":                "nothing finer than a settlement",
		"place\tالمشرق\tgovernorate":             "nothing finer",
		"actor\tالجيش\ta\nactor\tactor/army\tb":  "p.tsv:2: line 1 withholds the same",
		"person\tperson:one\tصاحب سالم":          "holds a name that is withheld",
		"actor\tالجيش\ta\nsource\tactor/army\tb": "p.tsv:2: line 1 withholds the same",
	} {
		if err := build(t, store, policy, nil); !errors.Is(err, ErrPolicy) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %s", policy, err, says)
		}
	}
}

func TestNotes(t *testing.T) {
	store := world(t)
	for policy, says := range map[string]string{
		"person\tزيد": `p.tsv:1: the store holds no person "زيد"`,
		"person\t" + graph.EntityID("x").String(): "holds nothing with this id",
		"place\tplace/east":                       "",
		"place\tplace/hajin\tcountry":             "no country around",
		"person\tperson/absent":                   "holds no person",
	} {
		err := build(t, store, policy, func(o *Overlay, _ *plan, _ graph.Reader) {
			if got := strings.Join(o.Notes(), "\n"); says == "" && got != "" || !strings.Contains(got, says) {
				t.Errorf("%q: notes %q, want %s", policy, got, says)
			}
		})
		if err != nil {
			t.Errorf("%q: %v", policy, err)
		}
	}
}

// What the lexicon knows of an absent one is looked for too.
func TestLexiconNames(t *testing.T) {
	err := build(t, world(t), "person\tperson/absent", func(_ *Overlay, p *plan, _ graph.Reader) {
		if !p.names.holds("so says ABSENT ONE") || !p.names.holds("وغائبٌ") {
			t.Error("names of the lexicon are not looked for")
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// A place becomes an area that only the lexicon knows, and so does what lies inside of it.
func TestAreaOfLexicon(t *testing.T) {
	err := build(t, world(t), "place\tهجين\tgovernorate", func(_ *Overlay, p *plan, r graph.Reader) {
		for _, key := range []string{"place/hajin", "place/school"} {
			if to := p.to[graph.EntityID(key)]; to == nil || to.Key != "place/deir" || to.Point == nil || to.Name != "دير الزور" {
				t.Errorf("%s becomes %+v", key, to)
			}
		}
		docs, err := r.Documents(t.Context(), idsOfAll(t, r))
		if err != nil || docs[0].Text != "سالم وسالم في "+Token+" قرب "+Token {
			t.Errorf("%+v, %v", docs[0], err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func idsOfAll(t *testing.T, r graph.Reader) (ids []graph.ID) {
	for d, err := range r.AllDocuments(t.Context(), graph.ID{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
	}
	return ids
}
