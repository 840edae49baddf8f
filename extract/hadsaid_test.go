package extract

import "testing"

// TestHadSaid: who is no source of what a verb of reporting tells, and who is, by constructions. The observatory speaks first.
func TestHadSaid(t *testing.T) {
	const first = "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش قصف بلدة مورك. "
	check(t, "had said", []reading{
		{"had announced", first + "وكان الجيش السوري قد أعلن أن خمسة مدنيين قتلوا في مدينة سراقب.", []string{"kill places=sy-saraqib sources=sy-army"}, nil},
		{"had announced, feminine", first + "وكانت مصادر طبية قد أعلنت في وقت سابق أن خمسة مدنيين قتلوا في مدينة سراقب.", []string{"kill places=sy-saraqib sources=«مصادر_طبية»"}, nil},
		{"had announced, an office before the name", first + "وكان مدعي عام المحكمة، لويس أوكامبو، قد قال إن خمسة مدنيين قتلوا في مدينة سراقب.", []string{"kill sources=«لويس_أوكامبو»"}, nil},
		{"had announced, nobody known", first + "وكانت تقارير أولية قد أشارت إلى أن الانفجار خلف خمسة قتلى في مدينة سراقب.", nil, []string{"kill source=sy-sohr"}},
		{"he had announced", first + "وكان قد أعلن أن خمسة مدنيين قتلوا في مدينة سراقب.", []string{"kill places=sy-saraqib sources=sy-sohr"}, nil},
		{"told of", first + "كما أشار إلى استسلام أعداد كبيرة من جبهة النصرة، مشيرا إلى أن تنظيم داعش قصف مدينة سراقب.", []string{"attack places=sy-saraqib sources=sy-sohr"}, []string{"attack source=sy-nusra"}},
		{"told by", first + "وأشارت جبهة النصرة إلى أن تنظيم داعش قصف مدينة سراقب.", []string{"attack places=sy-saraqib sources=sy-nusra"}, nil},
		{"considered", first + "ويعتبر محمود الحسن أبرز قائد قتل في مدينة سراقب.", nil, []string{"kill source=«محمود_الحسن»"}},
		{"considers", first + "ويعتبر محمود الحسن أن تنظيم داعش قصف مدينة سراقب.", []string{"attack places=sy-saraqib source=«محمود_الحسن»"}, nil},
		{"seen", "كشف محمود الحسن عن رصد عشرات من جبهة النصرة وهم يقصفون مدينة سراقب.", nil, []string{"attack source=sy-nusra"}},
		{"quoted", "نقلت صحيفة الشرق الأوسط عن محمود الحسن أن خمسة مدنيين قتلوا في مدينة سراقب.", []string{"kill source=«محمود_الحسن» source=x-aawsat"}, nil},
	})
}

// TestHeadcounts: those whom the words name one by one are counted, and nobody who is named beside others.
func TestHeadcounts(t *testing.T) {
	check(t, "headcounts", []reading{
		{"one", "قتل محمود الحسن في قصف للجيش السوري على بلدة مورك.", []string{"kill patients=«محمود_الحسن» count=1"}, nil},
		{"two", "اعتقل الجيش السوري محمود الحسن وسامر الخالدي في بلدة مورك.", []string{"detain patients=«محمود_الحسن»,«سامر_الخالدي» count=2"}, nil},
		{"beside others", "قتل محمود الحسن وعناصر من جبهة النصرة في قصف للجيش السوري على بلدة مورك.", nil, []string{"kill count=1", "kill count=2"}},
	})
}
