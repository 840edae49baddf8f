package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/ingest"
)

func (a *app) extractCmd() *cobra.Command {
	var in inputFlags
	var by extractorFlags
	var to string
	cmd := &cobra.Command{
		Use:   "extract PATH… --to DIR",
		Short: "write the facts of articles as JSON files, without a store",
		Long: `Reads articles (.txt, .html, .jsonl, .jsonl.gz, folders, «-» for JSONL on standard input) and writes DIR/ID.json for
each, in the facts form of the annotation guidelines. ID is the id of the row, or the name of the file without its ending.

With --extractor llm a language model reads instead of the rules: each article is sent, whole, to the --endpoint that you name,
and of the answer only those claims are kept that the article bears out word for word. See docs/LLM.md.`,
		Example: "  isnad extract articles.jsonl --to out\n  isnad extract one.txt --to -",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if to == "" {
				return usagef("extract needs --to DIR, or --to - for standard output")
			}
			return a.extract(cmd.Context(), args, to, &in, &by)
		},
	}
	in.add(cmd)
	by.add(cmd)
	cmd.Flags().StringVar(&to, "to", "", "`DIR` to write to; «-» writes to standard output, in the order of the articles")
	return a.withLexicon(cmd)
}

func (a *app) extract(ctx context.Context, paths []string, to string, in *inputFlags, by *extractorFlags) error {
	reader, err := in.reader(a)
	if err != nil {
		return err
	}
	rules, err := a.extractor()
	if err != nil {
		return err
	}
	ex, end, err := by.choose(a, rules)
	if err != nil {
		return err
	}
	defer end()
	pool := ingest.Pool{Workers: in.workers, InOrder: to == "-"}
	items := reader.Read(paths...)
	if to != "-" {
		items = distinct(items)
		if err := os.MkdirAll(to, 0o755); err != nil {
			return fmt.Errorf("make the folder to write to: %w", err)
		}
	}
	var done func()
	pool.Progress, done = a.progress(reader.Size(paths...))
	report, err := pool.Run(ctx, items, a.factsWriter(ex, to))
	done()
	if err := errors.Join(in.tell(a, report), err); err != nil {
		return broken(err, fmt.Sprintf("%d articles are written to %s: run the same command again to write all", report.New, to))
	}
	a.say("%d articles: %d written, %d rejected", report.Read, report.New, report.Rejected)
	return outcome(report)
}

func (a *app) factsWriter(ex ingest.Extractor, to string) ingest.Work {
	return func(ctx context.Context, art *ingest.Article) (ingest.Outcome, error) {
		res, err := art.Extract(ctx, ex)
		if err != nil {
			return ingest.Outcome{}, err
		}
		b, err := facts.From(art.Name, string(art.Published), art.Text, res).Marshal()
		if err != nil {
			return ingest.Outcome{}, err
		}
		out := art.Outcome(ingest.New, res)
		if to == "-" {
			out.Then = func() error { _, err := a.stdout.Write(b); return err }
			return out, nil
		}
		return out, writeBytes(filepath.Join(to, fileName(art.Name)+".json"), b)
	}
}

// distinct rejects articles that would be written to a file that an earlier one has.
func distinct(items iter.Seq[ingest.Item]) iter.Seq[ingest.Item] {
	return func(yield func(ingest.Item) bool) {
		owner := map[string]string{}
		for item := range items {
			if art := item.Article; art != nil {
				name := strings.ToLower(fileName(art.Name))
				if first, taken := owner[name]; taken && first != art.Key {
					item.Article = nil
					item.Problem = &ingest.Problem{File: art.File, Line: art.Line, Key: art.Key,
						What: fmt.Sprintf("would be written to the file of %.60q", first), Remedy: "give each article an id of its own"}
				} else {
					owner[name] = art.Key
				}
			}
			if !yield(item) {
				return
			}
		}
	}
}

const maxFileName = 200 // bytes, so that the temporary name fits the limit of file systems

// fileName returns a name of a file for an article; where it is not the article's own, a hash keeps it
// apart from others.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	if strings.HasPrefix(safe, ".") {
		safe = "_" + safe[1:]
	}
	if len(safe) > maxFileName {
		safe = strings.ToValidUTF8(safe[:maxFileName-20], "")
	}
	if safe == name {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return safe + "-" + hex.EncodeToString(sum[:4])
}
