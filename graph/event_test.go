package graph

import (
	"errors"
	"runtime"
	"testing"
	"weak"

	"github.com/isnad-graph/isnad/schema"
)

// TestOccurrencesKeepNoClaim: claims of a sequence are free once they were read, also those that might share an event.
func TestOccurrencesKeepNoClaim(t *testing.T) {
	place, actor := EntityID("place/p"), EntityID("actor/a")
	var seen []weak.Pointer[Claim]
	claims := func(yield func(*Claim, error) bool) {
		for i := range 2000 {
			c := &Claim{ID: ID{byte(i >> 8), byte(i)}, Doc: NewID(SpaceDocument, itoa(i)), Type: schema.Attack, Agents: []Arg{{Entity: actor}}}
			if i%2 == 0 {
				c.Places, c.Period = []Arg{{Entity: place}}, Period{From: "2018-10-21", To: "2018-10-21"}
			}
			if seen = append(seen, weak.Make(c)); !yield(c, nil) {
				return
			}
		}
	}
	events, err := OccurrencesIn(claims, nil, Overrule{})
	if err != nil || len(events) != len(seen) {
		t.Fatalf("%d events, %v", len(events), err)
	}
	runtime.GC()
	kept := 0
	for _, p := range seen {
		if p.Value() != nil {
			kept++
		}
	}
	if kept > 1 {
		t.Errorf("%d claims of %d are kept", kept, len(seen))
	}
	runtime.KeepAlive(events)
}

func TestOccurrencesEndWithAnError(t *testing.T) {
	broken := errors.New("broken")
	if events, err := OccurrencesIn(func(yield func(*Claim, error) bool) { yield(nil, broken) }, nil, Overrule{}); !errors.Is(err, broken) || events != nil {
		t.Errorf("%v, %v", events, err)
	}
}
