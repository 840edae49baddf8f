package export

import (
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// gephi writes the two tables of Gephi's spreadsheet import.
var gephi = format{
	Format: Format{
		Name:        "csv",
		Description: "nodes.csv and edges.csv, for Gephi's spreadsheet import and for spreadsheets",
		Keeps: "entities with names, class, place and outside ids; relations with counts, days, sources and the " +
			"ids and quotes of their first witnesses",
		Loses: "texts, mentions, claims, relations that every witness denies; control characters; text that a " +
			"spreadsheet would run begins with an apostrophe",
		Directory:  true,
		Increments: true,
	},
	version: 1,
	marked:  true,
	write:   writeGephi,
}

const bom = "\uFEFF"

func writeGephi(ctx context.Context, g *subgraph, out *output) error {
	if err := writeNodesCSV(ctx, g, out); err != nil {
		return err
	}
	if err := writeEdgesCSV(ctx, g, out); err != nil || !g.stepping {
		return err
	}
	return writeGoneCSV(ctx, g, out)
}

// writeGoneCSV lists what an increment takes away: the nodes and edges that are there no more.
func writeGoneCSV(ctx context.Context, g *subgraph, out *output) error {
	t, err := newTable(out, "retracted.csv", []string{"Kind", "Id"})
	if err != nil {
		return err
	}
	edges, err := g.goneEdges(ctx)
	if err != nil {
		return err
	}
	out.counts["retracted"] = len(edges)
	for _, r := range g.gone {
		if r.Kind == graph.EntityRecord {
			if err := t.row([]string{"node", r.ID.String()}); err != nil {
				return err
			}
			out.counts["retracted"]++
		}
	}
	for _, id := range edges {
		if err := t.row([]string{"edge", id.String()}); err != nil {
			return err
		}
	}
	return t.close()
}

func writeNodesCSV(ctx context.Context, g *subgraph, out *output) error {
	t, err := newTable(out, "nodes.csv", append([]string{"Id"}, headings(nodeColumns)...))
	if err != nil {
		return err
	}
	for e, err := range g.entities(ctx) {
		if err != nil {
			return err
		}
		if err := t.row(append([]string{e.ID.String()}, cells(nodeColumns, e)...)); err != nil {
			return err
		}
		out.counts["nodes"]++
	}
	return t.close()
}

func writeEdgesCSV(ctx context.Context, g *subgraph, out *output) error {
	t, err := newTable(out, "edges.csv", append([]string{"Source", "Target", "Type", "Id"}, headings(edgeColumns)...))
	if err != nil {
		return err
	}
	denied := 0
	for e, err := range g.edges(ctx, &denied) {
		if err != nil {
			return err
		}
		direction := "Directed"
		if e.Predicate.IsSymmetric() {
			direction = "Undirected"
		}
		ends := []string{e.Subject.String(), e.Object.String(), direction, e.ID.String()}
		if err := t.row(append(ends, cells(edgeColumns, e)...)); err != nil {
			return err
		}
		out.counts["edges"]++
	}
	out.counts["deniedOnly"] = denied
	return t.close()
}

// headings spells the columns that Gephi knows as Gephi does.
func headings[T any](columns []column[T]) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
		if slices.Contains([]string{"label", "weight"}, c.name) {
			names[i] = strings.ToUpper(c.name[:1]) + c.name[1:]
		}
	}
	return names
}

func cells[T any](columns []column[T], x T) []string {
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.value(x)
		if c.kind == textValue {
			row[i] = inert(clean(row[i]))
		}
	}
	return row
}

// inert keeps a spreadsheet from taking text for a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// table writes one CSV file (RFC 4180, lines ending in LF).
type table struct {
	name string
	csv  *csv.Writer
}

func newTable(out *output, name string, head []string) (*table, error) {
	f, err := out.create(name)
	if err != nil {
		return nil, err
	}
	if out.bom {
		if _, err := f.WriteString(bom); err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
	}
	t := &table{name, csv.NewWriter(f)}
	return t, t.row(head)
}

func (t *table) row(cells []string) error {
	if err := t.csv.Write(cells); err != nil {
		return fmt.Errorf("write %s: %w", t.name, err)
	}
	return nil
}

func (t *table) close() error {
	t.csv.Flush()
	if err := t.csv.Error(); err != nil {
		return fmt.Errorf("write %s: %w", t.name, err)
	}
	return nil
}
