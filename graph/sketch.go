package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Sketch is a small picture of a text by which near-duplicates are known: the lowest hashes of its
// shingles, runs of folded words. It is a function of the text, and says nothing of what is in it.
type Sketch struct {
	Lowest []uint32 // ascending, at most SketchSize
	Size   int      // distinct shingles of the text
}

// SketchSize is how many hashes a sketch keeps.
const SketchSize = 256

const (
	shingleWords = 4

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
	words := strings.Split(FoldName(text), " ")
	hashes := make([]uint32, 0, len(words))
	for i := 0; i+shingleWords <= len(words); i++ {
		hashes = append(hashes, hashWords(words[i:i+shingleWords]))
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return Sketch{Lowest: slices.Clone(hashes[:min(len(hashes), SketchSize)]), Size: len(hashes)}
}

// hashWords is FNV-1a of words with a space after each, its bits spread so that the lowest values are
// as good as random ones.
func hashWords(words []string) uint32 {
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
	return uint32(h>>32 ^ h)
}

// Share returns about how much of the shorter of the two texts stands in the longer one, from 0 to 1.
func (s Sketch) Share(t Sketch) float64 {
	common, of := s.overlap(t)
	return s.share(t, common, of)
}

func (s Sketch) share(t Sketch, common, of int) float64 {
	shorter := min(s.Size, t.Size)
	if shorter == 0 {
		return 0
	}
	like := float64(common) / float64(of) // of the shingles of both
	both := like / (1 + like) * float64(s.Size+t.Size)
	return min(1, both/float64(shorter))
}

// overlap counts, among the lowest hashes of both texts together, those that both have.
func (s Sketch) overlap(t Sketch) (common, of int) {
	i, j := 0, 0
	for of < SketchSize && (i < len(s.Lowest) || j < len(t.Lowest)) {
		switch {
		case j == len(t.Lowest) || i < len(s.Lowest) && s.Lowest[i] < t.Lowest[j]:
			i++
		case i == len(s.Lowest) || t.Lowest[j] < s.Lowest[i]:
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
	common, of := s.overlap(t)
	return s.copies(t, common, of)
}

func (s Sketch) copies(t Sketch, common, of int) bool {
	if min(s.Size, t.Size) >= briefShingles {
		return s.share(t, common, of) >= copyShare
	}
	return common > 0 && float64(common) >= briefLikeness*float64(of)
}

// mayCopy reports whether Copies can hold of two sketches that have so many hashes in common.
func (s Sketch) mayCopy(t Sketch, common int) bool {
	return s.copies(t, common, min(SketchSize, len(s.Lowest)+len(t.Lowest)-common))
}

// Sketches are the sketches of documents, by their ids. Of a document that is not among them nothing is known to
// be a copy.
type Sketches map[ID]Sketch

// SketchReader is what a Reader offers besides, where it keeps the sketches of documents.
type SketchReader interface {
	// Sketches returns the sketch of the text of each document, the zero one for what is not stored.
	Sketches(ctx context.Context, docs []ID) ([]Sketch, error)
}

// SketchesOf returns what ReadSketches reads of documents; it asks for nothing where there are none.
func SketchesOf(ctx context.Context, r Reader, docs []ID) (Sketches, error) {
	out := make(Sketches, len(docs))
	if len(docs) == 0 {
		return out, nil
	}
	read, err := ReadSketches(ctx, r, docs)
	if err != nil {
		return nil, err
	}
	for i, d := range docs {
		out[d] = read[i]
	}
	return out, nil
}

// sketchedAtOnce is how many texts are read at once to make sketches of them.
const sketchedAtOnce = 64

// ReadSketches returns the sketch of the text of each document, the zero one for what is not stored. Where r does not
// keep them it reads the texts.
func ReadSketches(ctx context.Context, r Reader, docs []ID) ([]Sketch, error) {
	if kept, ok := r.(SketchReader); ok {
		return kept.Sketches(ctx, docs)
	}
	sketches := make([]Sketch, 0, len(docs))
	for ids := range slices.Chunk(docs, sketchedAtOnce) {
		found, err := r.Documents(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read texts to find copies: %w", err)
		}
		for _, d := range found {
			if d == nil {
				d = &Document{}
			}
			sketches = append(sketches, SketchOf(d.Text))
		}
	}
	return sketches, nil
}
