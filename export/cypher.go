package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// cypher writes statements that anybody can read and that may be run twice: every node and edge is merged
// on its id, a batch of them in a statement.
var cypher = format{
	Format: Format{
		Name:        "cypher",
		Description: "Cypher statements, for cypher-shell into a Neo4j that runs, once or again",
		Keeps:       "as neo4j",
		Loses:       "as neo4j",
		Extension:   ".cypher",
		Increments:  true,
	},
	version: 1,
	write:   writeCypher,
}

// cypherBatch is how many rows one statement has: a transaction each.
const cypherBatch = 200

const cypherHead = `CREATE CONSTRAINT isnad_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT isnad_document IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT isnad_claim IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
`

func writeCypher(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, cypherHead); err != nil {
		return err
	}
	w := &cypherWriter{g: g, w: f, counts: out.counts}
	for _, write := range []func(context.Context) error{w.gone, w.entities, w.documents, w.claims, w.relations} {
		if err := write(ctx); err != nil {
			return err
		}
	}
	return nil
}

type cypherWriter struct {
	g      *subgraph
	w      io.Writer
	counts map[string]int
}

// cypherRows collects the rows of statements of one form and writes each statement when it is full.
type cypherRows struct {
	w    io.Writer
	then string // what is done with each row
	rows []string
}

func (b *cypherRows) add(row string) error {
	if b.rows = append(b.rows, row); len(b.rows) == cypherBatch {
		return b.flush()
	}
	return nil
}

func (b *cypherRows) flush() error {
	if len(b.rows) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(b.w, "UNWIND [\n  %s\n] AS row\n%s;\n", strings.Join(b.rows, ",\n  "), b.then)
	b.rows = b.rows[:0]
	return err
}

// nodeStatement merges a node on its id. An increment takes away what is told of it no more.
func (w *cypherWriter) nodeStatement(labels ...string) string {
	more, props := "", "SET n += row.props"
	if w.g.stepping {
		props = "SET n = row.props, n.id = row.id"
	}
	for _, l := range labels[1:] {
		more += ", n:" + name(l)
	}
	if w.g.stepping && len(labels) > 1 {
		props = "REMOVE n:Actor, n:Place\n" + props
	}
	return fmt.Sprintf("MERGE (n:%s {id: row.id})\n%s%s", name(labels[0]), props, more)
}

// gone takes away, in an increment, what is there no more, and the edges of claims that are written anew.
func (w *cypherWriter) gone(ctx context.Context) error {
	if !w.g.stepping {
		return nil
	}
	edges, err := w.g.goneEdges(ctx)
	if err != nil {
		return err
	}
	nodes := map[graph.Record]*cypherRows{}
	for record, label := range map[graph.Record]string{graph.EntityRecord: entityLabel, graph.DocumentRecord: documentLabel, graph.ClaimRecord: claimLabel} {
		nodes[record] = &cypherRows{w: w.w, then: fmt.Sprintf("MATCH (n:%s {id: row})\nDETACH DELETE n", name(label))}
	}
	for _, r := range w.g.gone {
		if rows := nodes[r.Kind]; rows != nil {
			if err := rows.add(literal(r.ID.String())); err != nil {
				return err
			}
		}
	}
	again := &cypherRows{w: w.w, then: fmt.Sprintf("MATCH (n:%s {id: row})-[r]->()\nDELETE r", name(claimLabel))}
	for _, id := range w.g.chosen.claims {
		if err := again.add(literal(id.String())); err != nil {
			return err
		}
	}
	all := &cypherRows{w: w.w, then: "WITH collect(row) AS ids\nMATCH ()-[r]->() WHERE r.id IN ids\nDELETE r"}
	for _, id := range edges {
		if err := all.add(literal(id.String())); err != nil {
			return err
		}
	}
	return flushAll(nodes[graph.ClaimRecord], nodes[graph.DocumentRecord], nodes[graph.EntityRecord], again, all)
}

// edgeStatement merges an edge on its id, or on its ends where it has none, and sets its properties with «=» or «+=».
func edgeStatement(from, to, typ, key, set string) string {
	return fmt.Sprintf("MATCH (a:%s {id: row.a}), (b:%s {id: row.b})\nMERGE (a)-[r:%s%s]->(b)\nSET r %s row.props", name(from), name(to), name(typ), key, set)
}

func (w *cypherWriter) entities(ctx context.Context) error {
	actors := &cypherRows{w: w.w, then: w.nodeStatement(entityLabel, "Actor")}
	places := &cypherRows{w: w.w, then: w.nodeStatement(entityLabel, "Place")}
	for e, err := range w.g.entities(ctx) {
		if err != nil {
			return err
		}
		rows := actors
		if e.Kind.IsPlace() {
			rows = places
		}
		if err := rows.add(nodeRow(e.ID, entityProperties, e)); err != nil {
			return err
		}
		w.counts["entities"]++
	}
	return flushAll(actors, places)
}

