package export

import (
	"cmp"
	"slices"

	"github.com/isnad-graph/isnad/graph"
)

// Parts of a claim that are nodes of their own.
const (
	toldPart   = "told"
	sourcePart = "source-"
	sidePart   = "side-"
	tallyPart  = "tally-"
)

// describeClaim says who tells c, in which words, and how firmly: nothing of it holds of the world. The
// first node is made in spare, which is what is left of an earlier one.
func describeClaim(t report, c *graph.Claim, runes *runeCounter, spare []statement) ([]node, error) {
	n := node{subject: thing(c.ID), statements: spare[:0]}
	n.is(ownClaim, provEntity)
	n.add(ownType, ofWord(wordOf(typeWords, "type-", c.Type)))
	n.text(ownStatus, cmp.Or(string(c.Status), "happened"), "")
	n.text(ownMode, string(c.Mode), "")
	n.text(ownPhase, string(c.Phase), "")
	n.text(ownCertainty, string(c.Certainty), "")
	n.text(ownStance, string(c.Stance), "")
	n.text(ownReview, string(c.Review), "")
	n.text(ownRule, c.Rule, "")
	n.text(ownLexicon, c.Lexicon, "")
	if err := describeEvidence(&n, t, c, runes); err != nil {
		return nil, err
	}
	n.add(ownTells, partOf(c.ID, toldPart))
	return describeChain(n, t, c), nil
}

func describeEvidence(n *node, t report, c *graph.Claim, runes *runeCounter) error {
	quote, span, err := t.quote(c)
	if err != nil {
		return err
	}
	sentence, err := t.words(c, c.Evidence.Sentence)
	if err != nil {
		return err
	}
	n.text(ownQuote, quote, arabic)
	n.text(ownSentence, sentence, arabic)
	n.add(ownQuoteStart, integer(runes.at(span.Start)))
	n.add(ownQuoteEnd, integer(runes.at(span.End)))
	for _, s := range c.Loaded {
		words, err := t.words(c, s)
		if err != nil {
			return err
		}
		n.text(ownLoaded, words, arabic)
	}
	return nil
}

// describeChain says from whom the outlet has it: the nearest source first, the article last.
func describeChain(n node, t report, c *graph.Claim) []node {
	article := thing(t.ID)
	n.add(provDerived, article)
	n.add(provQuoted, article)
	if len(c.Sources) == 0 && clean(t.Outlet) != "" {
		n.add(provAttributed, thing(outletID(t.Outlet)))
	}
	nodes := []node{{}}
	for i, s := range c.Sources {
		link := node{subject: numbered(c.ID, sourcePart, i)}
		link.is(provAttribution)
		link.add(provAttributedWho, thing(s.Entity))
		link.add(ownPosition, integer(i+1))
		nodes = append(nodes, link)
		n.add(provAttributed, thing(s.Entity))
	}
	for _, link := range nodes[1:] {
		n.add(provQualified, link.subject)
	}
	nodes[0] = n
	return nodes
}

// describeTold says what c tells of. Only what happened by c is an event in the terms of SEM and bears
// edges: who adds all graphs up gets no event that was denied, planned or judged not to hold.
// The first node is made in spare.
func describeTold(c *graph.Claim, spare []statement) []node {
	n := node{subject: partOf(c.ID, toldPart), statements: spare[:0]}
	n.is(ownOccurrence)
	supports, _ := graph.Supports(c)
	if c.Type.IsLasting() {
		n.is(ownLasting)
	} else if supports {
		n.is(semEvent)
		n.add(semEventType, ofWord(wordOf(typeWords, "type-", c.Type)))
	}
	describeParties(&n, c, supports && !c.Type.IsLasting())
	describeTime(&n, c, supports)
	nodes := []node{n}
	nodes = append(nodes, describeSides(&nodes[0], c)...)
	nodes = append(nodes, describeTallies(&nodes[0], c)...)
	if supports {
		nodes = append(nodes, describeEdges(c)...)
	}
	return nodes
}

func describeParties(n *node, c *graph.Claim, event bool) {
	n.addArgs(ownAgent, c.Agents)
	n.addArgs(ownPatient, c.Patients)
	n.addArgs(ownPlace, c.Places)
	if event {
		n.addArgs(semHasActor, c.Agents, c.Patients)
		n.addArgs(semHasPlace, c.Places)
	}
}

// addArgs adds the entities of lists, each of them once.
func (n *node) addArgs(property *word, lists ...[]graph.Arg) {
	first := len(n.statements)
	for _, list := range lists {
		for _, a := range list {
			s := statement{property, thing(a.Entity)}
			if !slices.Contains(n.statements[first:], s) {
				n.statements = append(n.statements, s)
			}
		}
	}
}

func describeTime(n *node, c *graph.Claim, supports bool) {
	p := c.Period
	from, begins := moment(p.From, p.Precision)
	to, ends := moment(p.To, p.Precision)
	add := func(property *word, t term, known bool) {
		if known {
			n.add(property, t)
		}
	}
	add(ownFrom, from, begins)
	add(ownTo, to, ends)
	if supports && !c.Type.IsLasting() {
		if begins && ends && from.text == to.text {
			n.add(semAt, from)
		} else {
			add(semBegin, from, begins)
			add(semEnd, to, ends)
		}
	}
	if first, last, lasts := validity(c); lasts && supports {
		from, begins = moment(first, p.Precision)
		to, ends = moment(last, p.Precision)
		add(ownValidFrom, from, begins)
		add(ownValidTo, to, ends)
	}
	n.text(ownTimeWords, p.Surface, arabic)
	if p.Surface != "" && !p.Anchored {
		n.add(ownUnanchored, typedLiteral("true", xsdBoolean))
	}
}

func describeSides(n *node, c *graph.Claim) []node {
	var nodes []node
	for i, members := range c.Sides {
		side := node{subject: numbered(c.ID, sidePart, i)}
		side.is(ownSide)
		for _, id := range members {
			side.add(ownMember, thing(id))
		}
		n.add(ownHasSide, side.subject)
		nodes = append(nodes, side)
	}
	return nodes
}

func describeTallies(n *node, c *graph.Claim) []node {
	var nodes []node
	for i, t := range c.Tallies {
		tally := node{subject: numbered(c.ID, tallyPart, i)}
		tally.is(ownTally)
		tally.text(ownCounts, t.What, "")
		tally.text(ownUnit, t.Unit, "")
		if t.Min != nil {
			tally.add(ownMin, integer(*t.Min))
		}
		if t.Max != nil {
			tally.add(ownMax, integer(*t.Max))
		}
		tally.text(ownComparator, t.Comparator, "")
		tally.text(ownWords, t.Surface, arabic)
		n.add(ownHasTally, tally.subject)
		nodes = append(nodes, tally)
	}
	return nodes
}

// describeEdges returns the edges that c bears, one node for each subject in a row.
func describeEdges(c *graph.Claim) []node {
	var nodes []node
	for _, e := range graph.Edges(c) {
		if len(nodes) == 0 || nodes[len(nodes)-1].subject.id != e.Subject {
			nodes = append(nodes, node{subject: thing(e.Subject)})
		}
		nodes[len(nodes)-1].add(wordOf(predicateWords, "", e.Predicate), thing(e.Object))
	}
	return nodes
}
