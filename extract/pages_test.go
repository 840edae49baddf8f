package extract

import (
	"slices"
	"testing"
)

// TestPages: what sites put around an article where the breaks of the page were lost.
func TestPages(t *testing.T) {
	const body = "هاجم تنظيم داعش بلدة هجين أمس وقتل ثلاثة من عناصر قوات سوريا الديمقراطية وجرح آخرين، وفق ما أعلنته القوات في بيان وزع على وسائل الإعلام صباح الثلاثاء في مدينة الحسكة."
	for _, c := range []struct {
		name, text string
		want       []ZoneKind
	}{
		{
			"title of a site, stamp, picture",
			"Example.com - هجوم على بلدة هجين\n  الخميس ، 07 كانون الثاني/يناير 2010، آخر تحديث 14:00 (GMT+0400)    هجوم على بلدة هجين      دخان فوق البلدة بعد هجوم سابق   \n" + body,
			[]ZoneKind{BoilerplateZone, TitleZone, DatelineZone, BoilerplateZone, CaptionZone, BodyZone},
		},
		{
			"outlet and section before the title",
			"BBC Arabic - الشرق الأوسط - هجوم على بلدة هجين     آخر تحديث: السبت, 25 يوليو/ تموز, 2009, 13:08 GMT      هجوم على بلدة هجين\n" + body,
			[]ZoneKind{BoilerplateZone, TitleZone, DatelineZone, BoilerplateZone, BodyZone},
		},
		{"a title with a dash of its own", "هجوم على هجين - ثلاثة قتلى من قسد\n" + body, []ZoneKind{TitleZone, BodyZone}},
	} {
		r := readText(t, c.text)
		var got []ZoneKind
		for _, z := range r.Zones {
			got = append(got, z.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		for _, cl := range r.Claims {
			if cl.Period.From == "2010-01-07" || cl.Period.From == "2009-07-25" {
				t.Errorf("%s: dated by the page: %+v", c.name, cl.Period)
			}
		}
	}
}

// TestSinceDays: «since two days» is the beginning of what lasts, and the day of what is over at once.
func TestSinceDays(t *testing.T) {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][2]string{
		"يقصف الجيش السوري بلدة هجين منذ ثلاثة أيام.":               {"2015-08-07", ""},
		"تتعرض بلدة هجين لقصف عنيف منذ عشرين يوما من الجيش السوري.": {"2015-07-21", ""},
		"يحاصر الجيش السوري بلدة هجين منذ أسبوع.":                   {"2015-08-03", ""},
		"قتل تنظيم داعش ثلاثة جنود سوريين في بلدة هجين منذ يومين.":  {"2015-08-08", "2015-08-08"},
	} {
		r := x.Extract(Document{Key: "a", Text: text, Published: "2015-08-10"})
		if len(r.Claims) == 0 || [2]string{r.Claims[0].Period.From, r.Claims[0].Period.To} != want {
			t.Errorf("%s: %+v, want %v", text, r.Claims, want)
		}
	}
}
