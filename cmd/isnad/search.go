package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// hitView is an entity that a search found.
type hitView struct {
	ID     graph.ID    `json:"id"`
	Key    string      `json:"key"`
	Kind   schema.Kind `json:"kind"`
	Name   string      `json:"name"`
	Names  []string    `json:"names,omitempty"`
	Match  query.Match `json:"match"`
	Claims int         `json:"claims"`
	Score  float64     `json:"score"`
}

var hitColumns = []column[hitView]{
	{"name", func(h hitView) string { return h.Name }},
	{"kind", func(h hitView) string { return string(h.Kind) }},
	{"claims", func(h hitView) string { return strconv.Itoa(h.Claims) }},
	{"match", func(h hitView) string { return string(h.Match) }},
	{"key", func(h hitView) string { return h.Key }},
	{"id", func(h hitView) string { return h.ID.String() }},
}

func (a *app) searchCmd() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "search TEXT…",
		Short: "find entities by name, in any spelling",
		Long: `Finds actors, places, persons and sources with a name like TEXT, the best first. Spellings are bridged: hamza, vowel
signs, ta marbuta, the article.`,
		Example: "  isnad search daesh\n  isnad search --limit 5 abu kamal",
		Args:    cobra.MinimumNArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		text := strings.Join(args, " ")
		var rows []hitView
		err := a.read(cmd.Context(), func(r graph.Reader) error {
			hits, err := query.Search(cmd.Context(), r, text, limit)
			for _, h := range hits {
				rows = append(rows, viewHit(h))
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := writeRows(a, rows, hitColumns); err != nil {
			return err
		}
		if len(rows) == 0 {
			return fmt.Errorf("nothing is named like %q: %w; try a shorter part of the name", text, graph.ErrNotFound)
		}
		return nil
	}
	cmd.Flags().IntVar(&limit, "limit", 20, "most results; 0: all")
	return a.withFormat(a.withWhen(cmd))
}

func viewHit(h query.Hit) hitView {
	e := h.Entity
	return hitView{ID: e.ID, Key: e.Key, Kind: e.Kind, Name: e.Name, Names: texts(e.Names), Match: h.Match, Claims: h.Claims, Score: h.Score}
}

func texts(names []graph.Name) []string {
	var out []string
	for _, n := range names {
		out = append(out, n.Text)
	}
	return out
}
