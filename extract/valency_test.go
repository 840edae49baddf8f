package extract

import "testing"

// TestValency: who did it and whom it befell.
func TestValency(t *testing.T) {
	check(t, "valency", []reading{
		{"struck by a mined car", "استهدفت سيارة مفخخة دورية للجيش السوري في تدمر.", []string{"attack patients=sy-army"}, []string{"attack agent=sy-army"}},
		{"struck by a patrol", "استهدفت دورية للجيش السوري مواقع تنظيم داعش في تدمر.", []string{"attack agents=sy-army patients=x-isis"}, nil},
		{"an attack that goes on", "وقع هجوم انتحاري في تدمر، واستهدف عناصر الجيش السوري.", []string{"attack patients=sy-army"}, []string{"attack agent=sy-army"}},
		{"somebody else answers an attack", "وقع هجوم انتحاري في تدمر، واستهدف الجيش السوري مواقع تنظيم داعش.", []string{"attack agents=sy-army patients=x-isis"}, nil},
		{
			"attack by the genitive", "أدى هجوم داعش على بلدة الباغوز إلى مقتل سبعة مدنيين.",
			[]string{"attack agents=x-isis places=sy-al-baghuz", "kill patients=civilians count=7"},
			[]string{"attack patient=x-isis"},
		},
		{
			"expulsion of the genitive", "نجحت قوات سوريا الديمقراطية في طرد داعش من بلدة الشعفة.",
			[]string{"attack agents=sy-sdf patients=x-isis places=sy-al-shaafah"},
			[]string{"attack agent=x-isis", "control agents=x-isis phase=gain"},
		},
		{
			"massacre of one side", "وقعت مجزرة لقسد في بلدة هجين أمس.",
			[]string{"kill agents=sy-sdf places=sy-hajin"},
			[]string{"kill patient=sy-sdf"},
		},
		{
			"dead of one side", "سقط خمسة قتلى لقسد في هجوم على حقل العمر.",
			[]string{"kill patients=sy-sdf count=5 place=sy-al-omar-field"},
			[]string{"kill agent=sy-sdf", "attack agent=sy-sdf"},
		},
		{
			"verb first", "قصف الجيش السوري مواقع جبهة النصرة في بلدة مورك.",
			[]string{"attack agents=sy-army patients=sy-nusra places=sy-morek"}, []string{"attack agent=sy-nusra"},
		},
		{
			"subject first", "الجيش السوري يقصف مواقع جبهة النصرة في بلدة مورك.",
			[]string{"attack agents=sy-army patients=sy-nusra places=sy-morek"}, nil,
		},
		{
			"light verb", "شن تنظيم داعش هجوما على مواقع قوات سوريا الديمقراطية في مدينة هجين.",
			[]string{"attack agents=x-isis patients=sy-sdf places=sy-hajin"}, []string{"attack agent=sy-sdf"},
		},
		{
			"light passive with on behalf of", "تعرضت مواقع قوات سوريا الديمقراطية في هجين لهجوم من قبل تنظيم داعش.",
			[]string{"attack agents=x-isis patients=sy-sdf places=sy-hajin"}, []string{"attack agent=sy-sdf"},
		},
		{
			"at the hands of", "قتل ثلاثة مدنيين على يد تنظيم داعش في بلدة الباغوز.",
			[]string{"kill agents=x-isis patients=civilians places=sy-al-baghuz count=3"}, nil,
		},
		{
			"active killing", "قتل الجيش السوري أربعة مسلحين في بلدة مورك.",
			[]string{"kill agents=sy-army places=sy-morek count=4"}, []string{"kill patient=sy-army"},
		},
		{
			"passive by its vowel", "قُتل أربعة جنود من الجيش السوري في بلدة مورك.",
			[]string{"kill agents=- patients=sy-army places=sy-morek count=4"}, []string{"kill agent=sy-army"},
		},
		{
			"passive by its count", "قتل أربعة جنود من الجيش السوري في بلدة مورك.",
			[]string{"kill agents=- patients=sy-army places=sy-morek count=4"}, []string{"kill agent=sy-army"},
		},
		{
			"passive with means", "أصيب سبعة مدنيين بقصف للجيش السوري على مدينة سراقب.",
			[]string{"injure agents=sy-army patients=civilians count=7", "attack agents=sy-army places=sy-saraqib"}, nil,
		},
		{
			"forces of another", "هاجمت جبهة النصرة حاجزا لقوات النظام في بلدة مورك.",
			[]string{"attack agents=sy-nusra patients=sy-army places=sy-morek"}, []string{"attack agent=sy-army"},
		},
		{
			"arrest", "اعتقلت قوات سوريا الديمقراطية ستة أشخاص في منبج.",
			[]string{"detain agents=sy-sdf patients=civilians places=sy-manbij count=6"}, nil,
		},
		{
			"arrest of fighters", "أسر الجيش السوري ثلاثة من عناصر داعش في تدمر.",
			[]string{"detain agents=sy-army patients=x-isis places=sy-palmyra count=3"}, nil,
		},
		{
			"control", "سيطر الجيش السوري على بلدة مورك.",
			[]string{"control agents=sy-army places=sy-morek phase=gain"}, nil,
		},
		{
			"control regained from", "استعادت قوات النظام السيطرة على مدينة تدمر من تنظيم داعش.",
			[]string{"control agents=sy-army places=sy-palmyra phase=gain"}, []string{"control agent=x-isis phase=gain"},
		},
		{
			"loss", "خسر تنظيم داعش مدينة الموصل.",
			[]string{"control agents=x-isis places=iq-mosul phase=lose"}, []string{"control phase=gain"},
		},
		{
			"place under control", "سقطت مدينة تدمر بيد تنظيم داعش.",
			[]string{"control agents=x-isis places=sy-palmyra phase=gain"}, nil,
		},
		{
			"retreat", "انسحب تنظيم داعش من مدينة منبج.",
			[]string{"withdraw agents=x-isis places=sy-manbij"}, nil,
		},
		{
			"siege", "تحاصر قوات النظام مدينة سراقب منذ أسبوع.",
			[]string{"besiege agents=sy-army places=sy-saraqib"}, nil,
		},
		{
			"clash", "دارت اشتباكات عنيفة بين الجيش السوري وجبهة النصرة في بلدة مورك.",
			[]string{"clash agents=sy-army,sy-nusra places=sy-morek"}, []string{"attack"},
		},
		{
			"talks", "جرت مفاوضات بين جيش الإسلام وروسيا في مدينة سراقب.",
			[]string{"negotiate agents=sy-jaysh-al-islam,x-russia"}, nil,
		},
		{
			"deal", "توصل جيش الإسلام وروسيا إلى اتفاق في مدينة سراقب.",
			[]string{"agree agents=sy-jaysh-al-islam,x-russia"}, nil,
		},
		{
			"meeting", "التقى وفد من قسد مسؤولين من الحكومة السورية في دمشق.",
			[]string{"meet agents=sy-sdf,sy-government"}, nil,
		},
		{
			"release", "أفرجت هيئة تحرير الشام عن 12 محتجزا في سراقب.",
			[]string{"release agents=sy-hts places=sy-saraqib count=12"}, nil,
		},
		{
			"flight", "نزح آلاف المدنيين من مدينة عفرين.",
			[]string{"displace patients=civilians places=sy-afrin phase=flee count=2000-9999"}, nil,
		},
		{
			"protest", "تظاهر مئات المدنيين في مدينة منبج ضد قسد.",
			[]string{"protest agents=civilians patients=sy-sdf places=sy-manbij"}, nil,
		},
		{
			"reinforcements", "أرسلت تركيا تعزيزات عسكرية إلى مدينة سراقب.",
			[]string{"deploy agents=x-turkey places=sy-saraqib"}, nil,
		},
		{
			"backing", "دعم الطيران الروسي قوات النظام في معارك تدمر.",
			[]string{"support agents=x-russia-military patients=sy-army"}, nil,
		},
		{
			"raid", "داهمت قوات سوريا الديمقراطية بلدة الباغوز بحثا عن عناصر داعش.",
			[]string{"raid agents=sy-sdf places=sy-al-baghuz"}, nil,
		},
	})
}

