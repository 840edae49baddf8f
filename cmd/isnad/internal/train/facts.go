package train

import (
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/extract"
)

// Facts turns an annotated article into the form that is scored.
func (a *Article) Facts() *facts.Doc {
	g := a.Gold
	d := &facts.Doc{Doc: a.Doc.Key}
	if a.Doc.Published != "" {
		d.Published = &a.Doc.Published
	}
	for i, e := range g.Entities {
		x := facts.Entity{ID: entityID(i), Kind: string(e.Kind), Names: e.Names}
		if len(e.Names) > 0 {
			x.Name = e.Names[0]
		}
		d.Entities = append(d.Entities, x)
	}
	for i := range g.Events {
		d.Events = append(d.Events, factOf(&g.Events[i], i, a.Doc.Text))
	}
	for _, r := range g.Relations {
		d.Relations = append(d.Relations, facts.Relation{Type: string(r.Type), Subject: entityID(r.Subject), Object: entityID(r.Object)})
	}
	return d
}

func entityID(i int) string { return fmt.Sprintf("e%d", i+1) }

func factOf(e *extract.GoldEvent, i int, text string) facts.Event {
	ids := func(list []int) []string {
		out := []string{}
		for _, n := range list {
			out = append(out, entityID(n))
		}
		return slices.Clip(out)
	}
	known := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	x := facts.Event{
		ID: fmt.Sprintf("v%d", i+1), Type: string(e.Type), Phase: string(e.Phase), Status: string(e.Status),
		Agents: ids(e.Agents), Patients: ids(e.Patients), Places: ids(e.Places), Sources: ids(e.Sources),
		From: known(e.From), To: known(e.To), Quote: text[e.Quote.Start:e.Quote.End],
	}
	if e.Count != nil {
		x.Count = &facts.Count{Min: told(e.Count.Min), Max: told(e.Count.Max)}
	}
	return x
}

func told(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}
