package extract

import (
	"slices"
	"strings"
	"testing"
)

// TestNamesakesOfOneLand: a town and its province share a name; an article that says of one of them which it is means that
// one by the bare name too. The places of all claims are told apart here by their keys.
func TestNamesakesOfOneLand(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the province", "قصف التحالف العربي مواقع للحوثيين في محافظة تعز. وقتل الحوثيون خمسة مدنيين في تعز.", "ye-taiz"},
		{"the town", "قصف التحالف العربي مواقع للحوثيين في مدينة تعز. وقتل الحوثيون خمسة مدنيين في تعز.", "ye-taiz-city"},
		{"said behind the bare name", "قتل الحوثيون خمسة مدنيين في تعز. وقصف التحالف العربي مواقع للحوثيين في محافظة تعز.", "ye-taiz"},
		{"said behind the bare name, the town", "قتل الحوثيون خمسة مدنيين في تعز. وقصف التحالف العربي مواقع للحوثيين في مدينة تعز.", "ye-taiz-city"},
		{
			"both, the town more often",
			"قصف التحالف العربي محافظة تعز. وهاجم الحوثيون مدينة تعز. وقصف الحوثيون أحياء في مدينة تعز. وقتل الحوثيون خمسة مدنيين في تعز.",
			"ye-taiz ye-taiz-city",
		},
		{"both, the province first", "قصف التحالف العربي محافظة مأرب. وهاجم الحوثيون مدينة مأرب. وقتل الحوثيون خمسة مدنيين في مأرب.", "ye-marib ye-marib-city ye-marib"},
		{"both, the town first", "هاجم الحوثيون مدينة مأرب. وقصف التحالف العربي محافظة مأرب. وقتل الحوثيون خمسة مدنيين في مأرب.", "ye-marib-city ye-marib ye-marib-city"},
		{"two provinces", "قصف التحالف العربي مواقع للحوثيين في محافظتي تعز ومأرب. وقتل الحوثيون خمسة مدنيين في مأرب.", "ye-taiz ye-marib ye-marib"},
		{"another province", "قصف التحالف العربي محافظة تعز. وقتل الحوثيون خمسة مدنيين في مأرب. وهاجم الحوثيون مدينة مأرب.", "ye-taiz ye-marib-city"},
		{"a strip of land", "شن الجيش الإسرائيلي غارات على قطاع غزة. وقتل خمسة مدنيين في قصف إسرائيلي على غزة.", "ps-gaza-strip"},
		{"its town", "شن الجيش الإسرائيلي غارات على مدينة غزة. وقتل خمسة مدنيين في قصف إسرائيلي على غزة.", "ps-gaza-city"},
		{"areas of the town", "قصف الحوثيون مدينة تعز. وقتل الحوثيون خمسة مدنيين في مناطق تعز.", "ye-taiz-city"},
		{"areas of the province", "قصف الحوثيون محافظة تعز. وقتل الحوثيون خمسة مدنيين في مناطق تعز.", "ye-taiz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text)
			var got []string
			for _, cl := range r.Claims {
				for _, a := range cl.Places {
					if key := strings.TrimPrefix(r.Entities[a.Entity].Key, "place/"); !cl.Type.IsLasting() && !slices.Contains(got[max(0, len(got)-1):], key) {
						got = append(got, key)
					}
				}
			}
			if got := strings.Join(got, " "); got != strings.Join(slices.Compact(strings.Fields(c.want)), " ") {
				t.Errorf("%s\nwant %s, read %s", c.text, c.want, got)
			}
		})
	}
}
