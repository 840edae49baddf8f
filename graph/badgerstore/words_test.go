package badgerstore

import (
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// TestWordsAreKeptOnce: equal bytes give one text, long and late ones are given all the same, and nothing grows
// without end.
func TestWordsAreKeptOnce(t *testing.T) {
	var v vocabulary
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for i := range 2 * mostWords {
				want := strings.Repeat("w", 1+i%longestWord) + string(rune('a'+i%26)) + string(rune(0x4e00+i))
				if got := v.of([]byte(want)); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
	asking.Wait()
	if n := len(*v.known.Load()); n > mostWords {
		t.Errorf("%d words are kept", n)
	}
	var again vocabulary
	if a, b := again.of([]byte("attack")), again.of([]byte("attack")); unsafe.StringData(a) != unsafe.StringData(b) {
		t.Error("a word is kept twice")
	}
	if n := testing.AllocsPerRun(100, func() { again.of([]byte("attack")) }); n > 0 {
		t.Errorf("%g allocations for a known word", n)
	}
	if again.of(nil) != "" {
		t.Error("no bytes are no text")
	}
}
