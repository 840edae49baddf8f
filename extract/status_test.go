package extract

import "testing"

// TestStatus: what did not happen, failed, or is only meant.
func TestStatus(t *testing.T) {
	check(t, "status", []reading{
		{"negated verb", "لم يهاجم تنظيم داعش بلدة هجين.", []string{"attack agents=x-isis status=denied"}, []string{"attack status=happened"}},
		{"affirmed verb", "هاجم تنظيم داعش بلدة هجين.", []string{"attack agents=x-isis"}, []string{"attack status=denied"}},
		{"repelled", "صدت قوات سوريا الديمقراطية هجوما لداعش على بلدة الباغوز.", []string{"attack agents=x-isis patients=sy-sdf status=failed"}, []string{"attack agent=sy-sdf", "attack status=happened"}},
		{"repelled, other verb", "تصدى الجيش السوري لهجوم شنه تنظيم داعش على مدينة تدمر.", []string{"attack agents=x-isis patients=sy-army status=failed"}, []string{"attack agent=sy-army", "attack status=happened"}},
		{"foiled", "أحبط الجيش السوري هجوما لجبهة النصرة على بلدة مورك.", []string{"attack agents=sy-nusra status=failed"}, []string{"attack status=happened"}},
		{"attempt that failed", "فشل تنظيم داعش في السيطرة على بلدة هجين.", []string{"control agents=x-isis status=failed"}, []string{"control status=happened"}},
		{"denied by a party", "نفى الجيش السوري انسحابه من مدينة تدمر.", []string{"withdraw agents=sy-army status=denied"}, []string{"withdraw status=happened"}},
		{"denied of another", "نفت قوات سوريا الديمقراطية سيطرة تنظيم داعش على حقل العمر.", []string{"control agents=x-isis status=denied"}, []string{"control status=happened"}},
		{"future", "سيهاجم الجيش السوري بلدة مورك.", []string{"attack agents=sy-army status=planned"}, []string{"attack status=happened"}},
		{"intention", "تعتزم قوات سوريا الديمقراطية مهاجمة مدينة منبج.", []string{"attack agents=sy-sdf places=sy-manbij status=planned"}, []string{"attack status=happened"}},
		{"threat", "هددت تركيا بشن هجوم على مدينة منبج.", []string{"attack agents=x-turkey status=planned"}, []string{"attack status=happened"}},
		{"preparation", "يستعد الجيش السوري لشن هجوم على مدينة سراقب.", []string{"attack agents=sy-army status=planned"}, []string{"attack status=happened"}},
		{"demand", "دعت روسيا جبهة النصرة إلى الانسحاب من مدينة سراقب.", []string{"withdraw agents=sy-nusra status=planned"}, []string{"withdraw status=happened"}},
		{"failed talks", "فشلت المفاوضات بين جيش الإسلام وروسيا.", []string{"negotiate agents=sy-jaysh-al-islam,x-russia status=failed"}, []string{"negotiate status=happened"}},
		{"held talks", "عقد جيش الإسلام مفاوضات مع روسيا.", []string{"negotiate agents=sy-jaysh-al-islam,x-russia"}, nil},
		{"no casualties", "هاجم تنظيم داعش بلدة هجين دون وقوع قتلى.", []string{"attack agents=x-isis"}, []string{"kill status=happened"}},
		{"without naming casualties", "قصف الجيش السوري بلدة مورك ولم ترد أنباء عن قتلى.", []string{"attack agents=sy-army"}, []string{"kill status=happened"}},
		{"weighed", "تدرس روسيا شن غارات على جبهة النصرة في سراقب.", []string{"attack agents=x-russia status=planned"}, []string{"attack status=happened"}},
		{"talked about when it was over", "ناقشت روسيا قصف الجيش السوري مدينة سراقب.", nil, []string{"attack status=planned"}},
		{"date that is due", "اقترب موعد انسحاب القوات الأمريكية من مدينة منبج.", []string{"withdraw status=planned"}, []string{"withdraw status=happened"}},
		{"terms of a deal", "ينص الاتفاق على انسحاب جبهة النصرة من مدينة سراقب.", []string{"withdraw agents=sy-nusra status=planned"}, []string{"withdraw status=happened"}},
		{"after a deal", "انسحبت جبهة النصرة من مدينة سراقب بعد الاتفاق.", []string{"withdraw agents=sy-nusra"}, []string{"withdraw status=planned"}},
		{"talks to come", "ستتناول المفاوضات المقبلة بين جيش الإسلام وروسيا ملف الأسرى.", nil, []string{"negotiate status=happened"}},
		{"nothing there", "ليست هناك اشتباكات بين الجيش السوري وتنظيم داعش في مدينة تدمر.", []string{"clash status=denied"}, []string{"clash status=happened"}},
		{"target of an attack", "كانت مواقع تنظيم داعش في مدينة تدمر هدفا لغارات روسيا.", []string{"attack agents=x-russia"}, []string{"attack status=planned"}},
		{"force used", "استخدم الجيش السوري القوة لاعتقال خمسة مدنيين في تدمر.", []string{"detain patients=civilians count=5"}, []string{"detain status=planned"}},
		{"force moved", "توجه الجيش السوري إلى تدمر لاعتقال خمسة مدنيين.", nil, []string{"detain status=happened"}},
		{"nobody but", "لا يهاجم تنظيم داعش إلا الجيش السوري.", []string{"attack agents=x-isis patients=sy-army"}, []string{"attack status=denied"}},
		{"denied in a row", "نفت روسيا قيامها بقصف مدينة سراقب واعتقال خمسة مدنيين.", nil, []string{"attack status=happened", "detain status=happened"}},
		{"scope of the negation", "لم ينسحب الجيش السوري من مدينة تدمر، لكنه انسحب من بلدة مورك.", []string{"withdraw places=sy-palmyra status=denied", "withdraw places=sy-morek"}, nil},
	})
}

