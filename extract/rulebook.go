package extract

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/pattern"
	"github.com/isnad-graph/isnad/schema"
)

// ruleBook holds the rules and what leads from words to the classes that they look for.
type ruleBook struct {
	set      *pattern.Set
	words    *lexicon.Lexicon // words that only rules name
	lex      *lexicon.Lexicon
	named    map[string]pattern.Class
	byClass  []pattern.Class // by class of the lexicon
	byWord   []pattern.Class // by class of words
	verbs    map[*lexicon.Trigger]pattern.Class
	nouns    map[*lexicon.Trigger]pattern.Class
	triggers map[*pattern.Effect]*lexicon.Trigger // that stand behind what the rules tell
}

// loadRules reads the rules of all sources. Words that only rules name stand in a folder of their own, so
// that they change nothing in how sentences are read otherwise.
func loadRules(lex *lexicon.Lexicon, sources []fs.FS) (*ruleBook, error) {
	folder := path.Join(root, "rules")
	var rules []*pattern.Rule
	var with []fs.FS
	for _, f := range sources {
		if _, err := fs.Stat(f, folder); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		with = append(with, f)
		more, err := parseRules(f, folder)
		if err != nil {
			return nil, err
		}
		rules = append(rules, more...)
	}
	words, err := lexicon.Load(folder, with...)
	if err != nil {
		return nil, fmt.Errorf("load words of rules: %w", err)
	}
	b := &ruleBook{lex: lex, words: words}
	if b.set, err = pattern.Compile(rules, b.known); err != nil {
		return nil, fmt.Errorf("compile rules: %w", err)
	}
	b.index()
	return b, nil
}

func parseRules(fsys fs.FS, folder string) ([]*pattern.Rule, error) {
	files, err := fs.Glob(fsys, path.Join(folder, "*.rules"))
	if err != nil {
		return nil, fmt.Errorf("list rules: %w", err)
	}
	slices.Sort(files)
	var out []*pattern.Rule
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read rules: %w", err)
		}
		rules, err := pattern.Parse(file, string(text))
		if err != nil {
			return nil, fmt.Errorf("read rules: %w", err)
		}
		out = append(out, rules...)
	}
	return out, nil
}

// known reports whether chunks can belong to the class with that name.
func (b *ruleBook) known(name string) bool {
	prefix, rest, ok := strings.Cut(name, ":")
	switch {
	case name[0] == '"':
		return true
	case !ok:
		return slices.Contains(pattern.Kinds, name) || b.lex.Filled(name) || b.words.Filled(name)
	}
	switch prefix {
	case "word":
		return slices.Contains(pattern.Kinds, rest) && (b.lex.Filled(rest) || b.words.Filled(rest))
	case "verb", "noun":
		return slices.ContainsFunc(b.lex.Triggers, func(t *lexicon.Trigger) bool { return t.ID == rest })
	case "trigger":
		return slices.ContainsFunc(b.lex.Triggers, func(t *lexicon.Trigger) bool { return t.Kind == rest })
	case "event":
		return slices.Contains(schema.EventTypes, schema.Type(rest))
	}
	return slices.Contains(schema.Kinds, schema.Kind(rest))
}

// index leads from the classes of the lexicon and its lemmas to those of the rules.
func (b *ruleBook) index() {
	b.named, b.triggers = map[string]pattern.Class{}, map[*pattern.Effect]*lexicon.Trigger{}
	for _, r := range b.set.Rules {
		for i := range r.Effects {
			b.triggers[&r.Effects[i]] = ruleTrigger(r, &r.Effects[i])
		}
	}
	b.verbs, b.nouns = map[*lexicon.Trigger]pattern.Class{}, map[*lexicon.Trigger]pattern.Class{}
	for i, name := range b.set.Classes() {
		c := pattern.Class(i + 1)
		b.named[name] = c
		prefix, rest, _ := strings.Cut(name, ":")
		switch {
		case prefix == "verb" || prefix == "noun":
			b.lemma(prefix, rest, c)
		case name[0] == '"' || slices.Contains(pattern.Kinds, name):
		default:
			word := strings.TrimPrefix(name, "word:")
			b.byClass = lead(b.byClass, b.lex, word, c)
			b.byWord = lead(b.byWord, b.words, word, c)
		}
	}
}

func (b *ruleBook) lemma(prefix, id string, c pattern.Class) {
	to := b.verbs
	if prefix == "noun" {
		to = b.nouns
	}
	for _, t := range b.lex.Triggers {
		if t.ID == id {
			to[t] = c
		}
	}
}

// lead enters that words of a class of l belong to c.
func lead(table []pattern.Class, l *lexicon.Lexicon, class string, c pattern.Class) []pattern.Class {
	k, ok := l.LookupClass(class)
	if !ok {
		return table
	}
	for int(k) >= len(table) {
		table = append(table, 0)
	}
	table[k] = c
	return table
}

func at(table []pattern.Class, k lexicon.Class) pattern.Class {
	if int(k) >= len(table) {
		return 0
	}
	return table[k]
}

// ruleTrigger returns the lemma that stands behind what an effect tells. Its frame is empty: a rule gives the
// roles itself.
func ruleTrigger(r *pattern.Rule, e *pattern.Effect) *lexicon.Trigger {
	return &lexicon.Trigger{ID: r.ID, Kind: "event", Type: e.Type, Mode: e.Mode, Phase: e.Phase, Frame: &lexicon.Frame{ID: "rule"}}
}

// ownWord reports whether a word belongs to a class that only rules name: what it tells then changes nothing in how words
// are known.
func (d *document) ownWord(it *item, class string) bool {
	if it.first != it.last {
		return false
	}
	c := d.rules.words.Class(class)
	return slices.ContainsFunc(d.look(it.norm).own, func(r lexicon.Reading) bool { return r.Sense.Class == c })
}