func flushAll(all ...*cypherRows) error {
	for _, b := range all {
		if err := b.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (w *cypherWriter) documents(ctx context.Context) error {
	rows := &cypherRows{w: w.w, then: w.nodeStatement(documentLabel)}
	for d, err := range w.g.documents(ctx) {
		if err != nil {
			return err
		}
		if err := rows.add(nodeRow(d.ID, documentProperties, d)); err != nil {
			return err
		}
		w.counts["documents"]++
	}
	return rows.flush()
}

// claims writes claims, and behind each batch of them the edges that lead away from them.
func (w *cypherWriter) claims(ctx context.Context) error {
	for batch, err := range batches(w.g.evidencedClaims(ctx), batchSize) {
		if err != nil {
			return err
		}
		nodes := &cypherRows{w: w.w, then: w.nodeStatement(claimLabel)}
		said := &cypherRows{w: w.w, then: edgeStatement(claimLabel, documentLabel, saidInType, "", "+=")}
		roles := map[schema.Role]*cypherRows{}
		for _, role := range schema.Roles {
			roles[role] = &cypherRows{w: w.w, then: edgeStatement(claimLabel, entityLabel, roleTypes[role], "", "+=")}
		}
		for _, c := range batch {
			if err := nodes.add(nodeRow(c.ID, claimProperties, c)); err != nil {
				return err
			}
		}
		if err := nodes.flush(); err != nil {
			return err
		}
		for _, c := range batch {
			if err := addClaimEdges(c.Claim, said, roles); err != nil {
				return err
			}
		}
		all := []*cypherRows{said}
		for _, role := range schema.Roles {
			all = append(all, roles[role])
		}
		if err := flushAll(all...); err != nil {
			return err
		}
		w.counts["claims"] += len(batch)
	}
	return nil
}

func addClaimEdges(c *graph.Claim, said *cypherRows, roles map[schema.Role]*cypherRows) error {
	if err := said.add(edgeRow(c.ID, c.Doc, "{}")); err != nil {
		return err
	}
	for _, role := range schema.Roles {
		for rank, a := range c.Args(role) {
			props := fmt.Sprintf("{rank: %d, inferred: %t}", rank+1, a.Inferred)
			if err := roles[role].add(edgeRow(c.ID, a.Entity, props)); err != nil {
				return err
			}
		}
	}
	return nil
}

// relationStatement merges a relation on its id. An increment takes away what is told of it no more.
func (w *cypherWriter) relationStatement(p schema.Predicate) string {
	set := "+="
	if w.g.stepping {
		set = "="
	}
	return edgeStatement(entityLabel, entityLabel, typeOf(p), " {id: row.props.id}", set)
}

// relations writes those that have a supporting witness, a statement having one type.
func (w *cypherWriter) relations(ctx context.Context) error {
	w.counts["deniedOnly"] = 0
	for batch, err := range batches(w.g.relations(ctx), batchSize) {
		if err != nil {
			return err
		}
		byType := map[schema.Predicate]*cypherRows{}
		for _, r := range batch {
			if len(r.Supporting) == 0 {
				w.counts["deniedOnly"]++
				continue
			}
			if byType[r.Predicate] == nil {
				byType[r.Predicate] = &cypherRows{w: w.w, then: w.relationStatement(r.Predicate)}
			}
			if err := byType[r.Predicate].add(edgeRow(r.Subject, r.Object, props(relationProperties, r))); err != nil {
				return err
			}
			w.counts["relations"]++
		}
		for _, p := range schema.Predicates {
			if rows := byType[p]; rows != nil {
				if err := rows.flush(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func nodeRow[T any](id graph.ID, properties []property[T], x T) string {
	return fmt.Sprintf("{id: %s, props: %s}", literal(id.String()), props(properties, x))
}

func edgeRow(from, to graph.ID, props string) string {
	return fmt.Sprintf("{a: %s, b: %s, props: %s}", literal(from.String()), literal(to.String()), props)
}

// props returns a map of what is told; what is not, is not in it.
func props[T any](properties []property[T], x T) string {
	var parts []string
	for _, p := range properties {
		if v := clean(p.value(x)); v != "" {
			parts = append(parts, name(p.name)+": "+typed(p.kind, v))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// typed returns v as a literal of a type.
func typed(kind, v string) string {
	switch kind {
	case "long", "double", "boolean":
		return v
	case "date":
		return "date(" + literal(v) + ")"
	case "string[]":
		parts := strings.Split(v, arrayMark)
		for i, p := range parts {
			parts[i] = literal(p)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return literal(v)
}

// literal returns a text in single quotes. Neo4j reads characters by their number (backslash, u) before it
// reads anything else, even behind another backslash: the two are therefore never written side by side.
func literal(s string) string {
	return "'" + literalEscapes.Replace(s) + "'"
}

var literalEscapes = strings.NewReplacer(`\u`, `\\' + 'u`, `\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// name returns a name of a label, type or property, in backticks where it needs them.
func name(s string) string {
	plain := s != "" && !slices.ContainsFunc([]byte(s), func(c byte) bool {
		return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
	if plain && (s[0] < '0' || s[0] > '9') && !slices.Contains(cypherWords, strings.ToLower(s)) {
		return s
	}
	return "`" + strings.ReplaceAll(strings.ReplaceAll(s, `\u0060`, "`"), "`", "``") + "`" // by its number, too, it ends a name
}

// cypherWords are words of the language that are among the names of properties.
var cypherWords = []string{"end", "from", "to", "start", "type"}
