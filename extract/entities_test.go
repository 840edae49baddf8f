package extract

import (
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestEntitiesRead holds what is read as somebody or somewhere beyond the names of the tables, by class of
// construction. The texts are the tests' own.
func TestEntitiesRead(t *testing.T) {
	cases := []struct {
		name, text string
		want, not  []named
	}{
		{
			name: "facility told apart by its sort or its use",
			text: "قصفت الطائرات مخزن ذخيرة ومحطة للوقود خارج مركز ثقافي كردي.",
			want: []named{{schema.Facility, "مخزن ذخيرة"}, {schema.Facility, "محطة للوقود"}, {schema.Facility, "مركز ثقافي كردي"}},
		},
		{
			name: "facility with the article and its adjective",
			text: "اقتحم المسلحون السجن المركزي والملعب الرياضي.",
			want: []named{{schema.Facility, "السجن المركزي"}, {schema.Facility, "الملعب الرياضي"}},
		},
		{
			name: "one of many is no place of its own",
			text: "قصفت الطائرات مواقع عسكرية ومنازل المواطنين.",
			not:  []named{{schema.Facility, "مواقع عسكرية"}, {schema.Facility, "منازل المواطنين"}},
		},
		{
			name: "house of a body is a place too",
			text: "وقع انفجار قرب مقر وزارة المالية في العاصمة.",
			want: []named{{schema.Facility, "مقر وزارة المالية"}, {schema.Body, "وزارة المالية"}},
		},
		{
			name: "position of fighters is none",
			text: "قصف الجيش موقعا للحوثيين في الجبل.",
			not:  []named{{schema.Facility, "موقعا للحوثيين"}},
		},
		{
			name: "ministry that speaks is none",
			text: "قالت وزارة المالية إن الرواتب ستصرف.",
			not:  []named{{schema.Facility, "وزارة المالية"}},
		},
		{
			name: "name in marks behind a noun for a post",
			text: `استهدفت الغارات موقع "سمعول" العسكري أمس.`,
			want: []named{{schema.Facility, "موقع سمعول العسكري"}},
		},
		{
			name: "street and post with a number",
			text: "توقف المقاتلون عند شارع الثلاثين ونقطة الأربعين.",
			want: []named{{schema.Facility, "شارع الثلاثين"}, {schema.Facility, "نقطة الأربعين"}},
		},
		{
			name: "road by where it leads",
			text: "سيطر المقاتلون على الخط العام الرابط بين محافظتي عدن ولحج.",
			want: []named{{schema.Facility, "الخط العام الرابط بين محافظتي عدن ولحج"}},
		},
		{
			name: "road that tells where a place lies",
			text: "قصف الجيش مدينة تدمر على طريق السخنة – حمص.",
			not:  []named{{schema.Facility, "طريق السخنة – حمص"}},
		},
		{
			name: "stretches of sea and shore",
			text: "خطف القراصنة السفينة قبالة السواحل الصومالية في المياه الدولية.",
			want: []named{{schema.Natural, "السواحل الصومالية"}, {schema.Natural, "المياه الدولية"}},
		},
		{
			name: "members of a people",
			text: "هاجم الفلسطينيون دورية وجرح مستوطن في المواجهات.",
			want: []named{{schema.Community, "الفلسطينيون"}, {schema.Community, "مستوطن"}},
		},
		{
			name: "adjective of a people",
			text: "قال متحدث إسرائيلي إن هجوما كرديا وقع.",
			not:  []named{{schema.Community, "إسرائيلي"}, {schema.Community, "كرديا"}},
		},
		{
			name: "prisoners of a people",
			text: "أفرجت السلطات عن السجناء الفلسطينيين.",
			want: []named{{schema.Community, "السجناء الفلسطينيين"}},
		},
		{
			name: "tribesmen",
			text: "سيطر رجال قبائل مسلحون على البلدة.",
			want: []named{{schema.Community, "رجال قبائل"}, {schema.Community, "رجال قبائل مسلحون"}},
		},
		{
			name: "fighters by what they are",
			text: "دارت اشتباكات بين الجيش ومسلحين محليين. وانسحب المسلحون المحليون.",
			want: []named{{schema.ArmedGroup, "مسلحين محليين"}, {schema.ArmedGroup, "المسلحون المحليون"}},
		},
		{
			name: "officials are no fighters",
			text: "أعلن مسؤولون محليون وقف القتال.",
			not:  []named{{schema.ArmedGroup, "مسؤولون محليون"}},
		},
		{
			name: "force of a person",
			text: "تصدت قوات الجيش الموالية للرئيس السابق علي عبد الله صالح للهجوم.",
			want: []named{{schema.ArmedGroup, "قوات الجيش الموالية للرئيس السابق علي عبد الله صالح"}},
		},
		{
			name: "longer name of a force",
			text: "تقدمت القوات الموالية للحكومة المعترف بها دوليا.",
			want: []named{{schema.Military, "القوات الموالية للحكومة المعترف بها دوليا"}},
		},
		{
			name: "unit with its arm",
			text: "قتل خمسة جنود من الكتيبة 21 حرس حدود أمس.",
			want: []named{{schema.Military, "الكتيبة 21"}, {schema.Military, "الكتيبة 21 حرس حدود"}},
		},
		{
			name: "who was killed",
			text: "أعلن التنظيم مقتل عاهد الشبطاني في الغارة.",
			want: []named{{schema.Person, "عاهد الشبطاني"}},
		},
		{
			name: "list of the dead",
			text: "والقتلى هم: كامل الدبساوي، ومحمود البناوي، وراجح السمعاني.",
			want: []named{{schema.Person, "كامل الدبساوي"}, {schema.Person, "محمود البناوي"}},
		},
		{
			name: "name before an age",
			text: "وأصيب شقيقها حسام (24 عاما) بجروح.",
			want: []named{{schema.Person, "حسام"}},
		},
		{
			name: "comparators and adverbs are no names",
			text: "قتل خمسة بينهم على الأقل طفلان، وأصيب حتى اللحظة عشرة.",
			not:  []named{{schema.Person, "على الأقل"}, {schema.Person, "حتى اللحظة"}},
		},
		{
			name: "place in marks",
			text: `وقعت مواجهات في "السمخانة" أمس.`,
			want: []named{{schema.Settlement, "السمخانة"}},
		},
	}
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := x.begin(Document{Key: "t", Text: c.text, Published: "2020-05-05"})
			d.propose()
			read := func(n named) bool {
				return slices.ContainsFunc(d.order, func(e *entity) bool { return e.kind == n.kind && slices.Contains(e.names, n.name) })
			}
			for _, n := range c.want {
				if !read(n) {
					t.Errorf("%s %q is not read", n.kind, n.name)
				}
			}
			for _, n := range c.not {
				if read(n) {
					t.Errorf("%s %q is read", n.kind, n.name)
				}
			}
		})
	}
}
