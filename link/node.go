package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Keys of the two generic entities. The guidelines know one of each in a document; the graph has one
// of each in all: «civilians» of two articles are no more two sets of persons than one.
const (
	CiviliansKey = "civilians"
	UnknownKey   = "unknown"
)

// nodesOf returns the node of each entity of res, by index. Entities that share a key share a node,
// which has the names of all of them.
func nodesOf(res *extract.Result, facts Facts) []*graph.Entity {
	byKey := map[string]*graph.Entity{}
	nodes := make([]*graph.Entity, len(res.Entities))
	for i := range res.Entities {
		n := node(&res.Entities[i], facts)
		if first := byKey[n.Key]; first != nil {
			first.Names = append(first.Names, n.Names...)
			first.Name = min(first.Name, n.Name)
			n = first
		}
		byKey[n.Key], nodes[i] = n, n
	}
	for _, n := range nodes {
		slices.SortFunc(n.Names, compareNames)
		n.Names = slices.Compact(n.Names)
	}
	return nodes
}

func node(e *extract.Entity, facts Facts) *graph.Entity {
	fact, known := Fact{}, false
	if e.Key != "" && facts != nil {
		fact, known = facts.Fact(e.Key)
	}
	n := &graph.Entity{Kind: e.Kind, Name: e.Name, Class: fact.Class, Parent: fact.Parent, External: fact.External}
	if known && fact.Name != "" {
		n.Name = fact.Name
	}
	if e.Kind.IsPlace() {
		n.Point = fact.Point
	}
	n.Key = key(e, fact.Kind)
	n.ID = graph.EntityID(n.Key)
	for _, text := range append([]string{n.Name, e.En}, e.Names...) {
		if text != "" {
			n.Names = append(n.Names, name(text))
		}
	}
	return n
}

// key returns the key of the node of e. Where the article uses a name of the lexicon for another kind
// of thing (a capital that stands for its government), the key says so: what a node is must follow
// from its key.
func key(e *extract.Entity, lexiconKind schema.Kind) string {
	switch {
	case e.Kind == schema.Civilians:
		return CiviliansKey
	case e.Kind == schema.Unknown:
		return UnknownKey
	case e.Key == "":
		return string(e.Kind) + ":" + Identity(e.Name)
	case lexiconKind != "" && lexiconKind != e.Kind:
		return string(e.Kind) + ":" + e.Key
	}
	return e.Key
}

// Identity returns the form of a name under which an entity that the lexicon does not know is one and
// the same: vowel signs and punctuation dropped, alef with and without hamza made one, final ya in
// both spellings made one. Unlike graph.FoldName, a look-up key, it keeps the article, ta marbuta and
// the hamza on its seats apart: they tell names apart.
func Identity(name string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(identityRune, norm.NFKC.String(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Letters that Identity makes one, by their Unicode names.
const (
	alef          = '\u0627'
	alefMadda     = '\u0622'
	alefHamzaUp   = '\u0623'
	alefHamzaDown = '\u0625'
	alefWasla     = '\u0671'
	alefMaksura   = '\u0649'
	yeh           = '\u064A'
	tatweel       = '\u0640'
)

func identityRune(r rune) rune {
	switch {
	case r == tatweel || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return -1
	case r == alefMadda || r == alefHamzaUp || r == alefHamzaDown || r == alefWasla:
		return alef
	case r == alefMaksura:
		return yeh
	case r >= '\u0660' && r <= '\u0669':
		return '0' + r - '\u0660'
	}
	return unicode.ToLower(r)
}

func name(text string) graph.Name {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Arabic, r):
			return graph.Name{Text: text, Lang: "ar", Script: "Arab"}
		case unicode.Is(unicode.Latin, r):
			return graph.Name{Text: text, Lang: "en", Script: "Latn"}
		}
	}
	return graph.Name{Text: text, Lang: "und", Script: "Zyyy"}
}

func compareNames(a, b graph.Name) int {
	return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.Lang, b.Lang))
}
