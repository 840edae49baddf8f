package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// plainWord reports whether item i is a word that stands free: no clitic, no mark.
func (p *parser) plainWord(i int) bool {
	it := p.item(i)
	return it != nil && it.isWord() && it.conj == 0 && it.prep == 0
}

// adjectives skips words behind a head that only describe it.
func (p *parser) adjectives(i, most int) int {
	for n := 0; n < most && p.plainWord(i); n++ {
		it := p.item(i)
		if it.def && it.isAny(p.c.Fighter) && !p.item(i-1).def {
			break // «positions of the terrorists»: a genitive, no adjective
		}
		if !it.unknown() && !p.armedAdj(it) && !it.isAny(p.c.SourceAdj, p.c.Loaded, p.c.DirAdj, p.c.AdjCommon, p.c.ModeSuicide, p.c.Others) {
			break
		}
		i++
	}
	return i
}

// owned reads «fighters of X», «positions of X», «a cell that belongs to X» as X.
func (p *parser) owned(i int, ph *phrase, n nature) bool {
	it := p.item(i)
	if pron := p.ownerSuffix(it); pron != "" {
		ph.anaphor, ph.nature, ph.last = pronounAnaphor, n, i
		ph.gender, ph.plural = pronounGender(pron)
		return true
	}
	j := p.adjectives(i+1, 3)
	inner := &phrase{}
	next := p.item(j)
	if next == nil {
		return false
	}
	linked := false
	switch {
	case next.punct == `"` && j == i+1 && !it.def:
		linked = p.head(j, inner, false)
	case next.isWord() && next.isAny(p.c.Min, p.c.Fi, p.c.Affiliated, p.c.AllyWord):
		k := j + 1
		if next.is(p.c.Affiliated) {
			k = p.pastOffice(k)
		}
		linked = p.item(k) != nil && p.head(k, inner, false) && !(inner.isPlaceOnly() || next.is(p.c.Fi) && inner.place != nil || p.sides(next, inner))
	case next.prep == 'b' && n == members:
		linked = p.head(j, inner, false) && inner.place == nil && inner.nature == whole
	case next.prep == 'l' || next.norm == string(rune(arabic.Lam)):
		k := j
		if next.norm == string(rune(arabic.Lam)) {
			k++
		}
		linked = p.head(k, inner, false) && inner.nature != civils
	case n == members && (p.freeForm(it) || strings.HasSuffix(next.norm, string(rune(arabic.Alef))) && next.name == nil && len(next.reads) > 0 && !next.def):
		// «gunmen [attacked] a checkpoint of X»: no genitive follows a form that keeps its -n, nor has one the ending -an
	case j == i+1 && !it.def && next.prep == 0 && next.conj == 0:
		linked = p.head(j, inner, false) && (inner.nature != civils || n == sites)
	}
	if !linked && (n == forces || n == members) && p.nationOf(i, ph) {
		ph.nature = n
		if n == members {
			p.countNoun(i, ph)
		}
		return true
	}
	if !linked || inner.isPlaceOnly() || inner.source && (n != sites || inner.actor != nil && inner.actor.entry < 0) || inner.actor == nil && inner.anaphor == noAnaphor {
		return false
	}
	if inner.actor != nil && inner.actor.kind == schema.Person && n != sites {
		if n == forces || next.isWord() && next.is(p.c.Affiliated) {
			return inner.org == nil && p.loyal(i, ph, inner)
		}
		return false
	}
	ph.actor, ph.anaphor, ph.gender, ph.plural = inner.actor, inner.anaphor, inner.gender, inner.plural
	ph.nature, ph.last = n, inner.last
	if ph.actor != nil && n == forces {
		p.d.byNoun[it.stem] = ph.actor
	}
	if inner.nature != whole && n == members {
		ph.nature = members
	}
	ph.loaded = append(ph.loaded, inner.loaded...)
	return true
}

// freeForm reports whether a noun stands in a form that no genitive follows: a sound plural or a dual that keeps its -n.
func (p *parser) freeForm(it *item) bool {
	r := []rune(it.norm)
	n := len(r)
	if n == 0 || r[n-1] != arabic.Noon {
		return false
	}
	return n > 4 && (r[n-2] == arabic.Waw || r[n-2] == arabic.Yeh) || p.nounNumber(it) == 'd'
}

