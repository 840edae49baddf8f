package export

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func (w *ftmWriter) documents(ctx context.Context, g *subgraph) error {
	for t, err := range g.reports(ctx) {
		if err != nil {
			return err
		}
		entities, err := g.entitiesIn(ctx, t.claims)
		if err != nil {
			return err
		}
		w.article(t.Document)
		for _, c := range t.claims {
			quote, _, err := t.quote(c)
			if err != nil {
				return err
			}
			w.claim(t, c, quote, entities)
		}
		if w.err != nil {
			break
		}
	}
	return w.err
}

func (w *ftmWriter) article(d *graph.Document) {
	a := newFTM("Article", d.ID.String())
	a.add("name", clip(cmp.Or(clean(d.Title), d.Key)))
	a.add("title", d.Title)
	a.add("fileName", d.Key)
	a.add("publisher", d.Outlet)
	a.add("publishedAt", string(d.Published))
	a.add("language", "ara")
	if address, ok := asciiAddress(d.URL); ok {
		a.add("sourceUrl", address)
	}
	w.put(a)
}

// claim writes what c tells, an event only where it happened by c, and the article's words for it.
func (w *ftmWriter) claim(t report, c *graph.Claim, quote string, entities entitiesByID) {
	supports, _ := graph.Supports(c)
	id := c.ID.String()
	if supports && !c.Type.IsLasting() {
		w.event(t, c, entities)
	} else {
		w.note(t, c, quote, entities)
	}
	d := newFTM("Documentation", ftmID("documentation", id))
	d.add("document", t.ID.String())
	d.add("entity", id)
	d.add("role", "told by "+chain(t, c, entities))
	d.add("status", string(cmp.Or(c.Status, schema.Happened)))
	d.add("summary", quote)
	d.add("date", string(t.Published))
	if address, ok := asciiAddress(t.URL); ok {
		d.add("sourceUrl", address)
	}
	w.put(d)
}

// chain names those through whom the article has c, the nearest to what happened first.
func chain(t report, c *graph.Claim, entities entitiesByID) string {
	var links []string
	for _, a := range c.Sources {
		links = append(links, clean(entities[a.Entity].Name))
	}
	return strings.Join(append(links, clean(cmp.Or(t.Outlet, t.Key))), ", then ")
}

func (w *ftmWriter) event(t report, c *graph.Claim, entities entitiesByID) {
	e := newFTM("Event", c.ID.String())
	e.add("name", entities.title(c))
	e.add("keywords", string(c.Type), string(c.Mode), string(c.Phase))
	addSpan(e, c.Period.From, c.Period.To, c.Period.Precision)
	for _, tally := range c.Tallies {
		e.add("notes", tally.Surface)
	}
	e.add("proof", t.ID.String())
	for _, a := range c.Places {
		e.add("location", entities[a.Entity].Name)
	}
	for _, args := range [][]graph.Arg{c.Agents, c.Patients} {
		for _, a := range args {
			if !entities[a.Entity].Kind.IsPlace() {
				e.add("involved", entities[a.Entity].ID.String())
			}
		}
	}
	w.put(e)
	for _, role := range []schema.Role{schema.Agent, schema.Patient, schema.Place} {
		for i, a := range c.Args(role) {
			l := newFTM("UnknownLink", ftmID("role", c.ID.String(), string(role), strconv.Itoa(i)))
			l.add("subject", entities[a.Entity].ID.String())
			l.add("object", c.ID.String())
			l.add("role", string(role))
			w.put(l)
		}
	}
}

// addSpan adds the time told, as coarse as it was told; an end that is open or not known is left out.
func addSpan(e ftmEntity, from, to graph.Day, precision string) {
	first, last := coarse(from, precision), coarse(to, precision)
	if first == last {
		e.add("date", first)
	}
	e.add("startDate", first)
	e.add("endDate", last)
}

// note writes a claim of what did not happen, or of what lasts.
func (w *ftmWriter) note(t report, c *graph.Claim, quote string, entities entitiesByID) {
	n := newFTM("Note", c.ID.String())
	status := string(cmp.Or(c.Status, schema.Happened))
	if c.Review == graph.Rejected {
		status = string(c.Review)
	}
	n.add("name", status+" "+entities.title(c))
	n.add("description", quote)
	n.add("keywords", status, string(c.Type), string(c.Phase))
	n.add("proof", t.ID.String())
	for _, id := range parties(c) {
		n.add("entity", entities[id].ID.String())
	}
	w.put(n)
}

// relations writes the edges that somebody supports.
func (w *ftmWriter) relations(ctx context.Context, g *subgraph) error {
	denied := 0
	for batch, err := range batches(g.edges(ctx, &denied), batchSize) {
		if err != nil {
			return err
		}
		plain := make([]*graph.Relation, len(batch))
		for i, e := range batch {
			plain[i] = e.Relation
		}
		ends, err := g.joinEnds(ctx, plain)
		if err != nil {
			return err
		}
		for i, e := range batch {
			w.put(ftmLink(e, ends[i]))
		}
		if w.err != nil {
			break
		}
	}
	w.counts["deniedOnly"] = denied
	return w.err
}

// ftmLink is a membership or a representation where the model has these words for both ends, and else a
// link with the predicate for its role.
func ftmLink(e edge, ends joined) ftmEntity {
	kind, subject, object := "UnknownLink", "subject", "object"
	person, body := !ends.subject.Kind.IsPlace(), !ends.object.Kind.IsPlace()
	organization := body && ftmSchema(ends.object.Kind) != "LegalEntity" && ends.object.Kind != schema.Person
	switch {
	case e.Predicate == schema.PredMemberOf && person && organization:
		kind, subject, object = "Membership", "member", "organization"
	case e.Predicate == schema.PredSpeaksFor && person && body:
		kind, subject, object = "Representation", "agent", "client"
	}
	x := newFTM(kind, e.ID.String())
	x.add(subject, ends.subject.ID.String())
	x.add(object, ends.object.ID.String())
	x.add("role", string(e.Predicate))
	x.add("startDate", string(e.From))
	if !lastsOn(e.Predicate) {
		x.add("endDate", string(e.To))
	}
	if len(e.Denying) > 0 {
		x.add("status", "denied by "+strconv.Itoa(len(e.Denying))+" of "+strconv.Itoa(len(e.Denying)+len(e.Supporting)))
	}
	for _, witness := range e.witnesses[:min(quoted, len(e.witnesses))] {
		x.add("summary", witness.quote)
		x.add("publisher", witness.source)
	}
	return x
}
