package extract

import "testing"

// TestHomeland: «the country» is the one that the article is about, if it is about one; what it only says of where a place
// lies is no second scene.
func TestHomeland(t *testing.T) {
	check(t, "homeland", []reading{
		{
			"in the country", "هاجم الحوثيون مدينة تعز ومدينة مأرب في اليمن. وقتل الحوثيون خمسة مدنيين في أنحاء متفرقة من البلاد.",
			[]string{"kill agents=ye-houthis patients=civilians places=x-yemen count=5"}, nil,
		},
		{
			"the north of the country", "هاجم الحوثيون مدينة تعز ومدينة مأرب في اليمن. وقتل الحوثيون خمسة مدنيين في شمال البلاد.",
			[]string{"kill agents=ye-houthis patients=civilians places=«شمال_اليمن» count=5"}, []string{"kill place=x-yemen"},
		},
		{
			"two countries told of alike", "قال وزير سعودي ووزير مصري في الرياض والقاهرة إن مسلحين قتلوا خمسة مدنيين في البلاد.",
			nil, []string{"kill place=x-saudi-arabia", "kill place=x-egypt", "kill place=x-iraq"},
		},
		{
			"where a town lies", "هاجم الحوثيون مدينة تعز في اليمن. وقتل الحوثيون خمسة مدنيين في مدينة مأرب، شرقي البلاد.",
			[]string{"kill agents=ye-houthis patients=civilians places=ye-marib count=5"}, nil,
		},
		{
			"where a town lies, no comma", "هاجم الحوثيون مدينة تعز في اليمن. وقتل الحوثيون خمسة مدنيين في مدينة مأرب شرقي البلاد.",
			[]string{"kill agents=ye-houthis patients=civilians places=ye-marib count=5"}, nil,
		},
		{
			"another land", "هاجم الحوثيون مدينة تعز في اليمن. وقتل مسلحون خمسة مدنيين في البلاد العربية.",
			nil, []string{"kill place=x-yemen"},
		},
		{
			"to the west of a town", "سيطرت القوات العراقية على قاعدة القيارة غرب الموصل.",
			[]string{"control agents=iq-army places=iq-qayyarah-airbase"}, []string{"control place=iq-west-mosul", "control place=iq-mosul"},
		},
		{
			"in the west of a town", "دارت اشتباكات بين القوات العراقية وتنظيم داعش في غرب الموصل.",
			[]string{"clash agents=iq-army,x-isis places=iq-mosul"}, nil,
		},
		{
			"a side of a town by its name", "دارت اشتباكات بين القوات العراقية وتنظيم داعش في الجانب الأيمن من الموصل.",
			[]string{"clash agents=iq-army,x-isis places=iq-west-mosul"}, nil,
		},
	})
}
