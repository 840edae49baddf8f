package resolvers

import (
	_ "embed"
	"regexp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/isnad-graph/isnad/schema"
)

// plainWords are the words that the libraries' own messages are made of.
//
//go:embed words.txt
var plainWords string

// sayable are the words that a message may have: those of plainWords and, in quotes, the names of the schema.
var sayable, nameable = wordSet(strings.Fields(plainWords)), wordSet(schemaNames())

var (
	quoted      = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	unquoted    = regexp.MustCompile(`\S+`)
	repeated    = regexp.MustCompile(`…[.,:;]*(?:\s+…[.,:;]*)+`)
	schemaWords = regexp.MustCompile(`^[@\[]*([_A-Za-z][_0-9A-Za-z]*)(?:\.([_A-Za-z][_0-9A-Za-z]*))?[\]!]*(?: \{ \.\.\. \})?$`)
)

const masked = "…"

// mask takes from a message of a library all that is neither a word of its own nor a name of the schema, so that
// nothing that a client sent comes back, whatever part of the message quotes it.
func mask(message string) string {
	var b strings.Builder
	at := 0
	for _, span := range quoted.FindAllStringIndex(message, -1) {
		b.WriteString(unquoted.ReplaceAllStringFunc(message[at:span[0]], maskWord))
		b.WriteString(`"` + maskQuoted(message[span[0]+1:span[1]-1]) + `"`)
		at = span[1]
	}
	b.WriteString(unquoted.ReplaceAllStringFunc(message[at:], maskWord))
	return shorten(repeated.ReplaceAllString(b.String(), masked), 300)
}

func maskWord(word string) string {
	bare := strings.TrimRight(word, ".,:;?")
	if bare == "" || sayable[bare] || isPunctuator(word) {
		return word
	}
	return masked + word[len(bare):]
}

func maskQuoted(text string) string {
	if isPunctuator(text) {
		return text
	}
	names := schemaWords.FindStringSubmatch(text)
	if names == nil || !nameable[names[1]] || (names[2] != "" && !nameable[names[2]]) {
		return masked
	}
	return text
}

// isPunctuator reports whether text is one of the marks that GraphQL is written with.
func isPunctuator(text string) bool {
	return text == "..." || len(text) == 1 && strings.Contains("!$&():=@[]{}|", text)
}

// shorten returns at most so many code points of s.
func shorten(s string, longest int) string {
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + masked
	}
	return s
}

func wordSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// schemaNames returns the names of types, fields, arguments and enum values. A test holds the schema well-formed.
func schemaNames() []string {
	names := []string{"Int", "Float", "String", "Boolean", "ID", "include", "skip", "if", "__schema", "__type", "__typename"}
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		return names
	}
	for _, d := range doc.Definitions {
		names = append(names, d.Name)
		for _, f := range d.Fields {
			names = append(names, f.Name)
			for _, arg := range f.Arguments {
				names = append(names, arg.Name)
			}
		}
		for _, v := range d.EnumValues {
			names = append(names, v.Name)
		}
	}
	return names
}
