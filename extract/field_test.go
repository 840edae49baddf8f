package extract

import "testing"

// figurative are short texts of peaceful life that borrow the words of war, and tell of none.
var figurative = map[string]string{
	"sport, attack":       "قاد مهاجم الفريق هجوما خاطفا على مرمى الضيوف في الشوط الثاني من المباراة، وسجل هدفين في الدوري.",
	"sport, clash":        "تأهل المنتخب بعد مواجهة نادي الاتحاد في نهائي الكأس، وقال مدرب اللاعبين إن المباراة كانت صعبة.",
	"sport, fall":         "سقط نادي الهلال على ملعبه أمام ضيفه بثلاثة أهداف، وخسر صدارة الدوري قبل مباريات الجولة الأخيرة.",
	"sport, shelling":     "قصف لاعب المنتخب مرمى الخصم بكرة قوية من خارج المنطقة، فأنقذ الحارس المباراة وبقي النادي متعادلا.",
	"sport, injuries":     "أصيب ثلاثة من لاعبي النادي في مباراة الأمس، وسيغيب المصابون عن بطولة الدوري شهرين.",
	"sport, withdrawal":   "انسحب المنتخب المصري من بطولة كرة اليد قبل مباراة الافتتاح بسبب إصابة ثلاثة لاعبين.",
	"sport, siege":        "حاصر لاعبو الترجي مرمى الضيوف طوال الشوط الأول من المباراة دون تسجيل أهداف في الدوري.",
	"sport, control":      "سيطر المنتخب السعودي على مجريات المباراة في ملعب الرياض وفرض لاعبوه إيقاعهم في البطولة.",
	"sport, support":      "دعم النادي صفوف الفريق بثلاثة لاعبين قبل انطلاق الدوري، ونشر المدرب قواته في وسط الملعب.",
	"sport, negotiation":  "دخل نادي الشباب في مفاوضات مع نادي الأهلي لضم لاعب المنتخب قبل مباريات كأس البطولة.",
	"sport, penalty":      "سجل مهاجم النادي من ضربة جزاء في مباراة الدوري أمام السعودية، واحتج لاعبو الفريق على الحكم.",
	"accident, sunstroke": "سجلت مستشفيات السعودية تسع إصابات بضربات شمس خلال يومين بسبب ارتفاع درجات الحرارة.",
	"market, control":     "سيطرت الشركة على حصة كبيرة من أسواق الهواتف بعد استثمارات قياسية رفعت أسهم المستثمرين.",
	"market, losses":      "تعرضت أسهم المصارف في السوق لهجوم من المضاربين فخسر المستثمرون أرباح العام كله.",
	"market, retreat":     "انسحبت الشركة من سوق السعودية بعد تراجع المبيعات، وباعت أسهم المصنع إلى مستثمرين من تركيا.",
	"market, war":         "اشتعلت حرب أسعار بين شركات الهواتف في الأسواق، وهاجمت كل شركة حصة منافستها من العملاء.",
	"market, resistance":  "كسر مؤشر السوق نقطة المقاومة بعد تداولات نشطة على أسهم البنوك، وتستهدف الشركات أرباحا أعلى.",
	"market, agreement":   "وقعت الشركة السعودية اتفاقا مع مصنع تركي لتوزيع منتجات غذائية في الأسواق وزيادة الصادرات.",
	"technology, attack":  "تعرض تطبيق الهاتف لهجوم من فيروسات أصابت آلاف أجهزة المستخدمين قبل تحديث نظام التشغيل.",
	"technology, bomb":    "فجرت شركة الهواتف مفاجأة لمستخدمي نظام التشغيل الجديد بإطلاق تطبيق يعمل من دون إنترنت.",
	"culture, conquest":   "غزت المسلسلات التركية شاشات البيوت، وسيطرت نجمة الفيلم على أغلفة المجلات طوال المهرجان.",
	"culture, poem":       "قرأ الشاعر قصيدة قال فيها إن الحب قتله وإن عيونها أسرته، وصفق زوار المهرجان للشعراء.",
	"culture, march":      "تشمل عروض المهرجان مسيرة للفرق التراثية أمام زوار السوق وعرضا مسرحيا للأطفال.",
	"culture, wedding":    "احتفل آل عامر بزواج ابنهم في قاعة أفراح بالرياض، وهاجم الضيوف مائدة العشاء، وتمنوا للعروسين حياة سعيدة.",
	"accident, collision": "أسفر تصادم حافلة وسيارة في حادث مروري على طريق مكة عن مقتل سبعة أشخاص وإصابة عشرة نقلهم الإسعاف.",
	"accident, fire":      "أخمدت فرق الدفاع المدني حريقا في مصنع بجدة أصيب فيه خمسة عمال، ونشرت وحدات إطفاء حول الموقع.",
	"accident, flood":     "قتلت السيول أربعة أشخاص في مكة بعد أمطار غزيرة، وحاصرت الفيضانات عشرات العائلات قبل إنقاذهم.",
	"accident, search":    "واصلت فرق الإنقاذ والدفاع المدني البحث عن مفقودين بعد غرق قارب صيد في عاصفة قرب جدة.",
	"crime, family":       "قتل رجل زوجته بسكين بعد خلاف عائلي في شقتهما بالقاهرة، واعتقلت الشرطة الجاني بعد ساعات.",
	"crime, robbery":      "اعتقلت الشرطة لصوصا سطوا على متجر في جدة واستعادت مسروقات ومخدرات كانت مع العصابة.",
	"learning, illness":   "هاجم الفيروس مرضى المستشفى وقتل أربعة منهم قبل أن يصل علاج الأطباء من جامعة القاهرة.",
	"learning, war":       "شنت جامعة دمشق حربا على الغش، وطارد المعلمون هواتف الطلبة في كلية الطب قبل محاضرة الصباح.",
}

