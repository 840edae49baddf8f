package extract

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// articles reads the articles of the project's own writing.
func articles(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles in ../testdata/articles: %v", err)
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".txt")] = string(b)
	}
	return out
}

// TestInvariants checks what holds of the result of any text on the articles, cut short and mixed up.
func TestInvariants(t *testing.T) {
	x := defaultExtractor(t)
	for name, text := range articles(t) {
		r := x.Extract(Document{Key: name, Text: text, Published: published})
		checkResult(t, text, r)
		if len(r.Claims) == 0 || len(r.Mentions) == 0 || r.Sentences == 0 {
			t.Errorf("%s: %d claims, %d mentions, %d sentences", name, len(r.Claims), len(r.Mentions), r.Sentences)
		}
		for _, part := range []string{
			text[:len(text)/2], text[len(text)/3:], strings.ReplaceAll(text, ".", ""), strings.ReplaceAll(text, "\n", " "),
			strings.ReplaceAll(text, " ", "\n"), strings.ReplaceAll(text, " ", " «"), strings.ReplaceAll(text, "ا", ""),
		} {
			checkResult(t, part, x.Extract(Document{Key: name, Text: part, Published: "2018-02-29"}))
		}
	}
}

// TestConcurrent: one extractor read by eight gives each what one alone gets.
func TestConcurrent(t *testing.T) {
	x := defaultExtractor(t)
	texts := articles(t)
	want := map[string]*Result{}
	for name, text := range texts {
		want[name] = x.Extract(Document{Key: name, Text: text, Published: published})
	}
	fresh, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for name, text := range texts {
				if got := fresh.Extract(Document{Key: name, Text: text, Published: published}); !reflect.DeepEqual(got, want[name]) {
					t.Errorf("%s: another result", name)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzExtract(f *testing.F) {
	for _, text := range articles(f) {
		f.Add(text, published)
		f.Add(text[:min(len(text), 700)], "")
	}
	for _, s := range []string{
		page, "", "لـ", "«", "و «", "قتل 3", "قُتل", "قال إن", "وأضاف أن", "بحسب", "الطرفان", "من قبل", "نقلت عن قوله إن", "في في في", "\xd9قصف\xff داعش",
		"قتل\u200f ٢٣ (طفلا) «في» حقل", "داعش وداعش وداعش هاجم داعش", "اشتباكات بين و", "قتل 99999999999999999999 مدنيا في حلب", "حلب (\n)", "ﳲ قال \ufcf2 ﳲ",
	} {
		f.Add(s, published)
	}
	x := defaultExtractor(f)
	f.Fuzz(func(t *testing.T, text, day string) {
		doc := Document{Key: "fuzz", Text: text, Published: day}
		r := x.Extract(doc)
		checkResult(t, text, r)
		if again := x.Extract(doc); !reflect.DeepEqual(r, again) {
			t.Fatalf("two runs differ: %q", text)
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	x := defaultExtractor(b)
	var docs []Document
	size := 0
	for name, text := range articles(b) {
		docs = append(docs, Document{Key: name, Text: text, Published: published})
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	sentences := 0
	for b.Loop() {
		for _, doc := range docs {
			sentences += x.Extract(doc).Sentences
		}
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
	b.ReportMetric(float64(b.N*len(docs))/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
