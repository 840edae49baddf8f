package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/export"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// exportFlags choose what is exported.
type exportFlags struct {
	to                                  string
	overwrite, bom                      bool
	types, statuses, predicates         []string
	places, participants, sources, docs []string
	outlets                             []string
	during, text                        string
	minSources, minDocuments            int

	list, gzip, zstd bool
	since            string
	around, bbox     string
	depth            int
	hops             bool // depth was given
}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	var names []string
	var about strings.Builder
	about.WriteString("Writes what the store holds in the format of another tool. The same store and filter give the same bytes.\n\nFormats:\n")
	for _, format := range exportable() {
		names = append(names, format.Name)
		fmt.Fprintf(&about, "  %-10s %s\n", format.Name, format.Description)
	}
	cmd := &cobra.Command{
		Use:   "export FORMAT --to PATH",
		Short: "write the graph for other tools: " + strings.Join(names, ", "),
		Long:  about.String(),
		Example: "  isnad export jsonl --to graph.jsonl\n  isnad export graphml --to attacks.graphml --predicate attacked --during 2018-01-01..2018-12-31\n" +
			"  isnad export geojson --to - --bbox 38.5,33.9,42.4,37.3 | ogr2ogr map.gpkg /vsistdin/\n" +
			"  isnad export jsonl --to monday.jsonl.zst --since 5b0a…@17\n  isnad export ontology --to isnad.ttl\n" +
			"  isnad export bundle --to for-the-press.zip --withhold withheld.tsv",
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.list {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.list {
				return writeRows(a, exportable(), formatColumns)
			}
			if v := vocabulary(args[0]); v != nil {
				return a.exportVocabulary(cmd, v, &f)
			}
			f.hops = cmd.Flags().Changed("depth")
			return a.export(cmd.Context(), args[0], &f)
		},
	}
	f.add(cmd)
	return a.withFormat(a.withWhen(a.withLexicon(cmd)))
}

var formatColumns = []column[export.Format]{
	{"format", func(f export.Format) string { return f.Name }},
	{"what", func(f export.Format) string { return f.Description }},
	{"keeps", func(f export.Format) string { return f.Keeps }},
	{"loses", func(f export.Format) string { return f.Loses }},
	{"since", func(f export.Format) string {
		if f.Increments {
			return "yes"
		}
		return "no"
	}},
}

func (f *exportFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.to, "to", "", "`PATH` to write to; «-» is standard output, for formats that are one file")
	flags.BoolVar(&f.overwrite, "overwrite", false, "replace what is there")
	flags.BoolVar(&f.bom, "bom", false, "csv and acled: begin with a byte order mark, for Excel")
	flags.BoolVar(&f.list, "list", false, "describe what can be written: what each format keeps, what it loses, and whether --since does for it")
	flags.BoolVar(&f.gzip, "gzip", false, "pack with gzip, as a name that ends in .gz does")
	flags.BoolVar(&f.zstd, "zstd", false, "pack with zstd, as a name that ends in .zst does")
	flags.StringVar(&f.since, "since", "", "only what changed since this `revision`, as manifests and isnad changes tell it; for formats that --list says yes of")
	flags.StringVar(&f.around, "around", "", "relations near this `entity`; key, name or id")
	flags.IntVar(&f.depth, "depth", 1, "how many hops from the entity of --around")
	flags.StringVar(&f.bbox, "bbox", "", "claims at places in this box: `WEST,SOUTH,EAST,NORTH` in degrees")
	flags.IntVar(&f.minSources, "min-sources", 0, "edges, events and intervals of control with so many independent sources")
	flags.IntVar(&f.minDocuments, "min-documents", 0, "edges and events with so many documents")
	f.addClaims(cmd)
}

