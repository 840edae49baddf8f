package main

import (
	"fmt"
	"maps"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/link"
)

// extractor returns the extractor with the data that the binary holds.
func (a *app) extractor() (*extract.Extractor, error) {
	ex, err := extract.Default()
	if err != nil {
		return nil, fmt.Errorf("load the linguistic data: %w", err)
	}
	return ex, nil
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
