package withhold

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
)

func namesOf(all ...string) *names {
	n := newNames()
	for _, name := range all {
		n.add(name)
	}
	return n
}

func TestMask(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"أحمد السالم", "قال أحمد السالم إنه رأى", "قال ███ إنه رأى"},
		{"أحمد السالم", "قال احمد سالم", "قال ███"},
		{"أحمد السالم", "وبأحمدَ السّالم، ثم", "وب███، ثم"},
		{"أحمد السالم", "أحـمد\u200c السـالم", "███"},
		{"أحمد السالم", "أحمد السالمي", "أحمد السالمي"},
		{"عبدالله قاسم", "للعبد عبد الله قاسم", "للعبد ███"},
		{"عبد الله قاسم", "عبدالله قاسم", "███"},
		{"أبو قتيبة", "عن أبي قتيبة ولأبي قتيبة وأبا قتيبة", "عن ███ ول███ و███"},
		{"الرقة", "للرقة والرقّه وبالرقة ورقة", "لل███ و███ وب███ و███"},
		{"Ahmad al-Salem", "by AHMAD AL SALEM's men, Áhmad al‑Salem", "by ███'s men, ███"},
		{"كتيبة 101", "كتيبة ١٠١ وكتيبة 1012", "███ وكتيبة 1012"},
		{"مسؤول", "مسئول المسوول", "مسئول ال███"},
		{"لا", "ﻻ", "███"},
		{"A. Q.", "so A. Q., a. q said", "so ███, ███ said"},
		{"«نور»", "شبكة «نور» ونور", "شبكة ███ و███"},
		{"علي حسن", "علي زيد حسن", "علي زيد حسن"},
	} {
		n := namesOf(c.name)
		if got := n.mask(c.text); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

// A name does not come about where another one was taken out.
func TestMaskLeavesNoName(t *testing.T) {
	n := namesOf("زيد", "علي حسن", "سو")
	for text, want := range map[string]string{
		"علي زيد حسن": "علي ███ حسن",
		"س وزيد":      "███",
	} {
		if got := n.mask(text); got != want || n.holds(got) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestSpans(t *testing.T) {
	text := "قال زيد لعمرو وزيد"
	n := namesOf("زيد", "عمرو")
	m := mask(text, n.cover(text, nil))
	if m.text != "قال ███ ل███ و███" {
		t.Fatal(m.text)
	}
	at := func(s string) graph.Span {
		i := strings.Index(text, s)
		return graph.Span{Start: i, End: i + len(s)}
	}
	for words, want := range map[string]string{
		"قال": "قال", "زيد": Token, "قال زيد": "قال " + Token, "يد لع": Token + " ل" + Token, "لعمرو وزيد": "ل" + Token + " و" + Token,
		" لعمرو": " ل" + Token, "ز": Token, "مر": Token,
	} {
		if got := m.cut(m.span(at(words))); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
	if got := m.span(graph.Span{}); !got.IsZero() {
		t.Errorf("the span that points nowhere points at %v", got)
	}
}

func FuzzMask(f *testing.F) {
	f.Add("قال زيد لعمرو وزيد", "زيد", "عمرو", uint16(3), uint16(9))
	f.Add("س وزيد", "زيد", "سو", uint16(0), uint16(0))
	f.Add("ab c ﻻ x", "لا", "bc", uint16(1), uint16(4))
	f.Fuzz(func(t *testing.T, text, a, b string, from, to uint16) {
		if !utf8.ValidString(text) || len(text) > 200 || len(a)+len(b) > 100 {
			t.Skip()
		}
		n := namesOf(a, b)
		var extra []graph.Span
		s := graph.Span{Start: int(from), End: int(to)}
		if s.Start <= s.End && s.End <= len(text) && onRune(text, s.Start) && onRune(text, s.End) {
			extra = append(extra, s)
		}
		m := mask(text, n.cover(text, extra))
		if n.holds(m.text) {
			t.Fatalf("%q holds a name", m.text)
		}
		if !utf8.ValidString(m.text) {
			t.Fatalf("%q is cut", m.text)
		}
		for i := range text {
			for j := range text[i:] {
				got := m.span(graph.Span{Start: i, End: i + j})
				if got.Start < 0 || got.Start > got.End || got.End > len(m.text) || !onRune(m.text, got.Start) || !onRune(m.text, got.End) {
					t.Fatalf("%d..%d of %q is %v of %q", i, i+j, text, got, m.text)
				}
			}
			if i > 60 {
				break
			}
		}
		if !slices.IsSortedFunc(m.was, func(a, b graph.Span) int { return a.Start - b.Start }) {
			t.Fatal(m.was)
		}
	})
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
