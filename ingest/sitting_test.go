package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/schema"
)

const (
	text   = "قصف الطيران بلدة هجين صباح أمس وأوقع قتلى وجرحى من المدنيين في حي السوق"
	later  = text + ". وأضاف المصدر أن القصف مستمر"
	latest = later + " منذ يومين"
	other  = "عقد الطرفان اجتماعا في المدينة لبحث وقف إطلاق النار بينهما بعد أيام من القتال"
	page   = "https://example.org/news/7"
)

// at writes a row: an article with an id, at an address, with a text.
func at(id, address, text string) string {
	return fmt.Sprintf("{\"id\": %q, \"url\": %q, \"text\": %q}\n", id, address, text)
}

// sit ingests runs, one after the other, and returns the last report.
func sit(t *testing.T, store graph.Store, in ingest.Ingester, runs ...string) (last *ingest.Report) {
	t.Helper()
	in.Store, in.Extractor = store, reading{types: map[string][]schema.Type{"a": {schema.Attack}}}
	for _, run := range runs {
		var err error
		if last, err = in.Run(t.Context(), items(run)); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

// texts returns what is stored: key and text.
func texts(t *testing.T, store graph.Store) []string {
	t.Helper()
	var out []string
	err := store.View(t.Context(), func(r graph.Reader) error {
		for d, err := range r.AllDocuments(t.Context(), graph.ID{}) {
			if err != nil {
				return err
			}
			whole, err := r.Documents(t.Context(), []graph.ID{d.ID})
			if err != nil {
				return err
			}
			out = append(out, d.Key+": "+whole[0].Text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// TestAnEditedArticleWithAnotherID takes the place of the one with its URL, and shows the difference in claims.
func TestAnEditedArticleWithAnotherID(t *testing.T) {
	store := memstore.New(memstore.Options{})
	report := sit(t, store, ingest.Ingester{}, at("a", page, text), at("b", "http://www.example.org/news/7/?utm_source=x", later))
	want := ingest.SameURL{Key: "b", URL: "http://www.example.org/news/7/?utm_source=x", Of: "a", Edit: true, Why: "their texts are largely the same"}
	if report.Replaced != 1 || report.New != 0 || !slices.Equal(report.SameURL, []ingest.SameURL{want}) {
		t.Fatalf("%+v", report)
	}
	if report.Moved != 1 || len(report.Differences) != 1 || report.Differences[0].Key != "a" {
		t.Errorf("difference %+v", report)
	}
	if got := texts(t, store); !slices.Equal(got, []string{"a: " + later}) {
		t.Errorf("stored %q", got)
	}
	if report := sit(t, store, ingest.Ingester{}, at("b", "http://www.example.org/news/7/?utm_source=x", later)); report.Unchanged != 1 {
		t.Errorf("once more: %+v", report)
	}
	if report := sit(t, store, ingest.Ingester{}, at("c", page, latest)); report.Replaced != 1 {
		t.Errorf("a second edit: %+v", report)
	}
}

// TestArticlesWithOneURLThatAreNone of the others: what is not surely an edit stands beside.
func TestArticlesThatStandBesideEachOther(t *testing.T) {
	for what, c := range map[string]struct {
		runs []string
		in   ingest.Ingester
		want []string
		why  string
	}{
		"sections of a page":      {[]string{at("a", page, text), at("b", page, other)}, ingest.Ingester{}, []string{"a: " + text, "b: " + other}, "their texts are not largely the same"},
		"together":                {[]string{at("a", page, text) + at("b", page, later)}, ingest.Ingester{}, []string{"a: " + text, "b: " + later}, "both came together"},
		"together, many workers":  {[]string{at("a", page, text) + at("b", page, later)}, ingest.Ingester{Pool: ingest.Pool{Workers: 8}}, []string{"a: " + text, "b: " + later}, "both came together"},
		"two that may be meant":   {[]string{at("a", page, text) + at("b", page, later), at("c", page, latest)}, ingest.Ingester{}, []string{"a: " + text, "b: " + later, "c: " + latest}, "2 stored articles have that address and largely the same text"},
		"one of two is meant":     {[]string{at("a", page, text) + at("b", page, other), at("c", page, later)}, ingest.Ingester{}, []string{"a: " + later, "b: " + other}, "their texts are largely the same"},
		"fragments":               {[]string{at("a", page+"#1", text), at("b", page+"#2", later)}, ingest.Ingester{}, []string{"a: " + text, "b: " + later}, ""},
		"the address of the site": {[]string{at("a", "https://example.org/", text), at("b", "https://example.org/", later)}, ingest.Ingester{}, []string{"a: " + text, "b: " + later}, ""},
		"by id":                   {[]string{at("a", page, text), at("b", page, later)}, ingest.Ingester{ByKey: true}, []string{"a: " + text, "b: " + later}, ""},
		"another address":         {[]string{at("a", page, text), at("a", page+"7", later), at("b", page, later)}, ingest.Ingester{}, []string{"a: " + later, "b: " + later}, ""},
	} {
		store := memstore.New(memstore.Options{})
		report := sit(t, store, c.in, c.runs...)
		why := ""
		for _, s := range report.SameURL {
			why += s.Why
		}
		if why != c.why {
			t.Errorf("%s: told %q, want %q", what, why, c.why)
		}
		if got := texts(t, store); !slices.Equal(got, c.want) {
			t.Errorf("%s: stored %q", what, got)
		}
	}
}

// TestTheEarlierTextBehindTheLater, in one run, is what two texts with one id are: the first is taken.
func TestTheEarlierTextBehindTheLater(t *testing.T) {
	for n := range 40 { // the order is that of the rows, whichever worker is quicker
		store := memstore.New(memstore.Options{})
		in := ingest.Ingester{Pool: ingest.Pool{Workers: 1 + n%4}}
		sit(t, store, in, at("a", page, text))
		report := sit(t, store, in, at("b", page, later)+at("a", page, text+" أمس"))
		if got := texts(t, store); !slices.Equal(got, []string{"a: " + later}) {
			t.Errorf("stored %q", got)
		}
		if report.Rejected != 1 || !strings.Contains(report.Problems[0].What, `"b"`) {
			t.Fatalf("%+v", report)
		}
	}
}

// TestARunRepeated, or taken up where it was stopped, leaves what it left the first time: an edit, and one that came together with it.
func TestARunRepeated(t *testing.T) {
	for n := range 40 {
		store := memstore.New(memstore.Options{})
		in := ingest.Ingester{Pool: ingest.Pool{Workers: 1 + n%4}}
		rows := at("b", page, later) + at("c", page, latest)
		want := []string{"a: " + later, "c: " + latest}
		sit(t, store, in, at("a", page, text))
		for range 2 {
			sit(t, store, in, rows)
			if got := texts(t, store); !slices.Equal(got, want) {
				t.Fatalf("stored %q", got)
			}
		}
		if report := sit(t, store, in, rows); report.Unchanged != 2 {
			t.Fatalf("once more: %+v", report)
		}
	}
}

// TestURLsFollowTheStore: an index that is shared by runs sees what came, went and moved between them.
func TestURLsFollowTheStore(t *testing.T) {
	store := memstore.New(memstore.Options{})
	urls := &ingest.URLs{}
	run := func(row string) *ingest.Report {
		return sit(t, store, ingest.Ingester{Sitting: &ingest.Sitting{URLs: urls}}, row)
	}
	run(at("a", page, text))
	if report := run(at("b", page, later)); report.Replaced != 1 {
		t.Fatalf("%+v", report)
	}
	if _, err := store.Remove(t.Context(), graph.DocumentID("a", later)); err != nil {
		t.Fatal(err)
	}
	if report := run(at("c", page, text)); report.New != 1 || report.SameURL != nil {
		t.Errorf("after it was removed: %+v", report)
	}
	if report := run(at("d", page, later)); report.Replaced != 1 || report.SameURL[0].Of != "c" {
		t.Errorf("after another one came: %+v", report)
	}
	run(at("c", page+"7", later))
	if report := run(at("e", page, later)); report.New != 1 {
		t.Errorf("after its address changed: %+v", report)
	}
}
