package ingest_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/isnad-graph/isnad/ingest"
)

const arabic = "هاجم مسلحون مجهولون حاجزا شرق البلدة أمس."

func read(t *testing.T, r ingest.Reader, paths ...string) (articles []*ingest.Article, problems []*ingest.Problem) {
	t.Helper()
	for item := range r.Read(paths...) {
		if item.Article != nil {
			articles = append(articles, item.Article)
		}
		if item.Problem != nil {
			problems = append(problems, item.Problem)
		}
	}
	return articles, problems
}

func folder(files map[string]string) ingest.Reader {
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return ingest.Reader{FS: fsys}
}

func compressed(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func TestReadKnowsTheKindsOfFiles(t *testing.T) {
	page := `<html><head><title>هجوم على حاجز</title><meta property="article:published_time" content="2019-03-04T05:06:07+03:00">
<meta property="og:site_name" content="الموقع"></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>هجوم على حاجز</h1>` +
		strings.Repeat("<p>"+arabic+" وقالت مصادر محلية، إن الهجوم وقع قرب الجسر، دون تفاصيل أخرى.</p>", 8) + `</article><footer>حقوق النشر</footer></body></html>`
	r := folder(map[string]string{
		"in/a.txt":       arabic,
		"in/b.html":      page,
		"in/c.jsonl":     `{"id": "c1", "text": "` + arabic + `", "title": "عنوان", "url": "http://x/1", "outlet": "صحيفة", "published": "2020-02-29"}` + "\n\n" + `{"id": 7, "text": "` + arabic + `", "published": "2020-02-28T23:30:00+03:00", "title": null}`,
		"in/d.jsonl.gz":  compressed(`{"url": "http://x/2", "text": "` + arabic + `"}` + "\n" + `{"text": "` + arabic + `"}` + "\n"),
		"in/e.pdf":       "%PDF",
		"in/.git/f.txt":  arabic,
		"in/deep/g.txt":  arabic,
		"in/gold/h.json": "{}",
	})
	r.Published, r.Outlet = "2001-01-01", "وكالة"
	articles, problems := read(t, r, "in")
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	var got []string
	for _, a := range articles {
		got = append(got, strings.Join([]string{a.Key, a.Name, string(a.Published), a.Outlet, a.Title}, "|"))
	}
	want := []string{
		"in/a.txt|a|2001-01-01|وكالة|",
		"in/b.html|b|2019-03-04|الموقع|هجوم على حاجز",
		"c1|c1|2020-02-29|صحيفة|عنوان",
		"7|7|2020-02-28|وكالة|",
		"http://x/2|http://x/2|2001-01-01|وكالة|",
		got[5], // a hash of its text
		"in/deep/g.txt|g|2001-01-01|وكالة|",
	}
	if !slices.Equal(got, want) || !strings.HasPrefix(got[5], "sha256:") {
		t.Errorf("articles:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if articles[0].Text != arabic {
		t.Error("the text of a .txt is not exactly as in the file")
	}
	html := articles[1].Text
	if !strings.HasPrefix(html, "هجوم على حاجز\n") || !strings.Contains(html, "قرب الجسر") || strings.Contains(html, "حقوق النشر") {
		t.Errorf("main text of the page: %q", html)
	}
}

func TestBadInputIsReportedWithARemedy(t *testing.T) {
	windows, err := charmap.Windows1256.NewEncoder().String(arabic)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(arabic)
	if err != nil {
		t.Fatal(err)
	}
	row := `{"id": "x", "text": "` + arabic + `"}`
	for _, tt := range []struct{ file, content, want string }{
		{"a.txt", "", "a.txt: empty; nothing to read; leave it out"},
		{"a.txt", "\ufeff \n\u200f", "a.txt: empty"},
		{"a.txt", windows, "a.txt: not UTF-8 at byte 0: it looks like windows-1256; convert it with: iconv -f WINDOWS-1256 -t UTF-8"},
		{"a.txt", utf16, "a.txt: not UTF-8: it looks like UTF-16; convert it with: iconv -f UTF-16"},
		{"a.txt", arabic + "\xff", "a.txt: not UTF-8 at byte "},
		{"a.txt", arabic[:10], "a.txt: ends in the middle of a character; it was cut off: get it again"},
		{"a.txt", "GIF89a\x00\x01" + arabic, "a.txt: binary, not text; give the article as"},
		{"a.txt", "No word of it here.", "a.txt: no Arabic in it; only Arabic articles are read"},
		{"a.txt", strings.Repeat(arabic, 100), "a.txt: 0.0 MiB, more than an article may have (0.0 MiB); split it into its articles, or raise --max-article"},
		{"a.html", "<html><body><p", "a.html: broken HTML: no article found in it; save the text of the page as .txt"},
		{"a.html", "\x89PNG\x00", "a.html: binary, not text"},
		{"a.html", "<p>" + windows, "a.html: not UTF-8 at byte 3: it looks like windows-1256"},
		{"a.jsonl", row + "\n" + row[:32], "a.jsonl:2: the last line is cut in half; the lines before were read; get the file again"},
		{"a.jsonl", row + "\n" + row[:31], "a.jsonl:2: the last line is cut in half"},
		{"a.jsonl", row[:20] + "\n" + row, "a.jsonl:1: the line is cut in half; put each article on one line"},
		{"a.jsonl", "nonsense\n" + row, "a.jsonl:1: not JSON at byte 2"},
		{"a.jsonl", "[1]\n" + row, "a.jsonl:1: a JSON array, not an object"},
		{"a.jsonl", `{"id": "y"}` + "\n" + row, `a.jsonl:1: no "text"; each line needs`},
		{"a.jsonl", `{"id": "y", "text": 3}` + "\n" + row, `a.jsonl:1: "text" is a number, not a string; correct the line`},
		{"a.jsonl", `{"id": {}, "text": ""}` + "\n" + row, `a.jsonl:1: {} is neither a string nor a number`},
		{"a.jsonl", `{"id": "y", "text": " "}` + "\n" + row, `a.jsonl:1: article "y": empty`},
		{"a.jsonl", `{"id": "y", "text": "latin"}` + "\n" + row, `a.jsonl:1: article "y": no Arabic in it`},
		{"a.jsonl", `{"id": "` + strings.Repeat("y", 5000) + `", "text": "` + arabic + `"}` + "\n" + row, `an id of 5000 bytes; give it a shorter one`},
		{"a.jsonl", `{"id": "y", "text": "` + strings.Repeat(arabic, 100) + `"}` + "\n" + row, `a.jsonl:1: article "y": 0.0 MiB, more than`},
		{"a.jsonl", `{"id": "y", "text": "` + strings.Repeat(arabic, 2000) + `"}` + "\n" + row, `a.jsonl:1: 0.1 MiB, more than`},
		{"a.jsonl", "{\"id\": \"y\xff\"}\n" + row, "a.jsonl:1: not UTF-8 at byte 9"},
		{"a.jsonl.gz", "plain", "a.jsonl.gz: not a gzip file; compress it again"},
		{"a.jsonl.gz", compressed(row + "\n")[:40], "a.jsonl.gz:1: breaks off: unexpected EOF; the lines before were read"},
		{"a.pdf", "%PDF", "a.pdf: unknown kind of file; give .txt, .html, .jsonl or .jsonl.gz"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			r := folder(map[string]string{tt.file: tt.content})
			r.MaxArticle = 4096
			articles, problems := read(t, r, tt.file)
			if len(problems) == 0 || !strings.Contains(problems[0].Error(), tt.want) || problems[0].Kept {
				t.Fatalf("problems %v, want %q", problems, tt.want)
			}
			if strings.Contains(problems[0].Error(), "\n") {
				t.Error("more than one line")
			}
			if rest := strings.Count(tt.content, row); len(articles) != rest {
				t.Errorf("%d articles besides, want %d", len(articles), rest)
			}
		})
	}
}

func TestMissingFile(t *testing.T) {
	_, problems := read(t, ingest.Reader{}, filepath.Join(t.TempDir(), "none.txt"))
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "no such file or folder; check the path") {
		t.Errorf("problems: %v", problems)
	}
}

func TestFileThatMayNotBeRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	file := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(file, []byte(arabic), 0); err != nil {
		t.Fatal(err)
	}
	if _, problems := read(t, ingest.Reader{}, file); len(problems) != 1 || !strings.Contains(problems[0].What, "may not be read") {
		t.Errorf("problems: %v", problems)
	}
}

func TestJunkDateIsARemark(t *testing.T) {
	for _, junk := range []string{`"21/0"`, `"2020-13-01"`, `20`, `"أمس"`} {
		r := ingest.Reader{Stdin: strings.NewReader(`{"id": "x", "published": ` + junk + `, "text": "` + arabic + `"}`), Published: "2001-01-01"}
		articles, problems := read(t, r, ingest.Stdin)
		if len(articles) != 1 || articles[0].Published != "" || len(problems) != 1 || !problems[0].Kept ||
			!strings.Contains(problems[0].Error(), "the article is kept with its date unknown") || !strings.HasPrefix(problems[0].Error(), `stdin:1: article "x": published `) {
			t.Errorf("%s: articles %v, problems %v", junk, articles, problems)
		}
	}
}

func TestReadStopsWhenAskedTo(t *testing.T) {
	r := folder(map[string]string{"in/a.txt": arabic, "in/b.txt": arabic, "in/c.jsonl": `{"text": "` + arabic + `"}`})
	n := 0
	for range r.Read("in", "in") {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}

func TestSizeCountsWhatIsRead(t *testing.T) {
	r := folder(map[string]string{"in/a.txt": arabic, "in/b.pdf": "xxxx", "in/c.jsonl": "{}"})
	want := int64(len(arabic) + 2)
	if got := r.Size("in", "none", "-"); got != want {
		t.Errorf("size %d, want %d", got, want)
	}
	var last ingest.Item
	for last = range r.Read("in") {
	}
	if last.Read != want {
		t.Errorf("read %d bytes in the end, want %d", last.Read, want)
	}
}

func FuzzJSONL(f *testing.F) {
	for _, seed := range []string{`{"id": "x", "text": "` + arabic + `"}`, "{", `{"text": "\ud800"}`, "\x00\n{}\n", `{"published": [], "id": 1e9}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := ingest.Reader{Stdin: bytes.NewReader(b), MaxArticle: 1 << 16}
		for item := range r.Read(ingest.Stdin) {
			check(t, item)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{arabic, "\xff\xfe", "\xc7\xe1", "\ufeff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := folder(map[string]string{"a.txt": string(b)})
		for item := range r.Read("a.txt") {
			check(t, item)
			if item.Article != nil && item.Article.Text != string(b) {
				t.Fatal("the text was rewritten")
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<p>" + arabic, "<html><body><article>" + strings.Repeat("<div><p>"+arabic, 30), "<![CDATA[", "<script>" + arabic} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := folder(map[string]string{"a.html": string(b)})
		for item := range r.Read("a.html") {
			check(t, item)
		}
	})
}

// check holds what is true of every item, whatever was read.
func check(t *testing.T, item ingest.Item) {
	t.Helper()
	if item.Article == nil && item.Problem == nil {
		t.Fatal("neither an article nor a problem")
	}
	if p := item.Problem; p != nil && (p.What == "" || p.Remedy == "" || p.File == "" || p.Kept != (item.Article != nil)) {
		t.Fatalf("problem without place, words or remedy: %+v", p)
	}
	if a := item.Article; a != nil {
		if strings.ToValidUTF8(a.Text, "") != a.Text || a.Key == "" || a.Name == "" {
			t.Fatalf("article: %+v", a)
		}
		if _, err := ingest.ParsePublished(string(a.Published)); err != nil {
			t.Fatal(err)
		}
	}
}

func ExampleProblem_Error() {
	p := &ingest.Problem{File: "news.jsonl", Line: 3, Key: "a-17", What: "empty", Remedy: "leave it out"}
	fmt.Println(p.Error())
	// Output: news.jsonl:3: article "a-17": empty; leave it out
}
