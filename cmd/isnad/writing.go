package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/tracing"
)

// writing returns what mutations need: ids, the ingest of the rules, and an audit; and backups of opened, which store is.
func (a *app) writing(store graph.Store, opened *badgerstore.Store, audit io.Writer, traces *tracing.Tracer) *resolvers.Writing {
	log := slog.New(slog.NewJSONHandler(audit, nil))
	urls := &ingest.URLs{}
	return &resolvers.Writing{
		NewID: func() (graph.ID, error) {
			id, err := uuid.NewV7()
			return graph.ID(id), err
		},
		Ingest: func(ctx context.Context, articles []resolvers.Article, done func(resolvers.ArticleOutcome)) ([]resolvers.ArticleOutcome, error) {
			return a.ingestArticles(ctx, store, urls, traces, articles, done)
		},
		Backup: func(ctx context.Context, w io.Writer, want resolvers.BackupRequest) (*resolvers.BackupReceipt, error) {
			return streamBackup(ctx, opened, w, want)
		},
		Audit: func(ctx context.Context, act string, who resolvers.Principal, attrs ...slog.Attr) {
			attrs = append([]slog.Attr{slog.String("act", act), slog.String("who", who.Name), slog.String("role", string(who.Role))}, attrs...)
			log.LogAttrs(ctx, slog.LevelInfo, "act", attrs...)
		},
	}
}

func streamBackup(ctx context.Context, store *badgerstore.Store, w io.Writer, want resolvers.BackupRequest) (*resolvers.BackupReceipt, error) {
	opts := badgerstore.StreamOptions{Plain: want.Plain, Compressed: want.Compressed}
	if want.Previous != "" {
		opts.Since = &badgerstore.Base{Store: want.Store, Until: want.Since, SHA256: want.Previous}
	}
	b, err := store.StreamBackup(ctx, w, opts)
	if errors.Is(err, badgerstore.ErrChain) {
		return nil, fmt.Errorf("%w: %w", graph.ErrConflict, err)
	}
	if err != nil {
		return nil, err
	}
	return &resolvers.BackupReceipt{Since: b.Since, Until: b.Until, Bytes: b.Bytes, SHA256: b.SHA256}, nil
}

// openAudit opens the file that acts are appended to; without a name they are told nobody.
func openAudit(path string) (io.WriteCloser, error) {
	if path == "" {
		return nobody{io.Discard}, nil
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("--audit: %w", err)
	}
	return f, nil
}

type nobody struct{ io.Writer }

func (nobody) Close() error { return nil }

// ingestArticles reads articles one after the other, as ingest does those of one run.
func (a *app) ingestArticles(ctx context.Context, store graph.Store, urls *ingest.URLs, traces *tracing.Tracer, articles []resolvers.Article, done func(resolvers.ArticleOutcome)) ([]resolvers.ArticleOutcome, error) {
	rules, err := a.extractor()
	if err != nil {
		return nil, err
	}
	in := ingest.Ingester{
		Store: store, Extractor: ingest.Rules(rules), Facts: factsOf(rules), Pool: ingest.Pool{Workers: 1}, Sitting: &ingest.Sitting{URLs: urls},
	}
	if traces != nil {
		in.Extractor = tracedExtractor{in.Extractor, traces}
	}
	var outcomes []resolvers.ArticleOutcome
	for _, article := range articles {
		spanned, span := traces.Start(ctx, "ingest")
		outcome, err := ingestArticle(spanned, in, article)
		if outcome.Status != "" {
			span.Set(slog.String("isnad.status", outcome.Status))
			done(outcome)
			outcomes = append(outcomes, outcome)
		}
		if err != nil {
			span.Fail("")
			span.End()
			return outcomes, err
		}
		span.End()
	}
	return outcomes, nil
}

// ingestArticle returns no status where nothing became of the article; one may come with an error, of what ended the run
// when the article was stored already.
func ingestArticle(ctx context.Context, in ingest.Ingester, article resolvers.Article) (resolvers.ArticleOutcome, error) {
	key := cmp.Or(article.Key, article.URL)
	row, err := json.Marshal(map[string]string{
		"id": key, "title": article.Title, "text": article.Text, "url": article.URL,
		"outlet": article.Outlet, "published": string(article.Published),
	})
	if err != nil {
		return resolvers.ArticleOutcome{}, fmt.Errorf("read article: %w", err)
	}
	reader := ingest.Reader{Stdin: bytes.NewReader(row)}
	report, err := in.Run(ctx, reader.Read(ingest.Stdin))
	return outcomeOf(key, report), err
}

func outcomeOf(key string, r *ingest.Report) resolvers.ArticleOutcome {
	out := resolvers.ArticleOutcome{Key: key, Claims: r.Claims}
	for _, s := range r.SameURL {
		if s.Edit {
			out.Key = s.Of
		}
	}
	for status, n := range map[ingest.Status]int{ingest.New: r.New, ingest.Replaced: r.Replaced, ingest.Unchanged: r.Unchanged, ingest.Rejected: r.Rejected} {
		if n > 0 {
			out.Status = string(status)
		}
	}
	for _, p := range r.Problems {
		if !p.Kept {
			out.Problem = p.What + "; " + p.Remedy
		}
	}
	return out
}

// readTokens reads a token file; nil where there is none.
func readTokens(path string) (*resolvers.Tokens, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--token-file: %w", err)
	}
	defer f.Close()
	t, err := resolvers.ReadTokens(f)
	if err != nil {
		return nil, &failure{exitUsage, fmt.Errorf("--token-file %s: %w", path, err)}
	}
	return t, nil
}

func (a *app) tokenCmd() *cobra.Command {
	var name, role, expires, file string
	cmd := &cobra.Command{
		Use:   "token --name NAME --role ROLE --file FILE",
		Short: "make a token for somebody, and add its hash to a token file",
		Long: `Makes a bearer token and prints it, once: the file keeps its hash, with the name, the role and the last day on which it holds. A
reader asks, a curator judges and undoes besides, an admin ingests, removes and takes backups besides. To take a token away, delete its line.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			day, err := graph.ParseDay(expires)
			if err != nil {
				return usagef("--expires %q: want YYYY-MM-DD", expires)
			}
			if file == "" {
				return usagef("--file: name the token file, which serve reads with --token-file")
			}
			secret := make([]byte, 32)
			_, _ = rand.Read(secret) // never fails
			token := "isnad_" + base64.RawURLEncoding.EncodeToString(secret)
			line, err := resolvers.TokenLine(token, name, resolvers.Role(role), day)
			if err != nil {
				return usage(err)
			}
			if err := appendLine(file, line); err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.stdout, token)
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&name, "name", "", "whose it is: the author of what is judged with it")
	flags.StringVar(&role, "role", string(resolvers.Reader), "reader, curator or admin")
	flags.StringVar(&expires, "expires", "", "the last `day` on which it holds (YYYY-MM-DD); empty: for ever")
	flags.StringVar(&file, "file", "", "token file to add it to, made where it is absent")
	return cmd
}

// appendLine adds a line to a file that only its owner reads.
func appendLine(path, line string) (err error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("--file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.WriteString(line + "\n"); err != nil {
		return fmt.Errorf("--file: %w", err)
	}
	return f.Sync()
}
