package extract

import "testing"

// TestSpeakers: who it is that a verb of reporting has speak.
func TestSpeakers(t *testing.T) {
	check(t, "speakers", []reading{
		{
			"a source by its body, with an open preposition", "أعلنت مصادر بالشرطة العراقية أن تنظيم داعش هاجم مدينة الرمادي.",
			[]string{"attack agents=x-isis sources=iq-police"}, nil,
		},
		{
			"a source by its body, rank before it", "قال مصدر بارز في الجيش السوري إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=sy-army"}, nil,
		},
		{
			"a source within its body", "قالت مصادر داخل المقاومة الشعبية إن الحوثيين قصفوا مدينة تعز.",
			[]string{"attack agents=ye-houthis sources=ye-popular-resistance"}, nil,
		},
		{
			"whose report it is", "ذكر تقرير لمنظمة العفو الدولية أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-amnesty"}, nil,
		},
		{
			"who issued the statement", "قال بيان صادر عن الجيش العراقي إن تنظيم داعش هاجم مدينة الرمادي.",
			[]string{"attack agents=x-isis sources=iq-army"}, nil,
		},
		{
			"who issued the report, by a verb", "ذكر تقرير أصدرته منظمة العفو الدولية أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-amnesty"}, nil,
		},
		{
			"the report of who spoke", "قالت منظمة العفو الدولية في تقرير إن الوضع صعب. وأضاف التقرير أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=x-amnesty"}, nil,
		},
		{
			"an official of nobody named is no speaker before", "قال المرصد السوري لحقوق الإنسان إن الوضع صعب. وقال مسؤول عسكري إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis"}, []string{"attack sources=sy-sohr"},
		},
		{
			"the official is the speaker before", "قال متحدث باسم الجيش السوري إن الوضع صعب. وأكد المتحدث أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=sy-army"}, nil,
		},
		{
			"the agency that local sources told it", "قالت مصادر محلية لوكالة رويترز إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=«مصادر_محلية»,x-reuters"}, nil,
		},
		{
			"whom a source belongs to is told nothing", "قال مصدر لوكالة رويترز إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=«مصدر»,x-reuters"}, nil,
		},
		{
			"what happened to an agency is told to nobody", "قالت مصادر محلية إن تنظيم داعش هاجم سيارة لوكالة رويترز في بلدة هجين.",
			[]string{"attack agents=x-isis sources=«مصادر_محلية»"}, []string{"attack sources=x-reuters"},
		},
		{
			"the official of a nation is the person who spoke", "قال وزير الدفاع الأردني سمير الحياري إن الوضع صعب. وأضاف المسؤول الأردني أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=«سمير_الحياري»"}, nil,
		},
		{
			"the official of a nation where no person spoke", "قالت مصادر محلية إن الوضع صعب. وقال المسؤول العراقي إن تنظيم داعش هاجم مدينة الرمادي.",
			[]string{"attack agents=x-isis sources=iq-government"}, []string{"attack sources=iq-army"},
		},
		{
			"what the outlet itself adds", "قالت الشرطة العراقية إن تنظيم داعش قصف مدينة الرمادي. يذكر أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack places=iq-ramadi sources=iq-police", "attack places=sy-hajin"}, []string{"attack places=sy-hajin sources=iq-police"},
		},
		{
			"a report that mentions is no aside of the outlet", "قالت الشرطة العراقية إن تنظيم داعش قصف مدينة الرمادي. وذكرت أن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack places=sy-hajin sources=iq-police"}, nil,
		},
		{
			"who denies is the source of the denial", "نفى الجيش الليبي قصف مدينة سرت. وهاجم تنظيم داعش بلدة هجين.",
			[]string{"attack agents=ly-army sources=ly-army status=denied"}, []string{"attack agents=x-isis sources=ly-army"},
		},
		{
			"a denial ends with what it denies", "نفى المتحدث باسم الجيش الليبي أن تكون قواته قصفت مدينة سرت، وهاجم تنظيم داعش بلدة هجين.",
			[]string{"attack sources=ly-army status=denied"}, []string{"attack agents=x-isis sources=ly-army"},
		},
		{
			"name behind an office that is read as nobody", "قال مدير عام الصحة في مدينة الرقة، خالد العبد الله، إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis sources=«خالد_العبد_الله»"}, nil,
		},
		{
			"whose adviser speaks does not", "قال مستشار الرئيس بشار الأسد إن تنظيم داعش هاجم بلدة هجين.",
			[]string{"attack agents=x-isis"}, []string{"attack sources=sy-bashar-al-assad"},
		},
		{
			"last name of a known person", "قال الرئيس الفلسطيني محمود عباس إن الوضع صعب. وقالت وكالة معا إن السكان نزحوا. وأوضح عباس أن الجيش الإسرائيلي قصف مدينة رفح.",
			[]string{"attack agents=ps-army sources=ps-mahmoud-abbas"}, nil,
		},
		{
			"sources with fewer words the second time", "قالت مصادر طبية فلسطينية إن الوضع صعب. وأوضحت المصادر الطبية أن الجيش الإسرائيلي قصف مدينة رفح.",
			[]string{"attack agents=ps-army sources=«مصادر_طبية_فلسطينية»"}, nil,
		},
		{
			"witnesses of a nation", "قال شهود عيان عراقيون إن تنظيم داعش قصف مدينة الرمادي.",
			[]string{"attack agents=x-isis sources=«شهود_عيان_عراقيون»"}, nil,
		},
	})
}

// TestOwnOutlet: an outlet passes on what others say, but is no source of its own articles.
func TestOwnOutlet(t *testing.T) {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	const text = "نقلت شبكة سي إن إن عن البنتاغون قوله إن تنظيم داعش هاجم بلدة هجين."
	for outlet, want := range map[string]int{"": 2, "CNN Arabic": 1, "cnn": 1, "سي إن إن العربية": 1, "BBC Arabic": 2, "al-nowhere": 2} {
		r := x.Extract(Document{Key: "a", Text: text, Outlet: outlet})
		if len(r.Claims) != 1 || len(r.Claims[0].Sources) != want {
			t.Errorf("in %q: %d claims, sources %v, want %d of one claim", outlet, len(r.Claims), r.Claims[0].Sources, want)
		}
	}
}
