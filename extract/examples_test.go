package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// report is an article with an occurrence of each sort that the models learn from.
const report = `هجوم على بلدة هجين

أفاد المرصد السوري لحقوق الإنسان بأن تنظيم داعش هاجم أمس قوات سوريا الديمقراطية في بلدة هجين بريف دير الزور. وقتل في الهجوم أربعة عناصر من قسد.

وقال المرصد إن تنظيم داعش هاجم بلدة السوسة أيضا. وقتل خمسة مدنيين في البلدة.`

func goldOf(text string) *Gold {
	at := func(words string) Span {
		i := strings.Index(text, words)
		return Span{i, i + len(words)}
	}
	return &Gold{
		Entities: []GoldEntity{
			{schema.ArmedGroup, []string{"تنظيم داعش"}}, {schema.ArmedGroup, []string{"قوات سوريا الديمقراطية", "قسد"}}, {schema.Settlement, []string{"هجين", "بلدة هجين"}},
			{schema.Media, []string{"المرصد السوري لحقوق الإنسان"}}, {schema.Settlement, []string{"بلدة السوسة"}}, {schema.Civilians, []string{"مدنيين"}},
			{schema.Region, []string{"ريف دير الزور"}},
		},
		Events: []GoldEvent{
			{Type: schema.Attack, Status: schema.Happened, Agents: []int{0}, Patients: []int{1}, Places: []int{2}, Sources: []int{3}, From: "2018-10-21", To: "2018-10-21", Quote: at("هاجم أمس")},
			{Type: schema.Kill, Status: schema.Happened, Agents: []int{0}, Patients: []int{1}, Count: &Tally{Min: 4, Max: 4}, Quote: at("وقتل في الهجوم أربعة")},
			{Type: schema.Attack, Status: schema.Happened, Agents: []int{0}, Places: []int{4}, Sources: []int{3}, Quote: at("هاجم بلدة السوسة")},
			{Type: schema.Kill, Status: schema.Happened, Patients: []int{5}, Count: &Tally{Min: 5, Max: 5}, Quote: at("وقتل خمسة")},
		},
		Relations: []GoldRelation{{schema.PartOf, 2, 6}},
	}
}

func collect(t *testing.T, x *Extractor, stage string) *Examples {
	t.Helper()
	var ex Examples
	x.Collect(&ex, stage, Document{Key: "test", Text: report, Published: published}, goldOf(report))
	return &ex
}

// TestModelsKnowTheFeatures: what the code tells of a candidate is what the built-in models were trained on.
func TestModelsKnowTheFeatures(t *testing.T) {
	x := defaultExtractor(t)
	seen := map[string]bool{}
	for _, stage := range Stages {
		for name, features := range collect(t, x, stage).Features {
			m := x.models.Trees[name]
			if m == nil {
				t.Errorf("no built-in model %s: run make train", name)
				continue
			}
			seen[name] = true
			if !slices.Equal(m.Features, features) {
				t.Errorf("model %s was trained on other features: run make train", name)
			}
		}
	}
	for name := range x.models.Trees {
		if !seen[name] {
			t.Errorf("nothing learns model %s", name)
		}
	}
}

// TestExamplesAreLabelled: what people found is told from what they did not. The title tells the attack again.
func TestExamplesAreLabelled(t *testing.T) {
	x, err := New(Options{Models: &Models{}})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"agent": 4, "patient": 4, "place": 3, "time": 1, "tally": 2} {
		got := 0
		for _, r := range collect(t, x, "slots").Rows[name] {
			got += b2i(r.Y)
		}
		if got != want {
			t.Errorf("%s: %d positive examples, want %d", name, got, want)
		}
	}
}
