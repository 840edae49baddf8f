package lexicon_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// small is a lexicon made for these tests.
func small(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range sound {
		fsys["ar/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	add := func(file, rows string) {
		fsys["ar/"+file] = &fstest.MapFile{Data: []byte(sound[file] + rows)}
	}
	add("words.tsv", "per\tوفق\nper\tوفقا ل\nper\tنقلا عن\nwith\tبدعم من\nwith\tبدعم\n")
	add("nouns.tsv", "civil\tf\tجثة\tجثث\nleader\tm\tقائد كتيبة\tقادة كتائب\n")
	add("places/syria.names.tsv", "sy-y\tبئر السبع\talias\n")
	add("actors/syria.names.tsv", "sy-b\tلواء «الفتح\talias\n")
	l, err := lexicon.Load("ar", fsys)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func tokens(text string) []arabic.Token { return arabic.Tokenize(text, 0, len(text)) }

func TestReadings(t *testing.T) {
	l := small(t)
	classes := func(word string) (out []string) {
		reads, _ := l.Readings(arabic.Normalize(word), nil, nil)
		for _, r := range reads {
			if r.Sense.Trigger != nil {
				out = append(out, r.Sense.Trigger.ID)
			} else {
				out = append(out, l.ClassName(r.Sense.Class))
			}
		}
		return out
	}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"في", []string{"fi"}},
		{"وفي", []string{"fi"}},
		{"الفي", nil},
		{"قصف", []string{"qasafa"}},
		{"وقصفت", []string{"qasafa"}},
		{"قصفها", []string{"qasafa"}},
		{"القصف", nil}, // only the verb is in the table
		{"بقصف", nil},
		{"المقاتلين", []string{"fighter", "fighter"}}, // dual or plural
		{"مقاتلوه", []string{"fighter"}},
		{"جثث", []string{"civil"}},
		{"جثتان", []string{"civil"}},
		{"قلم", nil},
	} {
		if got := classes(c.word); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v; want %v", c.word, got, c.want)
		}
	}
}

func TestPhrase(t *testing.T) {
	l := small(t)
	for _, c := range []struct {
		text  string
		n     int
		class string
	}{
		{"نقلا عن وكالة", 2, "per"},
		{"نقلاً عن وكالة", 2, "per"},
		{"ونقلا عن وكالة", 2, "per"},
		{"وفقا للمرصد", 1, "per"}, // the open preposition stays with the next word
		{"وفقا لـ«المرصد»", 2, "per"},
		{"وفقا عنه", 0, ""},
		{"بدعم من الطيران", 2, "with"},
		{"قائد كتيبة", 2, "leader"},
		{"قادة كتائب", 2, "leader"},
		{"وفق المرصد", 0, ""}, // a single word is no phrase
	} {
		reads, n, _ := l.Phrase(tokens(c.text), 0, nil)
		if n != c.n {
			t.Errorf("%s: %d tokens, want %d", c.text, n, c.n)
			continue
		}
		if n > 0 && l.ClassName(reads[0].Sense.Class) != c.class {
			t.Errorf("%s: class %s", c.text, l.ClassName(reads[0].Sense.Class))
		}
	}
}

func TestFindName(t *testing.T) {
	l := small(t)
	for _, c := range []struct{ text, want string }{
		{"الجيش", "actor/sy-a 1"},
		{"والجيش", "actor/sy-a 1"},
		{"للجيش", "actor/sy-a 1"},
		{"بالجيش", "actor/sy-a 1"},
		{"الجَيش", "actor/sy-a 1"},
		{"الفرقة الأولى في", "actor/sy-b 2"},
		{"الفرقة الثانية", "actor/sy-b 1"},
		{"الفرقة «الأولى»", "actor/sy-b 3"},
		{"لواء «الفتح»", "actor/sy-b 3"},
		{"لواء الفتح", "actor/sy-b 2"},
		{"جيش", ""},
		{"الفرقة، الأولى", "actor/sy-b 1"},
		{"سامر الحلبي", "person/sy-p 2"},
		{"سامر", ""},
		{"البئر", "place/sy-y 1 gated"},
		{"بئر السبع", "place/sy-y 2"},
	} {
		n, _ := l.FindName(tokens(c.text), 0, nil)
		var got []string
		for _, r := range n.Refs {
			got = append(got, l.Entries[r.Entry].Key, string(rune('1'+n.Last-n.First)))
			if r.Gated {
				got = append(got, "gated")
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.text, s, c.want)
		}
	}
}

