package quantity_test

import (
	"io/fs"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	. "github.com/isnad-graph/isnad/extract/quantity"
)

func load(t testing.TB) *Data {
	t.Helper()
	ar, err := fs.Sub(data.FS, "ar")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(ar)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// split takes the brackets out of an example and returns the tokens between them, -1 where it has none.
func split(text string) (tokens []arabic.Token, first, last int) {
	first, last = -1, -1
	for _, tok := range arabic.Tokenize(text, 0, len(text)) {
		switch tok.Norm {
		case "[":
			first = len(tokens)
		case "]":
			last = len(tokens) - 1
		default:
			tok.Space = tok.Space || len(tokens) == first
			tokens = append(tokens, tok)
		}
	}
	return tokens, first, last
}

func TestFind(t *testing.T) {
	d := load(t)
	for _, c := range []struct {
		text       string
		min, max   int
		comparator string
		unit       string
	}{
		{"قتل [4] مسلحين", 4, 4, Eq, ""},
		{"قتل [4 على الأقل]", 4, -1, Ge, ""},
		{"قتل [46] مدنيا على الأقل بينهم نساء", 46, -1, Ge, ""},
		{"خطف [250] مسيحيا اشوريا على الأقل", 250, -1, Ge, ""},
		{"قتل [25] مقاتلا من المعارضة على الأقل خلال الهجوم", 25, -1, Ge, ""},
		{"قتل [3] جنود وأصيب 5 على الأقل", 3, 3, Eq, ""},
		{"قتل [18] جنديا، على الأقل، في المدينة", 18, -1, Ge, ""},
		{"قتل [18] جنديا، على الأقل ثلاثة منهم ضباط", 18, 18, Eq, ""},
		{"قتل [18] جنديا، على طريق المدينة", 18, 18, Eq, ""},
		{"قتل 3 جنود وأصيب [5 على الأقل]", 5, -1, Ge, ""},
		{"قتل [ثلاثة] مسلحين", 3, 3, Eq, ""},
		{"سقط [ما لا يقل عن أربعة] قتلى", 4, -1, Ge, ""},
		{"سقط [بما لا يقل عن 12] قتيلا", 12, -1, Ge, ""},
		{"[واثنان على الأقل] من المسلحين", 2, -1, Ge, ""},
		{"أصيب [نحو ألفين و700] جريح", 2700, 2700, Approx, ""},
		{"لإخراج [أكثر من 50 ألفا] من المدنيين", 50001, -1, Gt, ""},
		{"قتل [أكثر من 70] مسلحا", 71, -1, Gt, ""},
		{"قتل [ما يزيد على 1500] شخص", 1501, -1, Gt, ""},
		{"قتل [أقل من 10] أشخاص", -1, 9, Lt, ""},
		{"قتل [ما لا يزيد على عشرة] أشخاص", -1, 10, Le, ""},
		{"قتل [10 على الأكثر]", -1, 10, Le, ""},
		{"قتل [عشرات] العناصر", 20, 99, Vague, ""},
		{"سقوط [العشرات] بين قتيل وجريح", 20, 99, Vague, ""},
		{"قصف [بعشرات] القذائف", 20, 99, Vague, ""},
		{"فرار [مئات] المدنيين", 200, 999, Vague, ""},
		{"خلفت [آلاف] الضحايا", 2000, 9999, Vague, ""},
		{"يقدرون [بعشرات الآلاف]", 20000, 99999, Vague, ""},
		{"نزوح [مئات الآلاف] عن بيوتهم", 200000, 999999, Vague, ""},
		{"نزوح [نصف مليون] شخص", 500000, 500000, Eq, ""},
		{"نزوح [5.5 مليون] شخص", 5500000, 5500000, Eq, ""},
		{"نزوح [عشرة آلاف] شخص", 10000, 10000, Eq, ""},
		{"أصيب [نحو مليوني] سوري", 2000000, 2000000, Approx, ""},
		{"قتل [أحد عشر] جنديا", 11, 11, Eq, ""},
		{"أصيب [ثلاثة وعشرين] شخصا", 23, 23, Eq, ""},
		{"قتل [بين 20 و30] شخصا", 20, 30, Approx, ""},
		{"قتل [ما بين خمسة وعشرة] أشخاص", 5, 10, Approx, ""},
		{"قتل [20 إلى 30] شخصا", 20, 30, Approx, ""},
		{"قتل [ثلاثة أو أربعة] أشخاص", 3, 4, Approx, ""},
		{"قتل [20-30] شخصا", 20, 30, Approx, ""},
		{"نزح [بين 20 و30 ألفا] من السكان", 20000, 30000, Approx, ""},
		{"ارتفع العدد من [5] إلى 11 قتيلا", 5, 5, Eq, UnitFormer},
		{"ارتفع العدد من 5 إلى [11] قتيلا", 11, 11, Eq, ""},
		{"قتل [عدد من] الجنود", -1, -1, Vague, ""},
		{"قتل [عدة] جنود", -1, -1, Vague, ""},
		{"قتل [بضع مئات] من الجنود", 200, 999, Vague, ""},
		{"حصيلة [لـ11] قتيلا", 11, 11, Eq, ""},
		{"العسكريين [الخمسة] المخطوفين", 5, 5, Eq, ""},
		{"[وعشرة] جرحى", 10, 10, Eq, ""},
		{"مقتل [٢٣] شخصا", 23, 23, Eq, ""},
		{"[أكثر من 240 ألفا و381] شخصا قتلوا", 240382, -1, Gt, ""},
		{"قتل [نحو 30] شخصا على الأقل", 30, -1, Ge, ""},
		{"على مسافة [300] كم منها", 300, 300, Eq, UnitDistance},
		{"على بعد [500] متر", 500, 500, Eq, UnitDistance},
		{"مساحة [20] كيلومترا مربعا", 20, 20, Eq, UnitArea},
		{"شاب عمره [25] عاما", 25, 25, Eq, UnitAge},
		{"شاب يبلغ من العمر [25] عاما", 25, 25, Eq, UnitAge},
		{"أحمد ([25] عاما)", 25, 25, Eq, UnitAge},
		{"دون سن [ال 14] جميعهم", 14, 14, Eq, UnitAge},
		{"خلال [24] ساعة", 24, 24, Eq, UnitDuration},
		{"استمر [ثلاثة] أيام", 3, 3, Eq, UnitDuration},
		{"في يوم [واحد]", 1, 1, Eq, UnitDuration},
		{"بقيمة [500 مليون] دولار", 500000000, 500000000, Eq, UnitMoney},
		{"بنسبة [20 %] منهم", 20, 20, Eq, UnitPercent},
		{"بنسبة [70 بالمائة] منهم", 70, 70, Eq, UnitPercent},
		{"[نحو 20 في المئة] من السكان", 20, 20, Approx, UnitPercent},
		{"عند الساعة [10:30] صباحا", 10, 10, Eq, UnitTime},
		{"عند الساعة [5] صباحا", 5, 5, Eq, UnitTime},
		{"في عام [2017]", 2017, 2017, Eq, UnitYear},
		{"قصف [أكثر من 270] مرة", 271, -1, Gt, UnitTimes},
		{"قائد الفرقة [30] مشاة", 30, 30, Eq, UnitLabel},
		{"اللواء [52] في الجيش", 52, 52, Eq, UnitLabel},
		{"مدفعين عيار [23]", 23, 23, Eq, UnitLabel},
		{"كتيبة [الـ21] التابعة", 21, 21, Eq, UnitLabel},
		{"خسر [ملايين] الدولارات", 2000000, 9999999, Vague, UnitMoney},
		{"على بعد [مئات] الأمتار", 200, 999, Vague, UnitDistance},
		{"في شارع [الستين] الغربي", 60, 60, Eq, UnitLabel},
		{"مجموعة [5+1] في فيينا", 5, 5, Eq, UnitLabel},
		{"تهريب [5] أطنان", 5, 5, Eq, UnitWeight},
	} {
		tokens, first, last := split(c.text)
		got, ok := at(d.Find(tokens, nil), first)
		if !ok || got.Last != last || got.Min != c.min || got.Max != c.max || got.Comparator != c.comparator || got.Unit != c.unit {
			t.Errorf("%s: got %+v, want %d to %d %s %s in tokens %d-%d", c.text, got, c.min, c.max, c.comparator, c.unit, first, last)
		}
	}
}

func at(found []Quantity, first int) (Quantity, bool) {
	for _, q := range found {
		if q.First == first {
			return q, true
		}
	}
	return Quantity{}, false
}

func TestNoQuantity(t *testing.T) {
	d := load(t)
	for _, text := range []string{
		"قتل أحد القادة", "الثاني من نوعه", "نصف المدينة", "للمرة العاشرة", "الحادي والعشرين", "هجوم للتنظيم على البلدة",
	} {
		tokens, _, _ := split(text)
		if found := d.Find(tokens, nil); len(found) > 0 {
			t.Errorf("%s: found %+v", text, found)
		}
	}
}

func TestTaken(t *testing.T) {
	d := load(t)
	tokens, _, _ := split("قتل 3 في 7 أيار 2017")
	found := d.Find(tokens, func(i int) bool { return i >= 3 })
	if len(found) != 1 || found[0].Min != 3 {
		t.Errorf("found %+v, want the 3 alone", found)
	}
}

func TestGluedNames(t *testing.T) {
	d := load(t)
	for _, text := range []string{"طائرة F16 أسقطت", "طائرة إف-16 أسقطت", "طائرة F-16 أسقطت", "راجمة BM21", "القرار 2254", "نسبة 1/3"} {
		tokens, _, _ := split(text)
		for _, q := range d.Find(tokens, nil) {
			if q.Unit == "" {
				t.Errorf("%s: %+v counts something", text, q)
			}
		}
	}
}
