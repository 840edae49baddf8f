package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/resolvers"
)

// recipe is a query, its variables where it has any, and its answer.
var recipe = regexp.MustCompile("(?s)```graphql\n(.*?)```\n\n(?:```json variables\n(.*?)```\n\n)?```json answer\n(.*?)```")

// TestRecipesAnswerWhatThePageShows runs each recipe of docs/RECIPES.md on the bundled articles.
func TestRecipesAnswerWhatThePageShows(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "RECIPES.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	store, err := badgerstore.Open(t.Context(), newDocsApp(t).store, badgerstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	schema, err := resolvers.New(store, resolvers.Options{Explain: (&app{}).explain})
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	got := recipe.ReplaceAllStringFunc(string(text), func(block string) string {
		ran++
		m := recipe.FindStringSubmatch(block)
		return strings.TrimSuffix(block, m[3]+"```") + answerOf(t, schema, m[1], m[2]) + "```"
	})
	if blocks := strings.Count(string(text), "```graphql"); ran != blocks || ran < 5 {
		t.Fatalf("%d recipes of %d queries", ran, blocks)
	}
	if got == string(text) {
		return
	}
	if !*updateDocs {
		t.Fatalf("docs/RECIPES.md shows another answer; -update writes it. First difference:\n%s", firstLineThatDiffers(string(text), got))
	}
	if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

func answerOf(t *testing.T, schema *resolvers.Schema, query, vars string) string {
	t.Helper()
	var variables map[string]any
	if vars != "" {
		if err := json.Unmarshal([]byte(vars), &variables); err != nil {
			t.Fatalf("%v: %s", err, vars)
		}
	}
	answer := schema.Exec(t.Context(), query, "", variables)
	var line, out bytes.Buffer
	if _, err := answer.WriteTo(&line); err != nil {
		t.Fatal(err)
	}
	if answer.Data == nil {
		t.Fatalf("%s\n%s", query, line.String())
	}
	if err := json.Indent(&out, line.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String() + "\n"
}
