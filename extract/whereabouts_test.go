package extract

import "testing"

// TestWhereabouts: places told by a word that names none, by a part, by what they lie near.
func TestWhereabouts(t *testing.T) {
	check(t, "whereabouts", []reading{
		{
			"the capital of a nation", "قتل خمسة مدنيين في انفجار سيارة مفخخة في شمال شرق العاصمة السورية.",
			[]string{"kill patients=civilians places=sy-damascus count=5"}, nil,
		},
		{
			"the capital alone", "هاجم الحوثيون قرى في محافظة مأرب في اليمن. وقتل خمسة مدنيين في قصف للحوثيين على أحياء في العاصمة.",
			[]string{"kill patients=civilians places=ye-sanaa count=5"}, nil,
		},
		{
			"another capital", "قصف الحوثيون في اليمن مواقع للمقاومة الشعبية في العاصمة المؤقتة.",
			nil, []string{"attack place=ye-sanaa"},
		},
		{
			"the capital by its name", "قصف التحالف العربي مواقع للحوثيين في العاصمة اليمنية صنعاء.",
			[]string{"attack patients=ye-houthis places=ye-sanaa"}, nil,
		},
		{
			"lies on the border between", "دارت اشتباكات بين الجيش السوري وتنظيم داعش في بلدة الطيبة، الواقعة على الحدود بين محافظتي حماة ودير الزور، وقتل خمسة مدنيين.",
			nil, []string{"clash place=sy-deir-ez-zor", "clash place=sy-hama"},
		},
		{
			"on the border itself", "دارت اشتباكات بين الجيش السوري وتنظيم داعش في محافظة حماة ومحافظة دير الزور.",
			[]string{"clash agents=sy-army,x-isis places=sy-hama,sy-deir-ez-zor"}, nil,
		},
		{
			"various areas of", "هاجم مسلحون حواجز في مناطق متفرقة من مدينة الموصل.",
			[]string{"attack agents=unknown places=iq-mosul"}, nil,
		},
		{
			"wide parts of", "سيطر تنظيم داعش على مساحات واسعة من الأراضي السورية.",
			[]string{"control agents=x-isis places=x-syria"}, nil,
		},
		{
			"the other towns", "قتل خمسة مدنيين في مدينة تدمر، وقصف الجيش السوري البلدات الأخرى.",
			[]string{"kill patients=civilians places=sy-palmyra", "attack agents=sy-army places=-"}, nil,
		},
		{
			"the rest of the villages", "قتل خمسة مدنيين في مدينة تدمر، وقصف الجيش السوري بقية القرى.",
			[]string{"kill patients=civilians places=sy-palmyra", "attack agents=sy-army places=-"}, nil,
		},
		{
			"the rest of the towns, such as", "سيطر الجيش السوري على مدينة تدمر، وقصف تنظيم داعش بقية البلدات في ريف حماة.",
			[]string{"control agents=sy-army places=sy-palmyra"}, []string{"attack places=-"},
		},
		{
			"the explosion occurred in", "قتل عشرة أشخاص في تفجير في مدينة الموصل. ووقع التفجير في مسجد الريحان.",
			[]string{"attack patients=civilians places=«مسجد_الريحان»"}, []string{"attack places=iq-mosul"},
		},
		{
			"the second explosion occurred in", "قتل عشرة أشخاص في تفجير في مدينة الموصل. ووقع التفجير الثاني في مسجد الريحان.",
			[]string{"attack places=iq-mosul", "attack places=«مسجد_الريحان»"}, nil,
		},
		{
			"came from", "وصل إلى مدينة منبج مقاتلون من مدينة حلب وسيطر الجيش السوري على بلدة مورك.",
			[]string{"control agents=sy-army places=sy-morek"}, []string{"control place=sy-aleppo-city"},
		},
	})
}
