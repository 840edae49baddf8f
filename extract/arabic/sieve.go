package arabic

// sieve lets all words through that were added to it and few others: most words of a text are in no list, and
// to see that costs less than to look into a map. The zero value lets nothing through.
type sieve struct {
	bits [1 << 8]uint64
}

func (s *sieve) add(word string) {
	h := s.hash(word)
	s.bits[h/64] |= 1 << (h % 64)
}

func (s *sieve) may(word string) bool {
	h := s.hash(word)
	return s.bits[h/64]&(1<<(h%64)) != 0
}

// hash mixes the length of a word with its second, fourth and last bytes: the first of each letter of Arabic tells
// little.
func (s *sieve) hash(word string) uint32 {
	n := len(word)
	if n < 4 {
		return uint32(n)
	}
	h := uint32(n) | uint32(word[1])<<8 | uint32(word[3])<<16 | uint32(word[n-1])<<24
	h ^= uint32(word[n-3])<<11 ^ uint32(word[n/2])<<5
	return h * 2654435761 >> (32 - 14)
}
