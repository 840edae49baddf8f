package extract

import "testing"

// TestPlaceLists: places added to others, and what ends a list of them.
func TestPlaceLists(t *testing.T) {
	check(t, "lists of places", []reading{
		{
			"in addition to", "استعاد الجيش السوري بلدة مورك، إضافة إلى مدينة تدمر وبلدة هجين.",
			[]string{"control agents=sy-army places=sy-morek,sy-palmyra,sy-hajin"}, nil,
		},
		{
			"and also", "سيطر الجيش السوري على مدينة تدمر، وكذلك بلدة مورك.",
			[]string{"control agents=sy-army places=sy-palmyra,sy-morek"}, nil,
		},
		{
			"an event is added", "قصف الجيش السوري مدينة تدمر، إضافة إلى قتل خمسة مدنيين في بلدة مورك.",
			[]string{"attack agents=sy-army places=sy-palmyra", "kill places=sy-morek count=5"}, []string{"attack place=sy-morek"},
		},
		{
			"the capital by its name", "هاجم الحوثيون مدينة تعز في اليمن. وقصف الحوثيون مدينة مأرب والعاصمة عدن.",
			[]string{"attack agents=ye-houthis places=ye-marib,ye-aden"}, []string{"attack place=ye-sanaa"},
		},
		{
			"the capital of a nation by its name", "هاجم الحوثيون مدينة تعز في اليمن. وقصف التحالف العربي العاصمة اليمنية صنعاء.",
			[]string{"attack agents=x-arab-coalition places=ye-sanaa"}, nil,
		},
		{
			"villages of two words", "سيطر الجيش السوري على قرى الهنيدة وظهرة الشعيب والمرجية.",
			[]string{"control agents=sy-army places=«الهنيدة»,«ظهرة_الشعيب»,«المرجية»"}, nil,
		},
		{
			"villages without the article", "سيطر الجيش السوري على قرى هنيدان والمرجية.",
			[]string{"control agents=sy-army places=«هنيدان»,«المرجية»"}, nil,
		},
		{
			"no names", "سيطر الجيش السوري على مناطق حرجية والمرجية.",
			nil, []string{"control place=«حرجية»"},
		},
	})
}
