package extract

import (
	"os"
	"testing"
)

// TestClaimsTellTheirOdds reads a bundled article, in which the models choose.
func TestClaimsTellTheirOdds(t *testing.T) {
	text, err := os.ReadFile("../testdata/articles/syria-01-omar-field.txt")
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	res := x.Extract(Document{Key: "a", Text: string(text), Published: "2018-11-07"})
	told := 0
	for _, c := range res.Claims {
		if c.Likely < 0 || c.Likely > 1 {
			t.Errorf("%s: likelihood %v", c.Type, c.Likely)
		}
		for _, o := range c.Odds {
			told++
			if o.P <= 0 || o.P > 1 || o.Entity >= len(res.Entities) {
				t.Errorf("%s: odds %+v", c.Type, o)
			}
		}
	}
	if told == 0 {
		t.Error("no participant has odds")
	}
}
