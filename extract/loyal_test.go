package extract

import "testing"

// TestLoyal: men who are on the side of somebody are his force where he has one, and never he himself nor the state.
func TestLoyal(t *testing.T) {
	check(t, "loyal", []reading{
		{
			"the loyal to a person, joined to a force", "قصف الحوثيون والموالون للرئيس السابق علي عبد الله صالح مدينة تعز.",
			[]string{"attack agents=ye-houthis,ye-saleh-forces"}, []string{"attack agents=ye-ali-abdullah-saleh"},
		},
		{
			"both are those killed", "قتل 20 من الحوثيين والموالين للرئيس السابق علي عبد الله صالح في غارات على مدينة تعز.",
			[]string{"kill patients=ye-houthis,ye-saleh-forces"}, []string{"kill patients=ye-ali-abdullah-saleh", "kill agents=ye-houthis"},
		},
		{
			"gunmen loyal to a person", "قصف مسلحون موالون للرئيس السابق علي عبد الله صالح مدينة تعز.",
			[]string{"attack agents=ye-saleh-forces"}, []string{"attack patients=ye-ali-abdullah-saleh"},
		},
		{
			"gunmen loyal to a state are not the state", "قصف المقاتلون الموالون لإيران مواقع تنظيم داعش في مدينة دير الزور.",
			[]string{"attack patients=x-isis"}, []string{"attack agents=x-iran"},
		},
		{
			"gunmen that belong to a force are it", "قصف مقاتلون تابعون للحوثيين مدينة تعز.",
			[]string{"attack agents=ye-houthis"}, nil,
		},
		{
			"a president who is struck is no force", "قصف الحوثيون منزل الرئيس السابق علي عبد الله صالح في مدينة صنعاء.",
			nil, []string{"attack patients=ye-saleh-forces", "attack agents=ye-saleh-forces"},
		},
	})
}
