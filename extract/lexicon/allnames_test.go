package lexicon_test

import (
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

func TestAllNames(t *testing.T) {
	lex, err := lexicon.Load("ar", data.FS)
	if err != nil {
		t.Fatal(err)
	}
	names := lex.AllNames()
	if got := names["place/sy-hajin"]; !slices.Contains(got, "هجين") || !slices.IsSorted(got) {
		t.Errorf("names of a town: %q", got)
	}
	for key, all := range names {
		for _, name := range all {
			if !slices.ContainsFunc(lex.Named(name), func(r lexicon.NameRef) bool {
				return lex.Entries[r.Entry].Key == key && !r.Gated && !r.Generic
			}) {
				t.Fatalf("%s is not named %q", key, name)
			}
		}
	}
}
