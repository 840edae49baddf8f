package export

import (
	"context"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// neo4j writes the files of `neo4j-admin database import full`, in its header grammar.
var neo4j = format{
	Format: Format{
		Name:        "neo4j",
		Description: "a directory of CSV files for `neo4j-admin database import full`; import.sh in it is the command",
		Keeps: "entities, relations with counts and days, claims as nodes with their words, who plays which role in them, which of " +
			"them support or deny which relation, documents without their text",
		Loses:     "texts but for sentences and quotes, mentions, judgements; control characters",
		Directory: true,
	},
	version: 1,
	write:   writeNeo4j,
}

// property is one column of a node or an edge, with its type in Neo4j.
type property[T any] struct {
	name  string
	kind  string
	value func(T) string // empty: not told
}

// arrayMark parts the values of an array. Values that hold it lose it.
const arrayMark = ";"

func array(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.ReplaceAll(v, arrayMark, ",")
	}
	return strings.Join(out, arrayMark)
}

var entityProperties = []property[*graph.Entity]{
	{"key", "string", func(e *graph.Entity) string { return e.Key }},
	{"name", "string", func(e *graph.Entity) string { return e.Name }},
	{"english", "string", english},
	{"names", "string[]", func(e *graph.Entity) string { return array(nameTexts(e)) }},
	{"kind", "string", func(e *graph.Entity) string { return string(e.Kind) }},
	{"class", "string", func(e *graph.Entity) string { return e.Class }},
	{"parent", "string", func(e *graph.Entity) string { return e.Parent }},
	{"latitude", "double", func(e *graph.Entity) string { return degrees(e.Point, func(p *graph.Point) float64 { return p.Lat }) }},
	{"longitude", "double", func(e *graph.Entity) string { return degrees(e.Point, func(p *graph.Point) float64 { return p.Lon }) }},
	{"wikidata", "string", func(e *graph.Entity) string { return e.External["wikidata"] }},
	{"geonames", "string", func(e *graph.Entity) string { return e.External["geonames"] }},
	{"pcode", "string", func(e *graph.Entity) string { return e.External["pcode"] }},
}

var documentProperties = []property[*graph.Document]{
	{"key", "string", func(d *graph.Document) string { return d.Key }},
	{"title", "string", func(d *graph.Document) string { return d.Title }},
	{"outlet", "string", func(d *graph.Document) string { return d.Outlet }},
	{"url", "string", func(d *graph.Document) string { return d.URL }},
	{"published", "date", func(d *graph.Document) string { return string(d.Published) }},
	{"sha256", "string", func(d *graph.Document) string { return d.SHA256 }},
}

var claimProperties = []property[*evidenced]{
	{"type", "string", func(c *evidenced) string { return string(c.Type) }},
	{"mode", "string", func(c *evidenced) string { return string(c.Mode) }},
	{"phase", "string", func(c *evidenced) string { return string(c.Phase) }},
	{"status", "string", func(c *evidenced) string { return string(c.Status) }},
	{"certainty", "string", func(c *evidenced) string { return string(c.Certainty) }},
	{"stance", "string", func(c *evidenced) string { return string(c.Stance) }},
	{"review", "string", func(c *evidenced) string { return string(c.Review) }},
	{"from", "date", func(c *evidenced) string { return string(c.Period.From) }},
	{"to", "date", func(c *evidenced) string { return string(c.Period.To) }},
	{"sentence", "string", func(c *evidenced) string { return c.sentence }},
	{"quote", "string", func(c *evidenced) string { return c.quote }},
	{"start", "long", func(c *evidenced) string { return strconv.Itoa(c.Evidence.Quote.Start) }},
	{"end", "long", func(c *evidenced) string { return strconv.Itoa(c.Evidence.Quote.End) }},
	{"counts", "string[]", func(c *evidenced) string { return array(c.counts()) }},
	{"rule", "string", func(c *evidenced) string { return c.Rule }},
}

var relationProperties = []property[*graph.Relation]{
	{"id", "string", func(r *graph.Relation) string { return r.ID.String() }},
	{"supporting", "long", func(r *graph.Relation) string { return strconv.Itoa(len(r.Supporting)) }},
	{"denying", "long", func(r *graph.Relation) string { return strconv.Itoa(len(r.Denying)) }},
	{"documents", "long", func(r *graph.Relation) string { return strconv.Itoa(r.Documents) }},
	{"sources", "long", func(r *graph.Relation) string { return strconv.Itoa(r.Sources) }},
	{"symmetric", "boolean", func(r *graph.Relation) string { return strconv.FormatBool(r.Predicate.IsSymmetric()) }},
	{"from", "date", func(r *graph.Relation) string { return string(r.From) }},
	{"to", "date", func(r *graph.Relation) string { return string(r.To) }},
	{"claims", "string[]", func(r *graph.Relation) string { return strings.ReplaceAll(joinIDs(r.Supporting), " ", arrayMark) }},
	{"denials", "string[]", func(r *graph.Relation) string { return strings.ReplaceAll(joinIDs(r.Denying), " ", arrayMark) }},
}

func nameTexts(e *graph.Entity) []string {
	out := make([]string, len(e.Names))
	for i, n := range e.Names {
		out[i] = n.Text
	}
	return out
}

// Labels of nodes, and types of the edges that are no predicates.
const (
	entityLabel   = "Entity"
	claimLabel    = "Claim"
	documentLabel = "Document"
	saidInType    = "SAID_IN"
)

// kindLabel is the second label of an entity.
func kindLabel(e *graph.Entity) string {
	if e.Kind.IsPlace() {
		return "Place"
	}
	return "Actor"
}

