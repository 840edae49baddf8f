package temporal

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// sound reports what is wrong with the expressions found in n tokens; empty where nothing is.
func sound(found []Expr, n int) string {
	end := -1
	for _, e := range found {
		_, fromOK := parseDay(e.From)
		_, toOK := parseDay(e.To)
		switch {
		case e.First <= end || e.Last < e.First || e.Last >= n:
			return "spans overlap or leave the sentence"
		case e.From != "" && !fromOK || e.To != "" && !toOK:
			return "not a day"
		case e.From != "" && e.To != "" && e.From > e.To:
			return "ends before it begins"
		case e.Since && e.To != "" || e.Until && e.From != "":
			return "an open end is told"
		case !e.Anchored && (e.From != "" || e.To != ""):
			return "resolved without an anchor"
		case e.Kind == "" || e.Precision == "":
			return "kind or precision missing"
		}
		end = e.Last
	}
	return ""
}

// vocabulary is words of dates, to be shuffled: no sentence, but every rule meets every other.
var vocabulary = strings.Fields(`منذ حتى إلى من بين و في خلال قبل بعد أمس اليوم غدا أول الأول الثاني يوم يومي شهر شهري
	عام عامي الشهر العام الأسبوع الماضي قبل المقبل الجاري نفسه التالي هذا ذلك مساء ليل الليلة الخميس والجمعة الأحد
	أيار تشرين الثاني (نوفمبر) مارس وأبريل رمضان 1436 هـ 2015 و2016 5 و10 31 30 29 الـ48 ساعة الساعات أيام يومين
	أسبوعين نحو بضعة مطلع نهاية آخر صيف شتاء الموافق - / ، ( ) : 2015/02/30 1.2.2016 99999999999 0 12.5 الثلاثين آلاف
	مليون عقود دقائق على التوالي المقرر ثورة مضت القليلة`)

func TestFindIsSound(t *testing.T) {
	d := load(t)
	r := rand.New(rand.NewPCG(1, 2))
	dates := []string{"", friday, "2016-02-29", "2015-01-01", "2014-12-31", "1960-03-01", "9999-12-31", "0001-01-01", "2100-12-31", "1900-01-01", "garbage"}
	for range 20000 {
		words := make([]string, 1+r.IntN(12))
		for i := range words {
			words[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		text, published := strings.Join(words, " "), dates[r.IntN(len(dates))]
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, published), len(tokens)); wrong != "" {
			t.Fatalf("%q (%s): %s: %+v", text, published, wrong, d.Find(tokens, published))
		}
	}
}

// A text of one phrase repeated takes time in proportion to its length; the square of it would not end.
func TestFindIsLinear(t *testing.T) {
	d := load(t)
	for _, phrase := range []string{"أمس مساء", "مساء يوم", "5 رجب الموافق", "قبل نحو", "من بين", "يومي الخميس", "نهاية شهر", "منذ، "} {
		text := strings.Repeat(phrase+" ", 50000)
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, friday), len(tokens)); wrong != "" {
			t.Errorf("%s: %s", phrase, wrong)
		}
	}
}

func FuzzFind(f *testing.F) {
	d := load(f)
	f.Add("منذ مساء الـ3 من الشهر الجاري حتى يوم أمس", friday)
	f.Add("من 19 إلى 29 أيلول", "")
	f.Add("10 رمضان 1436هـ الموافق 27/6/2015", "2015-06-28")
	f.Fuzz(func(t *testing.T, text, published string) {
		tokens := arabic.Tokenize(text, 0, len(text))
		if wrong := sound(d.Find(tokens, published), len(tokens)); wrong != "" {
			t.Errorf("%q (%s): %s", text, published, wrong)
		}
	})
}

func TestHijriIsInvertible(t *testing.T) {
	for n := dayOf(1900, 1, 1); n < dayOf(2100, 1, 1); n++ {
		y, m, d := hijriDate(n)
		if got := hijriDay(y, m, d); got != n || d < 1 || d > 30 || m < 1 || m > 12 {
			t.Fatalf("%s is %d-%d-%d, which is %s", n, y, m, d, got)
		}
	}
}

func TestWeekday(t *testing.T) {
	for iso, want := range map[string]int{"2018-11-23": 5, "1967-06-05": 1, "1970-01-01": 4, "2000-02-29": 2} {
		n, ok := parseDay(iso)
		if !ok || n.weekday() != want || n.onOrBefore(want) != n || n.String() != iso {
			t.Errorf("%s: weekday %d, want %d", iso, n.weekday(), want)
		}
	}
}

func TestAnchor(t *testing.T) {
	d := load(t)
	for _, c := range []struct{ text, published, want string }{
		{"قتل أمس الأحد جندي وجرح أمس الأحد آخر وقتل أمس ثالث", "2015-07-21", "2015-07-20"},
		{"قتل أمس الأحد جندي", "2015-07-21", "2015-07-21"},
		{"قتل أمس الأحد جندي وجرح اليوم الثلاثاء آخر", "2015-07-21", "2015-07-21"},
		{"قتل أمس الاثنين جندي وجرح اليوم الثلاثاء آخر", "2015-07-21", "2015-07-21"},
		{"قتل أمس الأحد جندي وجرح أمس الأحد آخر", "", ""},
	} {
		tokens := arabic.Tokenize(c.text, 0, len(c.text))
		if got := Anchor(d.Find(tokens, c.published), c.published); got != c.want {
			t.Errorf("%s (%s): %s, want %s", c.text, c.published, got, c.want)
		}
	}
}

// news is a paragraph of the project's own, dense in dates.
const news = `أعلن الجيش أمس الخميس أن قواته سيطرت على البلدة بعد معارك استمرت ثلاثة أيام قتل فيها ما لا يقل عن 40 مسلحا،
وكانت الاشتباكات قد اندلعت في 11 نوفمبر/تشرين الثاني الجاري في محيط الحقل النفطي شرق المدينة، وقال ناشطون إن الطائرات شنت
منذ مساء الثلاثاء حتى فجر اليوم عشرات الغارات على مواقع التنظيم الذي خسر في صيف 2017 معظم مناطق سيطرته في المحافظة`

func BenchmarkFind(b *testing.B) {
	d := load(b)
	tokens := arabic.Tokenize(news, 0, len(news))
	b.ReportAllocs()
	for b.Loop() {
		if len(d.Find(tokens, friday)) != 4 {
			b.Fatalf("found %+v", d.Find(tokens, friday))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(tokens)), "ns/token")
}
