package extract

import "testing"

// TestWhoseDeed: the adjective of a nation behind a deed says whose it is, however much stands between, and is nobody who suffers
// it; behind the noun of what is done to one it is a person.
func TestWhoseDeed(t *testing.T) {
	check(t, "whose deed", []reading{
		{
			"shelling", "أدى القصف السعودي على مدينة صعدة إلى مقتل سبعة أشخاص.",
			[]string{"attack agents=x-saudi-arabia places=ye-saada", "kill patients=civilians count=7"}, []string{"attack agents=-"},
		},
		{
			"with another adjective", "قتل سبعة أشخاص في قصف مدفعي مصري على مدينة درنة.",
			[]string{"attack agents=x-egypt places=ly-derna"}, nil,
		},
		{
			"spelled like my leaving", "قتل سبعة أشخاص في هجوم تركي على مدينة عفرين.",
			[]string{"attack agents=x-turkey places=sy-afrin"}, nil,
		},
		{
			"a person", "شهدت مدينة عدن أمس اغتيال سعودي برصاص مجهولين.",
			[]string{"kill patients=civilians places=ye-aden"}, []string{"attack agents=x-saudi-arabia"},
		},
	})
}

// TestDeedsThatStrike: the noun of a deed is the subject of the verb before it, which has what stands bare behind the adjectives as its object.
func TestDeedsThatStrike(t *testing.T) {
	check(t, "deeds that strike", []reading{
		{
			"a raid", "استهدفت غارة أميركية جديدة تنظيم داعش في مدينة الرقة.",
			[]string{"attack agents=x-us patients=x-isis"}, []string{"attack agents=x-isis"},
		},
		{
			"spelled like a verb", "دمر قصف روسي مستودعا لجبهة النصرة في مدينة سراقب.",
			[]string{"attack agents=x-russia patients=sy-nusra"}, []string{"attack agents=sy-nusra"},
		},
		{
			"an accusative", "استهدف هجوم رتلا لتنظيم داعش في مدينة الرقة.",
			[]string{"attack patients=x-isis"}, []string{"attack agents=x-isis"},
		},
		{
			"its genitive", "استهدفت غارة التحالف الدولي مدينة الرقة.",
			[]string{"attack agents=x-intl-coalition places=sy-raqqa"}, nil,
		},
	})
}

// TestTookIt: a preposition with a pronoun means the place that was told before; of a relative clause it means what that describes.
func TestTookIt(t *testing.T) {
	check(t, "took it", []reading{
		{
			"taken", "هاجم تنظيم داعش مدينة تدمر وسيطر عليها.",
			[]string{"control agents=x-isis places=sy-palmyra"}, []string{"control places=-"},
		},
		{
			"left", "سيطر الجيش السوري على مدينة تدمر بعد انسحاب داعش منها.",
			[]string{"withdraw agents=x-isis places=sy-palmyra"}, nil,
		},
		{
			"a force", "هاجم تنظيم داعش قوات الجيش السوري وسيطر عليها.",
			nil, []string{"control places=sy-palmyra"},
		},
		{
			"two towns", "قصف الجيش السوري مدينتي تدمر والقريتين ثم انسحب منها.",
			nil, []string{"withdraw places=sy-qaryatayn"},
		},
	})
}
