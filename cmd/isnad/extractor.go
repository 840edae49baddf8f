package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/link"
)

// withLexicon gives cmd the flag --lexicon.
func (a *app) withLexicon(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringArrayVar(&a.lexicons, "lexicon", a.usualLexicons(),
		"`DIR` (or table) of names and words of your own; can be repeated; ISNAD_LEXICON sets the default")
	return cmd
}

// usualLexicons returns those that are read where no flag names others.
func (a *app) usualLexicons() []string { return filepath.SplitList(a.getenv("ISNAD_LEXICON")) }

// extractor returns the extractor with the data that the binary holds and the user's own. It is made once.
func (a *app) extractor() (*extract.Extractor, error) {
	a.loading.Lock()
	defer a.loading.Unlock()
	if a.ex != nil {
		return a.ex, nil
	}
	ex, err := a.newExtractor(extract.Default)
	if err != nil {
		return nil, unloaded(err)
	}
	a.ex = ex
	return ex, nil
}

// unloaded says of an error what could not be done, unless that was said.
func unloaded(err error) error {
	var f *failure
	if errors.As(err, &f) {
		return err
	}
	return fmt.Errorf("load the linguistic data: %w", err)
}

// newExtractor makes an extractor with the user's own data, or by builtIn where there is none.
func (a *app) newExtractor(builtIn func() (*extract.Extractor, error)) (*extract.Extractor, error) {
	if len(a.lexicons) == 0 {
		return builtIn()
	}
	extra, faults, err := a.ownLexicon()
	if err != nil {
		return nil, err
	}
	if extra == nil {
		return nil, a.tellFaults(faults)
	}
	if len(faults) > 0 {
		a.say("%d minor faults in your lexicon; `isnad lint` lists them", len(faults))
	}
	return extract.New(extract.Options{Extra: extra})
}

// ownLexicon reads the directories of --lexicon.
func (a *app) ownLexicon() (fs.FS, []lexicon.Fault, error) {
	var dirs []lexicon.Dir
	for _, name := range a.lexicons {
		d, err := lexiconDir(name)
		if err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(dirs, func(have lexicon.Dir) bool { return have.Name == d.Name && have.File == d.File }) {
			dirs = append(dirs, d)
		}
	}
	return extract.ReadOwn(dirs...)
}

// lexiconDir returns the directory, or the one table, with that path.
func lexiconDir(name string) (lexicon.Dir, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lexicon.Dir{}, fail(exitNotFound, "--lexicon %s: no such directory or table; check the path", name)
	case err != nil:
		return lexicon.Dir{}, fmt.Errorf("--lexicon: %w", err)
	case info.IsDir():
		return lexicon.Dir{Name: filepath.ToSlash(filepath.Clean(name)), FS: os.DirFS(name)}, nil
	}
	dir := filepath.Dir(name)
	return lexicon.Dir{Name: filepath.ToSlash(dir), FS: os.DirFS(dir), File: filepath.Base(name)}, nil
}

// mostFaults is how many faults are told where lint was not asked for.
const mostFaults = 10

// tellFaults tells why own tables are not used.
func (a *app) tellFaults(faults []lexicon.Fault) error {
	told := 0
	for _, f := range faults {
		if f.Minor {
			continue
		}
		if told++; told <= mostFaults {
			a.say("%s", plain(f.Error()))
		}
	}
	a.say("%d faults in your lexicon, which was not used; `isnad lint` lists all", told)
	return silent(exitCheck)
}

// lexiconFacts gives link what the lexicon knows.
type lexiconFacts struct{ lex *lexicon.Lexicon }

func factsOf(ex *extract.Extractor) link.Facts { return lexiconFacts{ex.Lexicon()} }

func (f lexiconFacts) Fact(key string) (link.Fact, bool) {
	e, ok := f.lex.Entry(key)
	if !ok {
		return link.Fact{}, false
	}
	fact := link.Fact{Kind: e.Kind, Name: e.Name, Class: e.Class, Parent: e.Parent, External: maps.Clone(e.External)}
	if e.HasPoint {
		fact.Point = &graph.Point{Lat: e.Lat, Lon: e.Lon}
	}
	return fact, true
}

// places returns what the lexicon knows of places, for exports. Of all else that it takes to read articles nothing stays in
// memory.
func (a *app) places() (func(key string) *graph.Entity, error) {
	ex, err := a.newExtractor(func() (*extract.Extractor, error) { return extract.New(extract.Options{}) }) // the usual one would stay
	if err != nil {
		return nil, unloaded(err)
	}
	facts, places := factsOf(ex), map[string]*graph.Entity{}
	for _, entry := range ex.Lexicon().Entries {
		fact, _ := facts.Fact(entry.Key)
		if !fact.Kind.IsPlace() {
			continue
		}
		e := &graph.Entity{
			ID: graph.EntityID(entry.Key), Key: entry.Key, Kind: fact.Kind, Name: fact.Name, Parent: fact.Parent, Point: fact.Point, External: fact.External,
		}
		if entry.En != "" {
			e.Names = []graph.Name{{Text: entry.En, Lang: "en", Script: "Latn"}}
		}
		places[entry.Key] = e
	}
	return func(key string) *graph.Entity { return places[key] }, nil
}
