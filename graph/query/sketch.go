package query

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// Sketch is a small picture of a text by which near-duplicates are known: the lowest hashes of its
// shingles, runs of folded words. It is a function of the text, and says nothing of what is in it.
type Sketch struct {
	lowest []uint64 // ascending, at most sketchSize
	size   int      // distinct shingles of the text
}

const (
	shingleWords = 4
	sketchSize   = 256

	// copyShare is how much of the shorter text stands in the longer one where one of them is a copy:
	// an agency's report, cut or with a paragraph of the outlet's own. Two reporters on one scene share a
	// quote or two.
	copyShare = 0.5

	// briefShingles is the size under which a text is too short for that: of a sentence about a town half is the
	// town, the day and who is spoken of, which a denial of it has too. It is a copy of what is nearly equal to it.
	briefShingles = 20
	briefLikeness = 0.9
)

// SketchOf returns the sketch of text. A text of fewer words than a shingle has an empty one, which is
// like no other.
func SketchOf(text string) Sketch {
	words := strings.Fields(graph.FoldName(text))
	var hashes []uint64
	for i := 0; i+shingleWords <= len(words); i++ {
		hashes = append(hashes, hashWords(words[i:i+shingleWords]))
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return Sketch{lowest: slices.Clone(hashes[:min(len(hashes), sketchSize)]), size: len(hashes)}
}

// hashWords is FNV-1a of words with a space after each, its bits spread so that the lowest values are
// as good as random ones.
func hashWords(words []string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * prime
		}
		h = (h ^ ' ') * prime
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Share returns about how much of the shorter of the two texts stands in the longer one, from 0 to 1.
func (s Sketch) Share(t Sketch) float64 {
	shorter := min(s.size, t.size)
	if shorter == 0 {
		return 0
	}
	common, of := s.overlap(t)
	like := float64(common) / float64(of) // of the shingles of both
	both := like / (1 + like) * float64(s.size+t.size)
	return min(1, both/float64(shorter))
}

// overlap counts, among the lowest hashes of both texts together, those that both have.
func (s Sketch) overlap(t Sketch) (common, of int) {
	i, j := 0, 0
	for of < sketchSize && (i < len(s.lowest) || j < len(t.lowest)) {
		switch {
		case j == len(t.lowest) || i < len(s.lowest) && s.lowest[i] < t.lowest[j]:
			i++
		case i == len(s.lowest) || t.lowest[j] < s.lowest[i]:
			j++
		default:
			i, j, common = i+1, j+1, common+1
		}
		of++
	}
	return common, of
}

// Copies reports whether one of the two texts is, for the most part, a copy of the other; where one of them is
// of a sentence or two, whether they are nearly equal.
func (s Sketch) Copies(t Sketch) bool {
	if min(s.size, t.size) >= briefShingles {
		return s.Share(t) >= copyShare
	}
	common, of := s.overlap(t)
	return common > 0 && float64(common) >= briefLikeness*float64(of)
}