// roleTypes are the edges from a claim to those who play a role in it.
var roleTypes = map[schema.Role]string{schema.Agent: "HAS_AGENT", schema.Patient: "HAS_PATIENT", schema.Place: "AT_PLACE", schema.Source: "HEARD_FROM"}

// typeOf is the type of an edge: the predicate in the manner of Neo4j.
func typeOf(p schema.Predicate) string {
	return strings.ToUpper(strings.ReplaceAll(string(p), "-", "_"))
}

func writeNeo4j(ctx context.Context, g *subgraph, out *output) error {
	w := &neo4jWriter{g: g, out: out}
	for _, write := range []func(context.Context) error{w.entities, w.documents, w.claims, w.relations, w.script} {
		if err := write(ctx); err != nil {
			return err
		}
	}
	return nil
}

type neo4jWriter struct {
	g   *subgraph
	out *output
}

// header returns what stands above the columns of properties.
func header[T any](before []string, properties []property[T], after ...string) []string {
	head := before
	for _, p := range properties {
		head = append(head, p.name+":"+p.kind)
	}
	return append(head, after...)
}

func values[T any](before []string, properties []property[T], x T, after ...string) []string {
	row := before
	for _, p := range properties {
		row = append(row, clean(p.value(x)))
	}
	return append(row, after...)
}

func (w *neo4jWriter) entities(ctx context.Context) error {
	t, err := newTable(w.out, "entities.csv", header([]string{"id:ID(Entity)"}, entityProperties, ":LABEL"))
	if err != nil {
		return err
	}
	for e, err := range w.g.entities(ctx) {
		if err != nil {
			return err
		}
		if err := t.row(values([]string{e.ID.String()}, entityProperties, e, entityLabel+arrayMark+kindLabel(e))); err != nil {
			return err
		}
		w.out.counts["entities"]++
	}
	return t.close()
}

func (w *neo4jWriter) documents(ctx context.Context) error {
	t, err := newTable(w.out, "documents.csv", header([]string{"id:ID(Document)"}, documentProperties, ":LABEL"))
	if err != nil {
		return err
	}
	for d, err := range w.g.documents(ctx) {
		if err != nil {
			return err
		}
		if err := t.row(values([]string{d.ID.String()}, documentProperties, d, documentLabel)); err != nil {
			return err
		}
		w.out.counts["documents"]++
	}
	return t.close()
}

// claims writes claims, who plays a role in them and where they are said.
func (w *neo4jWriter) claims(ctx context.Context) error {
	nodes, err := newTable(w.out, "claims.csv", header([]string{"id:ID(Claim)"}, claimProperties, ":LABEL"))
	if err != nil {
		return err
	}
	roles, err := newTable(w.out, "roles.csv", []string{":START_ID(Claim)", "rank:long", "inferred:boolean", ":END_ID(Entity)", ":TYPE"})
	if err != nil {
		return err
	}
	said, err := newTable(w.out, "said-in.csv", []string{":START_ID(Claim)", ":END_ID(Document)", ":TYPE"})
	if err != nil {
		return err
	}
	for c, err := range w.g.evidencedClaims(ctx) {
		if err != nil {
			return err
		}
		id := c.ID.String()
		if err := nodes.row(values([]string{id}, claimProperties, c, claimLabel)); err != nil {
			return err
		}
		if err := said.row([]string{id, c.Doc.String(), saidInType}); err != nil {
			return err
		}
		for _, role := range schema.Roles {
			for rank, a := range c.Args(role) {
				if err := roles.row([]string{id, strconv.Itoa(rank + 1), strconv.FormatBool(a.Inferred), a.Entity.String(), roleTypes[role]}); err != nil {
					return err
				}
			}
		}
		w.out.counts["claims"]++
	}
	for _, t := range []*table{nodes, roles, said} {
		if err := t.close(); err != nil {
			return err
		}
	}
	return nil
}

// relations leaves out those that every witness denies: a query would take them for edges.
func (w *neo4jWriter) relations(ctx context.Context) error {
	t, err := newTable(w.out, "relations.csv", header([]string{":START_ID(Entity)"}, relationProperties, ":END_ID(Entity)", ":TYPE"))
	if err != nil {
		return err
	}
	w.out.counts["deniedOnly"] = 0
	for r, err := range w.g.relations(ctx) {
		if err != nil {
			return err
		}
		if len(r.Supporting) == 0 {
			w.out.counts["deniedOnly"]++
			continue
		}
		if err := t.row(values([]string{r.Subject.String()}, relationProperties, r, r.Object.String(), typeOf(r.Predicate))); err != nil {
			return err
		}
		w.out.counts["relations"]++
	}
	return t.close()
}

// script writes the command that imports the files, whatever they are packed with.
func (w *neo4jWriter) script(context.Context) error {
	ending := endings[w.out.compress]
	plain := *w.out
	plain.compress = Plain
	f, err := plain.create("import.sh")
	w.out.files = plain.files
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.ReplaceAll(neo4jScript, ".csv", ".csv"+ending))
	return err
}

const neo4jScript = `#!/bin/sh
# Makes a new Neo4j database of these files: sh import.sh [DATABASE], with the database stopped.
cd "$(dirname "$0")" && exec neo4j-admin database import full "${1:-neo4j}" --multiline-fields=true --array-delimiter=';' \
  --nodes=entities.csv --nodes=documents.csv --nodes=claims.csv \
  --relationships=relations.csv --relationships=roles.csv --relationships=said-in.csv
`
