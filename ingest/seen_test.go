package ingest

import (
	"fmt"
	"testing"
)

// TestSeenIsBounded: of a stream without end the latest articles are remembered, and never more than a fixed number.
func TestSeenIsBounded(t *testing.T) {
	var s seen
	for i := range 3 * seenAtOnce {
		if first, err := s.note(&Article{Key: fmt.Sprint(i), Text: "t"}); !first || err != nil {
			t.Fatalf("article %d: first %v, %v", i, first, err)
		}
		if n := len(s.young) + len(s.old); n > 2*seenAtOnce {
			t.Fatalf("%d articles are remembered", n)
		}
	}
	latest := 3*seenAtOnce - 1
	for _, i := range []int{latest, latest - seenAtOnce + 1} {
		if first, err := s.note(&Article{Key: fmt.Sprint(i), Text: "t"}); first || err != nil {
			t.Errorf("article %d again: first %v, %v", i, first, err)
		}
		if _, err := s.note(&Article{Key: fmt.Sprint(i), Text: "another"}); err == nil {
			t.Errorf("article %d with another text is taken", i)
		}
	}
}
