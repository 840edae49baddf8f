package extract

import "testing"

// TestDates: which day what is told happened on, by constructions.
func TestDates(t *testing.T) {
	check(t, "dates", []reading{
		{
			"two days after", "قصف الجيش السوري بلدة مورك أمس، بعد يومين على هجوم شنه تنظيم داعش على مدينة سراقب.",
			[]string{"attack agents=sy-army from=2018-10-21 to=2018-10-21", "attack agents=x-isis from=2018-10-19 to=2018-10-19"}, nil,
		},
		{
			"the day after", "قصف الجيش السوري بلدة مورك أمس غداة مقتل خمسة من عناصره في مدينة سراقب.",
			[]string{"attack agents=sy-army from=2018-10-21", "kill patients=sy-army count=5 from=2018-10-20 to=2018-10-20"}, nil,
		},
		{
			"two days of fighting", "سيطر الجيش السوري على بلدة مورك أمس، بعد يومين من المعارك مع تنظيم داعش.",
			[]string{"control agents=sy-army from=2018-10-21"}, []string{"clash from=2018-10-19 to=2018-10-19"},
		},
		{
			"two days after the fall", "قصف الجيش السوري بلدة مورك أمس، بعد يومين من سيطرة تنظيم داعش على مدينة سراقب.",
			[]string{"control agents=x-isis places=sy-saraqib from=2018-10-19"}, nil,
		},
		{
			"after, of no day", "قصف الجيش السوري بلدة مورك بعد يومين على هجوم شنه تنظيم داعش على مدينة سراقب.",
			nil, []string{"attack agents=x-isis from=2018-10-20"},
		},
		{
			"what follows and is no other", "قصف الجيش السوري بلدة مورك أمس، وبعد يومين هاجم تنظيم داعش مدينة سراقب.",
			[]string{"attack agents=sy-army from=2018-10-21"}, []string{"attack agents=x-isis from=2018-10-19"},
		},
		{
			"since a fall in a month", "ينتشر الجيش السوري في بلدة مورك منذ سيطرة تنظيم داعش على مدينة سراقب في أيار 2014.",
			[]string{"control agents=x-isis places=sy-saraqib from=2014-05-01 to=2014-05-31"}, nil,
		},
		{
			"since a month", "يحاصر الجيش السوري بلدة مورك منذ أيار 2014.",
			[]string{"besiege agents=sy-army from=2014-05-01"}, []string{"besiege to=2014-05-31"},
		},
		{
			"until now", "لم يعلن أحد حتى الآن مقتل خمسة مدنيين في قصف للجيش السوري على بلدة مورك.",
			nil, []string{"kill to=2018-10-22", "attack to=2018-10-22"},
		},
		{
			"the same day", "قصف الجيش السوري بلدة مورك في 5 آذار 2018. وفي اليوم نفسه هاجم تنظيم داعش مدينة سراقب.",
			[]string{"attack agents=x-isis from=2018-03-05 to=2018-03-05"}, nil,
		},
	})
}

// TestStamp: the day on which a page was changed is that of its text, where it follows the day of publication soon.
func TestStamp(t *testing.T) {
	x := defaultExtractor(t)
	for stamp, want := range map[string]string{
		"آخر تحديث: الثلاثاء، 23 تشرين الأول 2018، 09:55":   "2018-10-23",
		"آخر تحديث: الثلاثاء، 23 تشرين الأول 2012، 09:55":   "2018-10-16",
		"آخر الأخبار: الثلاثاء، 23 تشرين الأول 2018، 09:55": "2018-10-16",
	} {
		text := "هجوم لتنظيم داعش على بلدة مورك\n\n" + stamp + "\n\nهاجم تنظيم داعش بلدة مورك فجر الثلاثاء وقتل خمسة من عناصر الجيش السوري فيها، كما قال ناشطون هناك."
		for _, c := range x.Extract(Document{Key: "t", Text: text, Published: published}).Claims {
			if c.Period.From != "" && c.Period.From != want {
				t.Errorf("%s: from %s, want %s", stamp, c.Period.From, want)
			}
		}
	}
}
