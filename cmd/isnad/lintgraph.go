package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

var findingColumns = []column[query.Finding]{
	{"severity", func(f query.Finding) string { return string(f.Severity) }},
	{"rule", func(f query.Finding) string { return f.Rule }},
	{"what", func(f query.Finding) string { return f.What }},
	{"document", func(f query.Finding) string { return f.Document }},
	{"sentence", func(f query.Finding) string { return f.Sentence }},
	{"claims", func(f query.Finding) string { return joinIDs(f.Claims) }},
	{"entities", func(f query.Finding) string { return joinIDs(f.Entities) }},
	{"remedy", func(f query.Finding) string { return f.Remedy }},
}

func joinIDs(ids []graph.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return strings.Join(texts, " ")
}

func (a *app) lintGraphCmd() *cobra.Command {
	var failOn, level string
	cmd := &cobra.Command{
		Use:   "graph",
		Short: "find what is odd in the store: dates, control, places, names, sources",
		Long: `Reads all of the store and lists what somebody should look at, by named rules, each with its sentence and what can be done.
«error» contradicts itself or the calendar; «warning» can be so, but seldom is; «note» is good to know. The exit code is 4 where
there is something as grave as --fail-on, or graver. The rules are in docs/OPERATIONS.md.`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		for flag, value := range map[string]string{"fail-on": failOn, "level": level} {
			if !slices.Contains(query.Severities, query.Severity(value)) {
				return usagef("--%s %q: want error, warning or note", flag, value)
			}
		}
		return a.read(cmd.Context(), func(r graph.Reader) error {
			found, err := query.Lint(cmd.Context(), r)
			if err != nil {
				return err
			}
			return a.tellFindings(found, query.Severity(level), query.Severity(failOn))
		})
	}
	cmd.Flags().StringVar(&failOn, "fail-on", string(query.LintError), "severity from which on the exit code is 4")
	cmd.Flags().StringVar(&level, "level", string(query.LintNote), "severity from which on findings are listed")
	return a.withFormat(cmd)
}

// tellFindings lists findings that are as grave as level, and fails where one is as grave as failOn.
func (a *app) tellFindings(found []query.Finding, level, failOn query.Severity) error {
	grave := slices.ContainsFunc(found, func(f query.Finding) bool { return f.Severity.AtLeast(failOn) })
	listed := slices.DeleteFunc(slices.Clone(found), func(f query.Finding) bool { return !f.Severity.AtLeast(level) })
	if err := writeRows(a, listed, findingColumns); err != nil {
		return err
	}
	count := map[query.Severity]int{}
	for _, f := range found {
		count[f.Severity]++
	}
	a.say("%d errors, %d warnings, %d notes in %s", count[query.LintError], count[query.LintWarning], count[query.LintNote], a.store)
	if grave {
		return silent(exitCheck)
	}
	return nil
}
