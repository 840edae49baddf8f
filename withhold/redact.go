package withhold

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"

	"github.com/isnad-graph/isnad/graph"
)

// redacted is what is left of a document.
type redacted struct {
	delta   *graph.Delta
	claims  map[graph.ID]graph.ID // ids of claims: before, after
	dropped int                   // claims that said nothing any more
	renamed bool                  // the document has another key
}

// touchesDocument reports whether anything of d but its text has to be withheld.
func (p *plan) touchesDocument(d *graph.Document) bool {
	return p.outlets[graph.FoldName(d.Outlet)] != nil || p.names.holds(d.Title, d.Outlet, d.Key, d.URL, unescaped(d.Key), unescaped(d.URL))
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil && plain != s {
		return plain
	}
	return ""
}

// touchesEntity reports whether e, as one document has it, has to be shown otherwise.
func (p *plan) touchesEntity(e *graph.Entity) bool {
	return p.hides(e) || p.parentKey(e.Parent) != e.Parent ||
		slices.ContainsFunc(e.Names, func(n graph.Name) bool { return p.names.holds(n.Text) })
}

// hides reports whether another entity stands in the place of e.
func (p *plan) hides(e *graph.Entity) bool { return p.standIn(e) != nil }

// standIn returns what stands in the place of e; nil where that is e itself.
func (p *plan) standIn(e *graph.Entity) *graph.Entity {
	if to := p.to[p.curation.Entity(e.ID)]; to != nil {
		return to
	}
	if known := p.entities[e.ID]; known != nil && known.Name == e.Name {
		return nil // looked at already
	}
	if p.names.holds(e.Name, e.Key) {
		return p.maskedEntity(e)
	}
	return nil
}

// redact returns what is left of d, a document as it was read: a function of p, d and twin alone, which tells apart
// documents of which the same is left. A document of which only the parents of entities have changed keeps its key.
func (p *plan) redact(d *graph.Delta, twin int) *redacted {
	w := &redactor{plan: p, to: map[graph.ID]*graph.Entity{}}
	made := p.curation.Curate(d)
	hidden := false
	for _, e := range slices.Concat(d.Entities, made.Entities) {
		if to := p.standIn(e); to != nil {
			w.to[e.ID], hidden = to, true
		}
	}
	if !hidden && !p.touchesDocument(d.Document) && !p.names.holds(d.Document.Text) {
		out := *d
		out.Entities = w.entities(d.Entities)
		return &redacted{delta: &out}
	}
	return w.document(made, twin)
}

// redactor redacts one document.
type redactor struct {
	*plan
	to map[graph.ID]*graph.Entity // what stands in the place of its entities
	m  *masked
}

func (w *redactor) document(d graph.Curated, twin int) *redacted {
	w.m = mask(d.Document.Text, w.names.cover(d.Document.Text, w.called(d.Delta)))
	out := &redacted{claims: map[graph.ID]graph.ID{}, renamed: true}
	doc := &graph.Document{Title: w.names.mask(d.Document.Title), Outlet: w.outlet(d.Document.Outlet), Published: d.Document.Published, Text: w.m.text}
	doc.SHA256 = graph.HashText(doc.Text)
	out.delta = &graph.Delta{Document: doc, Entities: w.entities(w.whole(d)), Mentions: w.mentions(d.Mentions)}
	was := map[*graph.Claim]graph.ID{}
	for _, c := range d.Claims {
		if made := w.claim(c); made != nil {
			out.delta.Claims = append(out.delta.Claims, made)
			was[made] = c.ID
		} else {
			out.dropped++
		}
	}
	w.prune(out.delta)
	sortByContent(out.delta.Claims)
	name := digest(out.delta)
	if twin > 0 {
		name += "-" + strconv.Itoa(twin)
	}
	out.delta = identified(out.delta, name, was, out.claims)
	return out
}

// called returns the words by which what is withheld is called: mentions, and what else puts it into a role, which may
// be a name with a title before it. Pronouns stay, and verbs that hold one.
func (w *redactor) called(d *graph.Delta) []graph.Span {
	var spans []graph.Span
	pronouns := map[graph.Span]bool{}
	for _, m := range d.Mentions {
		switch {
		case m.Form == graph.PronounMention:
			pronouns[m.Span] = true
		case w.rules(m.Entity):
			spans = append(spans, m.Span)
		}
	}
	for _, c := range d.Claims {
		for a := range c.AllArgs() {
			if w.rules(a.Entity) && !pronouns[a.Span] && !a.Span.Overlaps(c.Evidence.Trigger) {
				spans = append(spans, a.Span)
			}
		}
	}
	return spans
}

// rules reports whether entity is withheld by the policy itself.
func (w *redactor) rules(entity graph.ID) bool { return w.ruled[w.curation.Entity(entity)] != nil }

func (w *redactor) outlet(name string) string {
	if rule := w.outlets[graph.FoldName(name)]; rule != nil && name != "" {
		return rule.pseudonym()
	}
	return w.names.mask(name)
}

