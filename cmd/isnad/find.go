package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// entryView is an entity of the lexicon.
type entryView struct {
	ID     string      `json:"id"`
	Kind   schema.Kind `json:"kind"`
	Name   string      `json:"name"`
	En     string      `json:"en,omitempty"`
	Parent string      `json:"parent,omitempty"`
	Match  string      `json:"match"` // name, alias, or part
}

var entryColumns = []column[entryView]{
	{"id", func(e entryView) string { return e.ID }},
	{"kind", func(e entryView) string { return string(e.Kind) }},
	{"name", func(e entryView) string { return e.Name }},
	{"en", func(e entryView) string { return e.En }},
	{"parent", func(e entryView) string { return e.Parent }},
	{"match", func(e entryView) string { return e.Match }},
}

func (a *app) findCmd() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "find TEXT…",
		Short: "look for entities that the lexicon knows, and their ids",
		Long: `Finds entities with the name TEXT, in any spelling, then those whose main name, English name or id has TEXT in it. The ids
are what parents and affiliations in your own tables name.`,
		Example: "  isnad lexicon find deir ez-zor\n  isnad lexicon find --lexicon my-lexicon my-",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ex, err := a.extractor()
			if err != nil {
				return err
			}
			text := strings.Join(args, " ")
			rows := findEntries(ex.Lexicon(), text)
			if len(rows) == 0 {
				return fail(exitNotFound, "nothing in the lexicon is called %q; try part of the name, or the English one", text)
			}
			if cut := len(rows) - limit; limit > 0 && cut > 0 {
				defer a.say("%d more; --limit shows them", cut)
				rows = rows[:limit]
			}
			return writeRows(a, rows, entryColumns)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 20, "entities to show at most; 0: all")
	return a.withFormat(a.withLexicon(cmd))
}

// findEntries returns the entities that text names, and those that have it in a name or an id.
func findEntries(lex *lexicon.Lexicon, text string) []entryView {
	match := map[int32]string{}
	for _, ref := range lex.Named(text) {
		match[ref.Entry] = "alias"
		if ref.Main {
			match[ref.Entry] = "name"
		}
	}
	part := arabic.Normalize(text)
	for i := range lex.Entries {
		e := &lex.Entries[i]
		if match[int32(i)] == "" && (strings.Contains(arabic.Normalize(e.Name), part) ||
			strings.Contains(strings.ToLower(e.En), part) || strings.Contains(e.Key, part)) {
			match[int32(i)] = "part"
		}
	}
	return sortedEntries(lex, match)
}

func sortedEntries(lex *lexicon.Lexicon, match map[int32]string) []entryView {
	rank := []string{"name", "alias", "part"}
	var out []entryView
	for i, how := range match {
		e := &lex.Entries[i]
		out = append(out, entryView{bareID(e.Key), e.Kind, e.Name, e.En, bareID(e.Parent), how})
	}
	slices.SortFunc(out, func(a, b entryView) int {
		return cmp.Or(slices.Index(rank, a.Match)-slices.Index(rank, b.Match), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// bareID returns the id of a key as tables have it.
func bareID(key string) string {
	_, id, _ := strings.Cut(key, "/")
	return id
}
