package main

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/resolvers"
	"github.com/isnad-graph/isnad/withhold"
)

// withWithhold gives cmd, which reads the store, the flag --withhold.
func (a *app) withWithhold(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&a.withhold, "withhold", "", "`FILE` with what is kept back: persons, actors, sources, places, outlets")
	return cmd
}

// keeper returns what keeps back what --withhold says; nil where that was not asked for.
func (a *app) keeper(opts withhold.Options) (*withhold.Keeper, error) {
	if a.withhold == "" {
		return nil, nil
	}
	f, err := os.Open(a.withhold)
	if err != nil {
		return nil, fmt.Errorf("--withhold: %w", notFound(err))
	}
	defer f.Close()
	policy, err := withhold.ReadPolicy(f, a.withhold)
	if err != nil {
		return nil, err
	}
	if a.lexicons == nil {
		a.lexicons = a.usualLexicons()
	}
	ex, err := a.extractor()
	if err != nil {
		return nil, err
	}
	opts.Lexicon = knownTo(ex.Lexicon())
	return withhold.NewKeeper(policy, opts), nil
}

// withheld calls fn with r as it may be seen, and says what the policy asks for and the store does not have.
func (a *app) withheld(ctx context.Context, r graph.Reader, fn func(graph.Reader) error) error {
	k, err := a.keeper(withhold.Options{})
	if err != nil || k == nil {
		return firstOf(err, func() error { return fn(r) })
	}
	if err := a.sayWithheld(ctx, k, r); err != nil {
		return err
	}
	shown, err := k.Reader(ctx, r)
	return firstOf(err, func() error { return fn(shown) })
}

// firstOf returns err, or what then gives where that is nil.
func firstOf(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

func (a *app) sayWithheld(ctx context.Context, k *withhold.Keeper, r graph.Reader) error {
	o, err := k.Overlay(ctx, r)
	if err != nil {
		return err
	}
	for _, note := range o.Notes() {
		a.say("%s", note)
	}
	c := o.Counts()
	a.say("withheld: %d entities, in %d documents; %d claims that would be none are left out", c.Entities, c.Documents, c.Dropped)
	return nil
}

// withholdFrom has opts keep back what --withhold says. It reads the store once, so that a policy that does not fit is
// told before anybody asks.
func (a *app) withholdFrom(ctx context.Context, store graph.Store, opts *resolvers.Options) error {
	k, err := a.keeper(withhold.Options{Finish: true})
	if err != nil || k == nil {
		return err
	}
	opts.Withhold = k.Reader
	return store.View(ctx, func(r graph.Reader) error { return a.sayWithheld(ctx, k, r) })
}

// sees returns the role of --sees-all.
func (f *serveFlags) sees() (resolvers.Role, error) {
	role := resolvers.Role(f.seesAll)
	switch role {
	case resolvers.Curator, resolvers.Admin, resolvers.Nobody:
		return role, nil
	}
	return "", usagef("--sees-all %q: want curator, admin or nobody", f.seesAll)
}

// knownTo tells what the lexicon knows of entities.
func knownTo(lex *lexicon.Lexicon) withhold.Lexicon {
	names := sync.OnceValue(lex.AllNames)
	return func(key string) *graph.Entity {
		fact, known := lexiconFacts{lex}.Fact(key)
		if !known {
			return nil
		}
		e := &graph.Entity{ID: graph.EntityID(key), Key: key, Kind: fact.Kind, Name: fact.Name, Class: fact.Class, Parent: fact.Parent, External: fact.External}
		if e.Kind.IsPlace() {
			e.Point = fact.Point
		}
		for _, name := range names()[key] {
			e.Names = append(e.Names, graph.Name{Text: name, Lang: "ar", Script: "Arab"})
		}
		if entry, ok := lex.Entry(key); ok && entry.En != "" {
			e.Names = append(e.Names, graph.Name{Text: entry.En, Lang: "en", Script: "Latn"})
		}
		return e
	}
}
