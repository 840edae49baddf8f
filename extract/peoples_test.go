package extract

import "testing"

// TestMembersOfAPeople: unnamed Palestinians to whom something is done are civilians; those who do something, and all of them
// together, are the people.
func TestMembersOfAPeople(t *testing.T) {
	check(t, "members of a people", []reading{
		{
			"some are killed", "قتل أربعة فلسطينيين برصاص الجيش الإسرائيلي في مدينة جنين.",
			[]string{"kill agents=ps-army patients=civilians count=4"}, []string{"kill patients=ps-palestinians"},
		},
		{
			"all of them", "قصف الجيش الإسرائيلي الفلسطينيين في مدينة جنين.",
			[]string{"attack agents=ps-army patients=ps-palestinians"}, []string{"attack patients=civilians"},
		},
		{
			"two", "أصيب فلسطينيان في مدينة جنين برصاص الجيش الإسرائيلي.",
			[]string{"injure patients=civilians count=2"}, nil,
		},
		{
			"behind who does it", "اعتقل الجيش الإسرائيلي تسعة فلسطينيين في مدينة جنين.",
			[]string{"detain agents=ps-army patients=civilians count=9"}, nil,
		},
		{
			"who do it", "هاجم فلسطينيون دورية للجيش الإسرائيلي قرب مدينة جنين.",
			[]string{"attack agents=ps-palestinians patients=ps-army"}, []string{"attack patients=civilians"},
		},
	})
}

// TestAircraftAreOfAnArmy: aircraft of a nation are its army, as vehicles are; its air force is itself.
func TestAircraftAreOfAnArmy(t *testing.T) {
	check(t, "aircraft", []reading{
		{
			"aircraft", "قصفت الطائرات الإسرائيلية مدينة رفح.",
			[]string{"attack agents=ps-army places=ps-rafah"}, nil,
		},
		{
			"air force", "قصف سلاح الجو الإسرائيلي مدينة رفح.",
			[]string{"attack agents=ps-air-force"}, []string{"attack agents=ps-army"},
		},
		{
			"both in one article", "قال الجيش الإسرائيلي إنه اعتقل شابا في مدينة رفح. وقصف الطيران الحربي الإسرائيلي مدينة خان يونس.",
			[]string{"attack agents=ps-army"}, nil,
		},
	})
}

// TestFightersOfOneOfMany: «fighters of al-Qaeda» are those of the branch that the article names in full, or of the land it is about.
func TestFightersOfOneOfMany(t *testing.T) {
	check(t, "fighters of one of many", []reading{
		{
			"named in full", "هاجم تنظيم القاعدة في بلاد المغرب الإسلامي ثكنة في تيزي وزو. وقتل الجيش الجزائري ستة من عناصر القاعدة.",
			[]string{"kill agents=x-algeria-military patients=x-aqim count=6"}, []string{"kill patients=x-al-qaeda"},
		},
		{
			"by the land", "اشتبك الجيش اليمني مع مسلحي القاعدة في زنجبار ولودر بمحافظة أبين، وفي المكلا وشبوة.",
			[]string{"clash agents=ye-aqap,ye-army"}, []string{"clash agents=x-al-qaeda"},
		},
	})
}
