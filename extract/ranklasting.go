package extract

import (
	"strings"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// pairRef is two entities that could stand in a lasting relation, by the mentions of them that stand
// closest in one sentence; a is the subject. Without such a sentence s is nil.
type pairRef struct {
	a, b   *entity
	s      *sentence
	pa, pb int // phrases
	times  int // sentences that mention both
}

// pairGap is how many items may part the mentions of a pair.
const pairGap = 14

// pairs lists the pairs of the article, places with places and others with others, each once a direction.
func (d *document) pairs() []pairRef {
	at := map[[2]*entity]int{}
	var out []pairRef
	add := func(p pairRef, gap int) {
		key := [2]*entity{p.a, p.b}
		k, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, p)
			return
		}
		if out[k].s != p.s {
			out[k].times++
		}
		if out[k].s == nil || gap < out[k].gap() {
			p.times = out[k].times
			out[k] = p
		}
	}
	for _, s := range d.sentences {
		d.pairsIn(s, add)
	}
	d.knownPairs(add)
	return out
}

// pairsIn lists the pairs of one sentence.
func (d *document) pairsIn(s *sentence, add func(pairRef, int)) {
	for _, x := range s.links {
		for _, y := range s.links {
			if x.e == y.e || !pairable(x.e, y.e) {
				continue
			}
			p := pairRef{a: x.e, b: y.e, s: s, pa: x.phrase, pb: y.phrase, times: 1}
			if g := p.gap(); g <= pairGap {
				add(p, g)
			}
		}
	}
}

// knownPairs lists the pairs that the lexicon relates, wherever the article mentions them.
func (d *document) knownPairs(add func(pairRef, int)) {
	for _, a := range d.order {
		if a.entry < 0 || len(a.refs) == 0 {
			continue
		}
		i := d.lex.Parent(int(a.entry))
		if i < 0 {
			continue
		}
		if b, ok := d.entities[d.lex.Entries[i].Key]; ok && len(b.refs) > 0 && b != a {
			add(pairRef{a: a, b: b}, pairGap+1)
		}
	}
}

// pairable reports whether a could be the subject of a lasting relation with b.
func pairable(a, b *entity) bool {
	if a.isPlace() {
		return b.isPlace() && levels[a.kind] <= levels[b.kind]
	}
	if b.isPlace() || a.kind == schema.Civilians || a.kind == schema.Unknown || b.kind == schema.Civilians || b.kind == schema.Unknown {
		return false
	}
	return b.kind != schema.Person || a.kind == schema.Person || organised(a)
}

func (p *pairRef) gap() int {
	if p.s == nil {
		return pairGap + 1
	}
	x, y := &p.s.phrases[p.pa], &p.s.phrases[p.pb]
	if p.pa == p.pb {
		return 0
	}
	return gap(x, y.first)
}

// linkWords are the word classes that tell of a relation when they stand at a pair.
func (c *classes) linkWords() ([]string, []lexicon.Class) {
	return []string{"spokes", "leader-of", "title", "affiliated", "ally-word", "led-by", "fi", "min", "near", "direction", "located", "rel", "with-support", "maa", "alias-intro"},
		[]lexicon.Class{c.Spokes, c.LeaderOf, c.Title, c.Affiliated, c.AllyWord, c.LedBy, c.Fi, c.Min, c.Near, c.Direction, c.Located, c.Rel, c.WithSupport, c.Maa, c.AliasIntro}
}

