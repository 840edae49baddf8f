package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
)

func (a *app) showCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show ENTITY|DOCUMENT|ID",
		Short: "show an entity with its relations, or a document, relation or claim",
		Long: `Shows what the reference means: the id of anything, the key of a document, or the key or a name of an entity. With
--format jsonl or csv only the rows come: the relations of an entity, the claims of the others.`,
		Args: cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.read(cmd.Context(), func(r graph.Reader) error {
			rec, err := find(cmd.Context(), r, args[0])
			if err != nil {
				return err
			}
			return a.show(cmd.Context(), r, rec)
		})
	}
	return a.withFormat(a.withWhen(cmd))
}

func (a *app) show(ctx context.Context, r graph.Reader, rec record) error {
	v := newViewer(r)
	switch {
	case rec.entity != nil:
		return a.showEntity(ctx, v, rec.entity)
	case rec.document != nil:
		return a.showDocument(ctx, v, rec.document)
	case rec.relation != nil:
		return a.showRelation(ctx, v, rec.relation)
	}
	rows, err := v.claims(ctx, []*graph.Claim{rec.claim})
	if err != nil {
		return err
	}
	return writeRows(a, rows, claimColumns)
}

func (a *app) showEntity(ctx context.Context, v *viewer, e *graph.Entity) error {
	var found []*graph.Relation
	for rel, err := range query.AllRelations(ctx, v.r, query.RelationFilter{Either: []graph.ID{e.ID}}) {
		if err != nil {
			return err
		}
		found = append(found, rel)
	}
	rows, err := v.relations(ctx, found)
	if err != nil {
		return err
	}
	head := entityHead(e)
	whole := struct {
		*graph.Entity
		Relations []relationView `json:"relations"`
	}{e, rows}
	return writeWhole(a, append(head, ""), whole, rows, relationColumns)
}

func entityHead(e *graph.Entity) []string {
	head := []string{
		e.Name + "  (" + string(e.Kind) + ")",
		"key       " + e.Key,
		"id        " + e.ID.String(),
		"names     " + strings.Join(texts(e.Names), ", "),
	}
	if e.Class != "" {
		head = append(head, "class     "+e.Class)
	}
	if e.Parent != "" {
		head = append(head, "parent    "+e.Parent)
	}
	if e.Point != nil {
		head = append(head, fmt.Sprintf("position  %.4f, %.4f", e.Point.Lat, e.Point.Lon))
	}
	return head
}

func (a *app) showDocument(ctx context.Context, v *viewer, d *graph.Document) error {
	ids, err := v.r.ClaimsIn(ctx, []graph.ID{d.ID})
	if err != nil {
		return fmt.Errorf("read claims of %s: %w", d.Key, err)
	}
	rows, err := v.claimsByID(ctx, ids[0])
	if err != nil {
		return err
	}
	head := []string{joinNonEmpty(" · ", d.Title, d.Outlet, string(d.Published), d.URL), "key  " + d.Key, "id   " + d.ID.String(), ""}
	for line := range strings.Lines(d.Text) {
		head = append(head, strings.TrimRight(line, "\r\n"))
	}
	whole := struct {
		*graph.Document
		Claims []claimView `json:"claims"`
	}{d, rows}
	return writeWhole(a, append(head, ""), whole, rows, claimColumns)
}

func (a *app) showRelation(ctx context.Context, v *viewer, rel *graph.Relation) error {
	relations, err := v.relations(ctx, []*graph.Relation{rel})
	if err != nil {
		return err
	}
	rows, err := v.claimsByID(ctx, append(append([]graph.ID{}, rel.Supporting...), rel.Denying...))
	if err != nil {
		return err
	}
	whole := struct {
		relationView
		Claims []claimView `json:"claims"`
	}{relations[0], rows}
	return writeWhole(a, []string{relationHead(relations[0]), ""}, whole, rows, claimColumns)
}

func relationHead(r relationView) string {
	return joinNonEmpty("; ", fmt.Sprintf("%s  %s  %s: %d for, %d against, %d sources, %d documents", r.Subject, r.Predicate, r.Object,
		r.Supporting, r.Denying, r.Sources, r.Documents), days(r.From, r.To))
}

// claimsByID shows the claims with those ids.
func (v *viewer) claimsByID(ctx context.Context, ids []graph.ID) ([]claimView, error) {
	claims, err := v.r.Claims(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	for i, c := range claims {
		if c == nil {
			return nil, fmt.Errorf("claim %s: %w", ids[i], graph.ErrCorrupt)
		}
	}
	return v.claims(ctx, claims)
}

// writeWhole writes a record with its rows: as a table under head, as one JSON object, or the rows alone.
func writeWhole[T any](a *app, head []string, whole any, rows []T, columns []column[T]) error {
	switch a.format {
	case jsonFormat:
		return writeJSON(a.stdout, whole)
	case tableFormat:
		for _, line := range head {
			if _, err := fmt.Fprintln(a.stdout, plain(line)); err != nil {
				return err
			}
		}
	}
	return writeRows(a, rows, columns)
}
