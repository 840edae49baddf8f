package withhold

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Lexicon tells what is known of an entity besides the store: its names, its parent, its kind and its place; nil where
// nothing is.
type Lexicon func(key string) *graph.Entity

// plan is a policy as it bears on one snapshot. What it does to a document follows from it and that document alone.
type plan struct {
	policy   *Policy
	lexicon  Lexicon
	curation *graph.Curation

	entities map[graph.ID]*graph.Entity // all of the snapshot
	unstored map[graph.ID]bool          // of these, what only the lexicon knows, until the plan is made
	ruled    map[graph.ID]*Rule         // what is withheld, by what it is judged to be
	outlets  map[string]*Rule           // outlets that are withheld, by the folded form
	names    *names
	to       map[graph.ID]*graph.Entity // what stands in the place of what is withheld, or has such a name in its own
	coarse   map[graph.ID]bool          // of these, the places that became an area around them
	lumps    map[string]int             // by key of a pseudonym: entities that have it
	tells    map[string]bool            // keys of parents: whether they hold a name
	notes    []string
}

func newPlan(ctx context.Context, r graph.Reader, policy *Policy, lexicon Lexicon) (*plan, error) {
	p := &plan{
		policy: policy, lexicon: lexicon, entities: map[graph.ID]*graph.Entity{}, unstored: map[graph.ID]bool{}, ruled: map[graph.ID]*Rule{}, outlets: map[string]*Rule{},
		names: newNames(), to: map[graph.ID]*graph.Entity{}, coarse: map[graph.ID]bool{}, lumps: map[string]int{}, tells: map[string]bool{},
	}
	var err error
	if p.curation, err = graph.CurationOf(ctx, r); err != nil {
		return nil, err
	}
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return nil, fmt.Errorf("read entities: %w", err)
		}
		p.entities[e.ID] = e
	}
	for _, step := range []func(context.Context, graph.Reader) error{p.readRules, p.readInside, p.readNames} {
		if err := step(ctx, r); err != nil {
			return nil, err
		}
	}
	if err := p.checkPseudonyms(); err != nil {
		return nil, err
	}
	p.settle()
	for id := range p.unstored {
		delete(p.entities, id)
	}
	return p, nil
}

func (p *plan) note(rule *Rule, format string, args ...any) {
	p.notes = append(p.notes, fmt.Sprintf("%s:%d: ", p.policy.Name, rule.Line)+fmt.Sprintf(format, args...))
}

// parent returns what e is a part of, by the store or else by the lexicon; nil where that is not known.
func (p *plan) parent(e *graph.Entity) *graph.Entity {
	if e.Parent == "" {
		return nil
	}
	if parent := p.entities[p.idOf(e.Parent)]; parent != nil {
		return parent
	}
	if p.lexicon == nil {
		return nil
	}
	return p.lexicon(e.Parent)
}

// idOf returns the id of what the entity with key is judged to be.
func (p *plan) idOf(key string) graph.ID { return p.curation.Entity(graph.EntityID(key)) }

const maxDepth = 16 // of parents; a table that leads in circles ends here

// readInside withholds what lies inside of a place as the place itself: its name and its position would tell.
func (p *plan) readInside(context.Context, graph.Reader) error {
	inside := map[graph.ID]*Rule{}
	for id, e := range p.entities {
		if p.ruled[id] != nil || !e.Kind.IsPlace() {
			continue
		}
		at := p.parent(e)
		for range maxDepth {
			if at == nil {
				break
			}
			if rule := p.ruled[p.idOf(at.Key)]; rule != nil {
				inside[id] = rule
				break
			}
			at = p.parent(at)
		}
	}
	maps.Copy(p.ruled, inside)
	return nil
}

// area returns the nearest place around e that has the level of rule; nil where that is not known.
func (p *plan) area(e *graph.Entity, rule *Rule) *graph.Entity {
	level, ok := levels[rule.As]
	if !ok {
		return nil
	}
	at := p.parent(e)
	for range maxDepth {
		if at == nil || at.Kind == level {
			return at
		}
		at = p.parent(at)
	}
	return nil
}

// readNames fills the names to look for: all by which anybody calls what is withheld. A name that the area has in which
// a place is hidden is no secret: of it, only mentions of the place are taken out.
func (p *plan) readNames(ctx context.Context, r graph.Reader) error {
	ids := slices.SortedFunc(maps.Keys(p.ruled), graph.ID.Compare)
	reader, ok := r.(graph.ContributionReader)
	if !ok {
		return fmt.Errorf("withhold: %w", ErrUnsupported)
	}
	for chunk := range slices.Chunk(ids, batch) {
		lists, err := reader.Contributions(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read names: %w", err)
		}
		for i, id := range chunk {
			p.addNames(id, lists[i])
		}
	}
	for _, j := range p.curation.Standing() {
		p.addJudged(j)
	}
	return nil
}

// batch is how many records are read at once.
const batch = 256

func (p *plan) addNames(id graph.ID, said []graph.Contribution) {
	e := p.entities[id]
	area := p.area(e, p.ruled[id])
	p.addName(area, e.Name)
	for _, n := range e.Names {
		p.addName(area, n.Text)
	}
	for _, c := range said {
		p.addName(area, c.Entity.Name)
	}
	if p.lexicon == nil {
		return
	}
	if known := p.lexicon(e.Key); known != nil {
		p.addName(area, known.Name)
		for _, n := range known.Names {
			p.addName(area, n.Text)
		}
	}
}

