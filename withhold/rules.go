package withhold

import (
	"context"
	"fmt"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// readRules finds what each rule means; rules for one thing go before those for all.
func (p *plan) readRules(ctx context.Context, r graph.Reader) error {
	for i := range p.policy.Rules {
		if rule := &p.policy.Rules[i]; rule.Ref != All {
			if err := p.readRule(ctx, r, rule); err != nil {
				return err
			}
		}
	}
	for i := range p.policy.Rules {
		if rule := &p.policy.Rules[i]; rule.Ref == All {
			if err := p.readAll(ctx, r, rule); err != nil {
				return err
			}
		}
	}
	return nil
}

// rule withholds an entity by a rule, unless one for it alone does so already.
func (p *plan) rule(id graph.ID, rule *Rule) error {
	have := p.ruled[id]
	if have == nil {
		p.ruled[id] = rule
		return nil
	}
	if rule.Ref != All && have.Ref != All && (have.As != rule.As || have.Kind == Place != (rule.Kind == Place)) {
		return p.policy.errorf(rule.Line, "line %d withholds the same, as %q: keep one of them", have.Line, have.As)
	}
	return nil
}

func (p *plan) readRule(ctx context.Context, r graph.Reader, rule *Rule) error {
	found, err := p.find(ctx, r, rule)
	if err != nil {
		return err
	}
	if rule.Kind == Outlet {
		return p.readOutlet(ctx, r, rule, found)
	}
	if found == nil {
		if found = p.addUnknown(rule); found == nil {
			return nil
		}
		p.entities[found.ID], p.unstored[found.ID] = found, true // what lies inside of it is withheld with it
	}
	if !rule.Kind.covers(found.Kind) {
		return p.policy.errorf(rule.Line, "%q is of the kind %s, which no rule for a %s withholds: use another kind", rule.Ref, found.Kind, rule.Kind)
	}
	if level, ok := levels[rule.As]; rule.Kind == Place && ok && rank(found.Kind) <= rank(level) {
		return p.policy.errorf(rule.Line, "%q is of the kind %s: there is nothing finer than a %s to hide; leave the level empty to withhold it outright",
			rule.Ref, found.Kind, rule.As)
	}
	if rule.As != "" && rule.Kind == Place && p.area(found, rule) == nil {
		p.note(rule, "no %s around %q is known: it is withheld outright", rule.As, rule.Ref)
	}
	return p.rule(found.ID, rule)
}

// covers reports whether a rule of kind k may name an entity of a kind.
func (k Kind) covers(kind schema.Kind) bool {
	switch k {
	case Place:
		return kind.IsPlace()
	case Person:
		return kind == schema.Person
	}
	return !kind.IsPlace()
}

// find returns what a rule for one thing names; nil where the store does not hold it.
func (p *plan) find(ctx context.Context, r graph.Reader, rule *Rule) (*graph.Entity, error) {
	id, err := graph.ParseID(rule.Ref)
	if err != nil {
		id = graph.EntityID(rule.Ref)
	}
	if e := p.entities[p.curation.Entity(id)]; e != nil {
		return e, nil
	}
	ids, err := r.EntitiesByName(ctx, graph.FoldName(rule.Ref), false)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", rule.Ref, err)
	}
	var fit, others []*graph.Entity
	for _, id := range ids {
		switch e := p.entities[id]; {
		case e == nil:
		case rule.Kind.covers(e.Kind) && (rule.Kind != Outlet || e.Kind == schema.Media):
			fit = append(fit, e)
		default:
			others = append(others, e)
		}
	}
	switch {
	case len(fit) > 1:
		return nil, p.policy.errorf(rule.Line, "%q could mean %s: write the key of each that is meant, on a line of its own", rule.Ref, keysOf(fit))
	case len(fit) == 1:
		return fit[0], nil
	case len(others) > 0 && rule.Kind != Outlet:
		return others[0], nil // of another kind, which the caller tells
	}
	return nil, nil
}

