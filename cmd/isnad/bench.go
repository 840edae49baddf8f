package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/testdata"
)

// measure is one line of a benchmark.
type measure struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Asked string  `json:"asked,omitempty"` // of it, on a million claims and two processors
}

var measureColumns = []column[measure]{
	{"measure", func(m measure) string { return m.Name }},
	{"value", func(m measure) string { return strconv.FormatFloat(m.Value, 'f', 1, 64) }},
	{"unit", func(m measure) string { return m.Unit }},
}

var askedColumns = append(slices.Clone(measureColumns), column[measure]{"asked for", func(m measure) string { return m.Asked }})

func (a *app) benchCmd() *cobra.Command {
	b := bench{app: a}
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "measure extraction, ingest and look-ups on this machine",
		Long: `Extracts articles on one core, ingests them into a temporary store, and asks it for neighbourhoods and filtered lists.
Without --articles it takes the bundled ones. Articles are repeated under new keys until there are --count of them.

With --claims no article is read: it makes a store of so many claims of random content, with hubs as news has them, and
measures how long that takes to open, how much memory it needs, and look-ups over one to three hops. A million claims
take some minutes and about 1.5 GB of disk; --keep leaves the store there, and takes it as it is the next time.

With --doors it changes nothing and asks the store that --store names: a server over HTTP, one hop from many entities and a page of
500 relations with evidence, then exports of the whole store, each in a process of its own. What is asked for of a store of a million
claims on two processors stands beside it.`,
		Example: "  isnad bench\n  isnad bench --claims 1000000 --keep /tmp/million\n  isnad bench --doors --store /tmp/million",
		Args:    cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if b.count < 1 || b.lookups < 1 || b.claims < 0 {
			return usagef("--count and --lookups count from 1, --claims from 0")
		}
		if b.keep != "" && b.claims == 0 {
			return usagef("--keep needs --claims")
		}
		if b.door && b.claims > 0 {
			return usagef("--doors asks the store of --store, --claims makes one: first the one, then the other")
		}
		if b.clients < 1 || b.requests < 1 || b.entities < 1 {
			return usagef("--clients, --requests and --entities count from 1")
		}
		run, columns := b.run, measureColumns
		switch {
		case b.door:
			run, columns = b.doors, askedColumns
		case b.claims > 0:
			run = b.scale
		}
		if err := run(cmd.Context()); err != nil {
			return err
		}
		return writeRows(a, b.measures, columns)
	}
	cmd.Flags().StringVar(&b.path, "articles", "", "`PATH` of articles to measure with")
	cmd.Flags().IntVar(&b.count, "count", 1000, "articles to ingest")
	cmd.Flags().IntVar(&b.workers, "workers", 0, "articles ingested at once; 0: one a processor")
	cmd.Flags().IntVar(&b.lookups, "lookups", 2000, "look-ups of each sort")
	cmd.Flags().IntVar(&b.claims, "claims", 0, "measure a made-up store of so many claims instead")
	cmd.Flags().StringVar(&b.keep, "keep", "", "`DIR` to keep the made-up store in")
	cmd.Flags().BoolVar(&b.door, "doors", false, "measure GraphQL over HTTP and exports of the store of --store instead")
	cmd.Flags().IntVar(&b.clients, "clients", 8, "with --doors: clients that ask at once")
	cmd.Flags().IntVar(&b.requests, "requests", 20000, "with --doors: one-hop queries")
	cmd.Flags().IntVar(&b.entities, "entities", 500, "with --doors: entities that they are about, in turn")
	return a.withFormat(a.withLexicon(cmd))
}

type bench struct {
	*app
	path                    string
	count, workers, lookups int
	claims                  int
	keep                    string
	measures                []measure

	door                        bool
	clients, requests, entities int
}

func (b *bench) add(name string, value float64, unit string) {
	b.measures = append(b.measures, measure{Name: name, Value: value, Unit: unit})
}

func (b *bench) run(ctx context.Context) (err error) {
	articles, err := b.read()
	if err != nil {
		return err
	}
	if err := b.extraction(ctx, articles); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "isnad-bench-")
	if err != nil {
		return fmt.Errorf("make a temporary store: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b.store = filepath.Join(dir, "store")
	if err := b.ingest(ctx, filepath.Join(dir, "articles.jsonl"), articles); err != nil {
		return err
	}
	return b.questions(ctx)
}

func (b *bench) read() ([]*ingest.Article, error) {
	reader, path := bundled(), testdata.Articles
	if b.path != "" {
		reader, path = &ingest.Reader{Stdin: b.stdin}, b.path
	}
	var articles []*ingest.Article
	for item := range reader.Read(path) {
		if item.Article != nil {
			articles = append(articles, item.Article)
		}
	}
	if len(articles) == 0 {
		return nil, fail(exitNotFound, "no article to measure with in %s", path)
	}
	return articles, nil
}

// extraction measures the way from text to claims on one core.
func (b *bench) extraction(ctx context.Context, articles []*ingest.Article) error {
	ex, err := b.extractor()
	if err != nil {
		return err
	}
	sentences, bytes, start := 0, 0, time.Now()
	for i := range b.count {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		art := articles[i%len(articles)]
		res := ex.Extract(extract.Document{Key: art.Key, Text: art.Text, Published: string(art.Published), Outlet: art.Outlet})
		sentences += res.Sentences
		bytes += len(art.Text)
	}
	took := time.Since(start).Seconds()
	b.add("extraction, articles", float64(b.count)/took, "articles/s a core")
	b.add("extraction, sentences", float64(sentences)/took, "sentences/s a core")
	b.add("extraction, text", float64(bytes)/took/1e6, "MB/s a core")
	return nil
}

// ingest measures the way from a file to the store, and how much room it takes there.
func (b *bench) ingest(ctx context.Context, file string, articles []*ingest.Article) error {
	if err := writeFile(file, func(w io.Writer) error { return repeat(w, articles, b.count) }); err != nil {
		return err
	}
	store, err := b.openStore(ctx, false)
	if err != nil {
		return err
	}
	reader, start := &ingest.Reader{}, time.Now()
	report, err := b.ingestByRules(ctx, store, ingest.Pool{Workers: b.workers}, reader.Read(file))
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	took := time.Since(start).Seconds()
	b.add("file to store", float64(report.New)/took, "articles/s")
	return b.room(ctx)
}

func (b *bench) room(ctx context.Context) error {
	return b.app.read(ctx, func(r graph.Reader) error {
		s, err := r.Stats(ctx)
		if err != nil {
			return err
		}
		b.add("documents", float64(s.Documents), "")
		b.add("claims", float64(s.Claims), "")
		b.add("relations", float64(s.Relations), "")
		b.add("stored", float64(s.Bytes)/float64(max(1, s.Claims)), "bytes a claim")
		return nil
	})
}

// repeat writes count rows of JSONL, each article under as many keys as it takes.
func repeat(w io.Writer, articles []*ingest.Article, count int) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	for i := range count {
		art := articles[i%len(articles)]
		row := map[string]string{"id": fmt.Sprintf("%s#%d", art.Key, i/len(articles)), "text": art.Text, "outlet": art.Outlet, "published": string(art.Published)}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	return out.Flush()
}
