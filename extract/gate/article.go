package gate

import (
	"slices"
	"sort"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// article is an article with what the rules read in it, ready for claims to be looked up.
type article struct {
	doc      extract.Document
	rules    *extract.Extractor
	lex      *lexicon.Lexicon
	survey   *extract.Survey
	tokens   []arabic.Token  // of all sentences
	starts   []int           // the first token of each sentence, then the number of tokens
	free     map[string]bool // normal forms of whole words
	names    []named
	mentions []mention
	entities []extract.Entity // those of the survey, then those that claims add
	added    map[string]int   // the latter, by kind and name
	byName   map[string][]int // the former, by the words of a name
}

// named is a place where a name of the lexicon stands.
type named struct {
	run
	refs []lexicon.NameRef
}

// mention is a mention of the survey.
type mention struct {
	run
	entity int
	form   string
}

func newArticle(rules *extract.Extractor, doc extract.Document) *article {
	a := &article{
		doc: doc, rules: rules, lex: rules.Lexicon(), survey: rules.Survey(doc),
		free: map[string]bool{}, added: map[string]int{}, byName: map[string][]int{},
	}
	for _, s := range a.survey.Sentences {
		a.starts = append(a.starts, len(a.tokens))
		for _, n := range s.Names {
			first, last := len(a.tokens)+n.First, len(a.tokens)+n.Last
			a.names = append(a.names, named{run{first: first, last: last}, n.Refs})
		}
		a.tokens = append(a.tokens, s.Tokens...)
	}
	a.starts = append(a.starts, len(a.tokens))
	for _, t := range a.tokens {
		a.free[t.Norm] = true
	}
	a.entities = append(a.entities, a.survey.Result.Entities...)
	for i, e := range a.entities {
		a.addNames(i, append([]string{e.Name}, e.Names...))
	}
	for _, m := range a.survey.Result.Mentions {
		a.addMention(m.Entity, m.Span, m.Form)
	}
	for _, c := range a.survey.Result.Claims {
		if c.Type.IsLasting() {
			continue // «X in Y» is one phrase, and both its subject and its object
		}
		for _, arg := range slices.Concat(c.Agents, c.Patients, c.Places, c.Sources) {
			a.addMention(arg.Entity, arg.Span, "pronoun")
		}
	}
	return a
}

// addMention notes that the rules read span as an entity. The arguments of their claims tell whom words
// without a name mean, as «three soldiers».
func (a *article) addMention(entity int, span extract.Span, form string) {
	r, ok := a.runOf(span)
	known := func(m mention) bool { return m.entity == entity && m.first == r.first && m.last == r.last }
	if ok && !slices.ContainsFunc(a.mentions, known) {
		a.mentions = append(a.mentions, mention{r, entity, form})
	}
}

func (a *article) addNames(entity int, names []string) {
	for _, n := range names {
		key := joined(words(n))
		if list := a.byName[key]; len(list) == 0 || list[len(list)-1] != entity {
			a.byName[key] = append(list, entity)
		}
	}
}

// joined returns the normal forms of words as one key.
func joined(tokens []arabic.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Norm)
	}
	return b.String()
}

// runOf returns the words that span touches, without the marks around them.
func (a *article) runOf(span extract.Span) (run, bool) {
	first := sort.Search(len(a.tokens), func(i int) bool { return a.tokens[i].End > span.Start })
	last := sort.Search(len(a.tokens), func(i int) bool { return a.tokens[i].Start >= span.End }) - 1
	for first <= last && a.tokens[first].Kind == arabic.Punct {
		first++
	}
	for first <= last && a.tokens[last].Kind == arabic.Punct {
		last--
	}
	return run{first: first, last: last, span: span}, first <= last
}

// sentenceAt returns the index of the sentence that token i belongs to.
func (a *article) sentenceAt(i int) int {
	return sort.Search(len(a.starts), func(k int) bool { return a.starts[k] > i }) - 1
}

// bounds returns the tokens of sentence k, half-open.
func (a *article) bounds(k int) (from, to int) { return a.starts[k], a.starts[k+1] }

// paragraph returns the first token of the paragraph of sentence k.
func (a *article) paragraph(k int) int {
	first := k
	for first > 0 && a.survey.Sentences[first-1].Zone == a.survey.Sentences[k].Zone {
		first--
	}
	return a.starts[first]
}

func (a *article) text(s extract.Span) string { return a.doc.Text[s.Start:s.End] }

// isNamed reports whether key is one of the names of an entity.
func (a *article) isNamed(entity int, key string) bool {
	for _, e := range a.byName[key] {
		if e == entity {
			return true
		}
	}
	return false
}
