package badgerstore

import (
	"maps"
	"sync"
	"sync/atomic"
)

// words are the texts that records share: terms of the vocabulary, rules, versions, outlets. A claim has ten of them,
// and most of what reading it used to reserve was their copies.
var words vocabulary

// vocabulary keeps texts. It is read without a lock and copied for each text that is new to it.
type vocabulary struct {
	known atomic.Pointer[map[string]string]
	mu    sync.Mutex
}

// Bounds of a vocabulary: what is beyond them is no word that comes again and again.
const (
	mostWords   = 1024
	longestWord = 64
)

// of returns b as a text.
func (v *vocabulary) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if known := v.known.Load(); known != nil {
		if s, ok := (*known)[string(b)]; ok {
			return s
		}
	}
	return v.add(string(b))
}

func (v *vocabulary) add(s string) string {
	if len(s) > longestWord {
		return s
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	known := map[string]string{}
	if old := v.known.Load(); old != nil {
		if have, ok := (*old)[s]; ok {
			return have
		}
		if len(*old) >= mostWords {
			return s
		}
		known = maps.Clone(*old)
	}
	known[s] = s
	v.known.Store(&known)
	return s
}