// TestTraps: readings that make false edges, each with a twin that affirms.
func TestTraps(t *testing.T) {
	check(t, "traps", []reading{
		{"arrest that was not made", "لم تسفر المداهمة التي نفذتها قوات سوريا الديمقراطية عن اعتقال أحد من عناصر داعش.", nil, []string{"detain status=happened"}},
		{"arrest that was made", "أسفرت مداهمة قوات سوريا الديمقراطية بلدة الباغوز عن اعتقال ثلاثة من عناصر داعش.", []string{"detain patients=x-isis count=3"}, nil},
		{"surrender refused", "رفض عنصر من داعش تسليم نفسه لقوات سوريا الديمقراطية.", nil, []string{"detain status=happened", "agree status=happened", "release status=happened"}},
		{"assault repelled", "صد الجيش السوري هجوما على مواقعه في تدمر.", nil, []string{"attack agent=sy-army", "attack status=happened"}},
		{"assault carried out", "نفذ الجيش السوري هجوما على مواقع داعش في تدمر.", []string{"attack agents=sy-army patients=x-isis"}, nil},
		{"collusion alleged", "اتهم ناشطون الجيش السوري بالتواطؤ مع تنظيم داعش.", nil, []string{"support", "agree", "ally-of", "meet", "negotiate"}},
		{"collusion between", "سلم عناصر من الجيش بلدة مورك بتواطؤ بين روسيا وتركيا، وفق ناشطين.", nil, []string{"agree status=happened certainty=asserted", "support", "clash"}},
		{"origin is no place of the event", "وصل مئات النازحين من البوكمال إلى مدينة منبج.", nil, []string{"displace places=sy-abu-kamal phase=return", "attack", "kill"}},
		{"origin of a person", "قتل ثلاثة مدنيين من أهالي البوكمال في مدينة هجين.", []string{"kill place=sy-hajin count=3"}, []string{"kill place=sy-abu-kamal"}},
		{"total and its parts", "قتل أربعة مدنيين في سراقب وقتل ثلاثة مدنيين في مورك. وبذلك ترتفع حصيلة القتلى إلى سبعة.", []string{"kill count=4", "kill count=3"}, []string{"kill count=14", "kill count=7"}},
		{"the latter is no attacker", "هاجم الجيش السوري مواقع جبهة النصرة في مورك، وردت الأخيرة بقصف مدينة سراقب.", []string{"attack agents=sy-nusra places=sy-saraqib"}, []string{"attack agents=sy-army places=sy-saraqib"}},
		{"proposal", "اقترحت روسيا على جيش الإسلام الانسحاب من مدينة سراقب.", nil, []string{"withdraw status=happened"}},
		{"condition", "إذا هاجم الجيش السوري مدينة سراقب فإن تركيا سترد.", nil, []string{"attack agents=sy-army status=happened"}},
		{"denied news", "وكان اليمن نفى الأنباء التي تحدثت عن مشاركة طائرات سعودية في قصف مواقع الحوثيين.", nil, []string{"attack status=happened"}},
		{"denied reports", "نفت السعودية تقارير عن قصف طائراتها مستشفى في صعدة.", nil, []string{"attack status=happened"}},
		{"about to regain", "المقاومة الشعبية على وشك استعادة السيطرة على قاعدة العند.", nil, []string{"control status=happened"}},
		{"will be done soon", "قال الجيش العراقي إن استعادة مدينة الموصل ستتم قريبا.", nil, []string{"control status=happened"}},
		{"fear", "يخشى المدنيون من أن يهاجم الجيش السوري مدينة سراقب.", nil, []string{"attack agents=sy-army status=happened"}},
		{"common word, not a place", "ظهر العمر في الصور الأخيرة وقد هاجم الجيش السوري بلدة مورك.", []string{"attack agents=sy-army places=sy-morek"}, []string{"attack place=sy-al-omar-field"}},
		{"field with its type noun", "هاجم تنظيم داعش حقل العمر.", []string{"attack agents=x-isis places=sy-al-omar-field"}, nil},
		{"a brand that holds a place", "قال مركز حلب الإعلامي إن الجيش السوري قصف بلدة مورك.", []string{"attack agents=sy-army places=sy-morek sources=sy-amc"}, []string{"attack place=sy-aleppo"}},
		{"a party named after a place", "هاجم جيش الإسلام بلدة مورك.", []string{"attack agents=sy-jaysh-al-islam places=sy-morek"}, nil},
		{"loaded word is no name", "هاجم تنظيم داعش الإرهابي بلدة هجين.", []string{"attack agents=x-isis places=sy-hajin"}, nil},
		{"part is not the whole", "سيطر تنظيم داعش على مسجد في بلدة هجين.", nil, []string{"control agents=x-isis places=sy-hajin"}},
		{"whole", "سيطر تنظيم داعش على كامل بلدة هجين.", []string{"control agents=x-isis places=sy-hajin"}, nil},
		{"statement is no event", "ندد الجيش السوري بسياسة تركيا في المنطقة.", nil, []string{"*"}},
		{"fight as a metaphor", "هاجم وزير الخارجية التركي تصريحات روسيا بشدة.", nil, []string{"attack"}},
		{"anti-IS coalition", "قصفت طائرات التحالف الدولي ضد داعش بلدة هجين.", []string{"attack agents=x-intl-coalition places=sy-hajin"}, []string{"attack agent=x-isis", "attack patients=x-isis places=-"}},
		{"date of the statement", "أعلن الجيش السوري أمس أن قواته سيطرت الجمعة الماضي على بلدة مورك.", []string{"control agents=sy-army from=2018-10-19"}, []string{"control from=2018-10-21"}},
		{"victory that others celebrate", "احتفل مدنيون بطرد داعش من بلدة هجين.", nil, []string{"attack agent=x-isis status=happened", "control agent=civilians"}},
		{"killer told by a relative clause", "اعتقلت قوات سوريا الديمقراطية عنصرا من داعش قتل ثلاثة مدنيين في هجين.", []string{"kill agents=x-isis patients=civilians count=3", "detain agents=sy-sdf patients=x-isis count=1"}, []string{"kill agent=sy-sdf"}},
	})
}
