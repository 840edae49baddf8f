package gazetteer

import (
	"embed"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

//go:embed *.tsv
var tables embed.FS

// table reads one of the package's own tables.
func table(name string) []lexicon.Row {
	rows, err := lexicon.ReadTable(tables, name)
	if err != nil {
		panic("gazetteer: " + err.Error()) // it is part of the binary, and the tests read it
	}
	return rows
}

// countries leads from the codes of ISO 3166-1, with two letters and with three, to ids of the lexicon.
var countries = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range table("countries.tsv") {
		m[strings.ToUpper(r.ID)] = r.Get("place")
		m[strings.ToUpper(r.Get("three"))] = r.Get("place")
	}
	return m
})

// countryOf returns the id of the country with that code, or "".
func countryOf(code string) string { return countries()[code] }
