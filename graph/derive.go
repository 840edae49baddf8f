package graph

import "github.com/isnad-graph/isnad/schema"

// Edge is one edge that a claim witnesses.
type Edge struct {
	Predicate       schema.Predicate
	Subject, Object ID
}

// ID returns the ID of the relation that e is a witness of.
func (e Edge) ID() ID { return RelationID(e.Predicate, e.Subject, e.Object) }

// Edges returns the edges that c bears on, without doubles, in a fixed order. Whether c supports or
// denies them is for Supports to say.
//
// A clash of more than two parties gives no clashed-with edge unless Sides tells who stood with whom,
// so that allies never become opponents.
func Edges(c *Claim) []Edge {
	b := edgeSet{seen: map[Edge]bool{}}
	agents, patients, places := ids(c.Agents), ids(c.Patients), ids(c.Places)
	targets := append(append([]ID{}, patients...), places...)
	switch c.Type {
	case schema.Attack:
		b.cross(schema.Attacked, agents, targets)
	case schema.Clash:
		b.clash(c, agents)
		b.cross(schema.FoughtIn, agents, places)
	case schema.Raid:
		b.cross(schema.Raided, agents, targets)
	case schema.Control:
		p := schema.Controls
		if c.Phase == schema.Lose {
			p = schema.Lost
		}
		b.cross(p, agents, places)
	case schema.Withdraw:
		b.cross(schema.WithdrewFrom, agents, places)
	case schema.Besiege:
		b.cross(schema.Besieges, agents, targets)
	case schema.Kill:
		b.harm(schema.Killed, schema.KilledIn, agents, patients, places)
	case schema.Injure:
		b.harm(schema.Injured, schema.InjuredIn, agents, patients, places)
	case schema.Detain:
		b.harm(schema.Detained, schema.DetainedIn, agents, patients, places)
	case schema.Release:
		b.cross(schema.Released, agents, patients)
	case schema.Negotiate:
		b.pairs(schema.NegotiatedWith, agents)
	case schema.Agree:
		b.pairs(schema.AgreedWith, agents)
	case schema.Meet:
		b.pairs(schema.MetWith, agents)
	case schema.Support:
		b.cross(schema.Supports, agents, patients)
	case schema.Displace:
		p := schema.DisplacedFrom
		if c.Phase == schema.Return {
			p = schema.ReturnedTo
		}
		b.cross(p, patients, places)
	case schema.Protest:
		b.cross(schema.ProtestedIn, agents, places)
		b.cross(schema.ProtestedAgainst, agents, patients)
	case schema.Deploy:
		b.cross(schema.DeployedTo, agents, places)
	case schema.PartOf, schema.MemberOf, schema.Leads, schema.SpeaksFor, schema.AllyOf:
		b.cross(schema.Predicate(c.Type), agents, patients)
	}
	return b.edges
}

// Supports reports whether c is a witness for its edges (true), a witness against them (denies), or
// neither: a plan, a failed attempt to hold, kill or detain, and what was judged not to hold bear no
// edge at all.
func Supports(c *Claim) (supports, denies bool) {
	if c.Review == Rejected {
		return false, false
	}
	switch c.Status {
	case schema.Happened, "":
		return true, false
	case schema.Denied:
		return false, true
	case schema.Failed:
		switch c.Type {
		case schema.Attack, schema.Clash, schema.Raid, schema.Besiege, schema.Negotiate, schema.Agree,
			schema.Meet, schema.Protest:
			return true, false
		}
	}
	return false, false
}

type edgeSet struct {
	edges []Edge
	seen  map[Edge]bool
}

func (b *edgeSet) add(p schema.Predicate, s, o ID) {
	if s == o {
		return
	}
	if p.IsSymmetric() && o.Compare(s) < 0 {
		s, o = o, s
	}
	e := Edge{p, s, o}
	if !b.seen[e] {
		b.seen[e] = true
		b.edges = append(b.edges, e)
	}
}

func (b *edgeSet) cross(p schema.Predicate, subjects, objects []ID) {
	for _, s := range subjects {
		for _, o := range objects {
			b.add(p, s, o)
		}
	}
}

func (b *edgeSet) pairs(p schema.Predicate, parties []ID) {
	for i, s := range parties {
		for _, o := range parties[i+1:] {
			b.add(p, s, o)
		}
	}
}

func (b *edgeSet) harm(by, in schema.Predicate, agents, patients, places []ID) {
	b.cross(by, agents, patients)
	b.cross(in, patients, places)
}

func (b *edgeSet) clash(c *Claim, agents []ID) {
	if len(c.Sides) == 2 {
		b.cross(schema.ClashedWith, c.Sides[0], c.Sides[1])
		return
	}
	if len(agents) == 2 {
		b.pairs(schema.ClashedWith, agents)
	}
}

func ids(args []Arg) []ID {
	out := make([]ID, 0, len(args))
	for _, a := range args {
		out = append(out, a.Entity)
	}
	return out
}
