package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// kindSaid is how often the article says of a name of a place of which kind it is, «the province of X», and how many
// names it had given before it first did.
type kindSaid struct{ times, first int }

// saidWeight is more than all else that speaks for one of two places in one theatre.
const saidWeight = 25

// noteKinds notes which places the article names with the noun of their kind. Where a town and its province, or a town and
// its strip of land, share a name, the bare name is the one that the article names in full: it speaks of one of them.
func (d *document) noteKinds(s *sentence) {
	kind, last := schema.Kind(""), -1
	for k := range s.names {
		n := &s.names[k]
		switch {
		case n.First > 0 && d.kindNoun(s, n.First-1) != "" && n.Split.Prep == 0 && n.Split.Conj == 0:
			kind = d.kindNoun(s, n.First-1)
		case n.Last > n.First && len(n.Refs) == 1: // «the strip of X», a name of one of them alone
			kind = ""
		case n.Split.Conj == 'w' && n.Split.Prep == 0 && n.First == last+1 && last >= 0: // «the provinces of X and Y»
		default:
			last = -1
			continue
		}
		last = n.Last
		at, _ := d.best(n.Refs, func(x *lexicon.Entry) bool { return x.Kind.IsPlace() && placeKind(kind, x) })
		if at < 0 {
			continue
		}
		said := d.kinds[at]
		if said.times++; said.times == 1 {
			said.first = len(d.kinds)
		}
		d.kinds[at] = said
	}
}

// kindNoun returns the kind that the word at token i gives to the place behind it, or "". An «area» can be of any.
func (d *document) kindNoun(s *sentence, i int) schema.Kind {
	if s.tokens[i].Kind != arabic.Word {
		return ""
	}
	c, known := &d.cls, d.lookAt(s, i)
	if slices.Contains(known.near, c.Capital) {
		return schema.Settlement
	}
	for _, r := range known.plain {
		if r.Split.Def || r.Sense.Class == c.PArea {
			continue
		}
		switch kind := c.kindOf(r.Sense.Class); kind {
		case schema.Settlement, schema.District, schema.Region:
			return kind
		}
	}
	return ""
}

// kindTold reports whether the article says of one of refs of which kind it is.
func (d *document) kindTold(refs []lexicon.NameRef) bool {
	return slices.ContainsFunc(refs, func(r lexicon.NameRef) bool { return d.kinds[r.Entry].times > 0 })
}

// saidKind reports whether the article says of entry at, and not rather of another of refs in its theatre, of which kind it is.
func (d *document) saidKind(at int32, refs []lexicon.NameRef) bool {
	said, ok := d.kinds[at]
	if !ok {
		return false
	}
	for _, r := range refs {
		x, other := &d.lex.Entries[r.Entry], d.kinds[r.Entry]
		if r.Entry == at || !x.Kind.IsPlace() || x.Theatre != d.lex.Entries[at].Theatre || other.times == 0 {
			continue
		}
		if other.times > said.times || other.times == said.times && other.first < said.first {
			return false
		}
	}
	return true
}

// elsewhere reports whether the article tells so much more of other theatres than of that of an entity that
// a name which many bear is not its: «the rebels» of Yemen are not those of Libya.
func (d *document) elsewhere(at int32) bool {
	x := &d.lex.Entries[at]
	if x.Theatre == world || d.named[at] > 0 {
		return false
	}
	return d.away && (x.Kind == schema.Military || x.Kind == schema.ArmedGroup) || d.theatres[x.Theatre]*4 < d.main
}

// likely scores a reading: named in full elsewhere, at home where the article is, the main bearer of the name.
func (d *document) likely(r lexicon.NameRef, x *lexicon.Entry, refs []lexicon.NameRef) int {
	told := d.theatres[x.Theatre]
	for _, theatre := range d.spheres[r.Entry] {
		told = max(told, d.theatres[theatre])
	}
	if land, ok := d.landOf[r.Entry]; ok && r.Generic {
		told = max(told, d.lands[land])
	}
	score := 3 * min(told, 30)
	if r.Generic {
		score += 20 * min(d.named[r.Entry], 3)
	}
	if x.Parent != "" {
		if p := d.lex.Parent(int(r.Entry)); p >= 0 && (x.Kind.IsPlace() || !slices.ContainsFunc(refs, func(r lexicon.NameRef) bool { return int(r.Entry) == p })) {
			score += 4 * min(d.named[int32(p)], 5)
		}
	}
	if r.Main {
		score += 2
	}
	if x.Kind == schema.Region {
		score++
	}
	if x.Kind.IsPlace() && d.saidKind(r.Entry, refs) {
		score += saidWeight
	}
	return score
}
