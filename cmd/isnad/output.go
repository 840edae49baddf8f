package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/spf13/cobra"
)

// Output formats of the verbs that read.
const (
	tableFormat = "table"
	jsonFormat  = "json"
	jsonlFormat = "jsonl"
	csvFormat   = "csv"
)

var outputFormats = []string{tableFormat, jsonFormat, jsonlFormat, csvFormat}

// withFormat gives cmd the flag --format.
func (a *app) withFormat(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&a.format, "format", tableFormat, strings.Join(outputFormats, ", "))
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !slices.Contains(outputFormats, a.format) {
			return usagef("--format %q: want %s", a.format, strings.Join(outputFormats, ", "))
		}
		return run(cmd, args)
	}
	return cmd
}

// column is one column of a table of Ts.
type column[T any] struct {
	name  string
	value func(T) string
}

// writeRows writes rows in the format that was asked for. The JSON forms have the rows as they are, the
// others the columns.
func writeRows[T any](a *app, rows []T, columns []column[T]) error {
	switch a.format {
	case jsonFormat:
		if rows == nil {
			rows = []T{}
		}
		return writeJSON(a.stdout, rows)
	case jsonlFormat:
		return writeJSONL(a.stdout, rows)
	case csvFormat:
		return writeCSV(a.stdout, rows, columns)
	}
	return writeTable(a.stdout, rows, columns)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func writeJSONL[T any](w io.Writer, rows []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func writeCSV[T any](w io.Writer, rows []T, columns []column[T]) error {
	out := csv.NewWriter(w)
	if err := out.Write(heads(columns)); err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Write(cells(r, columns)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func writeTable[T any](w io.Writer, rows []T, columns []column[T]) error {
	if len(rows) == 0 {
		return nil
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, strings.ToUpper(strings.Join(heads(columns), "\t")))
	for _, r := range rows {
		fmt.Fprintln(out, strings.Join(printable(cells(r, columns)), "\t"))
	}
	return out.Flush()
}

func heads[T any](columns []column[T]) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.name
	}
	return out
}

func cells[T any](row T, columns []column[T]) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.value(row)
	}
	return out
}

// printable makes cells fit for a terminal: what an article says must not steer it.
func printable(cells []string) []string {
	for i, c := range cells {
		cells[i] = plain(c)
	}
	return cells
}

// plain returns s on one line, without control characters.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
