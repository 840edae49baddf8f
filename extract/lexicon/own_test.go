package lexicon_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

func mapFS(root string, tables map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range tables {
		fsys[root+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

var loadBase = sync.OnceValues(func() (*lexicon.Lexicon, error) { return lexicon.Load("ar", builtIn) })

func base(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	l, err := loadBase()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// builtIn is what own tables are compared with in these tests.
var builtIn = func() fs.FS {
	tables := maps.Clone(sound)
	tables["words.tsv"] += "title\tالعميد\n"
	tables["nouns.tsv"] += "loaded-noun\tf\tمليشيا\tمليشيات\n"
	tables["common.tsv"] = "id\tform\nland\tبستان\n"
	tables["places/world.tsv"] = "id\tkind\tparent\tlat\tlon\ten\tpcode\tgeonames\twikidata\nx-land\tcountry\nx-town\tsettlement\tx-land\t35.5\t40.5\tTown\tC1\n"
	tables["places/world.names.tsv"] = "id\tname\tuse\nx-land\tالبلاد\tmain\nx-town\tمرج الغزلان\tmain\n"
	tables["places/syria.tsv"] = strings.ReplaceAll(tables["places/syria.tsv"], "sy-x\tregion\t", "sy-x\tregion\tx-land")
	return mapFS("ar/", tables)
}()

// own is a user's lexicon without a fault.
var own = map[string]string{
	"mine.tsv": "id\tkind\tclass\tparent\tlat\tlon\tname\tuse\n" +
		"my-band\tarmed-group\trebel\tsy-b\t\t\tلواء السنابل\n" +
		"my-band\t\t\t\t\t\tكتائب السنابل\t\n" +
		"my-chief\tperson\t\tmy-band\t\t\tراغب السنجاري\t\n" +
		"my-news\tmedia\t\tmy-band\t\t\tشبكة السنابل\t\n" +
		"my-village\tsettlement\t\tsy-x\t35.2\t40.1\tبستان\tgated\n" +
		"sy-y\t\t\t\t\t\tبئر الغزلان\t\n",
	"actors/more.tsv":        "id\tkind\tclass\tparent\nmy-unit\tmilitary\tstate-forces\tmy-band\n",
	"actors/more.names.tsv":  "id\tname\tuse\nmy-unit\tالفوج السابع\tmain\nsy-a\tجيش البلاد\talias\n",
	"places/far.tsv":         "id\tkind\tparent\tlat\tlon\tlevel\nmy-land\tregion\tx-land\t\t\t1\nmy-ward\tdistrict\tmy-land\t\t\t2\n",
	"places/far.names.tsv":   "id\tname\tuse\nmy-land\tأرض النخيل\tmain\nmy-ward\tناحية النخيل\tmain\n",
	"words.tsv":              "id\tform\ntitle\tالرائد\n",
	"triggers.tsv":           "id\tkind\ttype\tmode\tframe\tneeds\treq\nrashaqa\tevent\tattack\tshelling\tfire\t\tarmed\n",
	"trigger-forms.tsv":      "id\tkind\tform\nqasafa\tmasdar\tقصف\nrashaqa\tperfect\tرشق\n",
	"common.tsv":             "id\tform\nliving\tسنبلة\n",
	"README.md":              "what is here",
	".hidden/places/x.tsv":   "nothing",
	"rules/more.rules":       "rule x\n",
	"rules/words.tsv":        "id\tform\nmy-word\tبتوجيه\n",
	"persons/some.tsv":       "id\taffiliation\trole\nmy-man\tmy-band\tleads\n",
	"persons/some.names.tsv": "id\tname\tuse\nmy-man\tهاني السنجاري\tmain\n",
	"media/some.tsv":         "id\tparent\nmy-paper\tsy-a\n",
	"media/some.names.tsv":   "id\tname\tuse\nmy-paper\tصحيفة السنابل\tmain\n",
	"actors/gone.names.tsv":  "id\tname\n",
}

func readOwn(t testing.TB, dirs ...lexicon.Dir) (*lexicon.Own, []lexicon.Fault) {
	t.Helper()
	return lexicon.ReadOwn(base(t), builtIn, "ar", soundNeeds, dirs...)
}

func loadOwn(t testing.TB, dirs ...lexicon.Dir) *lexicon.Lexicon {
	t.Helper()
	o, faults := readOwn(t, dirs...)
	for _, f := range faults {
		if !f.Minor {
			t.Fatal(f)
		}
	}
	extra, err := o.FS("ar")
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.Load("ar", builtIn, extra)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOwn(t *testing.T) {
	dir := lexicon.Dir{Name: "mine", FS: mapFS("", own)}
	if _, faults := readOwn(t, dir); len(faults) > 0 {
		t.Fatal(faults)
	}
	l := loadOwn(t, dir)
	for key, want := range map[string]string{
		"actor/my-band": "لواء السنابل", "person/my-chief": "راغب السنجاري", "media/my-news": "شبكة السنابل", "place/my-village": "بستان",
		"actor/my-unit": "الفوج السابع", "place/my-ward": "ناحية النخيل", "person/my-man": "هاني السنجاري", "media/my-paper": "صحيفة السنابل",
	} {
		e, ok := l.Entry(key)
		if !ok || e.Name != want {
			t.Errorf("%s: %+v", key, e)
		}
	}
	parents := map[string]string{
		"actor/my-band": "actor/sy-b", "person/my-chief": "actor/my-band", "media/my-news": "actor/my-band", "place/my-village": "place/sy-x",
	}
	for key, want := range parents {
		if e, _ := l.Entry(key); e.Parent != want {
			t.Errorf("%s lies under %q, want %q", key, e.Parent, want)
		}
	}
	for name, want := range map[string]string{"كتائب السنابل": "actor/my-band", "بئر الغزلان": "place/sy-y", "جيش البلاد": "actor/sy-a"} {
		refs := l.Named(name)
		if len(refs) != 1 || l.Entries[refs[0].Entry].Key != want || refs[0].Main {
			t.Errorf("%s: %+v, want an alias of %s", name, refs, want)
		}
	}
	if refs := l.Named("بستان"); len(refs) != 1 || !refs[0].Gated || !refs[0].Main {
		t.Errorf("a gated main name: %+v", refs)
	}
	if l.Version() == base(t).Version() {
		t.Error("the version is that of the built-in data")
	}
}

// TestOwnTheatre: an own entity is at home where what lies above it is.
func TestOwnTheatre(t *testing.T) {
	l := loadOwn(t, lexicon.Dir{Name: "mine", FS: mapFS("", own)})
	for key, want := range map[string]string{
		"actor/my-unit": "syria", "place/my-village": "syria", "place/my-ward": "syria", "media/my-paper": "syria", "person/my-man": "syria",
	} {
		if e, _ := l.Entry(key); e.Theatre != want {
			t.Errorf("%s is at home in %q, want %q", key, e.Theatre, want)
		}
	}
	alone := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", map[string]string{"a.tsv": "id\tkind\tclass\tname\nmy-a\tbody\tother\tمجلس السنابل\n"})})
	if e, _ := alone.Entry("actor/my-a"); e.Theatre != "world" {
		t.Errorf("an actor under nobody is at home in %q", e.Theatre)
	}
}

// TestOwnOrderFree: neither the order of rows nor that of files and directories changes the lexicon.
func TestOwnOrderFree(t *testing.T) {
	whole := loadOwn(t, lexicon.Dir{Name: "mine", FS: mapFS("", own)})
	reversed, half := map[string]string{}, map[string]string{}
	for name, text := range own {
		lines := strings.Split(strings.TrimSpace(text), "\n")
		if strings.HasSuffix(name, ".tsv") && !strings.HasPrefix(name, ".") {
			slices.Reverse(lines[1:])
		}
		text = "# a comment\n" + strings.Join(lines, "\n")
		switch {
		case strings.HasSuffix(name, ".rules"), strings.HasSuffix(name, ".md"):
			reversed[name] = own[name]
		case strings.HasPrefix(name, "places/"):
			half[strings.Replace(name, "far", "near", 1)] = text
		default:
			reversed[name] = text
		}
	}
	a, b := lexicon.Dir{Name: "a", FS: mapFS("", reversed)}, lexicon.Dir{Name: "b", FS: mapFS("", half)}
	for _, dirs := range [][]lexicon.Dir{{a, b}, {b, a}} {
		l := loadOwn(t, dirs...)
		if l.Version() != whole.Version() {
			t.Errorf("%s %s: version %s, want %s", dirs[0].Name, dirs[1].Name, l.Version(), whole.Version())
		}
		if !slices.EqualFunc(l.Entries, whole.Entries, func(x, y lexicon.Entry) bool { return x.Key == y.Key && x.Name == y.Name && x.Theatre == y.Theatre }) {
			t.Error("other entries, or in another order")
		}
	}
	changed := maps.Clone(own)
	changed["mine.tsv"] = strings.Replace(changed["mine.tsv"], "35.2", "35.3", 1)
	if l := loadOwn(t, lexicon.Dir{Name: "mine", FS: mapFS("", changed)}); l.Version() == whole.Version() {
		t.Error("another point, and the version stays")
	}
}

func TestOwnInstead(t *testing.T) {
	mine := map[string]string{"a.tsv": "id\tkind\tclass\tname\tuse\nmy-a\tbody\tother\tمجلس السنابل\t\nmy-a\t\t\tالفرقة الأولى\tinstead\n"}
	refs := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", mine)}).Named("الفرقة الأولى")
	if len(refs) != 1 {
		t.Fatalf("the name leads to %d entities", len(refs))
	}
	generic := map[string]string{"a.tsv": strings.Replace(mine["a.tsv"], "instead", "generic", 1)}
	if refs := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", generic)}).Named("الفرقة الأولى"); len(refs) != 2 {
		t.Errorf("a generic name leads to %d entities, want both", len(refs))
	}
}

// TestOwnMainWithOtherUses: in the line with the kind a name is the main one, said or not, whatever else it is.
func TestOwnMainWithOtherUses(t *testing.T) {
	tables := maps.Clone(own)
	said := strings.Replace(own["mine.tsv"], "\tgated", "\tmain,gated", 1)
	if said == own["mine.tsv"] {
		t.Fatal("no gated name in the table")
	}
	plain := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", tables)}).Version()
	tables["mine.tsv"] = said
	if got := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", tables)}).Version(); got != plain {
		t.Errorf("«main,gated» is version %s, «gated» is %s", got, plain)
	}
}

func TestOwnOneTable(t *testing.T) {
	tables := map[string]string{"a.tsv": own["mine.tsv"], "b.tsv": "broken"}
	l := loadOwn(t, lexicon.Dir{Name: "m", FS: mapFS("", tables), File: "a.tsv"})
	if _, ok := l.Entry("actor/my-band"); !ok {
		t.Error("the table was not read")
	}
}

// TestOwnFaults breaks a user's lexicon in one place at a time: the fault must be told, with file and line.
func TestOwnFaults(t *testing.T) {
	const mine = "mine.tsv"
	for _, c := range []struct{ name, file, old, new, want string }{
		{"id of a built-in one", mine, "my-band\tarmed", "sy-a\tarmed", `mine.tsv:2: id "sy-a" stands in line 2 of the built-in actors/syria.tsv too; choose another id`},
		{"id twice", "actors/more.tsv", "my-unit", "my-band", `/mine.tsv:2: id "my-band" stands in line 2 of more.tsv too; keep one`},
		{"kind twice", mine, "my-band\t\t\t", "my-band\tarmed-group\trebel\t", `mine.tsv:3: the kind of "my-band" stands in line 2 already`},
		{"unknown kind", mine, "armed-group", "militia", `mine.tsv:2: unknown kind "militia"; use state, military`},
		{"no class", mine, "armed-group\trebel", "armed-group\t", `mine.tsv:2: unknown class ""; use state-forces`},
		{"class of a place", mine, "settlement\t\t", "settlement\tother\t", `mine.tsv:6: class "other", which places do not have`},
		{"dangling parent", mine, "settlement\t\tsy-x", "settlement\t\tsy-z", `mine.tsv:6: no entity "sy-z", its parent; add`},
		{"dangling affiliation", mine, "person\t\tmy-band", "person\t\tmy-bend", `mine.tsv:4: no entity "my-bend", its affiliation`},
		{"parent of another group", mine, "settlement\t\tsy-x", "settlement\t\tsy-a", `mine.tsv:6: no entity "sy-a", its parent`},
		{"circle", "places/far.tsv", "region\tx-land", "region\tmy-ward", `far.tsv:2: "my-land" lies above itself`},
		{"latitude", mine, "35.2", "352", "mine.tsv:6: lat 352, lon 40.1 is nowhere on Earth"},
		{"comma in a number", mine, "35.2", "35,2", `mine.tsv:6: lat "35,2", lon "40.1"; write both as decimal`},
		{"level", "places/far.tsv", "\t2", "\t1", `far.tsv:3: level 1 within level 1 ("my-land")`},
		{"level that is none", "places/far.tsv", "\t2", "\tx", `far.tsv:3: level "x"`},
		{"name of nobody", mine, "sy-y\t\t", "sy-q\t\t", `mine.tsv:7: no kind, and no entity "sy-q"; write its kind`},
		{"second main name", "actors/more.names.tsv", "البلاد\talias", "البلاد\tmain", `more.names.tsv:3: "sy-a" is built in and has its main name`},
		{"main name twice", mine, "كتائب السنابل\t", "كتائب السنابل\tmain", `mine.tsv:2: "my-band" has 2 main names`},
		{"cell in a further name", mine, "my-band\t\t\t\t", "my-band\t\t\tsy-a\t", `mine.tsv:3: parent "sy-a" in a line without a kind`},
		{"name twice", mine, "كتائب", "لواء", `mine.tsv:3: the name "لواء السنابل" stands in line 2`},
		{"name of a built-in one", mine, "لواء السنابل", "الفرقة الأولى", `mine.tsv:2: the name "الفرقة الأولى" belongs to "sy-b" (the built-in actors/syria.names.tsv:4) too; mark it as generic`},
		{"common word", mine, "\tgated", "\t", `mine.tsv:6: "بستان" counts wherever it stands, but it is a common word too; mark it as gated`},
		{"short name", mine, "بئر الغزلان", "هجن", `mine.tsv:7: "هجن" counts wherever it stands, but it is short`},
		{"actor of one common word", mine, "كتائب السنابل", "البستان", `mine.tsv:3: "البستان" is a common word too; write it with the noun`},
		{"judging main name", mine, "لواء السنابل", "مليشيا السنابل", `mine.tsv:2: the main name "مليشيا السنابل" judges`},
		{"judging name", mine, "كتائب السنابل", "مليشيا السنابل", `mine.tsv:3: the name "مليشيا السنابل" judges ("مليشيا"); leave the word out, or mark`},
		{"mark in a name", mine, "كتائب السنابل", "«السنابل»", "mine.tsv:3: a mark in the name"},
		{"name taken over twice", mine, "كتائب السنابل\t\n", "كتائب السنابل\tinstead\nsy-y\t\t\t\t\t\tكتائب السنابل\tinstead\n", `the name taken over "كتائب السنابل" stands in line`},
		{"use", mine, "\tgated", "\tgate", `mine.tsv:6: unknown use "gate"`},
		{"heading", mine, "id\tkind", "key\tkind", "mine.tsv:1: the heading must begin with «id»"},
		{"no column of names", mine, "\tname\t", "\tnom\t", `mine.tsv:1: no column "name"; add it`},
		{"unknown column", mine, "\tlon\t", "\tlng\t", `mine.tsv:1: unknown column "lng"; remove or rename it; there can be id, kind, name`},
		{"column of somebody else", "actors/more.tsv", "\tparent\n", "\tlat\n", `more.tsv:1: unknown column "lat"`},
		{"extra tab", mine, "\t40.1\tبستان\tgated", "\t40.1\tبستان\tgated\t", "mine.tsv:6: 9 cells, but 8 columns; remove"},
		{"not UTF-8", mine, "كتائب", "\xc7\xe1", "mine.tsv:3: not UTF-8"},
		{"UTF-16", mine, "id\tkind", "\xff\xfei\x00d\x00\t\x00", "mine.tsv:1: UTF-16, not UTF-8; let `isnad lint --fix`"},
		{"id with capitals", mine, "my-band\tarmed", "My-Band\tarmed", `mine.tsv:2: id "My-Band"`},
		{"class of words", "words.tsv", "title\t", "titel\t", `words.tsv:2: no class of words "titel"`},
		{"trigger twice", "triggers.tsv", "rashaqa", "qasafa", `/triggers.tsv:2: trigger "qasafa" stands in line 2 of the built-in ar/triggers.tsv`},
		{"frame", "triggers.tsv", "\tfire\t", "\tfirst\t", `/triggers.tsv:2: no frame "first"`},
		{"form of no trigger", "trigger-forms.tsv", "rashaqa", "rashqa", `/trigger-forms.tsv:3: no trigger "rashqa"`},
		{"table of the built-in data", "units.tsv", "", "id\n", "units.tsv:0: nothing of that name is read here"},
		{"table in a strange place", "places/syria/x.tsv", "", "id\n", "x.tsv:0: nothing of that name is read here"},
		{"rules in a strange place", "more.rules", "", "rule x", "more.rules:0: nothing of that name is read here"},
		{"empty table", "mine2.tsv", "", "# nothing\n", "mine2.tsv:0: an empty table; begin it with a line of columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := maps.Clone(own)
			broken[c.file] = strings.Replace(broken[c.file], c.old, c.new, 1)
			if !strings.Contains(own[c.file], c.old) {
				t.Fatalf("%q does not stand in %s", c.old, c.file)
			}
			_, faults := readOwn(t, lexicon.Dir{Name: "dir", FS: mapFS("", broken)})
			if !slices.ContainsFunc(faults, func(f lexicon.Fault) bool { return strings.Contains(f.Error(), c.want) && !f.Minor }) {
				t.Errorf("got %v; want a fault with %s", faults, c.want)
			}
			checkFaults(t, faults)
		})
	}
}

// checkFaults holds what is true of every fault of a user's own tables.
func checkFaults(t *testing.T, faults []lexicon.Fault) {
	t.Helper()
	for _, f := range faults {
		if !strings.HasPrefix(f.File, "dir") || f.What == "" || f.Remedy == "" || strings.Contains(f.Error(), "\n") {
			t.Errorf("not one line with a remedy, of a table in the directory: %q", f.Error())
		}
	}
}

// TestOwnMinor: faults of form are told, and do not keep the table from being used.
func TestOwnMinor(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"unsorted", "mine.tsv", "sy-y\t\t\t\t\t\tبئر الغزلان\t\n", "a-b\tperson\t\t\t\t\tهاني الحمصاني\n", `mine.tsv:7: id "a-b" stands behind "my-village"; sort`},
		{"blank around", "mine.tsv", "كتائب السنابل", " كتائب السنابل", "mine.tsv:3: white space around"},
		{"tatweel", "mine.tsv", "كتائب", "كتـائب", "mine.tsv:3: a tatweel"},
		{"vowel sign", "mine.tsv", "كتائب", "كَتائب", "mine.tsv:3: a vowel sign"},
		{"direction mark", "mine.tsv", "كتائب", "\u200fكتائب", "mine.tsv:3: an invisible mark"},
		{"byte order mark", "mine.tsv", "id\tkind", "\ufeffid\tkind", "mine.tsv:1: a byte order mark"},
		{"line ends", "mine.tsv", "\n", "\r\n", "mine.tsv:1: line ends of another system"},
		{"looks like a built-in place", "mine.tsv", "35.2\t40.1\tبستان\tgated", "35.51\t40.52\tمرج الغزلان\t", "mine.tsv:6: it looks like the built-in place/x-town (Town); if it is the same"},
		{"looks like one without a point", "mine.tsv", "my-chief\tperson\t\tmy-band\t\t\tراغب السنجاري", "my-chief\tperson\t\t\t\t\tسامر الحلبي", "mine.tsv:4: it looks like the built-in person/sy-p"},
		{"spreadsheet", "places.csv", "", "id,name\n", "places.csv:0: not read: only tables with tabs are; save it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := maps.Clone(own)
			broken[c.file] = strings.Replace(broken[c.file], c.old, c.new, 1)
			dir := lexicon.Dir{Name: "dir", FS: mapFS("", broken)}
			_, faults := readOwn(t, dir)
			if len(faults) != 1 || !faults[0].Minor || !strings.Contains(faults[0].Error(), c.want) {
				t.Errorf("got %v; want the minor fault %s", faults, c.want)
			}
			checkFaults(t, faults)
			loadOwn(t, dir)
		})
	}
}

