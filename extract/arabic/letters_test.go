package arabic

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"hamza on alef", "أحمد إبراهيم آمال ٱلله", "احمد ابراهيم امال الله"},
		{"alef maksura", "على مستشفى", "علي مستشفي"},
		{"teh marbuta", "بلدة", "بلده"},
		{"hamza on waw and yeh stay", "مسؤول رئيس ماء", "مسؤول رئيس ماء"},
		{"vowel signs", "قُتِلَ الجُنْدِيُّ مسلّحًا", "قتل الجندي مسلحا"},
		{"superscript alef", "هٰذا", "هذا"},
		{"tatweel", "الـرقـــة", "الرقه"},
		{"Persian letters", "کركوک علی", "كركوك علي"},
		{"digits", "٢٠١٥ و۱۹", "2015 و19"},
		{"invisible marks", "حل\u200fب\u200c\ufeff \u2067درعا\u2069", "حلب درعا"},
		{"presentation forms", "ﺣﻠﺐ ﻻ", "حلب لا"},
		{"ligature of God", "\uFDF2", "الله"},
		{"Latin", "BBC عربي", "bbc عربي"},
		{"empty", "", ""},
	} {
		if got := Normalize(c.text); got != c.want {
			t.Errorf("%s: Normalize(%q) = %q; want %q", c.name, c.text, got, c.want)
		}
		if n := NormRunes(c.text); n != utf8.RuneCountInString(c.want) {
			t.Errorf("%s: NormRunes = %d", c.name, n)
		}
	}
}

// TestNormalizeFixedPoint goes through every rune that there is.
func TestNormalizeFixedPoint(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		once := Normalize(string(r))
		if twice := Normalize(once); twice != once {
			t.Errorf("U+%04X: %q, again %q", r, once, twice)
		}
	}
}

func TestIsMark(t *testing.T) {
	for _, r := range "\u064B\u0652\u0670\u200B\u200F\u202B\u2066\u2069\uFEFF\u00AD\u061C" {
		if !IsMark(r) || Fold(r) >= 0 {
			t.Errorf("U+%04X is a mark", r)
		}
	}
	for _, r := range "اب\u0640 .a1" {
		if IsMark(r) {
			t.Errorf("U+%04X is no mark", r)
		}
	}
}

func TestLetterShare(t *testing.T) {
	for text, want := range map[string]float64{
		"": 0, "123 ...": 0, "news": 0, "خبر": 1, "خبر abc": 0.5, "2015 خبر!": 1, "ﺧﺒﺮ": 1,
	} {
		if got := LetterShare(text); got != want {
			t.Errorf("LetterShare(%q) = %v; want %v", text, got, want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "قُتِلَ", "الـرقّة", "ﷲ ﻻ", "\u200fحلب", "٢٬٥٠٠", "\xff\xd9", "İSTANBUL", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Normalize(s)
		if !utf8.ValidString(once) {
			t.Fatalf("Normalize(%q) = %q is not UTF-8", s, once)
		}
		if twice := Normalize(once); twice != once {
			t.Fatalf("Normalize(%q) = %q, again %q", s, once, twice)
		}
		for _, r := range once {
			if r == Tatweel || IsMark(r) || IsPresentation(r) && Normalize(string(r)) != string(r) {
				t.Fatalf("Normalize(%q) keeps U+%04X", s, r)
			}
		}
		if marked := strings.ReplaceAll(s, " ", "\u0640 \u200f"); Normalize(marked) != once {
			t.Fatalf("marks make another word of %q", s)
		}
	})
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"حلب":                       "حلب",
		"  حَلَـب\u200f\tالشهباء\n": "حلب الشهباء",
		"ﺍﻟﺠﻴﺶ":                     "الجيش",
		"إدلب على 17":               "إدلب على 17",
		"a\u00a0\u200eb\x00":        "a b",
	} {
		got := Plain(in)
		if got != want || Plain(got) != got {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestShortcutsOfLetters holds what is told sooner of the letters of Arabic against the tables of Unicode, for every rune.
func TestShortcutsOfLetters(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if isLetter(r) != unicode.IsLetter(r) {
			t.Errorf("U+%04X: isLetter is %v", r, isLetter(r))
		}
		if r >= 0x0600 && r <= 0x06FF && unicode.ToLower(r) != r {
			t.Errorf("U+%04X has a lower case", r)
		}
	}
}
