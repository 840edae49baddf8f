package extract

import "testing"

// TestAmongThem: whom «among them» names belong to those whom it befell, and make of these no doers.
func TestAmongThem(t *testing.T) {
	check(t, "among them", []reading{
		{"person behind fighters", "قتل عشرة من عناصر تنظيم داعش بينهم القيادي محمد شبيب في مدينة تدمر.", []string{"kill agents=- patients=x-isis,«محمد_شبيب» count=10"}, nil},
		{"from among them", "قتل خمسة من مسلحي تنظيم داعش، من بينهم القيادي محمد شبيب، في غارة أمريكية في مدينة تدمر.", []string{"kill agent=x-us patients=x-isis,«محمد_شبيب» count=5"}, []string{"kill agent=x-isis"}},
		{"civilians behind fighters", "قتل عشرة من عناصر تنظيم داعش بينهم مدنيون في مدينة تدمر.", []string{"kill agents=- patient=x-isis count=10"}, nil},
		{"who did it is told", "قتل الجيش السوري عشرة من عناصر تنظيم داعش بينهم القيادي محمد شبيب.", []string{"kill agents=sy-army patients=x-isis,«محمد_شبيب» count=10"}, nil},
		{"object", "قتل عشرة من عناصر تنظيم داعش القيادي محمد شبيب في مدينة تدمر.", []string{"kill agents=x-isis patients=«محمد_شبيب»"}, nil},
		{"soldiers of nobody named", "قتل خمسة جنود في هجوم للحوثيين في مدينة صعدة.", []string{"kill agents=ye-houthis count=5"}, []string{"kill patient=ye-houthis"}},
		{"soldiers of the army", "قتل خمسة جنود في هجوم للحوثيين على الجيش اليمني في مدينة صعدة.", []string{"kill agents=ye-houthis patients=ye-army count=5"}, nil},
		{"field commander", "قتل القائد الميداني محمد شبيب في غارة أمريكية في مدينة تدمر.", []string{"kill patients=«محمد_شبيب»"}, nil},
	})
}
