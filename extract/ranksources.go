package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/schema"
)

// sourceRef is somebody who could be a source of an occurrence: by a scope that the rules found in
// sentence s, or by a phrase of it.
type sourceRef struct {
	a     arg
	s     *sentence
	scope *sourceScope
	ph    *phrase
}

// sourceReach is how many sentences before an occurrence its source is looked for.
const sourceReach = 4

// sourcesAround lists who could be the source of o, each once, the nearest first.
func (d *document) sourcesAround(o *occurrence) []sourceRef {
	var out []sourceRef
	add := func(r sourceRef) {
		for i := range out {
			if out[i].a.entity == r.a.entity {
				if r.s == o.s && r.scope != nil && out[i].s == o.s && covers(r.scope, o.at) && !covers(out[i].scope, o.at) {
					out[i] = r
				}
				return
			}
		}
		out = append(out, r)
	}
	for _, a := range o.sources {
		add(sourceRef{a: a, s: o.s, scope: scopeOf(o.s, a.entity, o.at)})
	}
	for n := o.s.n; n >= 0 && n >= o.s.n-sourceReach; n-- {
		d.sourcesIn(d.sentences[n], n == o.s.n, add)
	}
	if o.s.n+1 < len(d.sentences) {
		d.sourcesIn(d.sentences[o.s.n+1], false, add)
	}
	return out
}

func covers(sc *sourceScope, at int) bool { return sc != nil && sc.from <= at && at <= sc.to }

// scopeOf returns the narrowest scope of e in s around item at, or nil.
func scopeOf(s *sentence, e *entity, at int) *sourceScope {
	var best *sourceScope
	for i := range s.sources {
		sc := &s.sources[i]
		if has(sc.sources, e) && covers(sc, at) && (best == nil || sc.to-sc.from < best.to-best.from) {
			best = sc
		}
	}
	return best
}

func (d *document) sourcesIn(s *sentence, here bool, add func(sourceRef)) {
	for i := range s.sources {
		for _, a := range s.sources[i].sources {
			add(sourceRef{a: a, s: s, scope: &s.sources[i]})
		}
	}
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.actor == nil || ph.actor.isPlace() {
			continue
		}
		if ph.source || ph.actor.kind == schema.Media || here && (ph.actor.kind == schema.Person || ph.rel == d.cls.Per) {
			add(sourceRef{a: arg{ph.actor, d.phraseSpan(s, ph), !here}, s: s, ph: ph})
		}
	}
}

var scopeRules = []string{"source.verb", "source.per", "source.participle", "source.credit"}

// sourceFeatures tells the features of a source for an occurrence.
func (d *document) sourceFeatures(v *vector, o *occurrence, r *sourceRef, all []sourceRef) {
	e := r.a.entity
	d.buf.cues.ofSource(d, o, r)
	d.wordOdds(v, "source")
	v.cat("source-kind", kindNames, position(schema.Kinds, e.kind))
	v.flag("source-known", e.entry >= 0)
	v.num("source-mentions", len(e.refs), 10)
	v.num("source-scopes", e.speaks, 8)
	v.flag("rule-source", has(o.sources, e))
	v.flag("rule-has-other", len(o.sources) > 0 && !has(o.sources, e))
	v.num("sources-back", max(o.s.n-r.s.n, 0), 5)
	v.flag("source-ahead", r.s.n > o.s.n)
	v.num("source-paragraphs", o.s.para-r.s.para, 4)
	v.flag("source-takes-part", has(o.agents, e) || has(o.patients, e))
	kind, from, to, at, width := -1, false, false, 0, 0
	if sc := r.scope; sc != nil {
		for i, p := range scopeRules {
			if strings.HasPrefix(sc.rule, p) {
				kind = i
			}
		}
		if r.s == o.s {
			from, to, at, width = sc.from <= o.at, o.at <= sc.to, o.at-sc.at, sc.to-sc.from
		}
	}
	v.cat("scope", scopeRules, kind)
	v.flag("scope-inferred", r.a.inferred)
	v.flag("in-scope", from && to)
	v.flag("behind-scope", from && !to)
	v.num("scope-distance", at, 40)
	v.num("scope-width", width, 60)
	v.flag("comp-between", r.s == o.s && r.scope != nil && r.scope.at < o.at && o.s.between(r.scope.at, o.at, d.cls.Comp))
	ph := r.ph
	if ph == nil {
		ph = &phrase{}
	}
	v.flag("by-phrase", r.ph != nil)
	v.cat("source-governor", d.governorList, gate(r.ph != nil, d.governedBy(ph)))
	v.flag("source-noun", ph.source)
	v.num("source-distance", gate(r.ph != nil && r.s == o.s, gap(ph, o.at)), 40)
	v.num("sources", len(all), 6)
	v.num("sentence-scopes", len(o.s.sources), 4)
	v.flag("of-previous", o.prev != nil && has(o.prev.sources, e))
	v.flag("last-speaker", o.s.spoke == e)
	v.flag("quoted", o.s.items[o.at].quoted)
}

