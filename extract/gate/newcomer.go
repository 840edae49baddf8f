package gate

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// Classes of words in the lexicon that say of what kind that is which they name.
var (
	fighting = []string{"org-armed-group", "org-military"}
	titles   = []string{"title", "leader-of", "leader", "official", "named"}
	givens   = []string{"given", "given-weak", "kunya"}

	// heads begin a name of that kind, or stand before it.
	heads = map[schema.Kind][]string{
		schema.ArmedGroup:    fighting,
		schema.Coalition:     {"org-armed-group", "org-body"},
		schema.Military:      fighting,
		schema.Body:          {"org-body", "org-armed-group"},
		schema.Community:     {"org-community"},
		schema.Media:         {"media-noun", "source"},
		schema.Region:        {"place-region", "place-area"},
		schema.District:      {"place-district"},
		schema.Settlement:    {"place-settlement"},
		schema.Neighbourhood: {"place-neighbourhood"},
		schema.Facility:      {"place-facility"},
		schema.Natural:       {"place-natural"},
	}

	// inNames can stand in names behind the head.
	inNames = append([]string{
		"place-head", "adj-common", "source-adj", "dir-adj", "direction", "civil", "family", "fighter", "leader", "title",
		"org-armed-group", "org-military", "org-body", "org-community", "place-region", "place-settlement", "place-natural", "place-facility",
	}, givens...)

	// generics are what generic entities are called by.
	generics = map[schema.Kind][]string{
		schema.Civilians: {"civil", "family", "origin"},
		schema.Unknown:   {"fighter", "unknown", "unknown-head", "attacker", "force"},
	}
)

// byKind reads r as the generic entity of its kind, if it is called so.
func (e *examination) byKind(r run, arg Argument) (reading, error) {
	if !isGeneric(arg.Kind) {
		return reading{}, nil
	}
	if !slices.ContainsFunc(words(e.name(r)), func(t arabic.Token) bool { return e.isOf(t, generics[arg.Kind]) }) {
		return reading{}, refuse(ArgumentIsNoName, "%s does not call anybody %s", brief(arg.Text), arg.Kind)
	}
	generic := slices.IndexFunc(e.entities, func(o extract.Entity) bool { return o.Kind == arg.Kind })
	if generic < 0 {
		name := e.rules.GenericName(arg.Kind)
		generic = e.add(string(arg.Kind), extract.Entity{Kind: arg.Kind, Name: name, Names: []string{e.name(r)}})
	}
	return reading{generic, r.span, false, string(arg.Kind) + " without a name"}, nil
}

// newcomer reads r as the name of somebody or something that nobody knew. The text must give the kind
// away, as it must for the rules: by a type noun («the battalion of X», «the village of X»), a title, a given name.
// A model's word alone makes no node.
func (e *examination) newcomer(r run, arg Argument) (reading, error) {
	name := e.name(r)
	tokens := words(name)
	if slices.ContainsFunc(tokens, func(t arabic.Token) bool { return e.isOf(t, []string{"loaded", "loaded-noun"}) }) {
		return reading{}, refuse(LoadedName, "%s judges whom it names", brief(arg.Text))
	}
	how := e.giveaway(r, tokens, arg.Kind)
	if how == "" || len(tokens) > nameWords {
		return reading{}, refuse(ArgumentIsNoName, "nothing in the text gives %s away as a name of kind %s; a name that is one belongs into the lexicon", brief(arg.Text), arg.Kind)
	}
	i := e.add(string(arg.Kind)+":"+joined(tokens), extract.Entity{Kind: arg.Kind, Name: name, Names: []string{name}})
	return reading{i, r.span, false, "a name beyond the lexicon, given away by " + how}, nil
}

// giveaway says what gives a row of words away as a name of a kind, or nothing.
func (e *examination) giveaway(r run, tokens []arabic.Token, kind schema.Kind) string {
	first, before := tokens[0], e.before(r)
	switch {
	case kind == schema.Person:
		return e.personal(tokens, before)
	case len(tokens) > 1 && e.isFree(first, heads[kind]) && e.canName(tokens[1:]):
		return "its first word"
	case kind.IsPlace() && e.isOf(before, heads[kind]) && !strings.HasPrefix(before.Norm, definite) && e.canName(tokens):
		return "the word before it"
	}
	return ""
}

// personal says what gives tokens away as a name of a person: a title before it or a given name. A given
// name that is spelled like the preposition «on» is none.
func (e *examination) personal(tokens []arabic.Token, before arabic.Token) string {
	given := e.isOf(tokens[0], givens) && !e.isOf(tokens[0], []string{"ala"})
	switch {
	case !e.canName(tokens) || len(tokens) < 2 && !given:
		return ""
	case e.isOf(before, titles):
		return "a title before it"
	case given && len(tokens) > 1:
		return "a given name"
	}
	return ""
}

// before returns the word before r in its sentence, past quotation marks.
func (e *examination) before(r run) arabic.Token {
	for i := r.first - 1; i >= e.starts[e.sentenceAt(r.first)]; i-- {
		if t := e.tokens[i]; t.Kind != arabic.Punct || t.Norm != `"` {
			return t
		}
	}
	return arabic.Token{}
}

// canName reports whether all of tokens can stand in a name: words that the lexicon does not know, or of
// classes that do.
func (e *examination) canName(tokens []arabic.Token) bool {
	return !slices.ContainsFunc(tokens, func(t arabic.Token) bool {
		readings := e.readings(t)
		return len(readings) > 0 && !e.isOf(t, inNames) && !slices.ContainsFunc(readings, func(r lexicon.Reading) bool {
			return r.Sense.Form.Kind == arabic.Masdar
		})
	})
}

func (e *examination) isOf(t arabic.Token, classes []string) bool {
	return slices.ContainsFunc(e.readings(t), func(r lexicon.Reading) bool {
		return slices.Contains(classes, e.lex.ClassName(r.Sense.Class))
	})
}

func (e *examination) isClass(r lexicon.Reading, class string) bool {
	return e.lex.ClassName(r.Sense.Class) == class
}

// isFree reports whether t, without clitics before it, is of one of classes.
func (e *examination) isFree(t arabic.Token, classes []string) bool {
	return slices.ContainsFunc(e.readings(t), func(r lexicon.Reading) bool {
		return r.Split.Conj == 0 && r.Split.Prep == 0 && slices.Contains(classes, e.lex.ClassName(r.Sense.Class))
	})
}

// readings returns what the lexicon makes of a word without a pronoun behind it.
func (e *examination) readings(t arabic.Token) []lexicon.Reading {
	if t.Norm == "" {
		return nil
	}
	readings, _ := e.lex.Readings(t.Norm, nil, nil)
	return slices.DeleteFunc(readings, func(r lexicon.Reading) bool { return r.Split.Suffix != "" })
}
