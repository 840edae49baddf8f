package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
)

var statsColumns = []column[graph.Stats]{
	{"documents", func(s graph.Stats) string { return strconv.Itoa(s.Documents) }},
	{"entities", func(s graph.Stats) string { return strconv.Itoa(s.Entities) }},
	{"claims", func(s graph.Stats) string { return strconv.Itoa(s.Claims) }},
	{"relations", func(s graph.Stats) string { return strconv.Itoa(s.Relations) }},
	{"mentions", func(s graph.Stats) string { return strconv.Itoa(s.Mentions) }},
	{"bytes", func(s graph.Stats) string { return strconv.FormatInt(s.Bytes, 10) }},
}

func (a *app) statsCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "count what the store holds",
		Args:  cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			s, err := r.Stats(cmd.Context())
			if err != nil {
				return err
			}
			return writeRows(a, []graph.Stats{s}, statsColumns)
		})
	}
	return a.withFormat(a.withWhen(cmd))
}
