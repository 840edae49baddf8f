package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// around are sentences that make an article long enough for models to speak.
const around = ` وقال شهود إن الوضع هادئ في المدينة. وأضافوا أن الأسواق فتحت أبوابها. وينتظر السكان عودة الكهرباء. ولم يصدر بيان رسمي.`

// loosely returns the loose readings of text as «lemma type status».
func loosely(t *testing.T, text string) []string {
	t.Helper()
	d := defaultExtractor(t).begin(Document{Key: "test", Text: text + around, Published: published})
	d.propose()
	var out []string
	for o := range d.events() {
		if o.loose {
			out = append(out, strings.Join([]string{o.trig.ID, string(o.typ), string(o.status)}, " "))
		}
	}
	return out
}

// TestLooseReadings: what words could tell besides is proposed where who fights is named.
func TestLooseReadings(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"needed word missing", "استقدم تنظيم داعش عشرات الشبان إلى بلدة هجين.", "istaqdama deploy happened"},
		{"models alone", "كثفت قسد عملياتها في بلدة هجين.", "amaliya-didd attack happened"},
		{"named by what befell them", "قال المتحدث إن لدى تنظيم داعش أسرى من قسد في بلدة هجين.", "asir-ism detain happened"},
		{"stronghold", "وصلت قسد إلى معقل تنظيم داعش في بلدة هجين.", "maqil control happened"},
		{"also told", "طردت قسد تنظيم داعش من بلدة هجين.", "tarada-mawqi control happened"},
		{"undertaking", "بدأت قسد عملية تحرير بلدة هجين من تنظيم داعش.", "harrara control happened"},
		{"refusal", "رفضت قسد الانسحاب من بلدة هجين.", "insahaba withdraw denied"},
		{"further toll", "أعلنت قسد مقتل خمسة من جنودها في بلدة هجين، بينهم ضابطان.", "maqtal kill happened"},
		{"support between commas", "قوات سوريا الديمقراطية، بدعم من التحالف الدولي، نجحت في دخول بلدة هجين.", "daama support happened"},
		{"advance that is a march", "تقدمت قسد نحو بلدة هجين.", "taqaddama-ila deploy happened"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := loosely(t, c.text); !slices.Contains(got, c.want) {
				t.Errorf("%s\n  want: %s\n  loose: %s", c.text, c.want, strings.Join(got, ", "))
			}
		})
	}
}

// TestLooseNeedsFighters: words of trade, sport and talk are no loose readings.
func TestLooseNeedsFighters(t *testing.T) {
	for _, text := range []string{
		"توسع الشركة عملياتها في المدينة.",
		"سقط الفريق في المباراة الأخيرة.",
		"شارك اللاعب في المباراة ورد على الصحافيين.",
	} {
		if got := loosely(t, text); len(got) > 0 {
			t.Errorf("%s\n  loose: %s", text, strings.Join(got, ", "))
		}
	}
}

// TestLooseWithoutModels: where no model speaks, no loose reading becomes a claim.
func TestLooseWithoutModels(t *testing.T) {
	for _, text := range []string{"طردت قسد تنظيم داعش من بلدة هجين.", "طردت قسد تنظيم داعش من بلدة هجين." + around} {
		x, err := New(Options{Models: &Models{}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range x.Extract(Document{Key: "test", Text: text, Published: published}).Claims {
			if c.Type == schema.Control {
				t.Errorf("%s\n  reads a control by %s", text, c.Rule)
			}
		}
	}
}
