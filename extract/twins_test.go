package extract

import "testing"

// twin is a sentence that tempts to a false edge, and one much like it that tells the edge. See reading for how
// claims are written; the status of what a trap wants is told.
type twin struct {
	trap string
	text string
	want []string // a failed, denied or planned claim, where the trap tells one
	not  []string
	and  string // the affirmative twin
	tell []string
}

// twins holds the traps of a text on armed conflict, each in two wordings at least.
var twins = []twin{
	{"result denied", "لم تسفر مداهمة نفذها الجيش العراقي في مدينة كركوك عن اعتقال أحد من عناصر داعش.", nil, []string{"detain status=happened"},
		"أسفرت مداهمة نفذها الجيش العراقي في مدينة كركوك عن اعتقال أربعة من عناصر داعش.", []string{"detain patients=x-isis count=4"}},
	{"result denied", "قصف الجيش السوري بلدة مورك من دون أن يؤدي القصف إلى مقتل أحد من المدنيين.", []string{"attack agents=sy-army places=sy-morek"}, []string{"kill status=happened"},
		"قصف الجيش السوري بلدة مورك وأدى القصف إلى مقتل ثلاثة من المدنيين.", []string{"attack agents=sy-army places=sy-morek", "kill patients=civilians count=3"}},
	{"result denied", "لم يؤد الهجوم على بلدة هجين إلى سقوط قتلى.", nil, []string{"kill status=happened"},
		"أدى الهجوم على بلدة هجين إلى سقوط خمسة قتلى.", []string{"kill places=sy-hajin count=5"}},

	{"attack repelled", "صدت قوات البيشمركة هجوما لتنظيم داعش على مدينة سنجار.", []string{"attack agents=x-isis status=failed"}, []string{"attack status=happened", "attack agent=iq-peshmerga"},
		"شنت قوات البيشمركة هجوما على تنظيم داعش في مدينة سنجار.", []string{"attack agents=iq-peshmerga patients=x-isis"}},
	{"attack repelled", "أفشل الجيش السوري هجوما شنته جبهة النصرة على بلدة مورك.", []string{"attack agents=sy-nusra status=failed"}, []string{"attack status=happened", "attack agent=sy-army"},
		"شنت جبهة النصرة هجوما على الجيش السوري في بلدة مورك.", []string{"attack agents=sy-nusra patients=sy-army places=sy-morek"}},
	{"attack repelled", "تصدت الدفاعات الجوية السورية لهجوم إسرائيلي على مدينة حمص.", nil, []string{"attack status=happened"},
		"قصفت طائرات إسرائيلية مواقع للجيش السوري في مدينة حمص.", []string{"attack patients=sy-army"}},

	{"surrender refused", "رفض قيادي في داعش تسليم نفسه لقوات سوريا الديمقراطية في هجين.", nil, []string{"agree status=happened", "detain status=happened", "release status=happened"},
		"سلم عشرة من عناصر داعش أنفسهم لقوات سوريا الديمقراطية في هجين.", []string{"agree agents=x-isis,sy-sdf"}},
	{"surrender refused", "رفضت جبهة النصرة الانسحاب من مدينة سراقب.", nil, []string{"withdraw status=happened"},
		"انسحبت جبهة النصرة من مدينة سراقب.", []string{"withdraw agents=sy-nusra places=sy-saraqib"}},

	{"proposal", "اقترحت روسيا على جيش الإسلام الانسحاب من مدينة دوما.", nil, []string{"withdraw status=happened"},
		"انسحب جيش الإسلام من مدينة دوما.", []string{"withdraw agents=sy-jaysh-al-islam"}},
	{"proposal", "عرضت تركيا على روسيا اتفاقا لوقف إطلاق النار في إدلب.", nil, []string{"agree status=happened"},
		"وقعت تركيا وروسيا اتفاقا لوقف إطلاق النار في إدلب.", []string{"agree agents=x-turkey,x-russia"}},
	{"proposal", "طالبت الأمم المتحدة الحوثيين بالإفراج عن خمسة معتقلين.", []string{"release status=planned"}, []string{"release status=happened"},
		"أفرج الحوثيون عن خمسة معتقلين.", []string{"release agents=ye-houthis count=5"}},

	{"allegation", "سيطر تنظيم داعش على بلدة هجين بتواطؤ بين روسيا وتركيا، وفق ناشطين.", []string{"control agents=x-isis places=sy-hajin"}, []string{"agree status=happened certainty=asserted", "clash", "control agent=x-russia"},
		"سيطر تنظيم داعش على بلدة هجين بعد اشتباكات مع قوات سوريا الديمقراطية.", []string{"control agents=x-isis places=sy-hajin", "clash agent=x-isis"}},
	{"allegation", "اتهم ناشطون الجيش السوري بالتنسيق مع تنظيم داعش.", nil, []string{"support status=happened certainty=asserted", "agree", "ally-of", "meet"},
		"قصف الجيش السوري مواقع تنظيم داعش في تدمر.", []string{"attack agents=sy-army patients=x-isis"}},

	{"origin is no scene", "وصل عشرات النازحين من البوكمال إلى مدينة منبج.", nil, []string{"attack", "kill", "displace places=sy-abu-kamal phase=return"},
		"نزح عشرات المدنيين من البوكمال.", []string{"displace patients=civilians place=sy-abu-kamal"}},
	{"origin is no scene", "قتل مدني من أهالي تدمر في مدينة منبج.", []string{"kill place=sy-manbij count=1"}, []string{"kill place=sy-palmyra"},
		"قتل مدني في مدينة تدمر.", []string{"kill place=sy-palmyra count=1"}},

	{"total is no part", "قتل ثلاثة جنود في تدمر وقتل جنديان في مورك، لترتفع الحصيلة إلى خمسة قتلى.", []string{"kill count=3", "kill count=2"}, []string{"kill count=10", "kill count=5"},
		"قتل ثلاثة جنود في تدمر وقتل جنديان في مورك.", []string{"kill count=3", "kill count=2"}},
	{"total is no part", "قتل مدنيان في سراقب وقتل أربعة مدنيين في مورك، وبذلك بلغ عدد القتلى ستة.", []string{"kill count=2", "kill count=4"}, []string{"kill count=6", "kill count=12"},
		"قتل ستة مدنيين في سراقب.", []string{"kill count=6 place=sy-saraqib"}},

	{"the latter", "هاجم تنظيم داعش قوات سوريا الديمقراطية في هجين، فردت الأخيرة بقصف بلدة الشعفة.", []string{"attack agents=sy-sdf places=sy-al-shaafah"}, []string{"attack agents=x-isis places=sy-al-shaafah"},
		"هاجم تنظيم داعش قوات سوريا الديمقراطية في هجين، ثم قصف بلدة الشعفة.", []string{"attack agents=x-isis places=sy-al-shaafah"}},
	{"the latter", "اشتبك الجيش الليبي مع تنظيم داعش في سرت، وفجر الأخير سيارة مفخخة في مدينة مصراتة.", []string{"attack agents=x-isis place=ly-misrata"}, []string{"attack agents=ly-army place=ly-misrata"},
		"اشتبك الجيش الليبي مع تنظيم داعش في سرت، وقصف الجيش مدينة مصراتة.", []string{"attack agents=ly-army place=ly-misrata"}},

	{"genitive of the patient", "بدأت قوات سوريا الديمقراطية طرد داعش من بلدة هجين.", nil, []string{"attack agent=x-isis", "control agents=x-isis phase=gain"},
		"بدأ هجوم داعش على بلدة هجين.", []string{"attack agents=x-isis places=sy-hajin"}},
	{"genitive of the patient", "احتفل المدنيون بهزيمة داعش في مدينة الموصل.", nil, []string{"attack agent=x-isis", "control agents=x-isis phase=gain"},
		"سيطر داعش على مدينة الموصل.", []string{"control agents=x-isis places=iq-mosul phase=gain"}},

	{"whose dead", "سقط سبعة قتلى للحوثيين في مدينة تعز.", []string{"kill patients=ye-houthis count=7"}, []string{"kill agent=ye-houthis"},
		"ارتكب الحوثيون مجزرة في مدينة تعز قتل فيها سبعة مدنيين.", []string{"kill patients=civilians count=7"}},
	{"whose dead", "خسر الجيش العراقي ستة جنود في الرمادي.", nil, []string{"kill agent=iq-army"},
		"قتل الجيش العراقي ستة من عناصر داعش في الرمادي.", []string{"kill agents=iq-army patients=x-isis count=6"}},

	{"fear and caution", "نشر الجيش العراقي جنوده تحسبا لهجوم داعش على مدينة كركوك.", nil, []string{"attack status=happened"},
		"نشر الجيش العراقي جنوده بعد هجوم داعش على مدينة كركوك.", []string{"attack agents=x-isis places=iq-kirkuk"}},
	{"fear and caution", "حذرت روسيا من هجوم قد يشنه تنظيم داعش على مدينة تدمر.", nil, []string{"attack status=happened"},
		"تحدثت روسيا عن هجوم شنه تنظيم داعش على مدينة تدمر.", []string{"attack agents=x-isis places=sy-palmyra"}},

	{"condition", "إذا هاجم الجيش السوري مدينة سراقب فستتدخل تركيا.", nil, []string{"attack agents=sy-army status=happened"},
		"هاجم الجيش السوري مدينة سراقب أمس.", []string{"attack agents=sy-army places=sy-saraqib from=2018-10-21"}},
	{"condition", "لو انسحب الحوثيون من مدينة الحديدة لتوقفت الحرب.", nil, []string{"withdraw status=happened"},
		"انسحب الحوثيون من مدينة الحديدة.", []string{"withdraw agents=ye-houthis"}},

	{"denial by a party", "نفى الجيش السوري قصف مدينة سراقب.", []string{"attack agents=sy-army status=denied"}, []string{"attack status=happened"},
		"أكد الجيش السوري قصف مدينة سراقب.", []string{"attack agents=sy-army places=sy-saraqib"}},
	{"denial by a party", "نفت حركة حماس أنها اختطفت جنديا إسرائيليا في غزة.", nil, []string{"detain status=happened"},
		"أعلنت حركة حماس أنها اختطفت جنديا إسرائيليا في غزة.", []string{"detain agents=ps-hamas"}},

	{"part and whole", "سيطرت قوات سوريا الديمقراطية على نحو نصف بلدة هجين.", nil, []string{"control agents=x-isis"},
		"سيطرت قوات سوريا الديمقراطية على بلدة هجين.", []string{"control agents=sy-sdf places=sy-hajin phase=gain"}},
	{"part and whole", "سيطر تنظيم داعش على مدرسة في مدينة تدمر.", nil, []string{"control agents=x-isis places=sy-palmyra"},
		"سيطر تنظيم داعش على مدينة تدمر.", []string{"control agents=x-isis places=sy-palmyra"}},

	{"date of the statement", "أعلن الجيش العراقي أمس أنه سيطر الجمعة الماضي على مدينة هيت.", []string{"control agents=iq-army from=2018-10-19"}, []string{"control from=2018-10-21"},
		"أعلن الجيش العراقي أنه سيطر أمس على مدينة هيت.", []string{"control agents=iq-army from=2018-10-21"}},
	{"date of the statement", "قال المرصد السوري اليوم إن الجيش السوري قصف بلدة مورك الأربعاء الماضي.", []string{"attack agents=sy-army from=2018-10-17"}, []string{"attack from=2018-10-22"},
		"قال المرصد السوري إن الجيش السوري قصف بلدة مورك اليوم.", []string{"attack agents=sy-army from=2018-10-22"}},

	{"number is no year", "هاجم 1500 مسلح من تنظيم داعش بلدة هجين.", []string{"attack agents=x-isis places=sy-hajin"}, []string{"attack from=1500-01-01"},
		"هاجم تنظيم داعش بلدة هجين عام 2015.", []string{"attack agents=x-isis from=2015-01-01 to=2015-12-31"}},
	{"number is no year", "قتل 2014 مدنيا في مدينة حلب.", []string{"kill count=2014"}, []string{"kill from=2014-01-01"},
		"قتل مدنيان في مدينة حلب عام 2014.", []string{"kill count=2 from=2014-01-01"}},

	{"common word, no place", "نشر ناشطون بالصور قصف الجيش السوري لبلدة مورك.", []string{"attack place=sy-morek"}, []string{"attack place=sy-sur"},
		"قصف الجيش السوري بلدة الصور.", []string{"attack agents=sy-army places=sy-sur"}},
	{"common word, no place", "هاجم تنظيم داعش بلدة هجين وقتل رجلا في الستين من العمر.", []string{"attack agents=x-isis places=sy-hajin"}, []string{"attack place=sy-al-omar-field"},
		"هاجم تنظيم داعش حقل العمر.", []string{"attack agents=x-isis places=sy-al-omar-field"}},

	{"brand that holds a place", "أفاد مركز حلب الإعلامي بأن الجيش السوري هاجم مدينة سراقب.", []string{"attack agents=sy-army places=sy-saraqib"}, []string{"attack place=sy-aleppo"},
		"أفاد ناشطون بأن الجيش السوري هاجم مدينة حلب.", []string{"attack agents=sy-army place=sy-aleppo"}},
	{"brand that holds a place", "ذكرت شبكة فرات بوست أن تنظيم داعش هاجم بلدة هجين.", []string{"attack agents=x-isis places=sy-hajin"}, []string{"attack place=x-euphrates"},
		"ذكر ناشطون أن تنظيم داعش هاجم بلدة هجين على نهر الفرات.", []string{"attack agents=x-isis place=sy-hajin"}},

	{"loaded word", "هاجم الإرهابيون بلدة مورك.", nil, []string{"attack agents=x-isis"},
		"هاجم إرهابيو داعش بلدة مورك.", []string{"attack agents=x-isis places=sy-morek"}},
	{"loaded word", "قصف جيش الاحتلال الإسرائيلي مدينة غزة.", []string{"attack agents=ps-army"}, nil,
		"قصف الجيش الإسرائيلي مدينة غزة.", []string{"attack agents=ps-army"}},

	{"who speaks is no doer", "قالت قوات سوريا الديمقراطية إن تنظيم داعش قتل أربعة مدنيين في هجين.", []string{"kill agents=x-isis count=4 sources=sy-sdf"}, []string{"kill agent=sy-sdf"},
		"قالت قوات سوريا الديمقراطية إن قواتها قتلت أربعة من داعش في هجين.", []string{"kill agents=sy-sdf patients=x-isis count=4"}},
	{"who speaks is no doer", "أدانت تركيا هجوم تنظيم داعش على مدينة كركوك.", []string{"attack agents=x-isis places=iq-kirkuk"}, []string{"attack agent=x-turkey"},
		"شنت تركيا هجوما على تنظيم داعش في مدينة منبج.", []string{"attack agents=x-turkey patients=x-isis places=sy-manbij"}},

	{"words are no weapons", "هاجمت إيران قرار الأمم المتحدة بشدة.", nil, []string{"attack"},
		"هاجمت إيران مواقع داعش في مدينة البوكمال.", []string{"attack agents=x-iran patients=x-isis"}},
	{"words are no weapons", "شن حزب الله هجوما على سياسة الحكومة اللبنانية.", nil, []string{"attack"},
		"شن حزب الله هجوما على جبهة النصرة في القلمون.", []string{"attack agents=lb-hezbollah patients=sy-nusra"}},
}

// TestTwins: no trap makes its false edge, and each twin tells the true one.
func TestTwins(t *testing.T) {
	wordings := map[string]int{}
	for _, c := range twins {
		wordings[c.trap]++
		check(t, "twins", []reading{
			{c.trap + "/" + string(rune('0'+wordings[c.trap])) + " trap", c.text, c.want, c.not},
			{c.trap + "/" + string(rune('0'+wordings[c.trap])) + " twin", c.and, c.tell, nil},
		})
	}
	for trap, n := range wordings {
		if n < 2 {
			t.Errorf("%s stands in one wording", trap)
		}
	}
}