// pairFeatures tells the features of a pair.
func (d *document) pairFeatures(v *vector, p *pairRef) {
	a, b := p.a, p.b
	d.buf.cues.ofPair(p)
	for _, t := range schema.LastingTypes {
		d.wordOdds(v, string(t))
	}
	v.cat("subject-kind", kindNames, position(schema.Kinds, a.kind))
	v.cat("object-kind", kindNames, position(schema.Kinds, b.kind))
	for _, t := range schema.LastingTypes {
		v.part("rule", string(t), relation(t, a, b) != nil)
		v.part("rule-back", string(t), relation(t, b, a) != nil)
	}
	v.num("subject-mentions", len(a.refs), 8)
	v.num("object-mentions", len(b.refs), 8)
	v.flag("subject-claims", d.plays[a])
	v.flag("object-claims", d.plays[b])
	v.num("levels", levels[b.kind]-levels[a.kind], 6)
	within, parent, leads, speaks := d.lexiconLink(a, b)
	v.flag("lexicon-within", within)
	v.flag("lexicon-parent", parent)
	v.flag("lexicon-leads", leads)
	v.flag("lexicon-speaks", speaks)
	v.flag("named-in", a != b && b.name != "" && strings.Contains(a.nameKey(), b.nameKey()))
	v.num("together", p.times, 5)
	v.flag("here", p.s != nil)
	d.pairPath(v, p)
}

// lexiconLink tells what the lexicon knows of a and b.
func (d *document) lexiconLink(a, b *entity) (within, parent, leads, speaks bool) {
	if a.entry < 0 || b.entry < 0 {
		return false, false, false, false
	}
	x := &d.lex.Entries[a.entry]
	parent = x.Parent == b.key
	return d.lex.Within(int(a.entry), int(b.entry)), parent, parent && x.Role == string(schema.Leads), parent && x.Role == string(schema.SpeaksFor)
}

// pairPath tells what stands between the mentions of a pair and before the first.
func (d *document) pairPath(v *vector, p *pairRef) {
	x, y := &phrase{}, &phrase{}
	from, to, items, commas, triggers := 0, 0, 0, 0, 0
	if p.s != nil {
		x, y = &p.s.phrases[p.pa], &p.s.phrases[p.pb]
		from, to = min(x.last, y.last)+1, max(x.first, y.first)
		items = p.gap()
	}
	v.flag("subject-first", x.first < y.first)
	v.num("gap", items, pairGap)
	v.flag("same-phrase", p.s != nil && p.pa == p.pb)
	v.num("chain", chainDepth(x, p.b), 4)
	v.flag("chain-of-object", chainDepth(y, p.a) > 0)
	v.flag("org", x.org != nil && x.org == p.b)
	v.cat("org-role", []string{"member-of", "leads", "speaks-for"}, gate(x.org == p.b, position([]schema.Type{schema.MemberOf, schema.Leads, schema.SpeaksFor}, x.role)))
	v.cat("subject-governor", d.governorList, gate(p.s != nil, d.governedBy(x)))
	v.cat("object-governor", d.governorList, gate(p.s != nil, d.governedBy(y)))
	v.cat("subject-nature", natureList, gate(p.s != nil, int(x.nature)))
	v.cat("object-nature", natureList, gate(p.s != nil, int(y.nature)))
	v.flag("object-anaphor", y.anaphor != noAnaphor)
	v.flag("subject-joined", x.joined)
	v.flag("object-joined", y.joined)
	names, words := d.cls.linkWords()
	between, before := make([]bool, len(words)), make([]bool, len(words))
	if p.s != nil {
		for i := max(min(x.first, y.first)-3, 0); i < to; i++ {
			it := &p.s.items[i]
			if it.punct == "," && i >= from {
				commas++
			}
			for k, c := range words {
				if it.isWord() && it.is(c) {
					between[k] = between[k] || i >= from
					before[k] = before[k] || i < from
				}
			}
		}
		for _, o := range p.s.occs {
			triggers += b2i(o.at >= from && o.at < to)
		}
	}
	for k, n := range names {
		v.part("between", n, between[k])
		v.part("before", n, before[k])
	}
	v.num("pair-commas", commas, 3)
	v.num("pair-triggers", triggers, 3)
}

// chainDepth returns how far out in the chain of a phrase a place stands, from 1; 0 is nowhere.
func chainDepth(ph *phrase, e *entity) int {
	for i, c := range ph.chain {
		if c == e {
			return i + 1
		}
	}
	return 0
}

