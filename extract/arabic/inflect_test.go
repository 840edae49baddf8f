package arabic

import (
	"strings"
	"testing"
)

func texts(forms []Form) map[string]Form {
	out := map[string]Form{}
	for _, f := range forms {
		if have, ok := out[f.Text]; !ok || have.Bound {
			out[f.Text] = f
		}
	}
	return out
}

func wantForms(t *testing.T, name string, forms []Form, want string) {
	t.Helper()
	have := texts(forms)
	for w := range strings.FieldsSeq(want) {
		if _, ok := have[w]; !ok {
			t.Errorf("%s: no form %s", name, w)
		}
	}
}

func TestPerfectForms(t *testing.T) {
	for _, c := range []struct {
		name, stem string
		passive    bool
		want, not  string
	}{
		{"sound", "قصف", false, "قصف قصفت قصفوا قصفو قصفا قصفتا قصفن قصفنا", ""},
		{"hollow", "قاد", false, "قاد قادت قادوا قادا قدنا", "قادنا قدن"},
		{"hollow, derived", "استعاد", false, "استعاد استعادت استعدنا استعدن", "استعادنا"},
		{"hollow passive", "اصيب", true, "اصيب اصيبت اصيبوا اصبنا", ""},
		{"hamza at the end", "لجأ", false, "لجأ لجأت لجأوا لجؤوا لجئوا لجأنا", "لجت لجوا"},
		{"defective in yeh", "نفي", false, "نفي نفت نفوا نفيا نفتا نفينا", "نفيت نفيوا"},
		{"defective in yeh, derived", "القي", false, "القت القوا القيا القاه", ""},
		{"defective in alef", "دعا", false, "دعا دعت دعوا", "دعاوا"},
		{"doubled", "شن", false, "شن شنت شنوا شنا", ""},
		{"doubled, first person", "صد", false, "صد صدت صددنا", "صدنا"},
		{"passive in yeh keeps it", "القي", true, "القي القيت", "القت"},
	} {
		forms := PerfectForms(c.stem, c.passive)
		want := strings.ReplaceAll(c.want, "القاه", "القا")
		wantForms(t, c.name, forms, want)
		for w := range strings.FieldsSeq(c.not) {
			if _, ok := texts(forms)[w]; ok {
				t.Errorf("%s: %s is no form", c.name, w)
			}
		}
		for _, f := range forms {
			if (f.Kind == PassiveVrb) != c.passive || !f.Kind.IsVerb() {
				t.Errorf("%s: kind of %s", c.name, f.Text)
			}
		}
	}
	f := texts(PerfectForms("قصف", false))
	if f["قصفت"].Gender != 'f' || f["قصفوا"].Number != 'p' || f["قصفا"].Number != 'd' || f["قصفنا"].Person != '1' || !f["قصفو"].Bound {
		t.Errorf("features: %+v", f)
	}
}

func TestImperfectForms(t *testing.T) {
	for _, c := range []struct{ name, stem, want string }{
		{"sound", "يقصف", "يقصف تقصف يقصفون يقصفوا يقصفان تقصفان يقصفن"},
		{"hollow", "يقود", "يقود تقود يقودون يقودان"},
		{"defective in yeh", "ينفي", "ينفي تنفي ينفون ينفوا ينفيان"},
		{"defective in waw", "يدعو", "يدعو تدعو يدعون يدعوا"},
		{"doubled", "يشن", "يشن تشن يشنون يشنوا"},
		{"first person", "يقصف", "نقصف"},
		{"hamza at the end", "يلجأ", "يلجأ تلجأ يلجأون يلجؤون يلجؤوا"},
		{"jussive, hollow", "يقوم", "يقم تقم"},
		{"jussive, hollow and derived", "يستعيد", "يستعد تستعد"},
		{"jussive, defective", "ينفي", "ينف تنف"},
		{"not third person", "نحرر", "نحرر"},
	} {
		wantForms(t, c.name, ImperfectForms(c.stem), c.want)
	}
	f := texts(ImperfectForms("يقصف"))
	if f["تقصف"].Gender != 'f' || f["يقصفون"].Number != 'p' || f["يقصف"].Kind != Imperfect {
		t.Errorf("features: %+v", f)
	}
}

