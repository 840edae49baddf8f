package arabic

import "testing"

func TestPhrases(t *testing.T) {
	var p Phrases[int]
	p.Add("أول أمس", false, 2)
	p.Add("أول", false, 1)
	p.Add("أول من أمس", false, 3)
	p.Add("في", true, 4)
	p.Add("", false, 5)
	for _, c := range []struct {
		text    string
		value   int
		n       int
		def     bool
		con, pr byte
	}{
		{"أول من أمس", 3, 3, false, 0, 0},
		{"أول أمس قصف", 2, 2, false, 0, 0},
		{"الأول", 1, 1, true, 0, 0},
		{"وللأول", 1, 1, true, 'w', 'l'},
		{"وفي", 4, 1, false, 'w', 0},
		{"الفي", 0, 0, false, 0, 0},
		{"بفي", 0, 0, false, 0, 0},
		{"أمس", 0, 0, false, 0, 0},
	} {
		v, n, s := p.Longest(Tokenize(c.text, 0, len(c.text)), 0)
		if v != c.value || n != c.n || s.Def != c.def || s.Conj != c.con || s.Prep != c.pr {
			t.Errorf("%s: %d in %d tokens, %+v", c.text, v, n, s)
		}
	}
}
