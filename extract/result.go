package extract

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/schema"
)

// result turns the claims of the article into the form that callers see.
func (d *document) result() *Result {
	r := &Result{Zones: d.zones, Sentences: len(d.sentences), Diagnostics: d.diagnostics}
	sort.SliceStable(d.claims, func(i, j int) bool { return d.claims[i].trigger().Start < d.claims[j].trigger().Start })
	for _, o := range d.claims {
		r.Claims = append(r.Claims, d.claim(r, o))
	}
	for _, o := range d.lasting {
		if d.wanted(o) {
			r.Claims = append(r.Claims, d.claim(r, o))
		}
	}
	d.mentions(r)
	return r
}

// wanted reports whether a lasting relation bears on what else the article tells: a chain of places
// counts only where one of its links does.
func (d *document) wanted(o *occurrence) bool {
	if d.learned(string(schema.PartOf)) {
		return true
	}
	return o.agents[0].entity.used || o.patients[0].entity.used && o.typ != schema.PartOf
}

func (o *occurrence) trigger() Span {
	a, b := &o.s.items[o.at], &o.s.items[o.at]
	return Span{a.start, b.end}
}

func (d *document) claim(r *Result, o *occurrence) Claim {
	c := Claim{
		Type: o.typ, Mode: o.mode, Phase: o.phase, Status: o.status, Certainty: o.certainty, Period: o.period,
		Stance: o.stance, Loaded: o.loaded, Sentence: o.s.span, Trigger: o.trigger(), Rule: o.rule, Steps: o.steps,
		Agents: d.out(r, o.agents), Patients: d.out(r, o.patients), Places: d.out(r, o.places), Sources: d.out(r, o.sources),
	}
	if c.Stance == "" {
		c.Stance = schema.Neutral
	}
	for _, side := range o.sides {
		var ids []int
		for _, e := range side {
			ids = append(ids, d.index(r, e))
		}
		c.Sides = append(c.Sides, ids)
	}
	if o.typ.HasTally() {
		c.Tally = o.tally
	}
	c.Likely = o.worth
	for slot, args := range [][]arg{o.agents, o.patients, o.places} {
		for i, a := range args {
			if p := o.odd(a.entity, slot); p > 0 {
				role := []schema.Role{schema.Agent, schema.Patient, schema.Place}[slot]
				c.Odds = append(c.Odds, Odds{role, [][]Arg{c.Agents, c.Patients, c.Places}[slot][i].Entity, p})
			}
		}
	}
	d.measure(o, &c)
	c.Quote = d.quote(o, c)
	return c
}

func (d *document) out(r *Result, args []arg) []Arg {
	var out []Arg
	for _, a := range args {
		out = append(out, Arg{Entity: d.index(r, a.entity), Span: a.span, Inferred: a.inferred})
	}
	return out
}

// index gives e a place among the entities of the result.
func (d *document) index(r *Result, e *entity) int {
	if e.used {
		return e.out
	}
	e.used, e.out = true, len(r.Entities)
	key := e.key
	if strings.HasPrefix(key, "~") {
		key = ""
	}
	names := e.names
	if len(names) == 0 {
		names = []string{e.name}
	}
	r.Entities = append(r.Entities, Entity{Key: key, Kind: e.kind, Name: e.name, En: e.en, Names: names, Candidates: e.candidates})
	return e.out
}

// quoteWords bounds a quotation.
const quoteWords = 15

// quote returns the shortest run of the sentence that holds the trigger and, within reach, its arguments.
func (d *document) quote(o *occurrence, c Claim) Span {
	q := c.Trigger
	grow := func(s Span) {
		if s.Start < o.s.span.Start || s.End > o.s.span.End || s.End <= s.Start {
			return
		}
		w := Span{min(q.Start, s.Start), max(q.End, s.End)}
		if len(strings.Fields(d.doc.Text[w.Start:w.End])) <= quoteWords {
			q = w
		}
	}
	for _, list := range [][]arg{o.patients, o.agents, o.places} {
		for _, a := range list {
			grow(a.span)
		}
	}
	if o.tally != nil {
		grow(o.tally.Span)
	}
	q = d.checkable(o.s, q)
	for q.End < len(d.doc.Text) && !utf8.RuneStart(d.doc.Text[q.End]) {
		q.End++
	}
	return q
}

// checkableWords is the least number of words by which a reader can check an occurrence.
const checkableWords = 8

// checkable widens a quotation of fewer words by the words around it, behind it first, inside its sentence.
func (d *document) checkable(s *sentence, q Span) Span {
	first, last := s.tokenAt(q.Start), s.tokenAt(q.End-1)
	for n := last - first + 1; n < checkableWords && (first > 0 || last < len(s.tokens)-1); n++ {
		if last < len(s.tokens)-1 && (n%2 == 0 || first == 0) {
			last++
		} else {
			first--
		}
	}
	return Span{min(q.Start, s.tokens[first].Start), max(q.End, s.tokens[last].End)}
}

// tokenAt returns the token that holds the byte at offset, or that begins behind it.
func (s *sentence) tokenAt(offset int) int {
	return min(sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].End > offset }), len(s.tokens)-1)
}

// mentions lists where the entities of the result stand in the text.
func (d *document) mentions(r *Result) {
	for _, s := range d.sentences {
		for k := range s.phrases {
			ph := &s.phrases[k]
			form := "name"
			if ph.anaphor != noAnaphor {
				form = "pronoun"
			} else if ph.nature != whole {
				form = "nominal"
			}
			for _, e := range []*entity{ph.actor, ph.place, ph.site} {
				if e != nil && e.used {
					r.Mentions = append(r.Mentions, Mention{e.out, d.phraseSpan(s, ph), form})
				}
			}
		}
	}
	sort.SliceStable(r.Mentions, func(i, j int) bool {
		a, b := r.Mentions[i], r.Mentions[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Span.End < b.Span.End
	})
}
