package arabic

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func norms(tokens []Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Norm)
	}
	return strings.Join(out, "|")
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"words", "قصف الجيش البلدة.", "قصف|الجيش|البلده|."},
		{"vowel signs in a word", "قَصَفَ الجيشُ", "قصف|الجيش"},
		{"tatweel in a word", "الجـــيش", "الجيش"},
		{"clitic before a quote", `لـ«لواء التوحيد»`, `ل|"|لواء|التوحيد|"`},
		{"clitic before a number", "الـ3 من الشهر", "ال|3|من|الشهر"},
		{"quotes of every kind", `"أ" «ب» “ج” „د‟ ‹ه›`, `"|ا|"|"|ب|"|"|ج|"|"|د|"|"|ه|"`},
		{"quote left open", `«داعش`, `"|داعش`},
		{"single quotes", "'أ' ‘ب’ و‘ت’", `"|ا|"|"|ب|"|و|"|ت|"`},
		{"two single quotes", "''أ'' ‘‘ب’’", `"|ا|"|"|ب|"`},
		{"apostrophe", "Côte d'Ivoire", "côte|d|'|ivoire"},
		{"commas and stops", "أ، ب؛ ج؟ د…", "ا|,|ب|;|ج|?|د|..."},
		{"dashes", "أ-ب – ج — د", "ا|-|ب|-|ج|-|د"},
		{"decimal", "3.5 و٣٫٥", "3.5|و|3.5"},
		{"thousands", "1,500 و1.500 و١٬٥٠٠", "1500|و|1500|و|1500"},
		{"a list is no number", "20, 30", "20|,|30"},
		{"a date is one number", "01.08.2015", "01.08.2015"},
		{"a number ends a sentence", "بلغ 30.", "بلغ|30|."},
		{"digits of both kinds", "٢٠15", "2015"},
		{"letters after digits", "3أشخاص", "3|اشخاص"},
		{"invisible marks", "\u200fالجيش\u200f ، \u202bحلب\u202c", "الجيش|,|حلب"},
		{"byte order mark", "\ufeffحلب", "حلب"},
		{"presentation forms", "ﺣﻠﺐ", "حلب"},
		{"a ligature is letters", "ﻻ أحد", "لا|احد"},
		{"only marks", "\u0640\u064b\u200f", ""},
		{"empty", "", ""},
		{"beyond the BMP", "😀 حلب", "😀|حلب"},
	} {
		if got := norms(Tokenize(c.text, 0, len(c.text))); got != c.want {
			t.Errorf("%s: %q: %s; want %s", c.name, c.text, got, c.want)
		}
	}
}

func TestTokenFeatures(t *testing.T) {
	text := "قُتل جندي\nفي حلب, درعا"
	tokens := Tokenize(text, 0, len(text))
	if !tokens[0].Damma || tokens[1].Damma {
		t.Error("the damma marks the first word alone")
	}
	if !tokens[0].Break || tokens[1].Break || !tokens[2].Break || !tokens[2].Space {
		t.Error("a line break comes before the first and third word")
	}
	if tokens[4].Space || tokens[4].Kind != Punct || !tokens[5].Space {
		t.Error("no space before the comma, one behind")
	}
}

// TestTokenizePart: spans count in the whole text.
func TestTokenizePart(t *testing.T) {
	text := "قصف الجيش حلب"
	from := strings.Index(text, "الجيش")
	tokens := Tokenize(text, from, from+len("الجيش"))
	if len(tokens) != 1 || text[tokens[0].Start:tokens[0].End] != "الجيش" {
		t.Errorf("%+v", tokens)
	}
}

// checkTokens checks what holds of the tokens of any text.
func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	last := 0
	for _, tok := range tokens {
		if tok.Start < last || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("%q: token [%d:%d] behind %d", text, tok.Start, tok.End, last)
		}
		lost := text[last:tok.Start]
		if strings.ContainsFunc(lost, func(r rune) bool { return !unicode.IsSpace(r) && !IsMark(r) && r != Tatweel }) {
			t.Fatalf("%q: %q belongs to no token", text, lost)
		}
		if utf8.ValidString(text) && !(utf8.RuneStart(text[tok.Start]) && (tok.End == len(text) || utf8.RuneStart(text[tok.End]))) {
			t.Fatalf("%q: token [%d:%d] cuts a rune", text, tok.Start, tok.End)
		}
		if tok.Norm == "" {
			t.Fatalf("%q: nothing is left of %q", text, text[tok.Start:tok.End])
		}
		if tok.Kind == Word && tok.Norm != Normalize(text[tok.Start:tok.End]) {
			t.Fatalf("%q: norm %q of %q", text, tok.Norm, text[tok.Start:tok.End])
		}
		if strings.Trim(tok.Norm, "0123456789.") != "" && tok.Kind == Number {
			t.Fatalf("%q: number %q", text, tok.Norm)
		}
		last = tok.End
	}
}

func TestTokenSpans(t *testing.T) {
	for _, text := range []string{
		"قَصَفَ «الجيشُ» بلدةَ الـرقّة، وقُتل ٢٣ شخصاً.", "\u200fﺣﻠﺐ\u200f (1,500) – 3.5%…", "لـ“الجيش الحر”، و\u202bداعش\u202c",
		"\xff حلب \xd9", "",
	} {
		checkTokens(t, text, Tokenize(text, 0, len(text)))
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"", "قُتل 23 شخصاً.", "لـ«لواء»", "1,500.25,3", "\u200f…؟!", "\xff\xd9ا", "ﻻﷲ", "أ.\nب", "٣٫٥٬٠٠٠", "\ufcf2", "ـ و\ufcf2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := Tokenize(s, 0, len(s))
		checkTokens(t, s, tokens)
		if !slices.Equal(tokens, Tokenize(s, 0, len(s))) {
			t.Fatal("two runs differ")
		}
		bounds := Sentences(tokens)
		if bounds[0] != 0 || bounds[len(bounds)-1] != len(tokens) || !slices.IsSorted(bounds) {
			t.Fatalf("%q: bounds %v of %d tokens", s, bounds, len(tokens))
		}
		for _, tok := range tokens {
			if tok.Kind == Word {
				checkSplits(t, tok.Norm)
			}
		}
	})
}

var benchText = strings.Repeat("أعلنت قوات سوريا الديمقراطية، أمس الاثنين، سيطرتها على قرية «الشعفة» بعد اشتباكات قُتل فيها 23 مسلحاً. ", 200)

func BenchmarkTokenize(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(benchText, 0, len(benchText))
	}
}
