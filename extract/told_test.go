package extract

import "testing"

// TestToldPlainly: what the words of a clause settle, by constructions.
func TestToldPlainly(t *testing.T) {
	check(t, "told plainly", []reading{
		{"day of what happened when", "والحادث وقع في 20 أيلول 2018، عندما هاجم تنظيم داعش بلدة مورك.", []string{"attack agents=x-isis from=2018-09-20"}, nil},
		{"day of something else", "والحادث وقع في 20 أيلول 2018، وقال ناشطون إن تنظيم داعش هاجم بلدة مورك.", nil, []string{"attack agents=x-isis from=2018-09-20"}},
		{
			"joint toll", "أدى قصف الجيش السوري على بلدة مورك إلى سقوط العشرات من عناصر جبهة النصرة بين قتيل وجريح.",
			[]string{"kill patients=sy-nusra count=-", "injure patients=sy-nusra"}, []string{"kill count=20-99"},
		},
		{
			"these", "قصفت حركة حماس وحركة الجهاد الإسلامي مدينة عسقلان. وقتل على يد هؤلاء خمسة مدنيين في عسقلان.",
			[]string{"kill agents=ps-hamas,ps-pij patients=civilians count=5"}, []string{"kill patient=ps-hamas"},
		},
		{
			"persons among the dead", "قتل خمسة من عناصر تنظيم داعش في بلدة الباغوز، بينهم سامر الخالدي ومحمود الحسن.",
			[]string{"kill patient=x-isis patient=«سامر_الخالدي» patient=«محمود_الحسن» count=5"}, nil,
		},
		{
			"repelled, told later", "هاجم تنظيم داعش بلدة مورك، وقال الجيش السوري إن المعركة انتهت بإفشال الهجوم الإرهابي.",
			[]string{"attack agents=x-isis places=sy-morek status=failed"}, []string{"attack agent=~unknown"},
		},
		{
			"groups under a banner", "سيطرت قوات سوريا الديمقراطية والميليشيات المنضوية تحت رايتها مثل جيش الثوار ولواء جبهة الأكراد على بلدة هجين.",
			[]string{
				"control agents=sy-sdf,sy-jaysh-al-thuwar,sy-jabhat-al-akrad places=sy-hajin",
				"member-of agents=sy-jaysh-al-thuwar patients=sy-sdf", "member-of agents=sy-jabhat-al-akrad patients=sy-sdf",
			}, nil,
		},
		{
			"who passes a report on", "قالت مصادر طبية، بحسب صحيفة الشرق الأوسط، إن خمسة مدنيين قتلوا في قصف على بلدة مورك.",
			[]string{"kill sources=«مصادر_طبية»,x-aawsat count=5"}, nil,
		},
		{
			"only begun", "بدأ الجيش السوري محاصرة وتصفية مئة مسلح من تنظيم داعش في بلدة الباغوز.",
			[]string{"besiege agents=sy-army patients=x-isis"}, []string{"kill agent=sy-army"},
		},
		{
			"a guise is nobody", "قتل مسلحون يرتدون زي الجيش العراقي خمسة مدنيين في مدينة الرمادي.",
			[]string{"kill patients=civilians count=5"}, []string{"kill agent=iq-army"},
		},
		{
			"a guise, with a preposition", "خطف مسلحون بملابس الشرطة العراقية ثلاثة مدنيين في مدينة الرمادي.",
			[]string{"detain patients=civilians"}, []string{"detain agent=iq-police"},
		},
		{
			"their positions", "صد الجيش السوري مدعوما بقوات رديفة هجوما لتنظيم داعش على مواقعهم في بلدة مورك.",
			[]string{"attack agents=x-isis patients=sy-army,sy-allied-forces places=sy-morek status=failed"}, []string{"attack patient=x-isis"},
		},
		{
			"leaders at the head", "شارك في الاجتماع شيوخ عشائر دير الزور على رأسهم نواف راغب البشير، وقصف تنظيم داعش المدينة.",
			[]string{"meet agent=sy-nawaf-bashir"}, nil,
		},
		{
			"then", "هاجم تنظيم داعش بلدة مورك في 5 آذار 2018، وقتل حينها عشرة من عناصر الجيش السوري.",
			[]string{"kill patients=sy-army count=10 from=2018-03-05"}, nil,
		},
		{
			"region behind a comma", "هاجم تنظيم داعش بلدة مورك، بريف حماة الشمالي.",
			[]string{"attack agents=x-isis places=sy-morek", "part-of agents=sy-morek patients=«ريف_حماة_الشمالي»"}, nil,
		},
		{
			"a source of somebody's", "قال مصدر في قوات البيشمركة إن تنظيم داعش هاجم مدينة سنجار. وأكد المصدر أن خمسة مدنيين قتلوا في سنجار.",
			[]string{"kill patients=civilians count=5 sources=iq-peshmerga"}, nil,
		},
		{
			"traffic is no group", "قصف تنظيم داعش بلدة مورك، وعادت حركة المرور إلى الطريق.",
			[]string{"attack agents=x-isis places=sy-morek"}, []string{"attack agent=«حركة_المرور»"},
		},
		{
			"a deal by which", "سيطرت قسد على مدينة الرقة بعد اتفاق انسحب بموجبه تنظيم داعش من المدينة.",
			[]string{"withdraw agents=x-isis"}, nil,
		},
		{
			"arrest as a purpose", "داهم الجيش العراقي بلدة القائم لاعتقال خلية من تنظيم داعش.",
			[]string{"raid agents=iq-army patients=x-isis", "detain patients=x-isis status=planned"}, []string{"detain status=happened"},
		},
	})
}