func keysOf(entities []*graph.Entity) string {
	const shown = 5
	var keys []string
	for i, e := range entities {
		if i == shown {
			keys = append(keys, fmt.Sprintf("%d more", len(entities)-shown))
			break
		}
		keys = append(keys, e.Key)
	}
	return strings.Join(keys, " or ")
}

// addUnknown takes the names of what the store does not hold out of texts all the same. It returns what the lexicon
// knows of it.
func (p *plan) addUnknown(rule *Rule) *graph.Entity {
	if _, err := graph.ParseID(rule.Ref); err == nil {
		p.note(rule, "the store holds nothing with this id: nothing is withheld by this line")
		return nil
	}
	p.note(rule, "the store holds no %s %q: it is taken out of texts only, and only as it is written there", rule.Kind, rule.Ref)
	p.names.add(rule.Ref)
	if _, name, ok := strings.Cut(rule.Ref, ":"); ok {
		p.names.add(name)
	}
	if p.lexicon == nil {
		return nil
	}
	return p.lexicon(rule.Ref)
}

// readOutlet withholds an outlet by its name, and who has that name in the graph.
func (p *plan) readOutlet(ctx context.Context, r graph.Reader, rule *Rule, found *graph.Entity) error {
	forms := map[string]bool{graph.FoldName(rule.Ref): true}
	if found != nil {
		for _, form := range graph.SearchForms(found) {
			forms[form] = true
		}
		if err := p.rule(found.ID, rule); err != nil {
			return err
		}
	}
	known := found != nil
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return fmt.Errorf("read outlets: %w", err)
		}
		if form := graph.FoldName(d.Outlet); form != "" && forms[form] {
			known = true
			p.hideOutlet(form, d.Outlet, rule)
		}
	}
	if !known {
		p.addUnknown(rule)
	}
	return nil
}

// hideOutlet withholds the outlet that has a name, folded to form, unless another rule does so already.
func (p *plan) hideOutlet(form, name string, rule *Rule) {
	if p.outlets[form] == nil {
		p.outlets[form] = rule
	}
	p.names.add(name)
}

func (p *plan) readAll(ctx context.Context, r graph.Reader, rule *Rule) error {
	switch rule.Kind {
	case Outlet:
		return p.allOutlets(ctx, r, rule)
	case Source:
		return p.allSources(ctx, r, rule)
	}
	level, coarse := levels[rule.As]
	for id, e := range p.entities {
		if !rule.Kind.covers(e.Kind) || coarse && rank(e.Kind) <= rank(level) ||
			rule.Kind == Actor && (e.Kind == schema.Person || generic(e)) {
			continue
		}
		if err := p.rule(id, rule); err != nil {
			return err
		}
	}
	return nil
}

// generic reports whether e is nobody in particular.
func generic(e *graph.Entity) bool { return e.Kind == schema.Civilians || e.Kind == schema.Unknown }

func (p *plan) allOutlets(ctx context.Context, r graph.Reader, rule *Rule) error {
	forms := map[string]bool{}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return fmt.Errorf("read outlets: %w", err)
		}
		if form := graph.FoldName(d.Outlet); form != "" {
			forms[form] = true
			p.hideOutlet(form, d.Outlet, rule)
		}
	}
	for id, e := range p.entities {
		for _, form := range graph.SearchForms(e) {
			if e.Kind == schema.Media && forms[form] {
				if err := p.rule(id, rule); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *plan) allSources(ctx context.Context, r graph.Reader, rule *Rule) error {
	for c, err := range r.AllClaims(ctx, graph.ID{}) {
		if err != nil {
			return fmt.Errorf("read sources: %w", err)
		}
		for _, a := range c.Sources {
			if e := p.entities[a.Entity]; e != nil && !generic(e) && !e.Kind.IsPlace() {
				if err := p.rule(e.ID, rule); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
