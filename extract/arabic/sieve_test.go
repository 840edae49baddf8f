package arabic

import "testing"

// TestSieve: what was added passes, and most of what was not does not.
func TestSieve(t *testing.T) {
	var s sieve
	in := []string{"", "و", "في", "امس", "الماضي", "والاسبوع", "12", "a"}
	out := []string{"قصف", "الجيش", "مدينه", "حلب", "هجوم", "المتحدث", "سوق", "وزاره"}
	for _, w := range out {
		if s.may(w) {
			t.Fatalf("an empty sieve lets %q through", w)
		}
	}
	for _, w := range in {
		s.add(w)
	}
	for _, w := range in {
		if !s.may(w) {
			t.Errorf("%q was added and does not pass", w)
		}
	}
	passed := 0
	for _, w := range out {
		if s.may(w) {
			passed++
		}
	}
	if passed > 1 {
		t.Errorf("%d of %d words pass that were not added", passed, len(out))
	}
}