// TestForms: participles, shortened verbs, duals and hamza seats are read like the forms that they come from.
func TestForms(t *testing.T) {
	check(t, "forms", []reading{
		{
			"active participle", "قصف الطيران الروسي عناصر داعش المنسحبين من مدينة تدمر.",
			[]string{"withdraw agents=x-isis places=sy-palmyra"}, nil,
		},
		{
			"passive participle", "قاتلت قسد المدعومة من التحالف الدولي تنظيم داعش في هجين.",
			[]string{"support agents=x-intl-coalition patients=sy-sdf"}, []string{"support agents=sy-sdf"},
		},
		{
			"dual", "شن تنظيم داعش هجومين على مواقع قسد في هجين.",
			[]string{"attack agents=x-isis patients=sy-sdf places=sy-hajin"}, nil,
		},
		{
			"jussive", "لم يستعد الجيش السوري بلدة مورك.",
			nil, []string{"control phase=gain status=happened"},
		},
		{
			"passive imperfect", "يصاب مدنيون كل يوم بقصف للجيش السوري على مدينة سراقب.",
			[]string{"injure patients=civilians"}, []string{"injure agents=civilians"},
		},
	})
}

// TestNeeds: a word that means many things tells an occurrence where a word of its sort stands near.
func TestNeeds(t *testing.T) {
	check(t, "needs", []reading{
		{"forces march", "توجهت قوات من الجيش السوري إلى مدينة سراقب.", []string{"deploy agents=sy-army places=sy-saraqib"}, nil},
		{"a minister travels", "توجه وزير الخارجية التركي إلى مدينة سراقب.", nil, []string{"deploy"}},
		{"subject first", "مقاتلو جبهة النصرة انتقلوا إلى مدينة سراقب.", []string{"deploy agents=sy-nusra places=sy-saraqib"}, nil},
		{"able to take control", "تمكن الجيش السوري من السيطرة على بلدة مورك.", []string{"control agents=sy-army places=sy-morek phase=gain"}, nil},
		{"out of control", "حرر الجيش السوري بلدة مورك من سيطرة جبهة النصرة.", []string{"control agents=sy-army places=sy-morek"}, []string{"control agents=sy-nusra phase=gain"}},
		{"bullets that kill", "قتل مدني برصاص الجيش السوري في مدينة سراقب.", []string{"kill agents=sy-army patients=civilians", "attack agents=sy-army"}, nil},
		{"bullets that are found", "ضبطت الشرطة سيارة بنيران في دمشق.", nil, []string{"attack"}},
		{"joint toll", "سقط قتلى وجرحى من جبهة النصرة في بلدة مورك.", []string{"kill patients=sy-nusra", "injure patients=sy-nusra"}, nil},
		{"fighters who flee withdraw", "فر عناصر داعش من مدينة منبج.", []string{"withdraw agents=x-isis places=sy-manbij"}, []string{"displace"}},
		{"fighters who are able to flee", "تمكن مقاتلو داعش من الفرار من مدينة منبج بعد هجوم قسد.", nil, []string{"displace"}},
		{"civilians who are able to flee", "نجح عشرات المدنيين في الفرار من بلدة هجين بعد هجوم قسد عليها.", []string{"displace patients=civilians places=sy-hajin phase=flee"}, nil},
		{"a guest received", "استقبل خليفة حفتر فايز السراج في بنغازي، وقصف الجيش الليبي درنة.", []string{"meet agents=ly-khalifa-haftar,ly-fayez-sarraj"}, nil},
		{"a visit in which a guest is received", "قصفت روسيا إدلب بعد ساعات من زيارة استقبل فيها بشار الأسد سيرغي لافروف في دمشق.", []string{"meet agents=sy-bashar-assad,x-sergey-lavrov"}, nil},
		{"wounded received", "استقبل مستشفى غزة جرحى القصف الإسرائيلي.", nil, []string{"meet"}},
		{"civilians who flee are displaced", "فر مئات المدنيين من مدينة منبج.", []string{"displace patients=civilians places=sy-manbij phase=flee"}, []string{"withdraw"}},
		{"a set phrase parted by its subject", "ألقت قسد القبض على ثلاثة من عناصر داعش في منبج.", []string{"detain agents=sy-sdf patients=x-isis count=3"}, nil},
		{"cut the supplies", "قطع الجيش السوري طرق الإمداد عن مدينة سراقب.", []string{"besiege agents=sy-army"}, nil},
	})
}

