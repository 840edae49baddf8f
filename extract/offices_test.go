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
			[]string{"attack agents=x-isis sources=«سامر_الخالدي»"}, []string{"leads", "member-of"},
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
		{
			"a coalition whose name tells who leads it", "قصف التحالف الذي تقوده الولايات المتحدة مواقع تنظيم داعش في الرقة.",
			[]string{"member-of agents=x-us patients=x-intl-coalition"}, nil,
		},
		{
			"a coalition led by, in its name", "قصفت طائرات التحالف بقيادة السعودية مواقع الحوثيين في صنعاء.",
			[]string{"member-of agents=x-saudi-arabia patients=x-arab-coalition"}, nil,
		},
		{
			"a coalition with the name of a land", "قصفت قوات فجر ليبيا مواقع تنظيم داعش في مدينة سرت.",
			[]string{"attack patients=x-isis"}, []string{"member-of"},
		},
		{
			"a minister beside a president of another state", "وفي دمشق استقبل وزير الخارجية التركي الرئيس السوري سامر الخالدي بعد هجوم شنه تنظيم داعش على مدينة تدمر.",
			nil, []string{"member-of patients=x-turkey"},
		},
		{
			"a former senior member", "قتل القيادي السابق في حركة حماس سامر الخالدي في غارة إسرائيلية على غزة.",
			[]string{"attack agents=ps-army patients=«سامر_الخالدي»"}, []string{"leads", "member-of"},
		},
		{
			"a senior member whom words tell and no name", "قصف التحالف الدولي منزل قيادي سابق في تنظيم داعش معروف باسم سامر الخالدي في مدينة الرقة.",
			[]string{"attack agents=x-intl-coalition patient=x-isis"}, nil,
		},
		{
			"a force whose name tells to whom it is loyal", "قصفت القوات الموالية للرئيس عبد ربه منصور هادي مواقع الحوثيين في مدينة عدن.",
			[]string{"ally-of agents=ye-army patients=ye-hadi"}, nil,
		},
		{
			"gunmen loyal to a person are his own force", "قصف مسلحون موالون للرئيس المخلوع علي عبد الله صالح مدينة عدن.",
			[]string{"attack agents=ye-saleh-forces"}, []string{"ally-of"},
		},
	})
}
