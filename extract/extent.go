package extract

import (
	"fmt"
	"io/fs"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// Sorts of words in the table of extents.
const (
	partWord    = "part"     // «half of», «parts of»
	partInWord  = "part-in"  // «a mosque in»: what lies in a place is not the place
	inWord      = "in"       // parts the one from the other
	linkWord    = "link"     // «large», «of», «the town of»
	measureWord = "near-all" // «about», «more than»
	briefWord   = "brief"    // «for hours»
)

// extents tells the words of the table, each with its sorts.
type extents map[string]*arabic.Phrases[bool]

func (x *Extractor) loadExtents(sub fs.FS) error {
	rows, err := lexicon.ReadTable(sub, "extent.tsv")
	if err != nil {
		return fmt.Errorf("load words of extent: %w", err)
	}
	x.extents = extents{}
	for _, sort := range []string{partWord, partInWord, inWord, linkWord, measureWord, briefWord} {
		x.extents[sort] = &arabic.Phrases[bool]{}
	}
	for _, r := range rows {
		words := x.extents[r.ID]
		if words == nil {
			return fmt.Errorf("load words of extent: %s:%d: no sort %q", r.File, r.Line, r.ID)
		}
		words.Add(r.Get("form"), false, true)
	}
	return nil
}

// at returns how many tokens a phrase of that sort has at token i, 0 where there is none.
func (x extents) at(sort string, tokens []arabic.Token, i int) int {
	if i < 0 || i >= len(tokens) {
		return 0
	}
	_, n, _ := x[sort].Longest(tokens, i)
	return n
}

// measure notes on c what the words say of how much of its places is meant, and whether it was held for hours only.
func (d *document) measure(o *occurrence, c *Claim) {
	if c.Type != schema.Control && c.Type != schema.Withdraw || c.Sentence != o.s.span {
		return
	}
	for i, a := range o.places {
		if part := d.partial(o, a.span); part != (Span{}) {
			c.Places[i].Part = part
			c.Steps = append(c.Steps, Step{"extent.part", "only a part of the place", part})
		}
	}
	if c.Type != schema.Control || c.Phase == schema.Lose {
		return
	}
	if brief := d.hoursOf(o); brief != (Span{}) {
		c.Brief = brief
		c.Steps = append(c.Steps, Step{"extent.brief", "for hours", brief})
	}
}

// partial returns the words that make of the place at span a part of it, the zero Span where there are none.
func (d *document) partial(o *occurrence, place Span) Span {
	s := o.s
	if place.Start < s.span.Start || place.End > s.span.End || place.Start >= place.End {
		return Span{}
	}
	first, last := s.tokenAt(place.Start), s.tokenAt(place.End-1)
	for i := first; i < last; i++ { // the phrase of a place may hold its measure
		if n := d.extents.at(partWord, s.tokens, i); n > 0 {
			return s.words(i, i+n-1)
		}
	}
	if part := d.measured(s, first); part != (Span{}) {
		return part
	}
	return d.governed(s, s.items[o.at].first, first)
}

// measured looks back from the place for a word of measure, over what may stand between.
func (d *document) measured(s *sentence, place int) Span {
	within := false
	for i := place - 1; i >= 0; i-- {
		switch {
		case d.extents.at(partWord, s.tokens, i) > 0, within && d.extents.at(partInWord, s.tokens, i) > 0:
			return s.words(i, i)
		case d.extents.at(inWord, s.tokens, i) > 0:
			within = true
		case s.tokens[i].Norm == "%":
			return s.words(i, i)
		case d.extents.at(linkWord, s.tokens, i) > 0, s.tokens[i].Kind == arabic.Number:
		default:
			return Span{}
		}
	}
	return Span{}
}

// governed looks whether what «over» governs is a part: «over positions of X in the town». A further place of a list
// is none that the head holds.
func (d *document) governed(s *sentence, trigger, place int) Span {
	head := 0
	for k := range s.items {
		it := &s.items[k]
		if it.first >= place {
			if it.first == place && it.conj != 0 {
				return Span{}
			}
			break
		}
		if it.first >= trigger && it.is(d.cls.Ala) {
			head = it.last + 1
		}
	}
	if head == 0 {
		return Span{}
	}
	for head < place && d.extents.at(measureWord, s.tokens, head) > 0 {
		head += d.extents.at(measureWord, s.tokens, head)
	}
	within := false
	for i := head + 1; i < place; i++ {
		within = within || d.extents.at(inWord, s.tokens, i) > 0
	}
	n := d.extents.at(partWord, s.tokens, head)
	if n == 0 && within {
		n = d.extents.at(partInWord, s.tokens, head)
	}
	if n == 0 || head >= place {
		return Span{}
	}
	return s.words(head, head+n-1)
}

// hoursOf returns the words that say that o lasted hours: those whose nearest event before them is o.
func (d *document) hoursOf(o *occurrence) Span {
	s, own := o.s, o.s.items[o.at].first
	for i := range s.tokens {
		n := d.extents.at(briefWord, s.tokens, i)
		if n == 0 || i < own {
			continue
		}
		nearest := own
		for _, other := range s.occs {
			if at := s.items[other.at].first; other.event() && at <= i && at > nearest {
				nearest = at
			}
		}
		if nearest == own {
			return s.words(i, i+n-1)
		}
	}
	return Span{}
}

// words returns the span of tokens first to last.
func (s *sentence) words(first, last int) Span {
	return Span{s.tokens[first].Start, s.tokens[last].End}
}
