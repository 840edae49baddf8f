package extract

import (
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// named is an entity by its kind and one of its names.
type named struct {
	kind schema.Kind
	name string
}

// TestNamesRead holds which words of a text are read as names, and of what. The texts are the tests' own.
func TestNamesRead(t *testing.T) {
	cases := []struct {
		name, text string
		want, not  []named
	}{
		{
			name: "name in quotation marks behind its type noun",
			text: `ونقلت وكالة "رويترز" عن ضابط قوله إن الهجوم توقف.`,
			want: []named{{schema.Media, "رويترز"}, {schema.Media, "وكالة رويترز"}},
		},
		{
			name: "given name that is a common word before a surname",
			text: "قتل في الانفجار عادل المرداوي وأصيب ابنه.",
			want: []named{{schema.Person, "عادل المرداوي"}},
		},
		{
			name: "common word that is no given name",
			text: "طالب المتظاهرون بحل عادل يضمن حقوقهم.",
			not:  []named{{schema.Person, "عادل يضمن"}},
		},
		{
			name: "soldiers of a nation, told by its people",
			text: "قتل عشرة من الجنود الإماراتيين في انفجار في مأرب.",
			want: []named{{schema.Military, "الجنود الإماراتيين"}},
		},
		{
			name: "one soldier of a nation",
			text: "قتل جندي إماراتي في انفجار في مأرب.",
			want: []named{{schema.Military, "جندي إماراتي"}},
		},
		{
			name: "nation behind a force that many lands have",
			text: "اعتقل حرس الحدود السعوديون ثمانية مهربين قرب الحدود اليمنية.",
			want: []named{{schema.Military, "حرس الحدود السعوديون"}},
		},
		{
			name: "officials of a nation",
			text: "قال مسؤولون عراقيون إن الجيش قصف مواقع تنظيم داعش في الرمادي.",
			want: []named{{schema.State, "مسؤولون عراقيون"}},
		},
		{
			name: "unit told by an ordinal",
			text: "قتل خمسة من أفراد اللواء الأول مشاة في انفجار في الضالع.",
			want: []named{{schema.Military, "اللواء الأول مشاة"}},
		},
		{
			name: "office of a governor",
			text: "أعلن مكتب حاكم إسطنبول مقتل شرطي في الهجوم.",
			want: []named{{schema.Body, "مكتب حاكم إسطنبول"}},
		},
		{
			name: "forces loyal to a president who is named",
			text: "هاجمت القوات الموالية للرئيس المخلوع علي عبدالله صالح مدينة عدن في اليمن.",
			want: []named{{schema.ArmedGroup, "القوات الموالية للرئيس المخلوع علي عبدالله صالح"}},
		},
		{
			name: "surname ends a name",
			text: "أعلن القيادي محمد الزعتري انشقاقه عن الحركة.",
			want: []named{{schema.Person, "محمد الزعتري"}},
			not:  []named{{schema.Person, "محمد الزعتري انشقاقه"}},
		},
		{
			name: "origin behind a kunya",
			text: "قتل أبو أسامة العراقي في الغارة.",
			want: []named{{schema.Person, "أبو أسامة العراقي"}},
		},
		{
			name: "foreign speaker",
			text: "وقال دراغان تشوفسك، إن القتال توقف.",
			want: []named{{schema.Person, "دراغان تشوفسك"}},
		},
		{
			name: "no speaker",
			text: "وقال شريان الحياة، إن القتال توقف.",
			not:  []named{{schema.Person, "شريان الحياة"}},
		},
		{
			name: "who is called so",
			text: "قتل فلسطيني يدعى، سمعان البريم، في القصف.",
			want: []named{{schema.Person, "سمعان البريم"}},
		},
		{
			name: "surname beside a party of his theatre",
			text: "قصفت مليشيات الحوثي وصالح حي الجحملية في تعز.",
			want: []named{{schema.Person, "صالح"}},
		},
		{
			name: "adjective and surname of another",
			text: "قال صالح اليعفوري إن الحوثيين قصفوا تعز.",
			want: []named{{schema.Person, "صالح اليعفوري"}},
			not:  []named{{schema.Person, "صالح"}},
		},
		{
			name: "list of villages",
			text: "سيطر التنظيم على قرى الدحلونة والزقموق والفرشية بعد اشتباكات.",
			want: []named{{schema.Settlement, "الدحلونة"}, {schema.Settlement, "الزقموق"}, {schema.Settlement, "الفرشية"}},
		},
		{
			name: "border of two nations",
			text: "اندلعت اشتباكات على الحدود السورية التركية أمس.",
			want: []named{{schema.Natural, "الحدود السورية التركية"}},
		},
		{
			name: "part of a country",
			text: "قتل جنديان في شمال اليمن أمس.",
			want: []named{{schema.Region, "شمال اليمن"}, {schema.Country, "اليمن"}},
		},
		{
			name: "quarters by their side",
			text: "استعاد الجيش الأحياء الشمالية من مدينة عدن أمس.",
			want: []named{{schema.Neighbourhood, "الأحياء الشمالية"}, {schema.Neighbourhood, "الأحياء الشمالية من مدينة عدن"}, {schema.Settlement, "مدينة عدن"}},
		},
		{
			name: "old town",
			text: "قتل شخص بانفجار في البلدة القديمة في صعدة.",
			want: []named{{schema.Neighbourhood, "البلدة القديمة"}},
		},
		{
			name: "areas of a country by their side",
			text: "قصف الحوثيون المناطق الجنوبية من السعودية.",
			want: []named{{schema.Region, "المناطق الجنوبية من السعودية"}, {schema.Country, "السعودية"}},
		},
		{
			name: "areas by their side, of what is left open",
			text: "قصف الحوثيون المناطق الجنوبية أمس.",
			not:  []named{{schema.Region, "المناطق الجنوبية"}},
		},
		{
			name: "adjective of a hospital behind its name",
			text: "فجر انتحاري نفسه أمام مستشفى الرمادي العسكري.",
			want: []named{{schema.Facility, "مستشفى الرمادي العسكري"}},
		},
		{
			name: "mosque of a man with his surname",
			text: "استهدف انفجار مسجد عبد الكريم الزعتري في بعقوبة.",
			want: []named{{schema.Facility, "مسجد عبد الكريم الزعتري"}},
		},
		{
			name: "farms",
			text: "قصف الجيش مزارع الدحلونة في أبين.",
			want: []named{{schema.Facility, "مزارع الدحلونة"}},
		},
		{
			name: "farmer",
			text: "أصيب مزارع فلسطيني برصاص الجيش قرب غزة.",
			not:  []named{{schema.Facility, "مزارع فلسطيني"}},
		},
		{
			name: "lands of a nation",
			text: "سقطت صواريخ داخل الأراضي السعودية.",
			want: []named{{schema.Country, "الأراضي السعودية"}},
		},
		{
			name: "valley that begins with the letter of the conjunction",
			text: "سيطرت المقاومة على وادي زرفان أمس.",
			want: []named{{schema.Natural, "وادي زرفان"}},
		},
		{
			name: "two ministries",
			text: "استهدف انفجاران وزارتي الخارجية والمالية في بغداد.",
			want: []named{{schema.Body, "وزارتي الخارجية"}, {schema.Body, "المالية"}},
		},
		{
			name: "body without the person who leads it",
			text: "وقال المتحدث باسم حكومة القرنفل حكمة سليمان إن المعارك مستمرة.",
			want: []named{{schema.Person, "حكمة سليمان"}},
			not:  []named{{schema.Body, "حكومة القرنفل حكمة سليمان"}},
		},
		{
			name: "unit by its number",
			text: "قصف اللواء 22 مواقع المسلحين.",
			want: []named{{schema.Military, "اللواء 22"}},
		},
		{
			name: "force by its task",
			text: "قتل قائد قوة التدخل السريع في تكريت.",
			want: []named{{schema.Military, "قوة التدخل السريع"}},
		},
		{
			name: "adjectives of a source",
			text: "وقالت مصادر طبية وأمنية مصرية إن القتلى عشرة.",
			want: []named{{schema.Media, "مصادر طبية وأمنية مصرية"}},
		},
		{
			name: "official of whom only the office is told",
			text: "قتل خمسة في القصف، وفق مسؤول محلي.",
			want: []named{{schema.Media, "مسؤول محلي"}},
		},
		{
			name: "official who is hit",
			text: "اغتال مسلحون مسؤول محلي في المدينة.",
			not:  []named{{schema.Media, "مسؤول محلي"}},
		},
		{
			name: "outlet with the name of a city",
			text: "وقال الوزير لـ «الرياض» إن المعارك مستمرة.",
			want: []named{{schema.Media, "الرياض"}},
		},
		{
			name: "article that a preposition swallowed",
			text: "وينتمي الجندي للكتيبة الزرقونية.",
			want: []named{{schema.ArmedGroup, "الكتيبة الزرقونية"}},
		},
		{
			name: "surname of another man than the known one",
			text: "وقال المتحدث باسم السفارة السعودية هماط الجبير إن الحادث قيد التحقيق على ما يبدو.",
			not:  []named{{schema.Person, "الجبير"}},
		},
		{
			name: "surname of the known man",
			text: "وقال وزير الخارجية عادل الجبير أمس ذلك. وناشد الجبير العالم.",
			want: []named{{schema.Person, "الجبير"}},
		},
		{
			name: "given name before the surname of the known man",
			text: "وقال نائل الجبير إن الحادث مؤسف.",
			want: []named{{schema.Person, "نائل الجبير"}},
		},
		{
			name: "direction behind a kunya is a surname",
			text: "قتل أبو العبد الشمالي في الغارة.",
			want: []named{{schema.Person, "أبو العبد الشمالي"}},
		},
		{
			name: "kunya in one word",
			text: "وقال أبومجاهد الليبي إن القتال توقف، وقتل أبوجعفر.",
			want: []named{{schema.Person, "أبومجاهد الليبي"}, {schema.Person, "أبوجعفر"}},
		},
		{
			name: "name behind an office that an organ has",
			text: "التقى نائب رئيس المجلس عبد الحكيم مجاهد وفدا.",
			want: []named{{schema.Person, "عبد الحكيم مجاهد"}},
		},
		{
			name: "compound given name before an office",
			text: "وقال عز الدين الأصبحي، وزير حقوق الإنسان، إن القتال توقف.",
			want: []named{{schema.Person, "عز الدين الأصبحي"}},
		},
		{
			name: "compound given name behind a given name",
			text: "قتل عبده سيف الدين محمد الحاج على الطريق.",
			want: []named{{schema.Person, "عبده سيف الدين محمد الحاج"}},
		},
		{
			name: "side as a surname behind a given name",
			text: "قتل القيادي محمد الشمالي في القصف.",
			want: []named{{schema.Person, "محمد الشمالي"}},
		},
		{
			name: "movement as a surname",
			text: "قتل زكريا حسن الحوثي في الغارة.",
			want: []named{{schema.Person, "زكريا حسن الحوثي"}},
		},
		{
			name: "members of a movement are no surname",
			text: "هاجم القائد محمد الحوثيين في مدينة صعدة.",
			not:  []named{{schema.Person, "محمد الحوثيين"}},
		},
		{
			name: "what describes the bearer is no part of his name",
			text: "قتل الفتى محمد زيد الفرماوي البالغ من العمر 15 عاما.",
			want: []named{{schema.Person, "محمد زيد الفرماوي"}},
			not:  []named{{schema.Person, "محمد زيد الفرماوي البالغ"}},
		},
		{
			name: "north of a territory that is no state",
			text: "قصف الجيش شمالي الضفة الغربية وجنوبي قطاع غزة.",
			want: []named{{schema.Region, "شمالي الضفة الغربية"}, {schema.Region, "جنوبي قطاع غزة"}},
		},
		{
			name: "units and bodies with their full names",
			text: "أعلنت قيادة عمليات بابل وقوة المهام المشتركة 151 ومجلس التعاون لدول الخليج العربي ذلك.",
			want: []named{{schema.Military, "قيادة عمليات بابل"}, {schema.Coalition, "قوة المهام المشتركة 151"}},
		},
		{
			name: "house in a name",
			text: "قتل علي آل جرمان على الحدود.",
			want: []named{{schema.Person, "علي آل جرمان"}},
		},
		{
			name: "people's name as a surname",
			text: "قتل مطهر المصري وجاسر اليمني في الغارة.",
			want: []named{{schema.Person, "مطهر المصري"}, {schema.Person, "جاسر اليمني"}},
		},
		{
			name: "common word that is a given name before a surname",
			text: "أعلن موفق الحمداني أمس ذلك.",
			want: []named{{schema.Person, "موفق الحمداني"}},
		},
		{
			name: "given name that begins like a conjunction",
			text: "اعتقلت القوات فادي محرس الصيعري.",
			want: []named{{schema.Person, "فادي محرس الصيعري"}},
		},
		{
			name: "foreign names before an office",
			text: "قال باولينو ماتيب، قائد المليشيا، إن قواته انسحبت. وأعلن ستيفين موريس المتحدث باسم الأمم المتحدة ذلك.",
			want: []named{{schema.Person, "باولينو ماتيب"}, {schema.Person, "ستيفين موريس"}},
		},
		{
			name: "month and its adjective",
			text: "توقف القتال في رمضان الماضي وشعبان الجاري.",
			not:  []named{{schema.Person, "رمضان الماضي"}, {schema.Person, "شعبان الجاري"}},
		},
		{
			name: "verb that is a given name too",
			text: "رفعت البورصات أسعارها ونشأت علاقة جديدة.",
			not:  []named{{schema.Person, "رفعت البورصات"}, {schema.Person, "نشأت علاقة"}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := defaultExtractor(t).begin(Document{Key: "test", Text: c.text + background, Published: published})
			d.propose()
			for _, n := range c.want {
				if !d.names(n) {
					t.Errorf("no %s is named %q", n.kind, n.name)
				}
			}
			for _, n := range c.not {
				if d.names(n) {
					t.Errorf("a %s is named %q", n.kind, n.name)
				}
			}
		})
	}
}

// names reports whether an entity of that kind has that name.
func (d *document) names(n named) bool {
	return slices.ContainsFunc(d.order, func(e *entity) bool { return e.kind == n.kind && slices.Contains(e.names, n.name) })
}