// TestLists: every member of a list has the role of the first.
func TestLists(t *testing.T) {
	check(t, "lists", []reading{
		{
			"subjects", "هاجم الجيش السوري وحزب الله بلدة مورك.",
			[]string{"attack agents=sy-army,lb-hezbollah places=sy-morek"}, nil,
		},
		{
			"subject behind the place", "سيطر على بلدة مورك الجيش السوري وحزب الله.",
			[]string{"control agents=sy-army,lb-hezbollah places=sy-morek"}, nil,
		},
		{
			"places", "قصف الجيش السوري بلدات مورك وسراقب ومعرة النعمان.",
			[]string{"attack agents=sy-army places=sy-morek,sy-saraqib,sy-maarrat-al-numan"}, nil,
		},
		{
			"places with commas", "سيطرت قوات سوريا الديمقراطية على بلدات هجين، والشعفة، والباغوز.",
			[]string{"control agents=sy-sdf places=sy-hajin,sy-al-shaafah,sy-al-baghuz"}, nil,
		},
		{
			"three sides", "دارت معارك بين الجيش السوري وحزب الله من جهة وجبهة النصرة من جهة أخرى في بلدة مورك.",
			[]string{"clash agents=sy-army,lb-hezbollah,sy-nusra places=sy-morek"}, nil,
		},
		{
			"victims of two kinds", "قتل خمسة مدنيين وثلاثة من عناصر داعش في غارة على بلدة هجين.",
			[]string{"kill patients=civilians count=5", "kill patients=x-isis count=3"}, nil,
		},
		{
			"figures place by place", "قتل أربعة مدنيين في سراقب وثلاثة مدنيين في مورك.",
			[]string{"kill places=sy-saraqib count=4", "kill places=sy-morek count=3"}, nil,
		},
	})
}