// literal are texts with words of the same peaceful fields that do tell of violence.
var literal = []struct{ name, text, want string }{
	{"players killed in a shelling", "قتل ثلاثة لاعبين من نادي الوحدة في قصف للجيش السوري على ملعب في مدينة سراقب قبل مباراة الدوري.", "attack agents=sy-army"},
	{"stadium attacked", "هاجم تنظيم داعش ملعب كرة القدم في مدينة بعقوبة أثناء مباراة، وقتل أربعة من مشجعي النادي.", "attack agents=x-isis"},
	{"market bombed", "قصف الجيش السوري سوق الخضار في مدينة سراقب، وارتفعت أسعار المنتجات في الأسواق بعد إغلاق الشركات.", "attack agents=sy-army"},
	{"oil firm taken", "سيطر تنظيم داعش على مصنع شركة غاز في مدينة تدمر وباع منتجات المصنع في الأسواق للتجار.", "control agents=x-isis"},
	{"festival attacked", "هاجم تنظيم داعش زوار مهرجان ثقافي في مدينة كركوك أثناء عروض مسرحية لفرق تراثية.", "attack agents=x-isis"},
	{"visitors arrested", "اعتقلت جبهة النصرة ثلاثة مدنيين من زوار مهرجان للشعراء في مدينة إدلب بعد قصيدة قرئت في السوق.", "detain agents=sy-nusra count=3"},
	{"ambulances shelled", "استهدفت طائرات التحالف العربي فرق الإسعاف والدفاع المدني أثناء إخماد حريق في مدينة صعدة.", "attack agents=x-arab-coalition"},
	{"university stormed", "اقتحم تنظيم داعش جامعة الموصل واحتجز عشرات الطلبة والأطباء في كلية الطب أثناء محاضرة.", "detain patients=civilians"},
	{"smugglers with rockets", "قتل الجيش الليبي ثلاثة من مهربي المخدرات والخمور في اشتباكات مسلحة جنوب مدينة سبها.", "clash agents=ly-army"},
	{"suicide bomber at a match", "قتل عشرة من مشجعي المنتخب في تفجير انتحاري استهدف ملعب كرة القدم في بغداد أثناء مباراة.", "attack place=iq-baghdad"},
	{"drone over a factory", "قصفت طائرات مسيرة للحوثيين مصنع شركة سعودية في جدة، وخسرت أسهم الشركة في السوق.", "attack mode=shelling"},
}

// TestFigurative: sport, markets, culture and accidents make no claims.
func TestFigurative(t *testing.T) {
	x := defaultExtractor(t)
	for name, text := range figurative {
		r := x.Extract(Document{Text: text, Published: published})
		checkResult(t, text, r)
		for _, c := range r.Claims {
			if !c.Type.IsLasting() {
				t.Errorf("%s: %s", name, brief(r, c))
			}
		}
	}
}

// TestLiteral: an attack on a football ground is one.
func TestLiteral(t *testing.T) {
	x := defaultExtractor(t)
	for _, c := range literal {
		r := x.Extract(Document{Text: c.text, Published: published})
		if faults := (reading{want: []string{c.want}}).faults(r); len(faults) > 0 {
			t.Errorf("%s: %v; read: %v", c.name, faults, all(r))
		}
	}
}

// TestWarWithoutForces: peoples who fight, a bomb that kills, gunmen who kidnap and many who are killed in a land at war show armed
// conflict though no force is named; accidents, private crimes and brawls do not.
func TestWarWithoutForces(t *testing.T) {
	x := defaultExtractor(t)
	for _, c := range []reading{
		{"many killed", "قتل 35 شخصا على الأقل في مدينة الكفرة جنوب ليبيا.", []string{"kill patients=civilians count=35-"}, nil},
		{"many died", "توفي 35 شخصا على الأقل في مدينة الكفرة جنوب ليبيا.", nil, []string{"kill"}},
		{"many killed on a road", "قتل 35 شخصا على الأقل في حادث مروري في مدينة الكفرة جنوب ليبيا.", nil, []string{"kill"}},
		{"many killed in a fire", "قتل 15 شخصا في حريق في مدينة الرمادي.", nil, []string{"kill"}},
		{"many killed where no war is", "قتل 35 شخصا على الأقل في مدينة ليون الفرنسية.", nil, []string{"kill"}},
		{"one killed", "قتل شخص في مدينة الكفرة جنوب ليبيا.", nil, []string{"kill"}},
		{"peoples fight", "قتل تسعة أشخاص في اشتباكات بين الطوارق والتبو في مدينة أوباري.", []string{"clash", "kill count=9"}, nil},
		{"neighbours fight", "أصيب تسعة أشخاص في مشاجرة بين عائلتين في مدينة أوباري.", nil, []string{"clash", "injure"}},
		{"an attack kills", "قتل تسعة أشخاص في هجوم إرهابي على مطعم في مدينة ليون الفرنسية.", []string{"kill count=9"}, nil},
		{"a car kills", "قتل تسعة أشخاص دهسا في مدينة ليون الفرنسية.", nil, []string{"kill"}},
		{"gas kills", "قتل تسعة أشخاص في انفجار أنبوب غاز في مدينة ليون الفرنسية.", nil, []string{"kill"}},
		{"gunmen kidnap", "خطف مسلحون ثلاثة مهندسين في مدينة الكفرة جنوب ليبيا.", []string{"detain patients=civilians count=3"}, nil},
	} {
		r := x.Extract(Document{Text: c.text, Published: published})
		if faults := c.faults(r); len(faults) > 0 {
			t.Errorf("%s: %v; read: %v", c.name, faults, all(r))
		}
	}
}