func TestLoad(t *testing.T) {
	l := small(t)
	e, ok := l.Entry("place/sy-x")
	if !ok || e.Kind != schema.Region || !e.HasPoint || e.Lat != 35.1 || e.Name != "البادية" || e.Theatre != "syria" || e.External["wikidata"] != "Q9" {
		t.Errorf("%+v", e)
	}
	if p, _ := l.Entry("person/sy-p"); p == nil || p.Parent != "media/sy-m" || p.Role != "leads" || p.Kind != schema.Person {
		t.Errorf("%+v", p)
	}
	if _, ok := l.Entry("place/none"); ok || l.Index("place/none") != -1 {
		t.Error("an entity that is not there")
	}
	if !l.Within(l.Index("place/sy-y"), l.Index("place/sy-x")) || l.Within(l.Index("place/sy-x"), l.Index("place/sy-y")) {
		t.Error("sy-y lies in sy-x, and not the reverse")
	}
	if !l.Filled("fi") || l.Filled("none") || l.Class("") != lexicon.NoClass {
		t.Error("classes")
	}
	if l.Version() == "" || l.Version() != small(t).Version() {
		t.Error("equal data, equal version")
	}
}

func TestLoadErrors(t *testing.T) {
	for name, c := range map[string][4]string{
		"frame":     {"triggers.tsv", "\tfire\t", "\tfires\t", `triggers.tsv:2: no frame "fires"`},
		"form":      {"trigger-forms.tsv", "perfect", "past", `trigger-forms.tsv:2: no kind of form "past"`},
		"orphan":    {"trigger-forms.tsv", "qasafa", "nasafa", `trigger-forms.tsv:2: no trigger "nasafa"`},
		"gender":    {"nouns.tsv", "\tm\t", "\t\t", "nouns.tsv:2: a noun needs its gender"},
		"double id": {"actors/syria.tsv", "sy-b", "sy-a", `actors/syria.tsv:3: id "sy-a" stands twice`},
		"point":     {"places/syria.tsv", "35.1", "north", `places/syria.tsv:2: lat "north"`},
		"use":       {"places/syria.names.tsv", "main,gated", "first", `places/syria.names.tsv:3: use "first"`},
		"nobody":    {"places/syria.names.tsv", "sy-y", "sy-z", `places/syria.names.tsv:3: no entity "sy-z"`},
		"no name":   {"places/syria.names.tsv", "البئر", "", "places/syria.names.tsv:3: an empty name"},
	} {
		fsys := fstest.MapFS{}
		for file, text := range sound {
			if file == c[0] {
				text = strings.Replace(text, c[1], c[2], 1)
			}
			fsys["ar/"+file] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, err := lexicon.Load("ar", fsys); err == nil || !strings.Contains(err.Error(), c[3]) {
			t.Errorf("%s: %v; want %s", name, err, c[3])
		}
	}
}

// TestExtra: a second file system adds to the first.
func TestExtra(t *testing.T) {
	extra := fstest.MapFS{
		"ar/places/more.tsv":       {Data: []byte("id\tkind\tparent\nzz-new\tsettlement\tx-syria\n")},
		"ar/places/more.names.tsv": {Data: []byte("id\tname\tuse\nzz-new\tقرية الاختبار الجديدة\tmain\n")},
	}
	built, err := lexicon.Load("ar", data.FS)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.Load("ar", data.FS, extra)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := l.FindName(tokens("قرية الاختبار الجديدة"), 0, nil); len(n.Refs) != 1 || n.Last != 2 {
		t.Errorf("%+v", n)
	}
	if built.Version() == l.Version() {
		t.Error("other data, other version")
	}
}

func BenchmarkLookup(b *testing.B) {
	l, err := lexicon.Load("ar", data.FS)
	if err != nil {
		b.Fatal(err)
	}
	toks := tokens("أعلنت قوات سوريا الديمقراطية سيطرتها على مدينة الرقة بعد معارك ضد تنظيم داعش وفقا للمرصد السوري لحقوق الإنسان")
	var splits []arabic.Split
	var reads []lexicon.Reading
	b.ReportAllocs()
	for b.Loop() {
		for i := range toks {
			_, splits = l.FindName(toks, i, splits)
			_, _, splits = l.Phrase(toks, i, splits)
			reads, splits = l.Readings(toks[i].Norm, splits, reads[:0])
		}
	}
	b.ReportMetric(float64(len(toks)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lexicon.Load("ar", data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