// settleLasting lets the models choose the lasting relations.
func (d *document) settleLasting() {
	if !d.learned(string(schema.PartOf)) {
		return
	}
	d.notePlays()
	v := &d.buf.vector
	var chosen []*occurrence
	allies := map[[2]*entity]bool{}
	for _, p := range d.pairs() {
		v.x = v.x[:0]
		d.pairFeatures(v, &p)
		best, most := schema.Type(""), float32(0)
		for _, t := range schema.LastingTypes {
			odds := d.models.Trees[string(t)].Probability(v.x)
			if odds > d.lastingBar(t, &p) && odds > most {
				best, most = t, odds
			}
		}
		if best != "" {
			key := [2]*entity{p.a, p.b}
			if best == schema.AllyOf && allies[[2]*entity{p.b, p.a}] {
				continue
			}
			allies[key] = best == schema.AllyOf
			chosen = append(chosen, d.chosenRelation(best, &p))
		}
	}
	d.relateAnew(chosen)
}

// What a relation needs that the rules read off the words, and one that has a rule of its own.
const (
	toldLastingBar = 0.2
	ruledBar       = 0.1
)

// lastingBar is the probability that a relation of a pair needs. People code alliances too seldom for the
// model to know them: there the words decide.
func (d *document) lastingBar(t schema.Type, p *pairRef) float32 {
	switch told := relation(t, p.a, p.b); {
	case told != nil && t == schema.AllyOf:
		return 0
	case told != nil && strings.HasPrefix(told.rule, string(t)+"."): // a rule of its own
		return ruledBar
	case told != nil:
		return toldLastingBar
	}
	return thresholds["lasting"]
}

// chosenRelation makes a relation, by the evidence of the rules where they told it too.
func (d *document) chosenRelation(t schema.Type, p *pairRef) *occurrence {
	if o := relation(t, p.a, p.b); o != nil {
		return o
	}
	s, pa, pb := p.s, p.pa, p.pb
	if s == nil {
		s, pa = p.a.refs[0].s, p.a.refs[0].phrase
		pb = pa
	}
	sa, sb := d.phraseSpan(s, &s.phrases[pa]), d.phraseSpan(s, &s.phrases[pb])
	o := &occurrence{
		typ: t, status: schema.Happened, certainty: schema.Asserted, s: s, at: s.phrases[pa].first, subjAt: -1,
		agents: []arg{{p.a, sa, false}}, patients: []arg{{p.b, sb, p.s == nil}}, rule: "ranked." + string(t),
	}
	o.stance = d.stanceTo(&s.phrases[pa], &s.phrases[pb])
	o.step(o.rule, "the likeliest relation of the two", Span{min(sa.Start, sb.Start), max(sa.End, sb.End)})
	return o
}

// notePlays notes who takes part in the claims of the article.
func (d *document) notePlays() {
	d.plays = map[*entity]bool{}
	for _, o := range d.claims {
		for _, list := range [][]arg{o.agents, o.patients, o.places, o.sources} {
			for _, a := range list {
				d.plays[a.entity] = true
			}
		}
	}
}

func (d *document) collectLasting(ex *Examples, a *alignment) {
	d.notePlays()
	for _, p := range d.pairs() {
		v := &vector{named: ex.Features[string(schema.PartOf)] == nil}
		d.pairFeatures(v, &p)
		for _, t := range schema.LastingTypes {
			ex.add(string(t), v, a.relates(t, &p), 1)
		}
	}
}

// relates reports whether people found a lasting relation between the entities of a pair, an alliance either way.
func (a *alignment) relates(t schema.Type, p *pairRef) bool {
	x, okX := a.entity[p.a]
	y, okY := a.entity[p.b]
	if !okX || !okY {
		return false
	}
	for _, r := range a.gold.Relations {
		if r.Type == t && (r.Subject == x && r.Object == y || t == schema.AllyOf && r.Subject == y && r.Object == x) {
			return true
		}
	}
	return false
}
