package ingest

import "testing"

func TestCanonicalURL(t *testing.T) {
	for _, same := range [][]string{
		{"https://www.Example.org/a/b", "http://example.org/a/b/", "https://example.org:443/a/b?utm_source=x&fbclid=1", " //example.org/a/b "},
		{"https://example.org/%D8%AE%D8%A8%D8%B1", "https://example.org/خبر"},
		{"https://example.org/?p=7&l=ar", "http://example.org?l=ar&p=7"},
		{"https://example.org/live#part-2", "https://www.example.org/live#part-2"},
	} {
		for _, address := range same {
			if got := canonicalURL(address); got != canonicalURL(same[0]) || got == "" {
				t.Errorf("%s is %q, and %s is %q", address, got, same[0], canonicalURL(same[0]))
			}
		}
	}
	apart := []string{"https://example.org/a", "https://example.org/b", "https://m.example.org/a", "https://example.org/a?p=1", "https://example.org/a?p=2",
		"https://example.org/a#1", "https://example.org/a#2", "https://example.org/A"}
	seen := map[string]string{}
	for _, address := range apart {
		if other, twice := seen[canonicalURL(address)]; twice {
			t.Errorf("%s is taken for %s", address, other)
		}
		seen[canonicalURL(address)] = address
	}
	for _, none := range []string{"", "example", "https://example.org", "https://www.example.org/?utm_source=x", "mailto:a@example.org", "file:///a/b", "http://%zz/"} {
		if got := canonicalURL(none); got != "" {
			t.Errorf("%q has the canonical form %q", none, got)
		}
	}
}

func TestLargelySame(t *testing.T) {
	const text = "قصف الطيران بلدة هجين صباح أمس وأوقع قتلى وجرحى من المدنيين"
	for other, want := range map[string]bool{
		text: true, text + ". وأضاف المصدر أن القصف مستمر منذ يومين على البلدة": true,
		"قصف الطيران بلدة هجين صباح أمس وأوقع قتلى من المدنيين":      true,
		"عقد الطرفان اجتماعا في المدينة لبحث وقف إطلاق النار بينهما": false,
		"قصف الطيران بلدة هجين": false, "": false,
	} {
		if largelySame(text, other) != want || largelySame(other, text) != want {
			t.Errorf("%q: largely the same: %t", other, !want)
		}
	}
	if !largelySame("قصف هجين", "قصف هجين.") {
		t.Error("two short texts that are the same are not")
	}
}