// addClaims gives cmd the flags that choose claims, and edges by their predicates.
func (f *exportFlags) addClaims(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.types, "type", nil, "claims of these `types`")
	flags.StringSliceVar(&f.statuses, "status", nil, "claims of these `statuses`: happened, failed, planned, denied")
	flags.StringSliceVar(&f.predicates, "predicate", nil, "edges of these `predicates`")
	flags.StringArrayVar(&f.places, "place", nil, "claims at this `place`, or inside of it; key, name or id")
	flags.StringArrayVar(&f.participants, "entity", nil, "claims in which this `entity` takes any part; key, name or id")
	flags.StringArrayVar(&f.sources, "source", nil, "claims that this `entity` is a source of; key, name or id")
	flags.StringArrayVar(&f.docs, "document", nil, "claims of this `document`; key or id")
	flags.StringArrayVar(&f.outlets, "outlet", nil, "claims of this `outlet`")
	flags.StringVar(&f.during, "during", "", "claims on a `day`, or in FROM..TO")
	flags.StringVar(&f.text, "text", "", "claims whose sentence holds these `words`")
}

const acledFormat = "acled"

func (a *app) export(ctx context.Context, format string, f *exportFlags) error {
	if f.to == "" {
		return usagef("export needs --to PATH, or --to - for standard output")
	}
	if !slices.ContainsFunc(export.Formats(), func(known export.Format) bool { return known.Name == format }) {
		return usage(unknownFormat(format))
	}
	when, err := a.past.when()
	if err != nil {
		return err
	}
	opts, err := f.options(a)
	if err != nil {
		return err
	}
	if format == acledFormat { // the one that asks for it; reading the lexicon takes time
		if opts.Places, err = a.places(); err != nil {
			return err
		}
	}
	return a.readNow(ctx, func(r graph.Reader) (err error) {
		if opts.Filter, err = f.filter(ctx, r); err != nil {
			return err
		}
		opts.Filter.AsOf, opts.Filter.KnownAt, opts.Filter.Undated = when.AsOf, when.KnownAt, when.Undated
		var m *export.Manifest
		if f.to == "-" {
			m, err = export.Encode(ctx, r, format, a.stdout, opts)
		} else {
			m, err = export.Write(ctx, r, format, f.to, opts)
		}
		if err != nil {
			return allowing(err)
		}
		if m.Nothing {
			a.say("nothing that the store holds passes the filters: the export is empty")
		}
		a.sayUndated(m.LeftOut.Documents)
		if n := m.LeftOut.Claims; n > 0 {
			a.say("%d claims of no known day are left out", n)
		}
		for _, file := range m.Files {
			a.say("%s: %d bytes, sha256 %s", cmp.Or(file.Name, "stdout"), file.Bytes, file.SHA256)
		}
		a.say("revision %s", m.Revision)
		return nil
	})
}

// allowing adds to err the flag that lets an export replace what is there, where that would help.
func allowing(err error) error {
	if errors.Is(err, export.ErrExists) && !errors.Is(err, export.ErrBlocked) {
		return fmt.Errorf("%w: --overwrite", err)
	}
	return err
}

// options returns what the flags ask for but for the filter, which needs the store.
func (f *exportFlags) options(a *app) (opts export.Options, err error) {
	opts.Overwrite, opts.BOM = f.overwrite, f.bom
	switch {
	case f.gzip && f.zstd:
		return opts, usagef("--gzip or --zstd, not both")
	case f.gzip:
		opts.Compress = export.Gzip
	case f.zstd:
		opts.Compress = export.Zstd
	}
	if err := f.counts(); err != nil {
		return opts, err
	}
	if f.since != "" && a.withhold != "" {
		return opts, usagef("--since with --withhold: what changed would tell what is withheld; export all of it")
	}
	if f.since != "" {
		if opts.Since, err = graph.ParseRevision(f.since); err != nil {
			return opts, fmt.Errorf("--since: %w", err)
		}
	}
	return opts, nil
}

// counts checks the flags that are numbers.
func (f *exportFlags) counts() error {
	switch {
	case f.depth < 0:
		return usagef("--depth %d: want 0 or more hops", f.depth)
	case f.hops && f.around == "":
		return usagef("--depth without --around: name the entity that it counts hops from")
	case f.minSources < 0:
		return usagef("--min-sources %d: want 0 or more", f.minSources)
	case f.minDocuments < 0:
		return usagef("--min-documents %d: want 0 or more", f.minDocuments)
	}
	return nil
}

