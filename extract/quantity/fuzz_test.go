package quantity_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	. "github.com/isnad-graph/isnad/extract/quantity"
)

// sound reports what is wrong with the quantities found in n tokens; empty where nothing is.
func sound(found []Quantity, n int) string {
	end := -1
	for _, q := range found {
		switch {
		case q.First <= end || q.Last < q.First || q.Last >= n:
			return "spans overlap or leave the sentence"
		case q.Min < -1 || q.Max < -1 || q.Min >= 0 && q.Max >= 0 && q.Min > q.Max:
			return "bounds are inverted"
		case q.Comparator == "":
			return "no comparator"
		}
		end = q.Last
	}
	return ""
}

// vocabulary is words of numbers, to be shuffled: no sentence, but every rule meets every other.
var vocabulary = strings.Fields(`ما لا يقل عن أكثر من نحو بين إلى أو و - / : + أقل على الأقل الأكثر عشرات مئات آلاف الآلاف
	ملايين ألف ألفا ألفين مئة ومئتين ثلاثة وعشرين وعشرون عشر عشرة أحد إحدى اثنا واحد نصف ونصف مليون مليارا مليارات
	5 و10 20 30 1.5 0 007 99999999999 999999999 كم متر دولار % في المئة ساعة عاما الساعة الفرقة رقم بضع عدد من عدة
	ارتفع من شخصا قتيلا الثاني والعشرين (25 عاما) F 16 الـ ال لـ ب`)

func TestFindIsSound(t *testing.T) {
	d := load(t)
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		words := make([]string, 1+r.IntN(12))
		for i := range words {
			words[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		text := strings.Join(words, " ")
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, nil), len(tokens)); wrong != "" {
			t.Fatalf("%q: %s: %+v", text, wrong, d.Find(tokens, nil))
		}
	}
}

// A text of one phrase repeated takes time in proportion to its length; the square of it would not end.
func TestFindIsLinear(t *testing.T) {
	d := load(t)
	for _, phrase := range []string{"نحو", "أكثر من", "1/", "ألف و", "بين 5", "5 -", "عدد من", "مئة و"} {
		text := strings.Repeat(phrase+" ", 50000)
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, nil), len(tokens)); wrong != "" {
			t.Errorf("%s: %s", phrase, wrong)
		}
	}
}

func FuzzFind(f *testing.F) {
	d := load(f)
	f.Add("ما لا يقل عن ألفين و700 شخص")
	f.Add("بين 20 و30 ألفا")
	f.Fuzz(func(t *testing.T, text string) {
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, nil), len(tokens)); wrong != "" {
			t.Errorf("%q: %s", text, wrong)
		}
	})
}

// news is a sentence of the project's own, dense in numbers.
const news = `أفادت مصادر محلية بمقتل ما لا يقل عن أربعين مدنيا بينهم 12 طفلا وإصابة نحو ألفين و700 آخرين في قصف نفذته طائرات
على حي سكني وسط المدينة فيما نزح عشرات الآلاف إلى مخيم يبعد 25 كيلومترا عن خطوط القتال بحسب ناشطين في المجلس المحلي`

func BenchmarkFind(b *testing.B) {
	d := load(b)
	tokens := arabic.Tokenize(news, 0, len(news))
	b.ReportAllocs()
	for b.Loop() {
		if len(d.Find(tokens, nil)) != 5 {
			b.Fatalf("found %+v", d.Find(tokens, nil))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(tokens)), "ns/token")
}