// ownerSuffix returns the pronoun on a noun for fighters, units or positions.
func (p *parser) ownerSuffix(it *item) string {
	if it.pron != "" && !p.wholeFighter(it) {
		return it.pron
	}
	for k := range it.reads {
		switch r := &it.reads[k]; r.Sense.Class {
		case p.c.Fighter, p.c.Leader, p.c.Force, p.c.Site:
			// A final ya is the construct plural, «fighters of», sooner than «my».
			if r.Split.Suffix != "" && r.Split.Suffix != string(rune(arabic.Yeh)) {
				return r.Split.Suffix
			}
		}
	}
	return ""
}

// wholeFighter reports whether the last letter of a word for a fighter, which is taken for «my» on a verb, is its own.
func (p *parser) wholeFighter(it *item) bool {
	return it.pron == string(rune(arabic.Yeh)) && slices.ContainsFunc(it.reads, func(r lexicon.Reading) bool {
		return r.Sense.Class == p.c.Soldier && r.Split.Suffix == ""
	})
}

func pronounGender(suffix string) (gender byte, plural bool) {
	switch []rune(suffix)[len([]rune(suffix))-1] {
	case arabic.Meem:
		return 'm', true
	case arabic.Alef:
		if strings.ContainsRune(suffix, arabic.Meem) {
			return 0, true
		}
		return 'f', false
	}
	return 'm', false
}

// bare reads fighters of nobody named.
func (p *parser) bare(i int, ph *phrase) bool {
	it := p.item(i)
	if it.def && ph.tally == nil && it.is(p.c.Leader) {
		return false
	}
	ph.anaphor, ph.nature, ph.last = bareAnaphor, members, i
	if it.is(p.c.Attacker) && it.def {
		ph.actor = p.d.attacker()
	}
	p.countNoun(i, ph)
	j := p.adjectives(i+1, 2)
	ph.last = j - 1
	return true
}

// bareForce reads «a force», «the cell»: with the article, that of whom the article told with this noun.
func (p *parser) bareForce(i int, ph *phrase) bool {
	if e := p.d.byNoun[p.item(i).stem]; e != nil && p.item(i).def {
		ph.actor, ph.anaphor, ph.nature, ph.last = e, orgAnaphor, forces, i
		return true
	}
	ph.anaphor, ph.nature, ph.last = bareAnaphor, forces, i
	return true
}

// armedBand reads «an armed group», of nobody named, as gunmen.
func (p *parser) armedBand(i int, ph *phrase) bool {
	if p.item(i).def || !p.armedNext(i) {
		return false
	}
	ph.anaphor, ph.nature, ph.last = bareAnaphor, members, p.adjectives(i+2, 1)-1
	return true
}

// armedNext reports whether «armed» qualifies the noun at item i.
func (p *parser) armedNext(i int) bool { return p.plainWord(i+1) && p.armedAdj(p.item(i+1)) }

func (p *parser) armedAdj(it *item) bool { return slices.Contains(it.near, p.c.ArmedAdj) }

// countNoun reads the number that a noun shows by itself: one or two.
func (p *parser) countNoun(i int, ph *phrase) {
	if ph.quantified {
		return
	}
	it := p.item(i)
	for k := range it.reads {
		f := it.reads[k].Sense.Form
		if f.Kind != arabic.Noun {
			continue
		}
		switch {
		case f.Number == 'd' && !strings.HasSuffix(it.stem, string(rune(arabic.Yeh))) && len([]rune(it.stem)) > 4 && dualOnly(it, p.c):
			ph.tally = &Tally{Min: 2, Max: 2, Comparator: "eq"}
		case f.Number == 's' && !it.def:
			ph.tally = &Tally{Min: 1, Max: 1, Comparator: "eq"}
		default:
			continue
		}
		ph.tally.Span = Span{it.start, it.end}
		ph.tally.Surface = p.d.text(it.start, it.end)
		return
	}
}

// dualOnly reports whether no reading of it is a plural.
func dualOnly(it *item, c *classes) bool {
	for k := range it.reads {
		if f := it.reads[k].Sense.Form; f.Kind == arabic.Noun && f.Number == 'p' {
			return false
		}
	}
	return true
}

