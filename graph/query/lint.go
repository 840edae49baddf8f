package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Severity says how sure it is that a Finding wants to be put right.
type Severity string

// Severities, the gravest first.
const (
	LintError   Severity = "error"   // contradicts itself or the calendar
	LintWarning Severity = "warning" // can be so, but seldom is
	LintNote    Severity = "note"    // good to know
)

// Severities lists every severity, the gravest first.
var Severities = []Severity{LintError, LintWarning, LintNote}

// AtLeast reports whether s is as grave as other, or graver.
func (s Severity) AtLeast(other Severity) bool {
	return slices.Index(Severities, s) <= slices.Index(Severities, other)
}

// Finding is one thing in the graph that somebody should look at. What is stored stays as it is: it is
// what the articles say, or what was read out of them.
type Finding struct {
	Severity Severity   `json:"severity"`
	Rule     string     `json:"rule"`
	What     string     `json:"what"`
	Remedy   string     `json:"remedy"`
	Entities []graph.ID `json:"entities,omitempty"`
	Claims   []graph.ID `json:"claims,omitempty"`
	Document string     `json:"document,omitempty"` // key of that of the first claim
	Sentence string     `json:"sentence,omitempty"` // the first claim's, as the article has it
}

// Lint returns what is odd in the graph that r reads, by named rules, the gravest first, then by rule,
// claims and entities. It reads every document without its text, every entity and every claim once, and
// keeps the entities and the claims of control in memory.
func Lint(ctx context.Context, r graph.Reader) ([]Finding, error) {
	l := &linter{
		r: r, entities: map[graph.ID]*graph.Entity{}, used: map[graph.ID]bool{}, published: map[graph.ID]graph.Day{},
		heard: map[occasion]hearsay{}, docs: map[graph.ID]graph.ID{}, held: map[graph.ID][]*graph.Claim{},
	}
	if err := l.read(ctx); err != nil {
		return nil, fmt.Errorf("lint: %w", err)
	}
	l.lintEntities()
	l.lintControl()
	l.lintSources()
	slices.SortStableFunc(l.findings, compareFindings)
	if err := l.quote(ctx); err != nil {
		return nil, fmt.Errorf("lint: %w", err)
	}
	return l.findings, nil
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(slices.Index(Severities, a.Severity), slices.Index(Severities, b.Severity)),
		cmp.Compare(a.Rule, b.Rule),
		slices.CompareFunc(a.Claims, b.Claims, graph.ID.Compare),
		slices.CompareFunc(a.Entities, b.Entities, graph.ID.Compare),
		cmp.Compare(a.What, b.What),
	)
}

// linter collects findings.
type linter struct {
	r         graph.Reader
	entities  map[graph.ID]*graph.Entity
	used      map[graph.ID]bool // entities that a claim has in a role
	published map[graph.ID]graph.Day
	held      map[graph.ID][]*graph.Claim // claims of control, by place
	heard     map[occasion]hearsay
	docs      map[graph.ID]graph.ID // claims in findings → their documents
	findings  []Finding
}

func (l *linter) read(ctx context.Context) error {
	for d, err := range l.r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return err
		}
		l.published[d.ID] = d.Published
	}
	for e, err := range l.r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return err
		}
		l.entities[e.ID] = e
	}
	for c, err := range l.r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return err
		}
		l.lintClaim(c)
	}
	return nil
}

// find adds a finding about claims; the first of them is quoted.
func (l *linter) find(f Finding, claims ...*graph.Claim) {
	for _, c := range claims {
		f.Claims = append(f.Claims, c.ID)
		l.docs[c.ID] = c.Doc
	}
	l.findings = append(l.findings, f)
}

// key names an entity in messages.
func (l *linter) key(id graph.ID) string {
	if e := l.entities[id]; e != nil {
		return e.Key
	}
	return id.String()
}

// inOrder returns the entities ascending by id.
func (l *linter) inOrder() []*graph.Entity {
	return slices.SortedFunc(maps.Values(l.entities), func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
}

// quote adds to each finding the document and the sentence of its first claim.
func (l *linter) quote(ctx context.Context) error {
	byDoc := map[graph.ID][]int{}
	for i, f := range l.findings {
		if len(f.Claims) > 0 {
			doc := l.docs[f.Claims[0]]
			byDoc[doc] = append(byDoc[doc], i)
		}
	}
	for ids := range slices.Chunk(slices.SortedFunc(maps.Keys(byDoc), graph.ID.Compare), batchSize) {
		docs, err := l.r.Documents(ctx, ids)
		if err != nil {
			return err
		}
		for i, d := range docs {
			if d == nil {
				return fmt.Errorf("document %s of a claim: %w", ids[i], graph.ErrCorrupt)
			}
			if err := l.quoteFrom(ctx, d, byDoc[d.ID]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *linter) quoteFrom(ctx context.Context, d *graph.Document, findings []int) error {
	ids := make([]graph.ID, 0, len(findings))
	for _, i := range findings {
		ids = append(ids, l.findings[i].Claims[0])
	}
	claims, err := l.r.Claims(ctx, ids)
	if err != nil {
		return err
	}
	for n, i := range findings {
		if claims[n] == nil {
			return fmt.Errorf("claim %s: %w", ids[n], graph.ErrCorrupt)
		}
		p, err := PassageAt(d.Text, claims[n].Evidence.Sentence)
		if err != nil {
			return fmt.Errorf("claim %s: %w", ids[n], err)
		}
		l.findings[i].Document, l.findings[i].Sentence = d.Key, p.Text
	}
	return nil
}
