package gate

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// byMention reads r as the rules read the phrase that it is, or is in.
func (e *examination) byMention(r run, arg Argument) (reading, error) {
	alike, other := e.mentionsOver(r, arg.Kind)
	equal := slices.DeleteFunc(slices.Clone(alike), func(m mention) bool { return m.first != r.first || m.last != r.last })
	if len(equal) > 0 {
		return e.exactly(equal, r, arg)
	}
	for _, m := range alike {
		read, err := e.withMention(m, r, arg)
		if err != nil || read.how != "" {
			return read, err
		}
	}
	for _, m := range other {
		if err := e.otherSort(m, r, arg); err != nil {
			return reading{}, err
		}
	}
	return reading{}, nil
}

// exactly reads r as the one of mentions of the same words that is of the argument's kind.
func (e *examination) exactly(mentions []mention, r run, arg Argument) (reading, error) {
	m, n := mentions[0], 0
	for _, o := range mentions {
		if arg.agrees(e.entities[o.entity].Kind) {
			m, n = o, n+1
		}
	}
	if n > 1 {
		return reading{}, refuse(AmbiguousName, "%s is read as %d by the rules", brief(arg.Text), n)
	}
	r.span.Start = max(r.span.Start, m.span.Start)
	return e.known(m.entity, r, arg, m.form == "pronoun", "as the rules read the words")
}

// otherSort refuses r where the rules read it, or something that it takes in or is part of, as somewhere
// and the claim as somebody, or the reverse. Places may stand in names of others.
func (e *examination) otherSort(m mention, r run, arg Argument) error {
	entity := e.entities[m.entity]
	switch {
	case m.first == r.first && m.last == r.last, r.within(m.run) && e.isNameOf(m.entity, r):
		return refuse(KindContradicted, "%s is read as %s, not as %s", brief(arg.Text), entity.Kind, arg.Kind)
	case r.within(m.run) && e.inName(r, m):
		return refuse(ArgumentCutsName, "%s is part of %s", brief(arg.Text), brief(e.text(m.span)))
	case r.within(m.run):
		return nil
	case !m.within(r), arg.Kind.IsPlace() && !isGeneric(entity.Kind):
		return refuse(ArgumentBeyondName, "%s takes in %s", brief(arg.Text), brief(e.text(m.span)))
	}
	return nil
}

// isNameOf reports whether r by itself is a name of an entity, in the article or in the lexicon.
func (e *examination) isNameOf(entity int, r run) bool {
	return e.isNamed(entity, e.key(r)) || e.isAlias(e.entities[entity].Key, r)
}

// mentionsOver returns the mentions that share words with r: those of somebody or, if kind is one of a
// place, of somewhere; and the rest.
func (e *examination) mentionsOver(r run, kind schema.Kind) (alike, other []mention) {
	for _, m := range e.mentions {
		switch {
		case !m.overlaps(r):
		case e.entities[m.entity].Kind.IsPlace() == kind.IsPlace():
			alike = append(alike, m)
		default:
			other = append(other, m)
		}
	}
	return alike, other
}

// withMention reads r, which is not all of mention m, as its entity: where it is a name of it, or all that
// follows a number in «three fighters of X».
func (e *examination) withMention(m mention, r run, arg Argument) (reading, error) {
	entity := e.entities[m.entity]
	switch {
	case e.isNameOf(m.entity, r):
		return e.known(m.entity, r, arg, false, "a name of it")
	case !r.within(m.run) && !m.within(r):
		return reading{}, refuse(ArgumentCutsName, "%s cuts %s", brief(arg.Text), brief(e.text(m.span)))
	case m.within(r) && isGeneric(arg.Kind) && entity.Kind == arg.Kind:
		return e.known(m.entity, r, arg, false, "as the rules read the words")
	case entity.Key == "" && m.first == r.first && m.within(r) && agree(entity.Kind, arg.Kind):
		return reading{}, nil // a name beyond the lexicon, of which the rules saw less
	case m.within(r):
		return reading{}, refuse(ArgumentBeyondName, "%s says more than %s", brief(arg.Text), brief(e.text(m.span)))
	case e.inName(r, m):
		return reading{}, refuse(ArgumentCutsName, "%s is part of %s", brief(arg.Text), brief(entity.Name))
	case m.form != "name" && r.last == m.last:
		return e.known(m.entity, r, arg, m.form == "pronoun", "as the rules read the words")
	case !e.isLexical(r) && len(e.byName[e.key(r)]) == 0:
		return reading{}, refuse(ArgumentCutsName, "%s is part of %s", brief(arg.Text), brief(e.text(m.span)))
	}
	return reading{}, nil
}

// inName reports whether r is a part of a name that stands in m, and not all of it: a name of the lexicon or
// one that the rules read anywhere in the article.
func (e *examination) inName(r run, m mention) bool {
	for i := range e.survey.Result.Entities {
		for _, name := range e.entities[i].Names {
			for _, n := range e.find(words(name), m.first, m.last+1, nameMark) {
				if r.within(n) && r.last-r.first < n.last-n.first {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(e.names, func(n named) bool { return n.overlaps(r) && !n.within(r) })
}

func (e *examination) isLexical(r run) bool {
	return slices.ContainsFunc(e.names, func(n named) bool { return n.first == r.first && n.last == r.last })
}