// TestFigures: dates and counts of claims.
func TestFigures(t *testing.T) {
	check(t, "figures", []reading{
		{"yesterday", "هاجم تنظيم داعش بلدة هجين أمس.", []string{"attack from=2018-10-21 to=2018-10-21"}, nil},
		{"day before yesterday", "هاجم تنظيم داعش بلدة هجين أول من أمس.", []string{"attack from=2018-10-20 to=2018-10-20"}, nil},
		{"weekday", "هاجم تنظيم داعش بلدة هجين يوم الجمعة الماضي.", []string{"attack from=2018-10-19 to=2018-10-19"}, nil},
		{"day of a month", "هاجم تنظيم داعش بلدة هجين في 3 تشرين الأول/أكتوبر 2018.", []string{"attack from=2018-10-03 to=2018-10-03"}, nil},
		{"no date", "هاجم تنظيم داعش بلدة هجين.", []string{"attack from= to="}, nil},
		{"whole year", "سيطر الجيش السوري على بلدة مورك في عام 2017.", []string{"control from=2017-01-01 to=2017-12-31"}, nil},
		{
			"the statement is dated", "قال المرصد السوري لحقوق الإنسان، اليوم الإثنين، إن تنظيم داعش هاجم بلدة هجين أمس.",
			[]string{"attack from=2018-10-21 to=2018-10-21"}, nil,
		},
		{"number in words", "قتل ثلاثة وعشرون مدنيا في بلدة هجين.", []string{"kill count=23"}, nil},
		{"number mixed", "نزح ألفين و700 مدني من بلدة هجين.", []string{"displace count=2700"}, nil},
		{"at least", "قتل ما لا يقل عن 14 مدنيا في بلدة هجين.", []string{"kill count=14-"}, nil},
		{"more than", "قتل أكثر من 70 مدنيا في بلدة هجين.", []string{"kill count=71-"}, nil},
		{"about", "قتل نحو 50 مدنيا في بلدة هجين.", []string{"kill count=50"}, nil},
		{"tens", "قتل عشرات المدنيين في بلدة هجين.", []string{"kill count=20-99"}, nil},
		{"dual", "قتل طفلان في بلدة هجين.", []string{"kill patients=civilians count=2"}, nil},
		{"singular", "قتلت امرأة في قصف على بلدة هجين.", []string{"kill patients=civilians count=1"}, nil},
		{"a number of fighters is no year", "قتل 2017 مسلحا من تنظيم داعش في مدينة هجين.", []string{"kill patients=x-isis count=2017 from="}, nil},
		{"no count", "هاجم تنظيم داعش مدنيين في بلدة هجين.", []string{"attack count=-"}, nil},
		{
			"Arabic digits", "قتل ٢٣ مدنيا في بلدة هجين.",
			[]string{"kill count=23"}, nil,
		},
		{
			"dead and wounded", "أسفر قصف على بلدة هجين عن مقتل خمسة مدنيين وإصابة 12 آخرين.",
			[]string{"kill count=5 patients=civilians", "injure count=12 patients=civilians"}, nil,
		},
	})
}

// TestLightUnits: idioms whose parts stand apart, and prepositions that take the other party.
func TestLightUnits(t *testing.T) {
	check(t, "light units", []reading{
		{"arrest laid on a group", "ألقت القوات العراقية القبض على عدد من عناصر تنظيم داعش في القائم.", []string{"detain agents=iq-army patients=x-isis"}, []string{"detain agent=x-isis"}},
		{"arrest by a group", "اعتقال تنظيم داعش ثلاثة مدنيين في القائم.", []string{"detain agents=x-isis patients=civilians count=3"}, nil},
		{"lives claimed far behind", "أودت غارات شنها التحالف الدولي فجر أمس قرب سوق المدينة، بحياة ستة مدنيين في الرقة.", []string{"kill patients=civilians count=6"}, nil},
		{"life lived far behind", "أودت غارات التحالف الدولي بمبان كثيرة قرب سوق المدينة، وتحدث تقرير عن حياة ستة مدنيين في الرقة.", nil, []string{"kill count=6"}},
		{"weapons taken over in a town", "تسلم الجيش العراقي أسلحة حديثة في بلدة سنجار.", nil, []string{"control"}},
		{"met with", "التقى جون كيري بسيرغي لافروف في جنيف.", []string{"meet"}, nil},
		{"met in", "التقى جون كيري بجنيف صحفيين.", nil, []string{"meet"}},
	})
}
