package query

import (
	"context"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Voice is those claims of an event that go back to one source, by graph.Sketches.OneSource: they name the same
// nearest source, stand in near-duplicate articles, or are the outlet's own word. However often it is printed, a voice
// is one witness. Sources that are called alike («eyewitnesses») count as one, so that the number of voices is
// never too high.
type Voice struct {
	Sources   []graph.ID // nearest sources, ascending; none where outlets speak for themselves
	Outlets   []string   // known ones, sorted
	Documents []graph.ID // ascending
	Claims    []graph.ID // ascending
	Copies    bool       // some of its documents are near-duplicates of each other
}

// Reports is what must be known of the documents that tell events to tell their voices apart. It does
// not change and is safe for concurrent use.
type Reports struct {
	docs     map[graph.ID]*graph.Document
	sketches graph.Sketches
}

// ReadReports reads the documents of claims, with their texts, in one batch.
func ReadReports(ctx context.Context, r graph.Reader, claims []*graph.Claim) (*Reports, error) {
	docs, err := documentsOf(ctx, r, claims)
	if err != nil {
		return nil, fmt.Errorf("read documents of claims: %w", err)
	}
	p := &Reports{docs: docs, sketches: make(graph.Sketches, len(docs))}
	for id, d := range docs {
		p.sketches[id] = graph.SketchOf(d.Text)
	}
	return p, nil
}

// TextBytes returns how much text was read.
func (p *Reports) TextBytes() int {
	n := 0
	for _, d := range p.docs {
		n += len(d.Text)
	}
	return n
}

// Voices groups the claims of one event, in the order of the first claim of each group.
func (p *Reports) Voices(claims []*graph.Claim) []Voice {
	claims = slices.Clone(claims)
	slices.SortFunc(claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
	first := make([]int, len(claims)) // the lowest index of the group
	for i, c := range claims {
		first[i] = i
		for j := range i {
			if first[i] != first[j] && p.oneSource(c, claims[j]) {
				join(first[:i+1], first[i], first[j])
			}
		}
	}
	var voices []Voice
	for i := range claims {
		if first[i] != i {
			continue
		}
		var v Voice
		for j := i; j < len(claims); j++ {
			if first[j] == i {
				p.add(&v, claims[j])
				v.Copies = v.Copies || slices.ContainsFunc(claims[i:j], func(c *graph.Claim) bool { return slices.Contains(v.Claims, c.ID) && p.copied(c, claims[j]) })
			}
		}
		voices = append(voices, v)
	}
	return voices
}

func join(first []int, a, b int) {
	for i := range first {
		if first[i] == a || first[i] == b {
			first[i] = min(a, b)
		}
	}
}

func (p *Reports) oneSource(a, b *graph.Claim) bool {
	return p.sketches.OneSource(p.telling(a), p.telling(b))
}

func (p *Reports) copied(a, b *graph.Claim) bool {
	return p.sketches.Copied(p.telling(a), p.telling(b))
}

func (p *Reports) telling(c *graph.Claim) graph.Telling {
	outlet := ""
	if d := p.docs[c.Doc]; d != nil {
		outlet = d.Outlet
	}
	return graph.TellingOf(outlet, c)
}

func (p *Reports) add(v *Voice, c *graph.Claim) {
	v.Claims = append(v.Claims, c.ID)
	if len(c.Sources) > 0 {
		v.Sources = sortIDs(append(v.Sources, c.Sources[0].Entity))
	}
	if slices.Contains(v.Documents, c.Doc) {
		return
	}
	v.Documents = sortIDs(append(v.Documents, c.Doc))
	if d := p.docs[c.Doc]; d != nil && d.Outlet != "" && !slices.Contains(v.Outlets, d.Outlet) {
		v.Outlets = append(v.Outlets, d.Outlet)
		slices.Sort(v.Outlets)
	}
}

// voiceOf returns the number of the voice that each claim belongs to.
func voiceOf(voices []Voice) map[graph.ID]int {
	of := map[graph.ID]int{}
	for i, v := range voices {
		for _, id := range v.Claims {
			of[id] = i
		}
	}
	return of
}
