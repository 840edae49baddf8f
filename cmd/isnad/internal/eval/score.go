// Package eval scores extracted facts against gold facts exactly as the guidelines' score.py does:
// relations once a document, events aligned one to one within a type, slots, sources, dates, counts,
// status and evidence over aligned events.
package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/schema"
)

var headline = map[string]bool{"attacked": true, "controls": true, "killed-in": true, "negotiated-with": true}

// Row is precision, recall and F1 with the counts that they come from.
type Row struct {
	P      float64 `json:"p"`
	R      float64 `json:"r"`
	F1     float64 `json:"f1"`
	Hit    int     `json:"hit"`
	Gold   int     `json:"gold"`
	System int     `json:"system"`
}

// Share is how often a field of an aligned pair was right.
type Share struct {
	Right int     `json:"right"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
}

// DocRow is the short score of one document: hit, gold and system events.
type DocRow struct {
	Headline Row    `json:"headline"`
	Events   [3]int `json:"events"`
}

// Report is the outcome of a scoring.
type Report struct {
	Scores map[string]Row      `json:"scores"`
	Shares map[string]Share    `json:"shares"`
	ByDoc  map[string]DocRow   `json:"by_doc"`
	Errors map[string][]string `json:"-"` // what differs, by document
}

// Score scores system against gold. Only documents with gold count; one that system lacks is empty
// output. Articles holds the texts by document, for evidence; it may be nil.
func Score(gold, system map[string]*facts.Doc, articles map[string]string) *Report {
	t := tallies{rows: map[string]*Row{}, shares: map[string]*Share{}}
	report := &Report{Scores: map[string]Row{}, Shares: map[string]Share{}, ByDoc: map[string]DocRow{}, Errors: map[string][]string{}}
	for _, doc := range slices.Sorted(maps.Keys(gold)) {
		s := system[doc]
		if s == nil {
			s = &facts.Doc{}
		}
		d := comparison{tallies: &t, gold: gold[doc], system: s, article: articles[doc]}
		report.ByDoc[doc] = d.run()
		report.Errors[doc] = d.lines
	}
	for k, r := range t.rows {
		r.finish()
		report.Scores[k] = *r
	}
	for k, s := range t.shares {
		if s.Of > 0 {
			s.Share = float64(s.Right) / float64(s.Of)
		}
		report.Shares[k] = *s
	}
	return report
}

type tallies struct {
	rows   map[string]*Row
	shares map[string]*Share
}

func (t *tallies) row(name string) *Row {
	if t.rows[name] == nil {
		t.rows[name] = &Row{}
	}
	return t.rows[name]
}

func (t *tallies) share(name string, right bool) {
	s := t.shares[name]
	if s == nil {
		s = &Share{}
		t.shares[name] = s
	}
	s.Of++
	if right {
		s.Right++
	}
}

func (r *Row) add(hit, gold, system int) {
	r.Hit += hit
	r.Gold += gold
	r.System += system
}

func (r *Row) finish() {
	if r.System > 0 {
		r.P = float64(r.Hit) / float64(r.System)
	}
	if r.Gold > 0 {
		r.R = float64(r.Hit) / float64(r.Gold)
	}
	if r.P+r.R > 0 {
		r.F1 = 2 * r.P * r.R / (r.P + r.R)
	}
}

func addSets[K comparable](r *Row, gold, system map[K]bool) {
	r.add(common(gold, system), len(gold), len(system))
}

// comparison compares the two sides of one document.
type comparison struct {
	*tallies
	gold, system *facts.Doc
	article      string
	lines        []string
}

func (c *comparison) run() DocRow {
	toGold := c.entities()
	label := map[string]string{}
	for _, e := range c.system.Entities {
		label[e.ID] = "?" + e.Name
		if e.Name == "" {
			label[e.ID] = "?" + e.ID
		}
	}
	rename := func(id string) string {
		if g, ok := toGold[id]; ok {
			return g
		}
		if l, ok := label[id]; ok {
			return l
		}
		return "?" + id
	}
	g, s := relations(c.gold, same), relations(c.system, rename)
	head := c.relations(g, s)
	matched := c.events(rename)
	c.differ("-", g, s)
	c.differ("+", s, g)
	return DocRow{Headline: head, Events: matched}
}

func same(id string) string { return id }

func (c *comparison) entities() map[string]string {
	toGold := alignEntities(c.gold.Entities, c.system.Entities)
	c.row("entities").add(len(toGold), len(c.gold.Entities), len(c.system.Entities))
	kinds := kindsOf(c.gold)
	for _, e := range c.system.Entities {
		if g, ok := toGold[e.ID]; ok {
			c.share("entity kind right", schema.Kind(e.Kind) == kinds[g])
		}
	}
	return toGold
}

func (c *comparison) relations(g, s triples) Row {
	addSets(c.row("relations, all"), g, s)
	var head Row
	for rel := range byRelation(g, s) {
		gr, sr := only(g, rel), only(s, rel)
		addSets(c.row("relation "+rel), gr, sr)
		if headline[rel] {
			addSets(c.row("relations, headline"), gr, sr)
			addSets(&head, gr, sr)
		}
	}
	head.finish()
	return head
}

func byRelation(sets ...triples) map[string]bool {
	out := map[string]bool{}
	for _, set := range sets {
		for t := range set {
			out[t.rel] = true
		}
	}
	return out
}

func only(set triples, rel string) triples {
	out := triples{}
	for t := range set {
		if t.rel == rel {
			out[t] = true
		}
	}
	return out
}

func (c *comparison) differ(sign string, a, b triples) {
	var lines []string
	for t := range a {
		if !b[t] {
			lines = append(lines, fmt.Sprintf("  %s (%s, %s, %s)", sign, t.rel, t.subject, t.object))
		}
	}
	slices.Sort(lines)
	c.lines = append(c.lines, lines...)
}

func show(slots map[slot]bool) string {
	var out []string
	for s := range slots {
		out = append(out, s.role+" "+s.filler)
	}
	slices.Sort(out)
	return "[" + strings.Join(out, ", ") + "]"
}
