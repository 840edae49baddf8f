package extract

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// essence lists what the claims of a result say, apart from how it is spelled: types, keys, statuses, counts, dates.
func essence(r *Result) []string {
	key := func(a Arg) string {
		e := r.Entities[a.Entity]
		if e.Key != "" {
			return e.Key
		}
		if e.Kind == schema.Civilians || e.Kind == schema.Unknown {
			return string(e.Kind)
		}
		return string(e.Kind) + ":" + strings.Map(dropQuotes, arabic.Normalize(e.Name))
	}
	keys := func(args []Arg) string {
		var out []string
		for _, a := range args {
			out = append(out, key(a))
		}
		return strings.Join(out, ",")
	}
	var out []string
	for _, c := range r.Claims {
		out = append(out, fmt.Sprintf("%s %s %s %s A=%s P=%s @=%s S=%s %s..%s n=%s", c.Type, c.Mode, c.Phase, c.Status,
			keys(c.Agents), keys(c.Patients), keys(c.Places), keys(c.Sources), c.Period.From, c.Period.To, count2(c.Tally)))
	}
	return out
}

func dropQuotes(r rune) rune {
	switch r {
	case '"', '\u00AB', '\u00BB', '\u201C', '\u201D':
		return -1
	}
	return r
}

// letters returns the place of a span among the letters and digits of text: the same in every spelling. Lam and
// alef have one place, since they can be written with one sign.
func letters(text string) func(Span) string {
	at := make([]int, len(text)+1)
	n, last := 0, rune(0)
	for i, r := range text {
		at[i] = n
		for _, f := range arabic.Normalize(string(r)) {
			if f == arabic.Alef && last == arabic.Lam {
				n--
				at[i] = min(at[i], n)
			}
			n += b2i(unicode.IsLetter(f) || unicode.IsDigit(f))
			last = f
		}
	}
	at[len(text)] = n
	return func(s Span) string { return fmt.Sprintf("[%d:%d]", at[s.Start], at[s.End]) }
}

// evidence is the essence of a result with the places of its evidence.
func evidence(text string, r *Result) []string {
	place, out := letters(text), essence(r)
	for i, c := range r.Claims {
		out[i] += " " + place(c.Sentence) + place(c.Trigger) + place(c.Quote)
		for _, list := range [][]Arg{c.Agents, c.Patients, c.Places, c.Sources} {
			for _, a := range list {
				out[i] += place(a.Span)
			}
		}
	}
	return out
}

// occurrences lists the occurrences of a result without who took part, where and when.
func occurrences(text string, r *Result) []string {
	place := letters(text)
	var out []string
	for _, c := range r.Claims {
		if !c.Type.IsLasting() {
			out = append(out, fmt.Sprintf("%s %s n=%s %s", c.Type, c.Status, count2(c.Tally), place(c.Trigger)))
		}
	}
	return out
}

// plain is an article as it is spelled, and what it says.
type plain struct {
	doc  Document
	says *Result
}

func read(x *Extractor, doc Document) plain { return plain{doc, x.Extract(doc)} }

// respelled tells what an article says otherwise in a spelling.
func (p plain) respelled(t *testing.T, x *Extractor, c spelling) []string {
	t.Helper()
	other := p.doc
	if other.Text = c.write(p.doc.Text); other.Text == p.doc.Text {
		return nil
	}
	r := x.Extract(other)
	checkResult(t, other.Text, r)
	return differ(evidence(p.doc.Text, p.says), evidence(other.Text, r))
}

// TestSpelling: another spelling of an article says the same.
func TestSpelling(t *testing.T) {
	texts := articles(t)
	texts["page"] = page
	var docs []Document
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		docs = append(docs, Document{Key: name, Text: texts[name], Published: published})
	}
	allSpellings(t, docs)
}

// TestSpellingOfSeeds: so does another spelling of the articles that the project was commissioned with.
func TestSpellingOfSeeds(t *testing.T) {
	var docs []Document
	for _, s := range sharedRows[seed](t, "corpus/seeds/articles.jsonl") {
		docs = append(docs, Document{Key: s.ID, Text: s.Text, Published: s.Published})
	}
	allSpellings(t, docs)
}

func allSpellings(t *testing.T, docs []Document) {
	t.Helper()
	x := defaultExtractor(t)
	for _, doc := range docs {
		p := read(x, doc)
		for _, c := range spellings {
			if diff := p.respelled(t, x, c); len(diff) > 0 {
				t.Errorf("%s, %s:\n  %s", doc.Key, c.name, strings.Join(diff, "\n  "))
			}
		}
	}
}