func TestOwnNothing(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"empty": fstest.MapFS{}, "no tables": mapFS("", map[string]string{"README.md": "x"})} {
		_, faults := readOwn(t, lexicon.Dir{Name: "dir", FS: fsys})
		if len(faults) != 1 || faults[0].Minor || !strings.Contains(faults[0].Error(), "dir:0: no table in it") {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestTwin(t *testing.T) {
	l := base(t)
	for _, c := range []struct {
		name string
		p    lexicon.PlaceInfo
		want string
	}{
		{"by its p-code", lexicon.PlaceInfo{Kind: "region", External: map[string]string{"pcode": "C1"}}, "place/x-town"},
		{"near", lexicon.PlaceInfo{Kind: "neighbourhood", Names: []string{"مرج الغزلان"}, HasPoint: true, Lat: 35.52, Lon: 40.5}, "place/x-town"},
		{"far", lexicon.PlaceInfo{Kind: "settlement", Names: []string{"مرج الغزلان"}, HasPoint: true, Lat: 36, Lon: 40.5}, ""},
		{"of another kind", lexicon.PlaceInfo{Kind: "district", Names: []string{"مرج الغزلان"}, HasPoint: true, Lat: 35.5, Lon: 40.5}, ""},
		{"another p-code", lexicon.PlaceInfo{Kind: "settlement", Names: []string{"مرج الغزلان"}, HasPoint: true, Lat: 35.5, Lon: 40.5, External: map[string]string{"pcode": "C2"}}, ""},
		{"no point, in its parent", lexicon.PlaceInfo{Kind: "settlement", Names: []string{"مرج الغزلان"}, Parent: "place/x-land"}, "place/x-town"},
		{"no point, elsewhere", lexicon.PlaceInfo{Kind: "settlement", Names: []string{"مرج الغزلان"}, Parent: "place/sy-x"}, ""},
		{"a country", lexicon.PlaceInfo{Kind: "country", Names: []string{"البلاد"}}, "place/x-land"},
		{"no name", lexicon.PlaceInfo{Kind: "settlement", Names: []string{"", "؟"}}, ""},
	} {
		got := ""
		if i := l.Twin(c.p); i >= 0 {
			got = l.Entries[i].Key
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGate(t *testing.T) {
	l := base(t)
	for name, gated := range map[string]bool{
		"بستان": true, "البستان": true, "بساتين": false, "البستانية": true, "مقاتل": true, "في": true, "تل": true, "العميد": true, "البئر": true,
		"مرج الغزلان": false, "السنابل": false, "عين العرب": false, "": false,
	} {
		if why := l.Gate(name); (why != "") != gated {
			t.Errorf("%s: %q, want gated: %v", name, why, gated)
		}
	}
}

func TestKilometres(t *testing.T) {
	if km := lexicon.Kilometres(33.5, 36.3, 36.2, 37.15); km < 300 || km > 320 {
		t.Errorf("from Damascus to Aleppo: %.0f km", km)
	}
	if km := lexicon.Kilometres(10, 179.9, 10, -179.9); km > 25 {
		t.Errorf("across the date line: %.0f km", km)
	}
}

func TestTidy(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"in order", "# c\nid\tname\na\tحلب\n", "# c\nid\tname\na\tحلب\n"},
		{"out of order", "id\tname\nb\tحماة\n# of a\na\tحلب\na\tالشهباء\n# end", "id\tname\n# of a\na\tحلب\na\tالشهباء\nb\tحماة\n# end\n"},
		{"marks", "\ufeffid\tname \r\na\t  \u200fحـلَب  الشهباء\t\t\r\n", "id\tname\na\tحلب الشهباء\n"},
		{"empty cells of columns", "id\tname\tuse\na\tحلب\t\n", "id\tname\tuse\na\tحلب\t\n"},
		{"UTF-16", "\xff\xfei\x00d\x00\n\x00a\x00\r\x00\n\x00", "id\na\n"},
		{"UTF-16, big end first", "\xfe\xff\x00i\x00d\x00\n\x00a", "id\na\n"},
		{"no text", "\xffabc", "\xffabc"},
	} {
		got := string(lexicon.Tidy([]byte(c.in)))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if again := string(lexicon.Tidy([]byte(got))); again != got {
			t.Errorf("%s: mended twice it is %q", c.name, again)
		}
	}
}

// TestTidyMends: what is mended has no fault of form left.
func TestTidyMends(t *testing.T) {
	broken := maps.Clone(own)
	broken["mine.tsv"] = "\ufeff" + strings.ReplaceAll(strings.Replace(broken["mine.tsv"], "كتائب", " كَتـائب\u200f", 1), "\n", "\r\n") + "a-b\tperson\t\t\t\t\tهاني الحمصاني\t\t\t\r\n"
	fsys := mapFS("", broken)
	dir := lexicon.Dir{Name: "dir", FS: fsys}
	if _, faults := readOwn(t, dir); len(faults) < 5 {
		t.Fatalf("%d faults only: %v", len(faults), faults)
	}
	changed := []string{}
	err := dir.Tidy(func(file string, b []byte) error {
		changed = append(changed, file)
		fsys[file] = &fstest.MapFile{Data: b}
		return nil
	})
	if err != nil || !slices.Equal(changed, []string{"mine.tsv"}) {
		t.Errorf("mended %v: %v", changed, err)
	}
	if _, faults := readOwn(t, dir); len(faults) > 0 {
		t.Error(faults)
	}
}

func FuzzOwn(f *testing.F) {
	f.Add(own["mine.tsv"])
	f.Add("id\tkind\tname")
	f.Add("id\tkind\tname\na\tcountry\tب\nb\tcountry\t\n\t\t\n")
	f.Add("id\tkind\tname\tparent\na\tregion\tحلب\ta\n")
	f.Fuzz(func(t *testing.T, text string) {
		dir := lexicon.Dir{Name: "dir", FS: mapFS("", map[string]string{"a.tsv": text})}
		o, faults := readOwn(t, dir)
		checkFaults(t, faults)
		if slices.ContainsFunc(faults, func(f lexicon.Fault) bool { return !f.Minor }) {
			return
		}
		extra, err := o.FS("ar")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lexicon.Load("ar", builtIn, extra); err != nil {
			t.Errorf("without a fault, but it cannot be loaded: %v\n%q", err, text)
		}
		tidy := lexicon.Tidy([]byte(text))
		if again := lexicon.Tidy(tidy); string(again) != string(tidy) {
			t.Errorf("mended twice: %q, once: %q", again, tidy)
		}
	})
}