// memberName reads nouns that mean a member of one group.
func (p *parser) memberName(i int, ph *phrase) bool {
	it := p.item(i)
	key := "actor/x-isis"
	if it.is(p.c.HouthiMember) {
		key = "actor/ye-houthis"
	}
	n := p.d.lex.Index(key)
	if n < 0 {
		return false
	}
	ph.actor, ph.nature, ph.last = p.d.entryEntity(int32(n)), members, i
	return true
}

// policeman reads a policeman of no force named as one of the police of the land that the article is about.
func (p *parser) policeman(i int, ph *phrase) bool {
	at, _ := p.d.best(p.d.police, func(x *lexicon.Entry) bool { return p.d.theatres[x.Theatre] > 0 })
	if at < 0 {
		return false
	}
	it := p.item(i)
	p.countNoun(i, ph)
	ph.actor, ph.nature, ph.last = p.d.entryEntity(at), members, p.adjectives(i+1, 2)-1
	ph.actor.addName(p.d.surfaceWord(it))
	return true
}

// unknowns reads «unknown gunmen», «masked men».
func (p *parser) unknowns(i int, ph *phrase) bool {
	it := p.item(i)
	switch {
	case it.is(p.c.UnknownHead):
		ph.last = i
	case it.isAny(p.c.Fighter, p.c.Civil, p.c.Force, p.c.Leader) && p.plainWord(i+1) && p.item(i+1).isAny(p.c.Unknown, p.c.UnknownHead):
		ph.last = i + 1
	default:
		return false
	}
	ph.actor, ph.nature = p.d.generic(schema.Unknown), members
	ph.actor.addName(trimMarks(p.d.text(it.start, p.item(ph.last).end)))
	return true
}

// civilHead reads civilians, residents, families and other persons who do not fight. Where they come
// from belongs to them and is not where something happened.
func (p *parser) civilHead(i int, ph *phrase, n nature) bool {
	it := p.item(i)
	ph.actor, ph.nature, ph.last = p.d.generic(schema.Civilians), n, i
	if n == civils {
		p.countNoun(i, ph)
	}
	ph.actor.addName(trimMarks(p.d.text(it.start, it.end)))
	if p.folk(i, ph) {
		return true
	}
	j := p.adjectives(ph.last+1, 2)
	next := p.item(j)
	if next != nil && next.isWord() && next.is(p.c.Named) {
		inner := &phrase{}
		if p.person(p.quote(j+1), inner, true) {
			ph.actor, ph.last, ph.nature = inner.actor, inner.last, whole
			return true
		}
	}
	if it.is(p.c.Origin) && j == i+1 && !it.def && next != nil && next.conj == 0 && next.prep == 0 {
		inner := &phrase{}
		if p.place(j, inner) {
			ph.last, ph.origin = p.origin(j, inner.last), inner.place
			return true
		}
	}
	if next != nil && next.isWord() && next.is(p.c.Min) && next.conj == 0 {
		inner := &phrase{}
		if p.head(j+1, inner, false) {
			switch {
			case inner.actor != nil && inner.actor.armed() && inner.place == nil:
				ph.actor, ph.last, ph.nature = inner.actor, inner.last, members
				return true
			case inner.place != nil && it.is(p.c.Origin):
				ph.last, ph.origin = p.origin(j+1, inner.last), inner.place
				return true
			}
		}
	}
	ph.last = j - 1
	return true
}

// origin returns the end of the place that people come from: «in» behind it tells where they are now.
func (p *parser) origin(first, last int) int {
	for i := first + 1; i <= last; i++ {
		if p.item(i).isWord() && p.item(i).is(p.c.Fi) {
			return i - 1
		}
	}
	return last
}

// placeKind narrows the readings of a name by the type noun before it.
func placeKind(noun schema.Kind, x *lexicon.Entry) bool {
	switch noun {
	case schema.Settlement:
		return x.Kind == schema.Settlement || x.Kind == schema.Neighbourhood || x.Kind == schema.District
	case schema.Region:
		return x.Kind == schema.Region || x.Kind == schema.District || x.Kind == schema.Country
	case schema.Neighbourhood:
		return x.Kind == schema.Neighbourhood || x.Kind == schema.Settlement
	case schema.Facility, schema.Natural:
		return x.Kind == noun
	}
	return true
}
