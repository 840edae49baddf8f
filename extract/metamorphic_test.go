package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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

// spelling is another way to write the same text.
type spelling struct {
	name  string
	write func(string) string
}

func mapped(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

// inWords applies change behind the first letter of every Arabic word of more than three.
func inWords(change func(word string) string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		last := 0
		for _, t := range arabic.Tokenize(text, 0, len(text)) {
			b.WriteString(text[last:t.Start])
			word := text[t.Start:t.End]
			if t.Kind == arabic.Word && utf8.RuneCountInString(word) > 3 {
				word = change(word)
			}
			b.WriteString(word)
			last = t.End
		}
		return b.String() + text[last:]
	}
}

// behind puts sign behind the n-th letter of a word.
func behind(n int, sign string) func(string) string {
	return func(word string) string {
		r := []rune(word)
		return string(r[:n]) + sign + string(r[n:])
	}
}

var spellings = []spelling{
	{"vowel signs dropped", func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '\u064B' && r <= '\u0652' {
				return -1
			}
			return r
		}, s)
	}},
	{"fatha added", inWords(behind(2, "\u064E"))},
	{"shadda added", inWords(behind(3, "\u0651"))},
	{"tatweel added", inWords(behind(2, "\u0640\u0640"))},
	{"direction marks added", inWords(func(w string) string { return "\u200F" + w + "\u200F" })},
	{"hamza on alef dropped", mapped("أ", "ا", "إ", "ا", "آ", "ا")},
	{"alef maksura as yeh", mapped("ى", "ي")},
	{"yeh as in Persian", mapped("ي", "ی", "ك", "ک")},
	{"teh marbuta as heh", mapped("ة", "ه")},
	{"Arabic digits", mapped("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")},
	{"straight quotes", mapped("«", `"`, "»", `"`, "“", `"`, "”", `"`)},
	{"curly quotes", mapped("«", "“", "»", "”")},
	{"Latin commas", mapped("،", ",")},
	{"two blanks", mapped(" ", "  ")},
	{"no-break space", mapped("في ", "في\u00A0")},
	{"carriage returns", mapped("\n", "\r\n")},
	{"empty lines", mapped("\n", "\n\n")},
	{"byte order mark", func(s string) string { return "\ufeff" + s }},
	{"page around it", func(s string) string {
		return strings.TrimRight(s, "\n") + "\nزر الذهاب إلى الأعلى\nمقالات متعلقة\nالجيش السوري يقصف مدينة سراقب\nاشترك في النشرة البريدية\n"
	}},
}

// TestSpelling: another spelling of an article says the same.
func TestSpelling(t *testing.T) {
	x := defaultExtractor(t)
	texts := articles(t)
	texts["page"] = page
	for _, c := range spellings {
		t.Run(c.name, func(t *testing.T) {
			changed := 0
			for name, text := range texts {
				other := c.write(text)
				changed += b2i(other != text)
				r := x.Extract(Document{Key: name, Text: other, Published: published})
				checkResult(t, other, r)
				want, got := essence(x.Extract(Document{Key: name, Text: text, Published: published})), essence(r)
				if diff := differ(want, got); len(diff) > 0 && !knownSpelling[c.name+"/"+name] {
					t.Errorf("%s:\n  %s", name, strings.Join(diff, "\n  "))
				} else if len(diff) == 0 && knownSpelling[c.name+"/"+name] {
					t.Errorf("%s says the same now: take it out of knownSpelling", name)
				}
			}
			if changed == 0 {
				t.Error("no text changes by this spelling")
			}
		})
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

// knownSpelling lists the articles that say something else in a spelling, as "spelling/article". It may be empty.
var knownSpelling = map[string]bool{}
