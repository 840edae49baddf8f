package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// endless are texts without end: one sentence, many in one paragraph, and many paragraphs that are told of others.
var endless = map[string]func(n int) string{
	"one sentence": func(n int) string { return strings.Repeat("قصف الجيش السوري داعش في هجين ", n) },
	"sentences": func(n int) string {
		return strings.Repeat("قصف الجيش السوري داعش في هجين. ", n)
	},
	"anaphora": func(n int) string {
		return strings.Repeat("وقال المصدر إن تنظيم داعش هاجم بلدة هجين وإن التنظيم هاجم مواقعها في البلدة وقتل 3 من عناصرها أمس. ", n)
	},
	"no event": func(n int) string {
		return strings.Repeat("وأضاف أن الوضع هادئ في المنطقة وأنهم ينتظرون. ", n)
	},
	"tolls": func(n int) string {
		return strings.Repeat("ارتفع عدد القتلى إلى 7 مدنيين في حلب. وقتل مدنيان في إدلب. ", n/2)
	},
	"always others": others,
}

// others tells of another village, another man and another number in each sentence.
func others(n int) string {
	var b strings.Builder
	for i := range n {
		name := string([]rune{'ب' + rune(i%7), 'س' + rune(i/7%5), 'ا', 'ل' + rune(i/35%4), 'ف' + rune(i/140%3), 'و', 'ن'})
		fmt.Fprintf(&b, "قتل %d مدنيين بقصف لقوات النظام على قرية %s في ريف حلب، بحسب القيادي في جيش %s أحمد %s.\n", i+3, name, name, name)
	}
	return b.String()
}

// TestGrowth: a text of four times the length takes about four times as long to read, and by no means eight times.
func TestGrowth(t *testing.T) {
	if raceDetector {
		t.Skip("times of the race detector")
	}
	const small, times, most = 300, 4, 8
	x := defaultExtractor(t)
	for name, text := range endless {
		t.Run(name, func(t *testing.T) {
			took := func(n int, best time.Duration) time.Duration {
				doc := Document{Key: "t", Text: text(n), Published: published}
				start := time.Now()
				r := x.Extract(doc)
				if r.Sentences == 0 {
					t.Fatal("nothing was read")
				}
				return min(best, time.Since(start))
			}
			a, b := time.Hour, time.Hour
			for range 8 { // other work on the machine only ever makes it slower
				if a, b = took(small, a), took(times*small, b); b < most*a {
					t.Logf("%d: %v, %d: %v", small, a, times*small, b)
					return
				}
			}
			t.Errorf("%d sentences take %v, %d take %v", small, a, times*small, b)
		})
	}
}
