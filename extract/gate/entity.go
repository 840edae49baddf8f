package gate

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// reading is what a run of words is read as.
type reading struct {
	entity   int
	span     extract.Span
	referred bool   // by a pronoun or the like, not by name
	how      string // for people
}

// resolve says whom or what the words of r mean. The rules' reading of the words comes first, then the
// lexicon, then a name that the article gives elsewhere; what none of them knows is a new entity, if it can
// be a name. Part of a name never means what the name means.
func (e *examination) resolve(r run, arg Argument) (reading, error) {
	for _, try := range []func(run, Argument) (reading, error){e.byMention, e.byLexicon, e.byOtherName, e.byKind} {
		read, err := try(r, arg)
		if err != nil || read.how != "" {
			return read, err
		}
	}
	return e.newcomer(r, arg)
}

// name returns r as the text spells it: quotes left out, white space made one, and the article given back
// that clitics may have swallowed.
func (e *examination) name(r run) string {
	name := strings.Join(strings.Fields(strings.Map(unquoted, e.text(r.span))), " ")
	if r.article {
		return definite + name
	}
	return name
}

// key returns the normal form of r as a name.
func (e *examination) key(r run) string { return joined(words(e.name(r))) }

// isAlias reports whether r by itself is a name that the lexicon has for key: a short one within the long
// one that stands there.
func (e *examination) isAlias(key string, r run) bool {
	return key != "" && slices.ContainsFunc(e.lexical(r), func(ref lexicon.NameRef) bool { return e.lex.Entries[ref.Entry].Key == key })
}

// sharesEntry reports whether r by itself is a name of one of refs.
func (e *examination) sharesEntry(refs []lexicon.NameRef, r run) bool {
	return slices.ContainsFunc(e.lexical(r), func(ref lexicon.NameRef) bool {
		return slices.ContainsFunc(refs, func(o lexicon.NameRef) bool { return o.Entry == ref.Entry })
	})
}

// lexical returns what the words of r mean as a name of the lexicon, taken by themselves.
func (e *examination) lexical(r run) []lexicon.NameRef {
	tokens := words(e.name(r))
	n, _ := e.lex.FindName(tokens, 0, nil)
	if len(n.Refs) == 0 || n.Last < len(tokens)-1 {
		return nil
	}
	return n.Refs
}

// byLexicon reads r as the name of the lexicon that it is, where the rules saw no mention.
func (e *examination) byLexicon(r run, arg Argument) (reading, error) {
	for _, n := range e.names {
		switch {
		case !n.overlaps(r):
		case n.first == r.first && n.last == r.last, r.within(n.run) && e.sharesEntry(n.refs, r):
			return e.entry(n.refs, r, arg)
		case !n.within(r):
			return reading{}, refuse(ArgumentCutsName, "%s cuts %s", brief(arg.Text), brief(e.text(e.span(n.first, n.last))))
		}
	}
	return reading{}, nil
}

// entry reads r as the one entry that its name can mean here.
func (e *examination) entry(refs []lexicon.NameRef, r run, arg Argument) (reading, error) {
	var fit, present []int32
	other := schema.Kind("")
	for _, ref := range refs {
		x := &e.lex.Entries[ref.Entry]
		switch {
		case ref.Gated:
			continue
		case x.Kind.IsPlace() != arg.Kind.IsPlace():
			other = x.Kind
			continue
		}
		fit = append(fit, ref.Entry)
		if slices.ContainsFunc(e.entities, func(o extract.Entity) bool { return o.Key == x.Key }) {
			present = append(present, ref.Entry)
		}
	}
	if len(present) > 0 {
		fit = present
	}
	switch {
	case len(fit) == 0 && other != "":
		return reading{}, refuse(KindContradicted, "%s is a name of kind %s, not %s", brief(arg.Text), other, arg.Kind)
	case len(fit) == 0:
		return reading{}, nil
	case len(fit) == 1:
		return e.known(e.addEntry(fit[0], e.name(r)), r, arg, false, "a name of the lexicon")
	}
	return reading{}, refuse(AmbiguousName, "%s is the name of %d, and nothing in the article decides", brief(arg.Text), len(fit))
}

// addEntry returns the entity that stands for an entry of the lexicon.
func (a *article) addEntry(entry int32, name string) int {
	x := &a.lex.Entries[entry]
	return a.add(x.Key, extract.Entity{Key: x.Key, Kind: x.Kind, Name: x.Name, En: x.En, Names: []string{name}})
}

// add returns the entity that was added under key, adding it where it is new.
func (a *article) add(key string, entity extract.Entity) int {
	i, ok := a.added[key]
	if !ok {
		i = slices.IndexFunc(a.entities, func(o extract.Entity) bool { return entity.Key != "" && o.Key == entity.Key })
		if i < 0 {
			i = len(a.entities)
			a.entities = append(a.entities, entity)
		}
		a.added[key] = i
	}
	return i
}

// byOtherName reads r as the entity of the article that has this name elsewhere.
func (e *examination) byOtherName(r run, arg Argument) (reading, error) {
	var fit []int
	for _, i := range e.byName[e.key(r)] {
		if e.entities[i].Kind.IsPlace() == arg.Kind.IsPlace() {
			fit = append(fit, i)
		}
	}
	switch len(fit) {
	case 0:
		return reading{}, nil
	case 1:
		return e.known(fit[0], r, arg, false, "a name that the article gives it")
	}
	return reading{}, refuse(AmbiguousName, "%s is the name of %d in the article", brief(arg.Text), len(fit))
}

// known reads r as an entity that is known, if the kinds agree.
func (e *examination) known(entity int, r run, arg Argument, referred bool, how string) (reading, error) {
	x := e.entities[entity]
	if !arg.agrees(x.Kind) {
		return reading{}, refuse(KindContradicted, "%s is %s, of kind %s, not %s", brief(arg.Text), brief(x.Name), x.Kind, arg.Kind)
	}
	if x.Key != "" {
		how += ", " + x.Key + " of the lexicon"
	}
	return reading{entity, r.span, referred, how}, nil
}

// kindred are sets of kinds between which the lexicon's word counts and another is no contradiction.
var kindred = [][]schema.Kind{
	{schema.State, schema.Military, schema.Body},
	{schema.ArmedGroup, schema.Coalition},
	{schema.Body, schema.Community},
	{schema.Community, schema.Civilians},
	{schema.Country, schema.Region, schema.District, schema.Settlement, schema.Neighbourhood, schema.Natural},
	{schema.Facility, schema.Natural},
}

// agrees reports whether a is no contradiction to an entity of kind k.
func (a Argument) agrees(k schema.Kind) bool { return agree(k, a.Kind) || a.speaks && !k.IsPlace() }

func agree(a, b schema.Kind) bool {
	return a == b || slices.ContainsFunc(kindred, func(set []schema.Kind) bool { return slices.Contains(set, a) && slices.Contains(set, b) })
}

func unquoted(r rune) rune {
	switch r {
	case '"', '\u00AB', '\u00BB', '\u201C', '\u201D', '\u201E', '(', ')':
		return -1
	}
	return r
}
