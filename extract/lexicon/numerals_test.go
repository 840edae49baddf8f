package lexicon_test

import (
	"io/fs"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

func numerals(t testing.TB) *arabic.Numerals {
	t.Helper()
	ar, err := fs.Sub(data.FS, "ar")
	if err != nil {
		t.Fatal(err)
	}
	n, err := lexicon.ReadNumerals(ar)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNumerals(t *testing.T) {
	n := numerals(t)
	for _, c := range []struct {
		text     string
		min, max int
		tokens   int
	}{
		{"ثلاثة مسلحين", 3, 3, 1},
		{"ثلاث نساء", 3, 3, 1},
		{"أربع جثث", 4, 4, 1},
		{"تسعة", 9, 9, 1},
		{"وتسع", 9, 9, 1},
		{"واحد", 1, 1, 1},
		{"واثنان", 2, 2, 1},
		{"اثنين", 2, 2, 1},
		{"أحد عشر جنديا", 11, 11, 2},
		{"إحدى عشرة امرأة", 11, 11, 2},
		{"اثنا عشر", 12, 12, 2},
		{"اثنتي عشرة", 12, 12, 2},
		{"ثمانية عشر", 18, 18, 2},
		{"خمس عشرة", 15, 15, 2},
		{"وعشرة", 10, 10, 1},
		{"عشرون", 20, 20, 1},
		{"ثلاثة وعشرين", 23, 23, 2},
		{"بخمسة وستين", 65, 65, 2},
		{"خمسة وعشرة", 5, 5, 1},
		{"عشرين وثلاثين", 20, 20, 1},
		{"مئة وخمسة", 105, 105, 2},
		{"مائة وخمسة وسبعين", 175, 175, 3},
		{"ثلاث مئة", 300, 300, 2},
		{"خمسمائة واثني عشر", 512, 512, 3},
		{"مئتي قتيل", 200, 200, 1},
		{"ألف", 1000, 1000, 1},
		{"ألفين و700 جريح", 2700, 2700, 3},
		{"ألف وخمسمئة", 1500, 1500, 2},
		{"عشرة آلاف", 10000, 10000, 2},
		{"العشرة آلاف", 10000, 10000, 2},
		{"50 ألفا", 50000, 50000, 2},
		{"240 ألفا و381 شخصا", 240381, 240381, 4},
		{"33 ألفا و839 مقاتلا و903 آخرين", 33839, 33839, 4},
		{"مليون", 1000000, 1000000, 1},
		{"5.5 مليون", 5500000, 5500000, 2},
		{"نصف مليون", 500000, 500000, 2},
		{"مليون ونصف المليون", 1500000, 1500000, 3},
		{"مليونين ونصف", 2500000, 2500000, 2},
		{"مليون و200 ألف", 1200000, 1200000, 4},
		{"ثلاثة ملايين ومئتي ألف", 3200000, 3200000, 4},
		{"عشرات", 20, 99, 1},
		{"بعشرات", 20, 99, 1},
		{"العشرات", 20, 99, 1},
		{"مئات الآلاف", 200000, 999999, 2},
		{"عشرات آلاف", 20000, 99999, 2},
		{"آلاف الضحايا", 2000, 9999, 1},
		{"والآلاف", 2000, 9999, 1},
		{"الملايين", 2000000, 9999999, 1},
		{"لـ11", 11, 11, 2},
		{"الـ3", 3, 3, 2},
		{"ب25", 25, 25, 2},
		{"والـ40", 40, 40, 2},
		{"و 25", 25, 25, 2},
		{"ال 14", 14, 14, 2},
		{"٢٣", 23, 23, 1},
		{"1,500", 1500, 1500, 1},
		{"2359", 2359, 2359, 1},
		{"20 و30", 20, 20, 1},
	} {
		tokens := arabic.Tokenize(c.text, 0, len(c.text))
		got, ok := n.Read(tokens, 0)
		if !ok || got.Min != c.min || got.Max != c.max || got.Last != c.tokens-1 || got.Ordinal {
			t.Errorf("%s: %+v, %v; want %d to %d in %d tokens", c.text, got, ok, c.min, c.max, c.tokens)
		}
	}
}

func TestOrdinals(t *testing.T) {
	n := numerals(t)
	for text, want := range map[string]int{
		"الثاني": 2, "الحادي عشر": 11, "الثالث عشر": 13, "الحادي والعشرين": 21, "الخامس والعشرون": 25, "والعاشرة": 10, "ثالث": 3,
	} {
		tokens := arabic.Tokenize(text, 0, len(text))
		got, ok := n.Read(tokens, 0)
		if !ok || !got.Ordinal || got.Min != want || got.Last != len(tokens)-1 {
			t.Errorf("%s: %+v, %v; want %d", text, got, ok, want)
		}
	}
}

func TestNoNumeral(t *testing.T) {
	n := numerals(t)
	for _, text := range []string{"أحد القادة", "نصف المدينة", "الاثنين", "لست", "قتيل", "01.08.2015", "-", "ونصف"} {
		tokens := arabic.Tokenize(text, 0, len(text))
		if got, ok := n.Read(tokens, 0); ok {
			t.Errorf("%s: read as %+v", text, got)
		}
	}
}
