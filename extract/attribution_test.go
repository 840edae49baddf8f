package extract

import "testing"

// TestAttribution: who says so, nearest first.
func TestAttribution(t *testing.T) {
	check(t, "attribution", []reading{
		{"the outlet itself", "هاجم تنظيم داعش بلدة هجين.", []string{"attack sources=-"}, nil},
		{
			"verb of saying", "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=sy-sohr stance=neutral"}, nil,
		},
		{
			"according to, before", "بحسب وكالة سانا، سيطر الجيش السوري على بلدة مورك.",
			[]string{"control agents=sy-army sources=sy-sana"}, nil,
		},
		{
			"according to, behind", "سيطر الجيش السوري على بلدة مورك، بحسب المرصد السوري لحقوق الإنسان.",
			[]string{"control agents=sy-army sources=sy-sohr"}, nil,
		},
		{
			"according to, with an open preposition", "سيطر الجيش السوري على بلدة مورك، وفقا للمرصد السوري لحقوق الإنسان.",
			[]string{"control agents=sy-army sources=sy-sohr"}, nil,
		},
		{
			"saying behind", "سيطر الجيش السوري على بلدة مورك، حسبما أفاد المرصد السوري لحقوق الإنسان.",
			[]string{"control agents=sy-army sources=sy-sohr"}, nil,
		},
		{
			"chain", "نقلت وكالة رويترز عن البنتاغون قوله إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-us-mod,x-reuters"}, nil,
		},
		{
			"chain through an official", "نقلت وكالة رويترز عن مسؤول في البنتاغون قوله إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-us-mod,x-reuters"}, nil,
		},
		{
			"carry-over", "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين. وأضاف أن الجيش السوري قصف مدينة سراقب.",
			[]string{"attack agents=x-isis sources=sy-sohr", "attack agents=sy-army sources=sy-sohr"}, nil,
		},
		{
			"carry-over by a participle", "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين، مشيرا إلى أن الجيش السوري قصف مدينة سراقب.",
			[]string{"attack agents=sy-army sources=sy-sohr"}, nil,
		},
		{
			"no carry-over without a verb", "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين.\nسيطر الجيش السوري على بلدة مورك صباح اليوم بعد معارك استمرت ثلاثة أيام.",
			[]string{"control agents=sy-army sources=-"}, nil,
		},
		{
			"our forces", "أعلنت قوات سوريا الديمقراطية في بيان أن قواتنا سيطرت على بلدة هجين.",
			[]string{"control agents=sy-sdf places=sy-hajin sources=sy-sdf"}, nil,
		},
		{
			"confirms", "أكد المرصد السوري لحقوق الإنسان أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack sources=sy-sohr stance=endorses"}, nil,
		},
		{
			"claims", "زعم تنظيم داعش أن الجيش السوري قصف بلدة هجين.",
			[]string{"attack agents=sy-army sources=x-isis stance=doubts certainty=alleged"}, nil,
		},
		{
			"a doubted agency", "زعمت وكالة أعماق أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-amaq stance=doubts"}, nil,
		},
		{
			"the source is no attacker", "قالت وكالة سانا إن مسلحين مجهولين هاجموا بلدة مورك.",
			[]string{"attack agents=unknown sources=sy-sana"}, []string{"attack agent=sy-sana"},
		},
		{
			"the nearest source", "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين، فيما قالت وكالة سانا إن الجيش السوري قصف مدينة سراقب.",
			[]string{"attack agents=x-isis sources=sy-sohr", "attack agents=sy-army sources=sy-sana"}, nil,
		},
		{
			"local sources", "أفادت مصادر محلية بأن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis"}, []string{"attack sources=-"},
		},
	})
}

// TestCoreference: what stands for somebody named before.
func TestCoreference(t *testing.T) {
	check(t, "coreference", []reading{
		{
			"the organisation", "هاجم تنظيم داعش بلدة هجين. وخطف التنظيم ثلاثة مدنيين.",
			[]string{"detain agents=x-isis patients=civilians count=3"}, nil,
		},
		{
			"the latter, feminine", "اشتبكت حركة أحرار الشام مع جبهة النصرة في بلدة مورك، وسيطرت الأخيرة على بلدة سراقب.",
			[]string{"control agents=sy-nusra places=sy-saraqib"}, []string{"control agent=sy-ahrar-al-sham"},
		},
		{
			"the latter, masculine", "اشتبكت جبهة النصرة مع جيش الإسلام في بلدة مورك، وانسحب الأخير من مدينة سراقب.",
			[]string{"withdraw agents=sy-jaysh-al-islam places=sy-saraqib"}, []string{"withdraw agent=sy-nusra"},
		},
		{
			"both sides", "اشتبك الجيش السوري مع جبهة النصرة في بلدة مورك. وتوصل الطرفان إلى اتفاق أمس.",
			[]string{"agree agents=sy-army,sy-nusra"}, nil,
		},
		{
			"pronoun of a place", "سيطر الجيش السوري على بلدة مورك وانسحبت منها هيئة تحرير الشام.",
			[]string{"withdraw agents=sy-hts places=sy-morek"}, nil,
		},
		{
			"pronoun of a force", "هاجمت جبهة النصرة الجيش السوري في بلدة مورك وقتلت ثلاثة من عناصره.",
			[]string{"kill agents=sy-nusra patients=sy-army count=3"}, nil,
		},
		{
			"verb without subject, feminine", "هاجمت جبهة النصرة بلدة مورك. وخطفت أربعة مدنيين.",
			[]string{"detain agents=sy-nusra patients=civilians count=4"}, nil,
		},
		{
			"subject carried by «and»", "هاجم تنظيم داعش بلدة هجين وخطف 15 مدنيا.",
			[]string{"detain agents=x-isis patients=civilians count=15"}, nil,
		},
		{
			"the town", "هاجم تنظيم داعش بلدة هجين. وقصف الطيران الروسي البلدة أمس.",
			[]string{"attack agents=x-russia-military places=sy-hajin"}, nil,
		},
		{
			"abbreviated name", "هاجمت قوات سوريا الديمقراطية بلدة هجين. وقالت «قسد» إنها اعتقلت ثلاثة مدنيين.",
			[]string{"detain agents=sy-sdf count=3"}, nil,
		},
	})
}
