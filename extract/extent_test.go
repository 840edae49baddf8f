package extract

import (
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestExtent reads control of a part of a place, and for hours, off the words that say so.
func TestExtent(t *testing.T) {
	for _, c := range []struct{ text, place, part, brief string }{
		{"سيطرت قوات سوريا الديمقراطية على نحو نصف بلدة هجين أمس.", "هجين", "نصف", ""},
		{"سيطرت قوات سوريا الديمقراطية على أجزاء من بلدة السوسة.", "السوسة", "أجزاء", ""},
		{"سيطر تنظيم داعش على معظم مدينة هجين أمس.", "هجين", "معظم", ""},
		{"سيطر تنظيم داعش على مواقع لقوات سوريا الديمقراطية في بلدة هجين.", "هجين", "مواقع", ""},
		{"باتت 75% من مدينة تعز تحت سيطرة المقاومة الشعبية.", "تعز", "%", ""},
		{"سيطر تنظيم داعش على مدينة هجين أمس.", "هجين", "", ""},
		{"سيطر تنظيم داعش على مدينة هجين ومعظم بلدة السوسة.", "هجين", "", ""},
		{"سيطر تنظيم داعش على مدينة هجين ومعظم بلدة السوسة.", "السوسة", "ومعظم", ""},
		{"سيطر تنظيم داعش على قرية الكشكية لساعات قبل أن تستعيدها قوات سوريا الديمقراطية.", "الكشكية", "", "لساعات"},
		{"سيطر تنظيم داعش لعدة ساعات على حقل العمر النفطي أمس.", "حقل العمر", "", "لعدة ساعات"},
		{"سيطر تنظيم داعش على قرية الكشكية بعد ساعات من القصف.", "الكشكية", "", ""},
	} {
		r := mustExtract(t, c.text)
		found := false
		for _, claim := range r.Claims {
			if claim.Type != schema.Control {
				continue
			}
			for _, a := range claim.Places {
				if r.Entities[a.Entity].Name != c.place || found {
					continue
				}
				found = true
				if part, brief := wordsAt(c.text, a.Part), wordsAt(c.text, claim.Brief); part != c.part || brief != c.brief {
					t.Errorf("%s\nof %s: part «%s», brief «%s», want «%s», «%s»", c.text, c.place, part, brief, c.part, c.brief)
				}
			}
		}
		if !found {
			t.Errorf("%s\nno control of %s", c.text, c.place)
		}
	}
}

// TestHoursOfOne gives «for hours» to the event that it stands with, and not to the one that ended it.
func TestHoursOfOne(t *testing.T) {
	r := mustExtract(t, "سيطر تنظيم داعش على قرية الكشكية لساعات قبل أن تستعيدها قوات سوريا الديمقراطية.")
	brief := 0
	for _, c := range r.Claims {
		if c.Brief != (Span{}) {
			brief++
			if r.Entities[c.Agents[0].Entity].Key != "actor/x-isis" {
				t.Errorf("brief: %v", r.Entities[c.Agents[0].Entity])
			}
		}
	}
	if brief != 1 || len(r.Claims) < 2 {
		t.Errorf("%d of %d claims are brief", brief, len(r.Claims))
	}
}

func wordsAt(text string, s Span) string { return text[s.Start:s.End] }

func mustExtract(t *testing.T, text string) *Result {
	t.Helper()
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return x.Extract(Document{Key: "a", Text: text, Published: "2018-12-02"})
}
