package gazetteer

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// known is a lexicon with the few places that the tests speak of.
var known = fstest.MapFS{
	"ar/words.tsv":         {Data: []byte("id\tform\ngiven\tأحمد\ntitle\tالشيخ\n")},
	"ar/nouns.tsv":         {Data: []byte("id\tgender\tsingular\tplural\nplace-settlement\tf\tقرية\tقرى\nplace-settlement\tf\tمدينة\tمدن\n")},
	"ar/frames.tsv":        {Data: []byte("id\n")},
	"ar/triggers.tsv":      {Data: []byte("id\tkind\tframe\n")},
	"ar/trigger-forms.tsv": {Data: []byte("id\tkind\tform\n")},
	"ar/common.tsv":        {Data: []byte("id\tform\nland\tبستان\n")},
	"ar/areas.tsv":         {Data: []byte("id\tform\ndistrict\tقضاء\ndistrict\tمنطقة\ndistrict\tناحية\nregion\tمحافظة\n")},
	"ar/places/syria.tsv": {Data: []byte("id\tkind\tparent\tlat\tlon\ten\tpcode\tgeonames\twikidata\n" +
		"iq-anbar\tregion\tx-iraq\t33\t42\tAnbar\tIQ-G01\nlb-beqaa\tregion\t\t33.8\t36\tBeqaa\n" +
		"sy-al-bab\tsettlement\tsy-aleppo\t36.37\t37.52\tAl-Bab\tC1152\nsy-aleppo\tregion\tx-syria\t36.23\t37.6\tAleppo Governorate\tSY02\n" +
		"sy-aleppo-city\tsettlement\tsy-aleppo\t36.2061\t37.1525\tAleppo\tC1007\t170063\n" +
		"x-iraq\tcountry\nx-syria\tcountry\t\t35\t38.5\tSyria\n")},
	"ar/places/syria.names.tsv": {Data: []byte("id\tname\tuse\niq-anbar\tالأنبار\tmain\nlb-beqaa\tالبقاع\tmain\nsy-al-bab\tالباب\tmain,gated\n" +
		"sy-aleppo\tحلب\tmain\nsy-aleppo-city\tحلب\tmain\nx-iraq\tالعراق\tmain\nx-syria\tسوريا\tmain\n")},
}

var loadKnown = sync.OnceValues(func() (*lexicon.Lexicon, error) { return lexicon.Load("ar", known) })

func options(t testing.TB) Options {
	t.Helper()
	lex, err := loadKnown()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Lexicon: lex}
}

// file writes a file and returns its path.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// written returns the rows of the two tables, without comments and headings.
func written(t testing.TB, p *Places) (places, names []string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if err := p.Write(dir, false); err != nil {
		t.Fatal(err)
	}
	checkWritten(t, dir)
	rows := func(ending string) []string {
		b, err := os.ReadFile(filepath.Join(dir, "places", p.name+ending))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")[2:]
	}
	return rows(".tsv"), rows(".names.tsv")
}

// checkWritten holds that what is written passes every check of a user's own tables, and can be loaded.
func checkWritten(t testing.TB, dir string) {
	t.Helper()
	opts := options(t)
	own, faults := lexicon.ReadOwn(opts.Lexicon, known, "ar", lexicon.Needs{}, lexicon.Dir{Name: "out", FS: os.DirFS(dir)})
	for _, f := range faults {
		t.Error(f)
	}
	extra, err := own.FS("ar")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lexicon.Load("ar", known, extra); err != nil {
		t.Error(err)
	}
}

