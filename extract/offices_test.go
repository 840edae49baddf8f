package extract

import "testing"

// TestOffices: who has an office of a state belongs to the state, whose head leads it; a deputy and a senior member lead nobody.
func TestOffices(t *testing.T) {
	check(t, "offices", []reading{
		{
			"a minister of a nation whose adjective means its army too", "قال وزير الخارجية السوداني سامر الخالدي إن الحوثيين قصفوا مدينة عدن.",
			[]string{"member-of agents=«سامر_الخالدي» patients=sd-government"}, []string{"leads", "member-of patients=sd-army"},
		},
		{
			"a minister in a government", "قال وزير العدل في الحكومة اليمنية سامر الخالدي إن الحوثيين قصفوا مدينة عدن.",
			[]string{"member-of agents=«سامر_الخالدي» patients=ye-government"}, []string{"leads"},
		},
		{
			"a prime minister", "قال رئيس الوزراء العراقي سامر الخالدي إن تنظيم داعش قصف مدينة بغداد.",
			[]string{"leads agents=«سامر_الخالدي» patients=iq-government"}, []string{"member-of", "leads patients=iq-army"},
		},
		{
			"a former president", "قال الرئيس العراقي السابق سامر الخالدي إن تنظيم داعش قصف مدينة بغداد.",
			nil, []string{"leads"},
		},
		{
			"a deputy commander", "قال نائب قائد لواء التوحيد سامر الخالدي إن الجيش السوري قصف مدينة حلب.",
			[]string{"member-of agents=«سامر_الخالدي» patients=sy-tawhid"}, []string{"leads"},
		},
		{
			"a commander", "قال قائد لواء التوحيد سامر الخالدي إن الجيش السوري قصف مدينة حلب.",
			[]string{"leads agents=«سامر_الخالدي» patients=sy-tawhid"}, []string{"member-of"},
		},
		{
			"a senior member", "قتل القيادي في حركة حماس سامر الخالدي في غارة إسرائيلية على غزة.",
			[]string{"member-of agents=«سامر_الخالدي» patients=ps-hamas"}, []string{"leads"},
		},
		{
			"the commander of an army leads no state", "قال قائد الجيش العراقي سامر الخالدي إن تنظيم داعش قصف مدينة بغداد.",
			[]string{"leads agents=«سامر_الخالدي» patients=iq-army"}, []string{"leads patients=iq-government"},
		},
	})
}