// chooseSources attributes each of some occurrences to those around it that are likely enough, the likeliest first.
func (d *document) chooseSources(v *vector, some []*occurrence, model *boost.Model) {
	if model == nil {
		return
	}
	d.buf.clearRows()
	around := make([][]sourceRef, len(some))
	for k, o := range some {
		around[k] = d.sourcesAround(o)
		base := d.about(v, o)
		for i := range around[k] {
			v.x = v.x[:base]
			d.sourceFeatures(v, o, &around[k][i], around[k])
			d.buf.addRow(v)
		}
	}
	p := d.probabilities(model)
	for k, o := range some {
		o.chosen.sources = nil
		for i := range around[k] {
			if p[i] > o.sourceBar(&around[k][i]) && !d.tellsNothing(o, around[k][i].a.entity) {
				o.chosen.sources = append(o.chosen.sources, around[k][i].a)
			}
		}
		p = p[len(around[k]):]
	}
}

// tellsNothing reports whether e is no source of o, however likely one: it is the page, or dead.
func (d *document) tellsNothing(o *occurrence, e *entity) bool { return o.silenced(e) || d.printed(e) }

// printed reports whether e is the outlet that the article appeared in, which is no source of its own («told CNN»).
func (d *document) printed(e *entity) bool {
	return e.kind == schema.Media && e.entry >= 0 && slices.Contains(d.outlets, e.entry)
}

// silenced reports whether o tells of the death of e, who does not tell of it.
func (o *occurrence) silenced(e *entity) bool {
	return o.typ == schema.Kill && e.kind == schema.Person && (has(o.patients, e) || o.chosen != nil && has(o.chosen.roles[1], e))
}

func (d *document) collectSources(ex *Examples, pass string, a *alignment, o *occurrence, g *GoldEvent, weight float32) {
	all := d.sourcesAround(o)
	for i := range all {
		v := &vector{named: ex.Features["source"+pass] == nil}
		d.describe(v, o)
		d.sourceFeatures(v, o, &all[i], all)
		ex.add("source"+pass, v, a.tells(all[i].a.entity, g), weight)
	}
}

// reported reports whether a verb of reporting with its speaker governs o in its sentence.
func (o *occurrence) reported() bool { return o.saidBy("source.verb") }

// credits reports whether the clause of o names its source behind it: «…, according to X, while …».
func (o *occurrence) credits() bool { return o.saidBy("source.per") }

// saidBy reports whether a rule found who tells o, by a name in its sentence.
func (o *occurrence) saidBy(rule string) bool {
	sc := o.s.scopeAround(o.at)
	return sc != nil && strings.HasPrefix(sc.rule, rule) && len(sc.sources) > 0 && !sc.sources[0].inferred
}

// scopeAround returns the narrowest scope of a source around item i, or nil.
func (s *sentence) scopeAround(i int) *sourceScope {
	var best *sourceScope
	for k := range s.sources {
		if sc := &s.sources[k]; covers(sc, i) && (best == nil || sc.to-sc.from < best.to-best.from) {
			best = sc
		}
	}
	return best
}

// sourceBar is the probability that a source of o needs: more where the sentence tells the whole chain to its
// end, or somebody else speaks there.
func (o *occurrence) sourceBar(r *sourceRef) float32 {
	if o.credits() && r.s == o.s && r.scope != nil && !covers(r.scope, o.at) {
		return closedSource
	}
	if r.carried(o) && o.asideOfOutlet() {
		return closedSource
	}
	if r.s != o.s && len(o.s.sources) == 0 {
		return carriedSource
	}
	if !o.hold.sources.is(closed) {
		return thresholds["source"]
	}
	told := o.s.scopeAround(o.at).sources
	switch {
	case has(told, r.a.entity):
		return thresholds["source"]
	case r.s == o.s && r.scope != nil && !covers(r.scope, o.at) && r.scope.at < o.at:
		return closedSource
	case r.s != o.s && (len(told) > 1 || told[0].entity.kind == schema.Person):
		return closedSource
	}
	return thresholds["source"]
}

// carried reports whether r does not speak in the sentence of o.
func (r *sourceRef) carried(o *occurrence) bool { return r.s != o.s || r.scope == nil && r.ph == nil }

// asideOfOutlet reports whether the outlet itself goes on before o: «it is worth mentioning that».
func (o *occurrence) asideOfOutlet() bool { return len(o.s.asides) > 0 && o.s.asides[0] < o.at }

// closedSource is what a source needs beside those that the words name.
const closedSource = 0.6

// carriedSource is what a source of another sentence needs where the own sentence tells of no speaker: two in three that had
// less were not the source.
const carriedSource = 0.5
