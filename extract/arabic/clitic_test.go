package arabic

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// has reports whether one of splits is want, Skip aside.
func hasSplit(splits []Split, want Split) bool {
	return slices.ContainsFunc(splits, func(s Split) bool {
		s.Skip = want.Skip
		return s == want
	})
}

func TestSplits(t *testing.T) {
	for _, c := range []struct {
		word string
		want Split
	}{
		{"الجيش", Split{Def: true, Stem: "جيش"}},
		{"الجيش", Split{Stem: "الجيش"}},
		{"للجيش", Split{Prep: 'l', Def: true, Stem: "جيش"}},
		{"وللجيش", Split{Conj: 'w', Prep: 'l', Def: true, Stem: "جيش"}},
		{"لجيش", Split{Prep: 'l', Stem: "جيش"}},
		{"بالجيش", Split{Prep: 'b', Def: true, Stem: "جيش"}},
		{"وبالجيش", Split{Conj: 'w', Prep: 'b', Def: true, Stem: "جيش"}},
		{"كالجيش", Split{Prep: 'k', Def: true, Stem: "جيش"}},
		{"فالجيش", Split{Conj: 'f', Def: true, Stem: "جيش"}},
		{"سيقصف", Split{Prep: 's', Stem: "يقصف"}},
		{"وسيقصفها", Split{Conj: 'w', Prep: 's', Stem: "يقصف", Suffix: "ها"}},
		{"قصفه", Split{Stem: "قصف", Suffix: "ه"}},
		{"قواتهما", Split{Stem: "قوات", Suffix: "هما"}},
		{"قواتنا", Split{Stem: "قوات", Suffix: "نا"}},
		{"قتلني", Split{Stem: "قتل", Suffix: "ني"}},
		{"وقواتهم", Split{Conj: 'w', Stem: "قوات", Suffix: "هم"}},
		{"واشنطن", Split{Stem: "واشنطن"}}, // and the hypothesis that و is a conjunction
		{"واشنطن", Split{Conj: 'w', Stem: "اشنطن"}},
	} {
		if got := Splits(c.word, nil); !hasSplit(got, c.want) {
			t.Errorf("%s: %+v; want %+v among them", c.word, got, c.want)
		}
	}
}

func TestSplitsLeaveAStem(t *testing.T) {
	for word, not := range map[string]Split{
		"وه":   {Conj: 'w', Stem: "ه"},
		"به":   {Stem: "", Prep: 'b', Suffix: "ه"},
		"الت":  {Def: true, Stem: "ت"},
		"سالم": {Prep: 's', Def: true, Stem: "م"},
	} {
		if got := Splits(word, nil); hasSplit(got, not) {
			t.Errorf("%s: cut down to %q", word, not.Stem)
		}
	}
	if got := Splits("والجيش", nil); got[0] != (Split{Stem: "والجيش"}) {
		t.Errorf("the least cut stands first: %+v", got[0])
	}
}

// TestPrefixes: names take no pronouns.
func TestPrefixes(t *testing.T) {
	for _, s := range Prefixes("والفلوجه", nil) {
		if s.Suffix != "" {
			t.Errorf("%+v", s)
		}
	}
	if !hasSplit(Prefixes("للرقه", nil), Split{Prep: 'l', Def: true, Stem: "رقه"}) {
		t.Error("لل is a preposition and the article")
	}
	buf := make([]Split, 0, 32)
	if n := testing.AllocsPerRun(10, func() { Prefixes("وللجيش", buf) }); n > 0 {
		t.Errorf("%v allocations with a buffer", n)
	}
}

func TestStemStart(t *testing.T) {
	for _, c := range []struct{ word, stem, rest string }{
		{"وللجيش", "جيش", "جيش"},
		{"وَلِلجيش", "جيش", "جيش"},
		{"بـالجيش", "جيش", "جيش"},
		{"الجيش", "الجيش", "الجيش"},
	} {
		for _, s := range Splits(Normalize(c.word), nil) {
			if s.Stem == c.stem && s.Suffix == "" {
				if got := c.word[StemStart(c.word, s.Skip):]; got != c.rest {
					t.Errorf("%s: stem begins at %q", c.word, got)
				}
			}
		}
	}
	if got := StemStart("جيش", 9); got != len("جيش") {
		t.Errorf("behind the last letter: %d", got)
	}
}

// checkSplits checks what holds of the ways to split any word.
func checkSplits(t *testing.T, word string) {
	t.Helper()
	for _, s := range Splits(word, nil) {
		if !strings.HasSuffix(word, s.Stem+s.Suffix) {
			t.Fatalf("%q: %+v does not end the word", word, s)
		}
		if cut := s != (Split{Stem: word}); cut && utf8.RuneCountInString(s.Stem) < 2 {
			t.Fatalf("%q: %+v leaves no stem", word, s)
		}
		if utf8.RuneCountInString(word) != s.Skip+utf8.RuneCountInString(s.Stem+s.Suffix) {
			t.Fatalf("%q: %+v skips the wrong number of letters", word, s)
		}
	}
}
