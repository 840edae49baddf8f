package extract

import "testing"

// TestWhoAndWhere: roles and places that readers of articles found wrong most often, by constructions.
func TestWhoAndWhere(t *testing.T) {
	check(t, "who and where", []reading{
		{
			"positions are struck", "دعت روسيا التحالف الدولي إلى قصف مواقع تنظيم داعش في تدمر.",
			[]string{"attack patients=x-isis places=sy-palmyra status=planned"}, []string{"attack agent=x-isis"},
		},
		{
			"positions of two", "أطلقت تركيا حملة جوية لقصف مواقع لتنظيم داعش في سوريا ولحزب العمال الكردستاني في شمال العراق.",
			nil, []string{"attack agent=x-pkk", "attack agent=x-isis"},
		},
		{
			"carried out by", "وقع في بلدة مورك القصف الذي قام به الجيش السوري على مواقع جبهة النصرة.",
			[]string{"attack agent=sy-army"}, []string{"attack agent=sy-nusra"},
		},
		{
			"light verb carried on", "انسحب تنظيم داعش من بلدة هجين وقام بقصف عنيف على منازل المدنيين في الباغوز.",
			[]string{"attack agents=x-isis patients=civilians places=sy-al-baghuz"}, nil,
		},
		{
			"doer, verb, counted object", "أعلن الجيش السوري أن قواته قتلت عشرة من عناصر تنظيم داعش في تدمر.",
			[]string{"kill agents=sy-army patients=x-isis count=10"}, []string{"kill patient=sy-army"},
		},
		{
			"a bomber, described", "قتل انتحاري يعتقد أنه من تنظيم داعش 32 مدنيا في مدينة منبج.",
			[]string{"kill patients=civilians count=32"}, []string{"kill patient=x-isis"},
		},
		{
			"gunmen and a checkpoint", "هاجم مسلحون حاجزا للجيش السوري في مدينة تدمر.",
			[]string{"attack patients=sy-army"}, []string{"attack agent=sy-army"},
		},
		{
			"policemen, and a verb behind them", "قتل شرطيان وأصيب أربعة مدنيين في الموصل.",
			[]string{"kill patients=iq-police count=2", "injure patients=civilians count=4"}, []string{"kill agent=iq-police"},
		},
		{
			"a raid struck", "واستهدفت غارة أمريكية معسكرا لتنظيم داعش في تدمر.",
			[]string{"attack agent=x-us patients=x-isis"}, nil,
		},
		{
			"announced death", "أعلنت وزارة الدفاع الأمريكية عن مقتل أبو بكر البغدادي في غارة أمريكية.",
			[]string{"kill sources=x-us-mod"}, nil,
		},
		{
			"organs of a party", "قالت مصادر إن أجهزة الأمن التابعة لحركة حماس اعتقلت خمسة مدنيين في غزة.",
			[]string{"detain agents=ps-hamas patients=civilians count=5"}, nil,
		},
		{
			"subject behind the verb", "بعد تحرير بلدات من سيطرة مسلحي تنظيم داعش اقتحمت قوات سوريا الديمقراطية بلدة هجين.",
			[]string{"attack agents=sy-sdf"}, []string{"attack agent=x-isis"},
		},
		{
			"between one with support and another", "تشهد مدينة تدمر معارك ما بين الجيش السوري المدعوم بحزب الله وتنظيم داعش.",
			[]string{"clash agents=sy-army,x-isis places=sy-palmyra", "support agents=lb-hezbollah patients=sy-army"}, []string{"support agent=x-isis"},
		},
		{
			"overlooking", "سيطر الجيش السوري على تلال مطلة على مدينة تدمر.",
			nil, []string{"control place=sy-palmyra"},
		},
		{
			"a bearing", "سيطر تنظيم داعش على بلدة مورك، وفرض حصارا حول مدينة سراقب جنوب شرقي مدينة إدلب.",
			[]string{"besiege places=sy-saraqib"}, []string{"besiege place=sy-idlib-city"},
		},
		{
			"weapons are no place", "استولى تنظيم داعش على دبابات كثيرة في مدينة تدمر.",
			nil, []string{"control"},
		},
	})
}

// TestMeantOnly: what is a purpose, a duty, a plan or a fear, by constructions.
func TestMeantOnly(t *testing.T) {
	check(t, "meant only", []reading{
		{"joined purposes", "يسعى الجيش السوري لاقتحام مدينة تدمر والسيطرة على المدينة.", nil, []string{"attack status=happened", "control status=happened"}},
		{"an attempt of theirs", "زحف عناصر تنظيم داعش نحو تدمر في محاولة منهم للسيطرة عليها.", nil, []string{"control status=happened"}},
		{"duty", "قالت روسيا إن على تركيا سحب قواتها من مدينة منبج.", nil, []string{"withdraw status=happened"}},
		{"leave to strike", "وافقت تركيا على أن تشن الطائرات الأمريكية غارات على تنظيم داعش.", nil, []string{"attack status=happened"}},
		{"in anticipation", "نقل تنظيم داعش الأسرى من تدمر استباقا لسقوطها بيد الجيش السوري.", nil, []string{"control status=happened"}},
		{"a blow", "قالت روسيا إن تحرير تدمر ضربة قوية لتنظيم داعش.", nil, []string{"attack"}},
		{"mines", "زرع تنظيم داعش ألغاما حول مدينة تدمر.", nil, []string{"attack"}},
	})
}

// TestDatesOfClauses: a date dates its own clause.
func TestDatesOfClauses(t *testing.T) {
	check(t, "dates of clauses", []reading{
		{
			"for the first time since", "شن الجيش السوري للمرة الأولى منذ 14 يونيو غارة على بلدة مورك.",
			[]string{"attack agents=sy-army places=sy-morek"}, []string{"attack from=2018-06-14"},
		},
	})
}