// TestParagraphCut: a paragraph cut at a sentence end leaves what the rules find to have occurred. Not who took part, where and
// when: that is taken over from the sentence before within one paragraph only. And the models weigh distances in
// paragraphs, so that they may judge a doubtful occurrence otherwise.
func TestParagraphCut(t *testing.T) {
	x, err := New(Options{Models: &Models{}})
	if err != nil {
		t.Fatal(err)
	}
	texts := articles(t)
	if seeds, err := os.ReadFile("../../shared/corpus/seeds/articles.jsonl"); err == nil {
		for _, line := range strings.Split(strings.TrimSpace(string(seeds)), "\n") {
			var s seed
			if err := json.Unmarshal([]byte(line), &s); err != nil {
				t.Fatal(err)
			}
			texts[s.ID] = s.Text
		}
	}
	for name, text := range texts {
		other := cutLast(text)
		a, b := x.Extract(Document{Text: text, Published: published}), x.Extract(Document{Text: other, Published: published})
		checkResult(t, other, b)
		if diff := differ(occurrences(text, a), occurrences(other, b)); len(diff) > 0 {
			t.Errorf("%s:\n  %s", name, strings.Join(diff, "\n  "))
		}
	}
}

// TestSpellingsChange: no spelling is idle.
func TestSpellingsChange(t *testing.T) {
	texts := slices.Collect(maps.Values(articles(t)))
	for _, c := range spellings {
		if c.name != "Latin digits" && !slices.ContainsFunc(texts, func(s string) bool { return c.write(s) != s }) {
			t.Errorf("no text changes by the spelling %q", c.name)
		}
	}
	if got := digits(latinDigits)("٣ و۴"); got != "3 و4" {
		t.Errorf("Latin digits: %q", got)
	}
}

// spellingShare is the least share of pairs of an article and a spelling that say the same. The rest are articles
// that write every final ya with dots: «on» and the name Ali are one word in them.
const spellingShare = 0.995

// TestSpellingOfPool: other spellings of 200 real articles say the same but for a few; fewer articles where time is short.
func TestSpellingOfPool(t *testing.T) {
	step := 8
	if testing.Short() || raceDetector {
		step = 80
	}
	rows := pool(t, "conflict.jsonl.gz", step)
	rows = rows[:min(len(rows), 200)]
	x := defaultExtractor(t)
	var pairs, same, whole atomic.Int32
	t.Run("articles", func(t *testing.T) {
		for _, a := range rows {
			t.Run(a.ID, func(t *testing.T) {
				t.Parallel()
				p := read(x, Document{Key: a.ID, Text: a.Title + "\n\n" + a.Text, Published: a.Published})
				all := true
				for _, c := range spellings {
					if !c.wide {
						continue
					}
					diff := p.respelled(t, x, c)
					pairs.Add(1)
					same.Add(int32(b2i(len(diff) == 0)))
					if len(diff) > 0 {
						all = false
						t.Logf("%s: %d claims differ, the first: %s", c.name, len(diff), diff[0])
					}
				}
				whole.Add(int32(b2i(all)))
			})
		}
	})
	share := float64(same.Load()) / float64(pairs.Load())
	t.Logf("%d of %d articles say the same in every spelling; %d of %d pairs, %.2f %%", whole.Load(), len(rows), same.Load(), pairs.Load(), 100*share)
	if share < spellingShare {
		t.Errorf("%.2f %% of the pairs say the same; want %.2f %%", 100*share, 100*spellingShare)
	}
}

func differ(want, got []string) []string {
	var out []string
	for _, w := range want {
		if !slices.Contains(got, w) {
			out = append(out, "- "+w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			out = append(out, "+ "+g)
		}
	}
	return out
}

// TestOutletDoesNotMatter: what an article says does not hang on who printed it, nor on its key.
func TestOutletDoesNotMatter(t *testing.T) {
	x := defaultExtractor(t)
	for name, text := range articles(t) {
		a := x.Extract(Document{Key: "a", Text: text, Published: published})
		b := x.Extract(Document{Key: "b", Text: text, Published: published, Outlet: "none of these"})
		if diff := differ(essence(a), essence(b)); len(diff) > 0 {
			t.Errorf("%s: %v", name, diff)
		}
	}
}

// TestShiftedDate: published a day later, an article with relative dates alone tells of a day later.
func TestShiftedDate(t *testing.T) {
	x := defaultExtractor(t)
	text := "هاجم تنظيم داعش بلدة هجين أمس. وسيطر الجيش السوري اليوم على بلدة مورك."
	for day, want := range map[string][2]string{
		"2018-10-22": {"2018-10-21", "2018-10-22"}, "2018-03-01": {"2018-02-28", "2018-03-01"}, "2020-03-01": {"2020-02-29", "2020-03-01"}, "2019-01-01": {"2018-12-31", "2019-01-01"},
	} {
		r := x.Extract(Document{Text: text, Published: day})
		if len(r.Claims) != 2 || r.Claims[0].Period.From != want[0] || r.Claims[1].Period.From != want[1] {
			t.Errorf("%s: %v", day, all(r))
		}
	}
}