func problems(r *Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s:%d: %s; %s\n", filepath.Base(p.File), p.Line, p.What, p.Remedy)
	}
	return b.String()
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTables(t *testing.T) {
	lex, err := lexicon.Load("ar", data.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table("countries.tsv") {
		if e, ok := lex.Entry(lexicon.Key("places", r.Get("place"))); !ok || e.Kind != schema.Country || len(r.ID) != 2 || len(r.Get("three")) != 3 {
			t.Error(r.Errorf("%q is no country of the lexicon, or a code has not its letters", r.Get("place")))
		}
	}
	for _, name := range []string{"features.tsv", "types.tsv"} {
		for _, r := range table(name) {
			if !schema.Kind(r.Get("kind")).IsPlace() {
				t.Error(r.Errorf("%q is no kind of place", r.Get("kind")))
			}
		}
	}
	for _, r := range table("headers.tsv") {
		if !slices.Contains([]string{"name", "code", "lat", "lon", "type", "level", "parent", "lang", "alt", "admin", "numbered", "place", "filler"}, r.Get("sense")) {
			t.Error(r.Errorf("unknown sense %q", r.Get("sense")))
		}
	}
	for _, name := range []string{"countries.tsv", "features.tsv", "headers.tsv", "types.tsv"} {
		if rows := table(name); !slices.IsSortedFunc(rows, func(a, b lexicon.Row) int { return strings.Compare(a.ID, b.ID) }) || len(rows) == 0 {
			t.Errorf("%s is empty or not sorted", name)
		}
	}
}

func TestOpen(t *testing.T) {
	pack := func(files ...string) string {
		path := filepath.Join(t.TempDir(), "a.zip")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z := zip.NewWriter(f)
		for _, name := range files {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(w, "id")
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	in, err := open(pack("readme.txt", "SY.txt", "iso-languagecodes.txt", "picture.png"))
	if err != nil || !strings.HasSuffix(in.name, "a.zip/SY.txt") || in.size != 3 {
		t.Fatalf("%+v, %v", in, err)
	}
	in.Close()
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"missing":    {filepath.Join(t.TempDir(), "none.txt"), fs.ErrNotExist},
		"folder":     {t.TempDir(), ErrFile},
		"workbook":   {file(t, "a.xlsx", "PK"), ErrFile},
		"no archive": {file(t, "a.zip", "nothing"), ErrFile},
		"two tables": {pack("a.txt", "b.csv"), ErrFile},
		"no table":   {pack("readme.txt"), ErrFile},
	} {
		if _, err := open(c.path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	in := newLines(strings.NewReader("\ufeffa\r\n\n" + long + "\nb\n\xff\nc\x00\nlast"))
	var got []string
	for {
		line, err := in.next()
		var b *bad
		if err != nil && !errors.As(err, &b) {
			break
		}
		if b != nil {
			line = "!" + b.what
		}
		got = append(got, line)
	}
	want := []string{"a", "", fmt.Sprintf("!a line of more than %d bytes", maxLine), "b", "!not UTF-8", "!binary, not text", "last"}
	equal(t, "lines", got, want)
	if _, err := newLines(strings.NewReader("\xff\xfea\x00")).next(); !errors.Is(err, ErrFile) {
		t.Errorf("UTF-16: %v", err)
	}
}

func TestSpellings(t *testing.T) {
	s, err := newSession(options(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cell string
		kind schema.Kind
		want string
	}{
		{"تل الغزلان", schema.Settlement, "تل الغزلان"},
		{" تـَلّ   الغزلان\u200f", schema.Settlement, "تل الغزلان"},
		{"الأشرفية / المدلوسة", schema.Settlement, "الأشرفية|المدلوسة"},
		{"السنابل - عفرين", schema.Settlement, "السنابل"},
		{"السنابل-الغربية", schema.Settlement, "السنابل الغربية"},
		{"السنابل (قرب النهر)", schema.Settlement, "السنابل"},
		{"محافظة السنابل", schema.Region, "السنابل"},
		{"ناحية السنابل", schema.District, "السنابل"},
		{"مدينة السنابل", schema.Settlement, "مدينة السنابل"},
		{"ريف دمشق", schema.Region, "ريف دمشق"},
		{"«السنابل»، 17", schema.Settlement, "السنابل 17"},
		{"المدينة", schema.Settlement, ""},
		{"پاوه", schema.Settlement, ""},
		{"Sanabil", schema.Settlement, ""},
		{"-", schema.Settlement, ""},
		{"", schema.Settlement, ""},
	} {
		if got := strings.Join(s.spellings(c.cell, c.kind, "عفرين", "حلب"), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.cell, got, c.want)
		}
	}
}

func TestWriteTwice(t *testing.T) {
	opts := options(t)
	table := file(t, "a.csv", "pcode,name_ar\nXX1,تل الغزلان\n")
	p, _, err := OCHA(context.Background(), []string{table}, opts)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "deep", "out")
	if err := p.Write(dir, false); err != nil {
		t.Fatal(err)
	}
	if err := p.Write(dir, false); !errors.Is(err, ErrExists) {
		t.Errorf("a second time: %v", err)
	}
	if err := p.Write(dir, true); err != nil {
		t.Errorf("a second time, allowed: %v", err)
	}
	mine := filepath.Join(dir, "mine.tsv")
	if err := os.WriteFile(mine, []byte("id\tkind\tname\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.Write(dir, true); !errors.Is(err, ErrExists) {
		t.Errorf("over a table of somebody else: %v", err)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("it is gone: %v", err)
	}
	left, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(left) != 1 {
		t.Errorf("left beside the directory: %v, %v", left, err)
	}
	empty := t.TempDir()
	if err := p.Write(empty, false); err != nil {
		t.Errorf("into an empty directory: %v", err)
	}
}

func TestOptions(t *testing.T) {
	opts := options(t)
	path := file(t, "a.txt", "")
	for name, c := range map[string]struct {
		change func(*Options)
		want   error
	}{
		"country": {func(o *Options) { o.Countries = []string{"Syria"} }, ErrCountry},
		"feature": {func(o *Options) { o.Features = []string{"Q"} }, ErrFeature},
		"parent":  {func(o *Options) { o.Parent = "atlantis" }, ErrParent},
		"names":   {func(o *Options) { o.AlternateNames = "none.txt" }, fs.ErrNotExist},
	} {
		o := opts
		c.change(&o)
		if _, _, err := GeoNames(context.Background(), path, o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	many := file(t, "b.txt", strings.Repeat("x\n", 5000))
	if _, _, err := GeoNames(stopped, many, opts); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