func unknownFormat(name string) error {
	var names []string
	for _, f := range exportable() {
		names = append(names, f.Name)
	}
	return fmt.Errorf("%w %q; there are %s", export.ErrFormat, name, strings.Join(names, ", "))
}

func (f *exportFlags) filter(ctx context.Context, r graph.Reader) (filter export.Filter, err error) {
	filter.MinSources, filter.MinDocuments = f.minSources, f.minDocuments
	if filter.Predicates, err = words("--predicate", f.predicates, schema.Predicates); err != nil {
		return filter, err
	}
	if err := f.where(ctx, r, &filter); err != nil {
		return filter, err
	}
	filter.Claims, err = f.claims(ctx, r)
	return filter, err
}

// where adds the neighbourhood and the box.
func (f *exportFlags) where(ctx context.Context, r graph.Reader, filter *export.Filter) error {
	if f.around != "" {
		e, err := resolve(ctx, r, f.around)
		if err != nil {
			return err
		}
		filter.Around, filter.Depth = e.ID, f.depth
	}
	if f.bbox == "" {
		return nil
	}
	box, err := parseBox(f.bbox)
	if err != nil {
		return usagef("--bbox %q: %w", f.bbox, err)
	}
	filter.Box = &box
	return nil
}

var errBox = errors.New("want WEST,SOUTH,EAST,NORTH in degrees, as 38.5,33.9,42.4,37.3")

func parseBox(text string) (box export.Box, err error) {
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return box, errBox
	}
	for i, edge := range []*float64{&box.West, &box.South, &box.East, &box.North} {
		if *edge, err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64); err != nil {
			return box, errBox
		}
	}
	return box, box.Validate()
}

func (f *exportFlags) claims(ctx context.Context, r graph.Reader) (c query.ClaimFilter, err error) {
	c.Text, c.Outlets = f.text, f.outlets
	var errs [7]error
	c.Types, errs[0] = words("--type", f.types, append(slices.Clone(schema.EventTypes), schema.LastingTypes...))
	c.Statuses, errs[1] = words("--status", f.statuses, schema.Statuses)
	c.From, c.To, errs[2] = period(f.during)
	c.Places, errs[3] = entityIDs(ctx, r, f.places)
	c.Participants, errs[4] = entityIDs(ctx, r, f.participants)
	c.Sources, errs[5] = entityIDs(ctx, r, f.sources)
	c.Documents, errs[6] = documentIDs(ctx, r, f.docs)
	for _, err := range errs {
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// words returns values as words of a vocabulary.
func words[W ~string](flag string, values []string, vocabulary []W) ([]W, error) {
	var out []W
	for _, v := range values {
		if !slices.Contains(vocabulary, W(v)) {
			return nil, usagef("%s %q: want one of %v", flag, v, vocabulary)
		}
		out = append(out, W(v))
	}
	return out, nil
}

func day(flag, value string) (graph.Day, error) {
	d, err := graph.ParseDay(value)
	if err != nil {
		return "", usagef("%s %q: want YYYY-MM-DD", flag, value)
	}
	return d, nil
}

// period reads a day, or FROM..TO of which one end may be open.
func period(value string) (from, to graph.Day, err error) {
	first, last, isRange := strings.Cut(value, "..")
	if !isRange {
		last = first
	}
	if from, err = day("--during", first); err != nil {
		return "", "", err
	}
	if to, err = day("--during", last); err != nil {
		return "", "", err
	}
	if from != "" && to != "" && to < from {
		return "", "", usagef("--during %q ends before it begins", value)
	}
	return from, to, nil
}

func entityIDs(ctx context.Context, r graph.Reader, refs []string) ([]graph.ID, error) {
	var out []graph.ID
	for _, ref := range refs {
		e, err := resolve(ctx, r, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, e.ID)
	}
	return out, nil
}

func documentIDs(ctx context.Context, r graph.Reader, refs []string) ([]graph.ID, error) {
	var out []graph.ID
	for _, ref := range refs {
		d, err := findDocument(ctx, r, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, d.ID)
	}
	return out, nil
}
