package extract

import "testing"

// TestBearers: whom a name means that many bear, a rank with a surname, policemen of a nation.
func TestBearers(t *testing.T) {
	check(t, "bearers", []reading{
		{
			"a ministry of a land that nobody names", "قالت وزارة الداخلية في حكومة الوحدة الفلسطينية إن مسلحين قتلوا خمسة مدنيين في غزة.",
			[]string{"kill agents=unknown patients=civilians count=5"}, []string{"kill sources=x-afghanistan-moi"},
		},
		{
			"a rank that is a brigade too", "قال اللواء فيصل الجعدبي إن الحوثيين هاجموا عدن. وأكد اللواء الجعدبي مقتل خمسة منهم.",
			[]string{"kill patients=ye-houthis sources=«فيصل_الجعدبي» count=5"}, nil,
		},
		{
			"a rank that is a brigade too, no full name before", "قال اللواء الجعدبي إن الحوثيين هاجموا عدن.",
			[]string{"attack agents=ye-houthis sources=«الجعدبي»"}, nil,
		},
		{
			"an office and a nation are no person", "قال الرئيس المصري إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis"}, []string{"attack sources=«المصري»"},
		},
		{
			"two policemen of a nation", "قتل شرطيان تركيان في هجوم لتنظيم داعش في مدينة منبج.",
			[]string{"kill agents=x-isis patients=x-turkey-police count=2"}, []string{"kill patient=x-turkey-military"},
		},
		{
			"two soldiers of a nation", "قتل جنديان تركيان في هجوم لتنظيم داعش في مدينة منبج.",
			[]string{"kill agents=x-isis patients=x-turkey-military count=2"}, nil,
		},
	})
}

// TestHeardLands: a name that the organs of many states share means none of a state of which the article names nothing; an
// adjective is enough to name it.
func TestHeardLands(t *testing.T) {
	const says = "وقالت وزارة الداخلية إن تنظيم داعش هاجم نقطة تفتيش وقتل خمسة مدنيين."
	for lead, want := range map[string]string{
		"وصل مسؤول تونسي إلى المكان. ": "x-tunisia-moi",
		"وصل مسؤول أردني إلى المكان. ": "x-jordan-moi",
		"وصل مسؤول صيني إلى المكان. ":  "«وزارة_الداخلية»",
	} {
		r := readText(t, lead+says)
		c := reading{name: lead, text: lead + says, want: []string{"attack agents=x-isis sources=" + want}}
		if faults := c.faults(r); len(faults) > 0 {
			t.Errorf("%s: %v\n%v", lead, faults, all(r))
		}
	}
}
