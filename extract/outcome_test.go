package extract

import (
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestOutcomes: who fell, how many, and by what, as reports most often say it.
func TestOutcomes(t *testing.T) {
	check(t, "outcomes", []reading{
		{
			"dozens of dead and wounded", "أدى القصف إلى سقوط عشرات القتلى والجرحى في مدينة تعز.",
			[]string{"kill places=ye-taiz", "injure places=ye-taiz"}, []string{"kill count=20-99"},
		},
		{
			"one number for both", "أسفر القصف عن سقوط 30 قتيلا وجريحا في مدينة تعز.",
			[]string{"kill count=-30", "injure count=-30"}, []string{"kill count=30"},
		},
		{
			"two numbers", "أسفر الانفجار عن سقوط 12 قتيلا و30 جريحا في بغداد.",
			[]string{"kill count=12", "injure count=30"}, nil,
		},
		{
			"and in figures", "أعلن الجيش مقتل 37 مسلحا من داعش و16 من قوات البيشمركة في معارك قرب الموصل.",
			[]string{"kill patients=x-isis count=37", "kill patients=iq-peshmerga count=16"}, nil,
		},
		{
			"so many of somebody fell", "أكدت المصادر أن المعارك أسفرت عن سقوط 16 من الحوثيين في تعز.",
			[]string{"kill patients=ye-houthis count=16"}, nil,
		},
		{
			"dead and wounded of nobody named", "خلف القصف على مدينة تعز قتلى وجرحى.",
			[]string{"kill places=ye-taiz", "injure places=ye-taiz"}, nil,
		},
		{
			"the number is nobody", "سقط عشرات القتلى من الحوثيين في قصف على مدينة تعز.",
			[]string{"kill patients=ye-houthis"}, []string{"kill patient=civilians"},
		},
		{
			"the cause behind its verb", "أدت غارات شنها التحالف العربي على مدينة تعز إلى مقتل خمسة مدنيين.",
			[]string{"kill agents=x-arab-coalition patients=civilians count=5"}, nil,
		},
		{
			"soldiers of nobody, an attack behind", "قتل خمسة جنود في هجوم لتنظيم داعش في مدينة تدمر.",
			[]string{"attack agents=x-isis places=sy-palmyra"}, []string{"kill patient=x-isis"},
		},
		{
			"soldiers of an army", "هاجم الجيش السوري بلدة هجين، وقتل خمسة جنود في هجوم لتنظيم داعش في مدينة تدمر.",
			[]string{"kill patients=sy-army count=5"}, []string{"kill patient=x-isis"},
		},
		{
			"no cause", "لم يؤد القصف على مدينة تعز إلى سقوط قتلى.", nil, []string{"kill status=happened"},
		},
	})
}

// TestUnderAttack: a place comes under an attack as its people do; who repels an attack or breaks a siege makes neither.
func TestUnderAttack(t *testing.T) {
	check(t, "under attack", []reading{
		{"a town", "تعرضت مدينة تعز لقصف عنيف.", []string{"attack places=ye-taiz status=happened"}, []string{"attack status=planned"}},
		{"an airport", "تعرض مطار عدن للقصف.", []string{"attack places=ye-aden-airport status=happened"}, nil},
		{"a base", "تعرضت قاعدة عين الأسد لهجوم بالصواريخ.", []string{"attack places=iq-ain-al-asad-base status=happened"}, nil},
		{
			"attempts repelled", "تمكنت المقاومة الشعبية من صد كل المحاولات التي قامت بها ميليشيات الحوثي للتقدم في تعز.",
			[]string{"attack agents=ye-houthis patients=ye-popular-resistance status=failed"}, []string{"attack agent=ye-popular-resistance"},
		},
		{"a siege broken", "كسرت المقاومة الشعبية الحصار عن مدينة تعز.", nil, []string{"besiege agent=ye-popular-resistance", "besiege place=ly-sirte"}},
		{
			"the men of a patrol", "نصبت المقاومة الشعبية كمينا لدورية حوثية في رداع وقتلت سبعة من عناصرها.",
			[]string{"kill agents=ye-popular-resistance patients=ye-houthis count=7"}, []string{"kill patient=ye-popular-resistance"},
		},
		{
			"a leader called", "قتل قائد حوثي يدعى أبو علي في كمين نصبته المقاومة الشعبية في رداع.",
			[]string{"kill sources=", "attack sources="}, nil,
		},
		{
			"an attack intended", "تعتزم القوات العراقية شن هجوم على مدينة الموصل.",
			[]string{"attack agents=iq-army places=iq-mosul status=planned"}, []string{"attack status=happened"},
		},
		{"driven out", "طردت القوات الموالية لهادي الحوثيين من مدينة لودر.", nil, []string{"control agent=ye-houthis"}},
	})
}

// TestNamesakeQuarters: a quarter that is told to lie in a town of one country is not the one of that name in another.
func TestNamesakeQuarters(t *testing.T) {
	check(t, "namesakes", []reading{
		{"a quarter", "قصف الحوثيون حي الجمهورية بمدينة تعز.", []string{"attack"}, []string{"attack place=iq-basra-jumhuriya"}},
	})
	r := readText(t, "قصف الحوثيون حي الجمهورية بمدينة تعز."+background)
	for _, e := range r.Entities {
		if e.Key == "place/iq-basra-jumhuriya" {
			t.Errorf("the quarter of another town is named: %+v", e)
		}
	}
}

// TestPlacesOfLists: each member of a list of places is one, whatever ends the one before it.
func TestPlacesOfLists(t *testing.T) {
	check(t, "places of lists", []reading{
		{
			"two countrysides", "قصف الجيش السوري بلدات في ريف حلب الغربي وريف إدلب الشمالي.",
			[]string{"attack agents=sy-army places=«ريف_حلب_الغربي»,«ريف_إدلب_الشمالي»"}, nil,
		},
		{
			"both sides, told behind", "سقط قتلى وجرحى من الطرفين خلال اشتباكات بين الجيش اليمني والحوثيين في صعدة.",
			[]string{"kill patients=ye-army,ye-houthis"}, nil,
		},
	})
}

// TestWhoseNouns: to whom the nouns behind a verb belong.
func TestWhoseNouns(t *testing.T) {
	check(t, "whose nouns", []reading{
		{
			"bombers and a building", "هاجم انتحاريان مبنى للمخابرات الأفغانية في جلال آباد.",
			[]string{"attack patients=x-afghanistan-intelligence places=x-jalalabad"}, []string{"attack agent=x-afghanistan-intelligence"},
		},
		{
			"reinforcements of a nation", "وصلت تعزيزات عسكرية سعودية إلى مأرب.",
			[]string{"deploy agents=x-saudi-arabia-military places=ye-marib"}, nil,
		},
		{
			"who a person is", "قتل أبو عمر الشيشاني القيادي في تنظيم داعش في غارة أمريكية قرب بلدة الشدادي.",
			[]string{"kill agents=x-us patients=x-abu-omar-shishani"}, []string{"kill agent=x-abu-omar-shishani"},
		},
		{
			"a pilot and his name", "قتل الطيار الأردني معاذ الكساسبة على يد تنظيم داعش.",
			[]string{"kill agents=x-isis patients=x-moaz-kasasbeh"}, []string{"kill agent=x-jordan-military"},
		},
		{
			"two and five", "قتل شرطيان وخمسة مدنيين في انفجار ببغداد.",
			[]string{"kill patients=iq-police count=2", "kill patients=civilians count=5"}, []string{"kill count=7"},
		},
		{
			"counted once", "قتل ضابطان وثلاثة جنود من الجيش المصري في هجوم على كمين أمني في العريش.",
			[]string{"kill patients=x-egypt-military count=5"}, nil,
		},
		{"surrender to", "استسلم 50 من عناصر الحوثي للمقاومة الشعبية في التواهي.", []string{"agree agents=ye-houthis,ye-popular-resistance"}, nil},
		{"arms for", "قدمت إيران أسلحة للحوثيين.", []string{"support agents=x-iran patients=ye-houthis"}, nil},
	})
}

// TestDayOfItsOwn: in an article where the models speak, the one day that a clause names beats the days around it.
func TestDayOfItsOwn(t *testing.T) {
	const text = "قال مراسلون إن الأوضاع الميدانية ما زالت صعبة في البلاد.\n" +
		"ودارت اشتباكات عنيفة بين الجيش السوري ومقاتلي داعش في بلدة الباب أمس.\n" +
		"قصف الجيش السوري قبل ثلاثة أيام مدينة حمص.\n" +
		"وتابع السكان الأخبار من منازلهم طوال النهار.\nولم تصدر أي تعليقات رسمية حتى الآن."
	r := readText(t, text)
	found := false
	for _, c := range r.Claims {
		if c.Type == schema.Attack && holds(r, c, "attack places=sy-homs", true) {
			found = true
			if c.Period.From != "2018-10-19" || c.Period.To != "2018-10-19" {
				t.Errorf("the attack is dated %s to %s", c.Period.From, c.Period.To)
			}
		}
	}
	if !found {
		t.Errorf("no attack: %v", all(r))
	}
}