// TestJussive: only what the jussive shortens is marked, and a consonant that looks like a long vowel stays.
func TestJussive(t *testing.T) {
	for stem, want := range map[string]string{
		"يقصف": "", "يقوم": "يقم تقم", "يحاول": "", "يدعو": "يدع تدع", "يشن": "", "نحرر": "",
	} {
		var have []string
		for _, f := range ImperfectForms(stem) {
			if f.Jussive {
				have = append(have, f.Text)
			}
		}
		if got := strings.Join(have, " "); got != want {
			t.Errorf("%s: jussive %q, want %q", stem, got, want)
		}
	}
	for _, f := range ImperfectForms("يقود") {
		if f.Text == "نقود" {
			t.Error("the first person of a hollow verb is spelled like a noun and is left out")
		}
	}
}

func TestParticipleForms(t *testing.T) {
	forms := ParticipleForms("منسحب", false)
	wantForms(t, "active", forms, "منسحب منسحبا منسحبه منسحبت منسحبان منسحبتان منسحبون منسحبين منسحبو منسحبات")
	f := texts(forms)
	if f["منسحبه"].Gender != 'f' || f["منسحبين"].Number != 'p' || f["منسحبان"].Number != 'd' || !f["منسحبو"].Bound {
		t.Errorf("features: %+v", f)
	}
	for _, passive := range []bool{false, true} {
		for _, f := range ParticipleForms("محرر", passive) {
			if f.Kind != Participle || f.Passive != passive || f.Kind.IsVerb() {
				t.Errorf("%s: kind %d, passive %v", f.Text, f.Kind, f.Passive)
			}
		}
	}
}

func TestNounForms(t *testing.T) {
	for _, c := range []struct {
		name, singular, broken string
		gender                 byte
		sound                  bool
		want, not              string
	}{
		{"sound masculine", "مقاتل", "", 'm', true, "مقاتل مقاتلا مقاتلان مقاتلين مقاتلون مقاتلو مقاتلي", "مقاتلات"},
		{"broken plural", "جندي", "جنود", 'm', false, "جندي جنديا جنديان جنديين جنود جنودا", "جنديون"},
		{"feminine", "غاره", "", 'f', false, "غاره غارت غارتان غارتين غارات", "غارها"},
		{"hamza on the line", "لقاء", "", 'm', false, "لقاء لقاءان لقاؤ لقائ لقاءات", ""},
		{"feminine with broken plural", "جثه", "جثث", 'f', false, "جثه جثتان جثث جثات", ""},
		{"plural in teh marbuta", "قائد", "قاده", 'm', false, "قائد قاده قادت", "قادها"},
		{"masculine with plural in -at", "هجوم", "", 'm', false, "هجوم هجوما هجومان هجومين هجومات", "هجومون"},
	} {
		forms := NounForms(c.singular, c.broken, c.gender, c.sound)
		wantForms(t, c.name, forms, c.want)
		for w := range strings.FieldsSeq(c.not) {
			if _, ok := texts(forms)[w]; ok {
				t.Errorf("%s: %s is no form", c.name, w)
			}
		}
	}
	f := texts(NounForms("غاره", "", 'f', false))
	if !f["غارت"].Bound || f["غارتان"].Number != 'd' || f["غارات"].Number != 'p' {
		t.Errorf("features: %+v", f)
	}
}

// TestFormsAreNormal: forms of normal stems are look-up keys.
func TestFormsAreNormal(t *testing.T) {
	var all []Form
	for _, stem := range []string{"قصف", "قاد", "نفي", "دعا", "شن", "اصيب"} {
		all = append(all, PerfectForms(stem, false)...)
		all = append(all, ImperfectForms("ي"+stem)...)
		all = append(all, NounForms(stem, stem, 'm', true)...)
	}
	for _, f := range all {
		if f.Text == "" || Normalize(f.Text) != f.Text {
			t.Errorf("%q is not normal", f.Text)
		}
	}
	for _, empty := range [][]Form{PerfectForms("", false), ImperfectForms(""), NounForms("", "", 'm', false)} {
		if len(empty) == 0 {
			t.Error("no forms of nothing")
		}
	}
}
