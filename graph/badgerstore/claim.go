package badgerstore

import (
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// encodeClaim writes a claim but for its id, which is its key.
func encodeClaim(c *graph.Claim) []byte {
	e := newEncoder()
	e.id(c.Doc)
	text(&e, c.Type)
	text(&e, c.Mode)
	text(&e, c.Phase)
	text(&e, c.Status)
	text(&e, c.Certainty)
	text(&e, c.Stance)
	text(&e, c.Rule)
	text(&e, c.Lexicon)
	for _, args := range [][]graph.Arg{c.Agents, c.Patients, c.Places, c.Sources} {
		list(&e, args, encodeArg)
	}
	list(&e, c.Sides, func(e *encoder, side []graph.ID) { list(e, side, (*encoder).id) })
	encodePeriod(&e, c.Period)
	list(&e, c.Tallies, encodeTally)
	list(&e, c.Loaded, (*encoder).span)
	e.span(c.Evidence.Sentence)
	e.span(c.Evidence.Trigger)
	e.span(c.Evidence.Quote)
	text(&e, c.Review)
	e.span(c.Brief)
	return e.b
}

func decodeClaim(id graph.ID, b []byte) (*graph.Claim, error) {
	d := decoder{b: b}
	c := &graph.Claim{
		ID: id, Doc: d.id(), Type: schema.Type(d.word()), Mode: schema.Mode(d.word()), Phase: schema.Phase(d.word()),
		Status: schema.Status(d.word()), Certainty: schema.Certainty(d.word()), Stance: schema.Stance(d.word()),
		Rule: d.word(), Lexicon: d.word(),
	}
	for _, args := range []*[]graph.Arg{&c.Agents, &c.Patients, &c.Places, &c.Sources} {
		*args = items(&d, decodeArg)
	}
	c.Sides = items(&d, func(d *decoder) []graph.ID { return items(d, (*decoder).id) })
	c.Period = decodePeriod(&d)
	c.Tallies = items(&d, decodeTally)
	c.Loaded = items(&d, (*decoder).span)
	c.Evidence = graph.Evidence{Sentence: d.span(), Trigger: d.span(), Quote: d.span()}
	c.Review = graph.Review(d.word())
	c.Brief = d.span()
	return c, d.end()
}

func encodeArg(e *encoder, a graph.Arg) {
	e.id(a.Entity)
	e.span(a.Span)
	e.flag(a.Inferred)
	e.span(a.Part)
}

func decodeArg(d *decoder) graph.Arg {
	return graph.Arg{Entity: d.id(), Span: d.span(), Inferred: d.flag(), Part: d.span()}
}

func encodePeriod(e *encoder, p graph.Period) {
	text(e, p.From)
	text(e, p.To)
	text(e, p.Precision)
	e.flag(p.Anchored)
	text(e, p.Surface)
	e.span(p.Span)
}

func decodePeriod(d *decoder) graph.Period {
	return graph.Period{
		From: graph.Day(d.text()), To: graph.Day(d.text()), Precision: d.word(), Anchored: d.flag(),
		Surface: d.text(), Span: d.span(),
	}
}

func encodeTally(e *encoder, t graph.Tally) {
	text(e, t.What)
	for _, n := range []*int{t.Min, t.Max} {
		e.flag(n != nil)
		if n != nil {
			e.number(*n)
		}
	}
	text(e, t.Comparator)
	text(e, t.Unit)
	text(e, t.Surface)
	e.span(t.Span)
}

func decodeTally(d *decoder) graph.Tally {
	t := graph.Tally{What: d.word()}
	for _, n := range []**int{&t.Min, &t.Max} {
		if d.flag() {
			v := d.number()
			*n = &v
		}
	}
	t.Comparator, t.Unit, t.Surface, t.Span = d.word(), d.word(), d.text(), d.span()
	return t
}
