package extract

import "testing"

// TestToldPlainly: what the words of a clause settle, by constructions.
func TestToldPlainly(t *testing.T) {
	check(t, "told plainly", []reading{
		{
			"joint toll", "أدى قصف الجيش السوري على بلدة مورك إلى سقوط العشرات من عناصر جبهة النصرة بين قتيل وجريح.",
			[]string{"kill patients=sy-nusra count=-", "injure patients=sy-nusra"}, []string{"kill count=20-99"},
		},
		{
			"these", "قصفت حركة حماس وحركة الجهاد الإسلامي مدينة عسقلان. وقتل على يد هؤلاء خمسة مدنيين في عسقلان.",
			[]string{"kill agents=ps-hamas,ps-pij patients=civilians count=5"}, []string{"kill patient=ps-hamas"},
		},
		{
			"persons among the dead", "قتل خمسة من عناصر تنظيم داعش في بلدة الباغوز، بينهم سامر الخالدي ومحمود الحسن.",
			[]string{"kill patient=x-isis patient=«سامر_الخالدي» patient=«محمود_الحسن» count=5"}, nil,
		},
		{
			"repelled, told later", "هاجم تنظيم داعش بلدة مورك، وقال الجيش السوري إن المعركة انتهت بإفشال الهجوم الإرهابي.",
			[]string{"attack agents=x-isis places=sy-morek status=failed"}, []string{"attack agent=~unknown"},
		},
		{
			"groups under a banner", "سيطرت قوات سوريا الديمقراطية والميليشيات المنضوية تحت رايتها مثل جيش الثوار ولواء جبهة الأكراد على بلدة هجين.",
			[]string{
				"control agents=sy-sdf,sy-jaysh-al-thuwar,sy-jabhat-al-akrad places=sy-hajin",
				"member-of agents=sy-jaysh-al-thuwar patients=sy-sdf", "member-of agents=sy-jabhat-al-akrad patients=sy-sdf",
			}, nil,
		},
		{
			"who passes a report on", "قالت مصادر طبية، بحسب صحيفة الشرق الأوسط، إن خمسة مدنيين قتلوا في قصف على بلدة مورك.",
			[]string{"kill sources=«مصادر_طبية»,x-aawsat count=5"}, nil,
		},
		{
			"only begun", "بدأ الجيش السوري محاصرة وتصفية مئة مسلح من تنظيم داعش في بلدة الباغوز.",
			[]string{"besiege agents=sy-army patients=x-isis"}, []string{"kill agent=sy-army"},
		},
		{
			"arrest as a purpose", "داهم الجيش العراقي بلدة القائم لاعتقال خلية من تنظيم داعش.",
			[]string{"raid agents=iq-army patients=x-isis", "detain patients=x-isis status=planned"}, []string{"detain status=happened"},
		},
	})
}
