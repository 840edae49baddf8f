package llm

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/gate"
	"github.com/isnad-graph/isnad/schema"
)

var (
	//go:embed prompt.txt
	promptText string
	//go:embed example.txt
	exampleArticle string
	//go:embed example.json
	exampleAnswer string
)

// examplePublished is the day on which the example counts as published.
const examplePublished = "2018-10-22"

// prompt is what the model is told whatever the article: the instruction and the form of the answer.
type prompt struct {
	system  string
	form    []byte // JSON schema of the answer
	version string // of both: equal content, equal version
}

// newPrompt writes the instruction with the words of the vocabulary.
func newPrompt() (*prompt, error) {
	t, err := template.New("prompt").Funcs(template.FuncMap{"list": list}).Parse(promptText)
	if err != nil {
		return nil, fmt.Errorf("read prompt: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, vocabulary()); err != nil {
		return nil, fmt.Errorf("write prompt: %w", err)
	}
	form, err := answerForm()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(b.String()), form...))
	return &prompt{b.String(), form, hex.EncodeToString(sum[:4])}, nil
}

// vocabulary is what the prompt's template speaks of.
func vocabulary() map[string]any {
	return map[string]any{
		"Events": words(schema.EventTypes), "Lasting": words(schema.LastingTypes),
		"Counted":    words(slices.DeleteFunc(slices.Clone(schema.EventTypes), func(t schema.Type) bool { return !t.HasTally() })),
		"ArmedModes": words(gate.Modes(schema.Attack)), "DetainModes": words(gate.Modes(schema.Detain)),
		"ControlPhases": words(gate.Phases(schema.Control)), "DisplacePhases": words(gate.Phases(schema.Displace)),
		"Statuses": words(schema.Statuses), "Certainties": words(schema.Certainties), "Stances": words(schema.Stances),
		"Actors":           words(kinds(false)),
		"Places":           words(kinds(true)),
		"ExamplePublished": examplePublished, "ExampleArticle": strings.TrimSpace(exampleArticle), "ExampleAnswer": strings.TrimSpace(exampleAnswer),
	}
}

func kinds(places bool) []schema.Kind {
	return slices.DeleteFunc(slices.Clone(schema.Kinds), func(k schema.Kind) bool { return k.IsPlace() != places })
}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func list(words []string) string { return strings.Join(words, ", ") }

// question asks about one article, whole.
func (p *prompt) question(doc extract.Document) question {
	published, outlet := doc.Published, doc.Outlet
	if published == "" {
		published = "unknown"
	}
	if outlet == "" {
		outlet = "unknown"
	}
	user := fmt.Sprintf("Published: %s\nOutlet: %s\n\nThe article:\n%s", published, strings.Join(strings.Fields(outlet), " "), doc.Text)
	return question{system: p.system, user: user, schema: p.form}
}