// addName adds a name of what becomes area, or a pseudonym where that is nil.
func (p *plan) addName(area *graph.Entity, name string) {
	if area != nil && slices.ContainsFunc(append([]graph.Name{{Text: area.Name}}, area.Names...), func(n graph.Name) bool {
		return bareForm(n.Text) == bareForm(name)
	}) {
		return
	}
	p.names.add(name)
}

// addJudged adds the names that judgements give to what is withheld.
func (p *plan) addJudged(j *graph.Judgement) {
	for _, ref := range []*graph.Referent{j.Entity, j.Other} {
		if ref == nil {
			continue
		}
		id := p.idOf(ref.Key)
		rule := p.ruled[id]
		if rule == nil {
			continue
		}
		area := p.area(p.entities[id], rule)
		p.addName(area, ref.Name)
		if j.Field == "name" {
			p.addName(area, j.Value)
		}
		if _, name, ok := strings.Cut(ref.Key, ":"); ok && !strings.Contains(name, "/") {
			p.addName(area, name)
		}
	}
}

// checkPseudonyms returns an error where a pseudonym tells a name that is withheld.
func (p *plan) checkPseudonyms() error {
	for i := range p.policy.Rules {
		rule := &p.policy.Rules[i]
		if rule.Kind != Place && p.names.holds(rule.pseudonym()) || rule.Kind == Place && rule.As == "" && p.names.holds(defaultName) {
			return p.policy.errorf(rule.Line, "the pseudonym %q holds a name that is withheld: choose another one", rule.pseudonym())
		}
	}
	return nil
}

func (r *Rule) pseudonym() string {
	if r.As == "" || r.Kind == Place {
		return defaultName
	}
	return r.As
}

// settle finds what stands in the place of each entity that is withheld, or whose own name holds one that is.
func (p *plan) settle() {
	for _, rule := range p.ruled {
		p.lumps[rule.key()]++
	}
	for id, e := range p.entities {
		if p.ruled[id] == nil && p.names.holds(e.Name, e.Key) {
			p.to[id] = p.maskedEntity(e)
		}
	}
	for id, to := range p.to { // whose keys are settled now
		if to.Name != defaultName {
			to.Parent = p.parentKey(p.entities[id].Parent)
		}
	}
	for id := range p.ruled {
		p.to[id], p.coarse[id] = p.target(p.entities[id], 0)
	}
}

// target returns what stands in the place of e, and whether that is the area around it.
func (p *plan) target(e *graph.Entity, depth int) (*graph.Entity, bool) {
	id := p.idOf(e.Key)
	rule := p.ruled[id]
	if rule == nil {
		if to := p.to[id]; to != nil {
			return to, false
		}
		if p.names.holds(e.Name, e.Key) {
			return p.maskedEntity(e), false
		}
		bare := *e
		bare.Names, bare.Parent = nil, p.parentKey(e.Parent)
		return &bare, true
	}
	if area := p.area(e, rule); area != nil && depth < maxDepth {
		return p.target(area, depth+1)
	}
	return p.pseudonymous(e.Kind, rule), false
}

// key is the key of what stands in the place of what r withholds outright.
func (r *Rule) key() string { return "withheld/" + string(r.Kind) + "/" + r.pseudonym() }

// pseudonymous returns who stands in the place of an entity of a kind. Where several may share the pseudonym, it is
// nobody in particular: what is told of them is not put together as if they were one.
func (p *plan) pseudonymous(kind schema.Kind, rule *Rule) *graph.Entity {
	e := &graph.Entity{Key: rule.key(), Kind: kind, Name: rule.pseudonym()}
	e.ID = graph.EntityID(e.Key)
	if kind.IsPlace() {
		e.Kind = schema.Region // the kind of places that says least
	} else if p.lumps[e.Key] > 1 || rule.Ref == All || rule.As == "" {
		e.Kind = schema.Unknown
	}
	return e
}

// maskedEntity returns e with what is withheld taken out of its name, and without what would tell it.
func (p *plan) maskedEntity(e *graph.Entity) *graph.Entity {
	name := p.names.mask(e.Name)
	out := &graph.Entity{Key: "withheld/" + string(e.Kind) + ":" + graph.FoldName(name), Kind: e.Kind, Name: name, Class: e.Class}
	if graph.FoldName(name) == "" || name == e.Name { // nothing is left, or only the key tells
		out = &graph.Entity{Key: "withheld/" + string(e.Kind) + "/" + defaultName, Kind: schema.Unknown, Name: defaultName}
		if e.Kind.IsPlace() {
			out.Kind = schema.Region
		}
	}
	out.ID = graph.EntityID(out.Key)
	return out
}

// parentKey returns the key of what stands in the place of the entity with key.
func (p *plan) parentKey(key string) string {
	if key == "" {
		return ""
	}
	id := p.idOf(key)
	switch {
	case p.to[id] != nil:
		return p.to[id].Key
	case p.ruled[id] != nil: // not settled yet
		to, _ := p.target(p.entities[id], 0)
		return to.Key
	}
	told, known := p.tells[key]
	if !known {
		told = p.names.holds(key)
		p.tells[key] = told
	}
	if told {
		return ""
	}
	return key
}