// whole returns the entities of d, those that it only has by a judgement as the graph has them.
func (w *redactor) whole(d graph.Curated) []*graph.Entity {
	out := slices.Clone(d.Entities)
	for i, e := range out {
		if known := w.plan.entities[e.ID]; d.Borrowed[e.ID] && known != nil {
			whole := *known
			whole.Names = e.Names
			out[i] = &whole
		}
	}
	return out
}

// entities returns what stands in the places of entities, ascending.
func (w *redactor) entities(entities []*graph.Entity) []*graph.Entity {
	made := map[graph.ID]*graph.Entity{}
	for _, e := range entities {
		to := w.to[e.ID]
		if to == nil {
			to = w.plain(e)
		}
		if have := made[to.ID]; have != nil {
			to = joined(have, to)
		}
		made[to.ID] = to
	}
	out := make([]*graph.Entity, 0, len(made))
	for _, e := range made {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *graph.Entity) int { return a.ID.Compare(b.ID) })
	return out
}

// plain returns e without names that hold what is withheld, and below what stands in the place of its parent.
func (w *redactor) plain(e *graph.Entity) *graph.Entity {
	if !w.touchesEntity(e) {
		return e
	}
	out := *e
	out.Parent = w.parentKey(e.Parent)
	out.Names = slices.DeleteFunc(slices.Clone(e.Names), func(n graph.Name) bool { return w.names.holds(n.Text) })
	if len(out.Names) == 0 {
		out.Names = nil
	}
	return &out
}

// joined returns one of two descriptions of an entity, in whatever order they come, with the names of both.
func joined(a, b *graph.Entity) *graph.Entity {
	names := graph.SortNames(slices.Concat(a.Names, b.Names))
	x, y := *a, *b
	x.Names, y.Names = nil, nil
	if form(x) > form(y) {
		x = y
	}
	x.Names = names
	return &x
}

func form(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // a valid delta has nothing that JSON cannot say
	}
	return string(text)
}

func (w *redactor) entity(id graph.ID) graph.ID {
	if to := w.to[id]; to != nil {
		return to.ID
	}
	return id
}

func (w *redactor) mentions(mentions []graph.Mention) []graph.Mention {
	var out []graph.Mention
	for _, m := range mentions {
		out = append(out, graph.Mention{Entity: w.entity(m.Entity), Span: w.m.span(m.Span), Form: m.Form})
	}
	slices.SortFunc(out, graph.CompareMentions)
	return slices.Compact(out)
}

// prune drops stand-ins that no mention and no claim of d names any more: an area may be named by dropped claims only.
func (w *redactor) prune(d *graph.Delta) {
	named := map[graph.ID]bool{}
	for _, m := range d.Mentions {
		named[m.Entity] = true
	}
	for _, c := range d.Claims {
		for a := range c.AllArgs() {
			named[a.Entity] = true
		}
		for _, id := range slices.Concat(c.Sides...) {
			named[id] = true
		}
	}
	made := map[graph.ID]bool{}
	for _, to := range w.to {
		made[to.ID] = true
	}
	d.Entities = slices.DeleteFunc(d.Entities, func(e *graph.Entity) bool { return made[e.ID] && !named[e.ID] })
}

// digest returns a sum of all that d, which has no key yet, says.
func digest(d *graph.Delta) string {
	const chars = 32 // of it are enough
	return graph.HashText(form(d))[:chars]
}

// identified returns d under a key with name, with the ids that follow from the key, and notes in ids
// what became of those of claims. The claims of d come in the order of what they say.
func identified(d *graph.Delta, name string, was map[*graph.Claim]graph.ID, ids map[graph.ID]graph.ID) *graph.Delta {
	doc := *d.Document
	doc.Key = "withheld/document/" + name
	doc.ID = graph.DocumentID(doc.Key, doc.Text)
	serials := map[string]int{}
	out := &graph.Delta{Document: &doc, Entities: d.Entities, Mentions: d.Mentions}
	for _, c := range d.Claims {
		slot := strconv.Itoa(c.Evidence.Trigger.Start) + " " + strconv.Itoa(c.Evidence.Trigger.End) + " " + string(c.Type)
		made := *c
		made.Doc, made.ID = doc.ID, graph.ClaimID(doc.ID, c.Evidence.Trigger, c.Type, serials[slot])
		serials[slot]++
		ids[was[c]] = made.ID
		out.Claims = append(out.Claims, &made)
	}
	slices.SortFunc(out.Claims, func(a, b *graph.Claim) int { return a.ID.Compare(b.ID) })
	return out
}

// sortByContent sorts claims, which have no ids yet, by what they say and where.
func sortByContent(claims []*graph.Claim) {
	said := make(map[*graph.Claim]string, len(claims))
	for _, c := range claims {
		said[c] = form(c)
	}
	slices.SortStableFunc(claims, func(a, b *graph.Claim) int { return cmp.Compare(said[a], said[b]) })
}
