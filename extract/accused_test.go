package extract

import "testing"

// TestAccused: of what A accuses B, B is the doer and A the source; what is no deed of one's own is not told so.
func TestAccused(t *testing.T) {
	check(t, "accused", []reading{
		{"deed", "اتهمت الحكومة اليمنية الحوثيين بقصف حي سكني في مدينة تعز.", []string{"attack agents=ye-houthis sources=ye-government"}, []string{"attack agent=ye-government"}},
		{"sufferer in the genitive", "اتهمت منظمة العفو الدولية الحوثيين بقصف المدنيين في مدينة تعز.", []string{"attack agents=ye-houthis patients=civilians"}, nil},
		{"carried out", "اتهم الحوثيون السعودية بشن غارات على مدينة صعدة.", []string{"attack agents=x-saudi-arabia sources=ye-houthis"}, []string{"attack agent=ye-houthis"}},
		{"stood behind", "اتهمت الحكومة اليمنية الحوثيين بالوقوف وراء هجوم على مدينة مأرب.", []string{"attack agents=ye-houthis places=ye-marib"}, nil},
		{"list of charges", "اتهمت إسرائيل حزب الله بخرق الهدنة وإطلاق صواريخ على بلدة كريات شمونة.", []string{"attack agents=lb-hezbollah sources=ps-israel"}, nil},
		{"the accuser's own", "اتهمت حركة فتح حركة حماس باعتقال خمسة من عناصرها في مدينة غزة.", []string{"detain agents=ps-hamas patients=ps-fatah count=5"}, nil},
		{"accuser not told", "اتهم تنظيم داعش بقتل خمسة جنود في مدينة تدمر.", []string{"kill agents=x-isis count=5"}, nil},
		{"whom somebody accuses", "قصف الجيش السوري جبهة النصرة التي اتهمتها روسيا بالهجوم على مدينة سراقب.", []string{"attack agents=sy-nusra places=sy-saraqib sources=x-russia"}, []string{"attack agents=x-russia"}},
		{"unread, whom somebody accuses", "تبحث السلطات عن عناصر تتهمها روسيا بالوقوف وراء هجوم على مدينة سراقب.", nil, []string{"attack agent=x-russia status=happened"}},
		{"planned", "اتهمت روسيا جبهة النصرة بالتخطيط لهجوم على مدينة سراقب.", nil, []string{"attack status=happened"}},
		{"standing together", "اتهمت تركيا إيران بدعم حزب العمال الكردستاني.", nil, []string{"support", "ally-of"}},
		{"charge as a noun", "نفت روسيا اتهامات بقصف مدينة سراقب.", nil, []string{"attack agent=x-russia status=happened"}},
	})
}

// TestEachOf: what is told of «each of A and B» is told of both, with the preposition before it; «whoever» names nobody.
func TestEachOf(t *testing.T) {
	check(t, "each of", []reading{
		{"places", "سيطر الجيش السوري على كل من مدينة الرستن وبلدة مورك.", []string{"control agents=sy-army places=sy-rastan,sy-morek"}, nil},
		{"object", "قصف الجيش السوري كلا من سراقب ومورك.", []string{"attack agents=sy-army places=sy-saraqib,sy-morek"}, nil},
		{"persons", "اعتقل الجيش السوري كلا من محمد السعدي وأحمد اليافعي.", []string{"detain agents=sy-army patients=«محمد_السعدي»,«أحمد_اليافعي»"}, nil},
		{"between", "دارت اشتباكات بين الجيش السوري وكل من تنظيم داعش وجبهة النصرة في مدينة سراقب.", []string{"clash agents=sy-army,x-isis,sy-nusra"}, nil},
		{"whoever", "قصف الجيش السوري كل من اقترب من مدينة سراقب.", nil, []string{"attack patient=civilians", "control"}},
	})
}
