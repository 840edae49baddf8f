package export

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// A word is a term of a vocabulary, with the forms in which it is written.
type word struct{ curie, iri string }

// prefixes are the vocabularies in use, sorted. The last one of each pair is what its words begin with.
var prefixes = [][2]string{
	{"isnad", "https://github.com/isnad-graph/isnad/ns#"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"schema", "https://schema.org/"},
	{"sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// vocab returns the word that is written as curie.
func vocab(curie string) *word {
	prefix, local, _ := strings.Cut(curie, ":")
	for _, p := range prefixes {
		if p[0] == prefix {
			return &word{curie, p[1] + local}
		}
	}
	panic("export: no prefix for " + curie)
}

// words makes a table of words of the project's own, one for each value.
func words[V ~string](before string, values ...V) map[V]*word {
	table := make(map[V]*word, len(values))
	for _, v := range values {
		table[v] = vocab("isnad:" + before + string(v))
	}
	return table
}

var (
	typeWords      = words("type-", append(append([]schema.Type{}, schema.EventTypes...), schema.LastingTypes...)...)
	kindWords      = words("kind-", schema.Kinds...)
	predicateWords = words("", schema.Predicates...)
)

// wordOf looks v up. What a later vocabulary has, and this table does not, gets its word all the same.
func wordOf[V ~string](table map[V]*word, before string, v V) *word {
	if w := table[v]; w != nil {
		return w
	}
	return vocab("isnad:" + before + url.PathEscape(string(v)))
}

// term is a value of a statement: a word, a thing of the graph, an address elsewhere or a literal.
type term struct {
	word *word    // of a vocabulary; the datatype of a literal that has one
	id   graph.ID // a thing of the graph
	part string   // of that thing, or empty
	text string   // of a literal, or the address
	lang string   // of a literal, or empty
	sort termSort
}

type termSort uint8

const (
	wordTerm termSort = iota
	thingTerm
	addressTerm
	literalTerm
)

func ofWord(w *word) term                  { return term{sort: wordTerm, word: w} }
func thing(id graph.ID) term               { return term{sort: thingTerm, id: id} }
func partOf(id graph.ID, part string) term { return term{sort: thingTerm, id: id, part: part} }
func langLiteral(text, lang string) term {
	return term{sort: literalTerm, text: tidy(text), lang: lang}
}
func typedLiteral(text string, t *word) term     { return term{sort: literalTerm, text: text, word: t} }
func integer(n int) term                         { return typedLiteral(strconv.Itoa(n), xsdInteger) }
func numbered(id graph.ID, s string, n int) term { return partOf(id, s+strconv.Itoa(n+1)) }

// tidy is clean, faster on the many texts that need none: only control characters and what begins like a
// non-character call for a closer look.
func tidy(s string) string {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' && b != '\n' || b == 0xEF {
			return clean(s)
		}
	}
	if !utf8.ValidString(s) {
		return clean(s)
	}
	return s
}

// arabic is the language of articles.
const arabic = "ar"

// languageTag returns the BCP 47 tag of a name, with its script where the language is usually written
// in another; empty where what is told is no tag.
func languageTag(n graph.Name) string {
	if !isTag(n.Lang) {
		return ""
	}
	usual := map[string]string{"ar": "Arab", "en": "Latn", "fr": "Latn", "tr": "Latn", "de": "Latn", "fa": "Arab"}
	if len(n.Script) != 4 || !isTag(n.Script) || usual[n.Lang] == n.Script {
		return n.Lang
	}
	return n.Lang + "-" + n.Script
}

// isTag reports whether s is one or more subtags of letters and digits, the first of letters only.
func isTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) == 0 || len(part) > 8 {
			return false
		}
		for _, r := range part {
			letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// webAddress returns s as an absolute IRI, with what an IRI may not hold escaped, and whether s is the
// address of something on the web.
func webAddress(s string) (string, bool) {
	s = strings.TrimSpace(clean(s))
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || r == 0x7F || strings.ContainsRune("<>\"{}|\\^`", r) {
			b.WriteString(url.PathEscape(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return b.String(), true
}

// asciiAddress is webAddress as a URI, for formats that know no IRIs.
func asciiAddress(s string) (string, bool) {
	s, ok := webAddress(s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			b.WriteByte(s[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
	}
	return b.String(), ok
}

// outside returns the addresses of e in other data sets, sorted.
func outside(e *graph.Entity) []string {
	var out []string
	if n := e.External["geonames"]; isNumber(n) {
		out = append(out, "https://sws.geonames.org/"+n+"/")
	}
	if q, ok := strings.CutPrefix(e.External["wikidata"], "Q"); ok && isNumber(q) {
		out = append(out, "http://www.wikidata.org/entity/Q"+q)
	}
	return out
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
