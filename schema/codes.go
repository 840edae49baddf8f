package schema

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed codes.tsv
var codesTSV string

// Code is what an event is called in the vocabularies of others. Its texts are empty where they have no
// word for it.
type Code struct {
	Event     string // ACLED's event type
	SubEvent  string // ACLED's sub-event type
	PLOVER    string
	Aggressor bool // whoever is the agent began it
}

// Case is an event as far as its code depends on it.
type Case struct {
	Type    Type
	Mode    Mode
	Phase   Phase
	Against bool   // civilians are among the victims
	By      string // class of the first agent
}

// CodeOf returns the code of an event: that of the row of codes.tsv that says most about it.
func CodeOf(c Case) Code {
	best, most := Code{}, -1
	for _, row := range codes() {
		if n := row.fits(c); n > most {
			best, most = row.Code, n
		}
	}
	return best
}

type codeRow struct {
	id                     string
	typ                    Type
	qualifier, against, by string
	Code
}

// fits returns how many conditions of r hold for c besides the type; -1 where one does not.
func (r codeRow) fits(c Case) int {
	n := 0
	for _, condition := range []struct{ set, holds bool }{
		{true, r.typ == c.Type},
		{r.qualifier != "", r.qualifier == string(c.Mode) || r.qualifier == string(c.Phase)},
		{r.against != "", c.Against},
		{r.by != "", r.by == c.By},
	} {
		if condition.set && !condition.holds {
			return -1
		}
		if condition.set {
			n++
		}
	}
	if r.qualifier != "" {
		n += 2 // how it was done says more than to whom
	}
	return n
}

// codes parses the table once.
var codes = sync.OnceValue(func() []codeRow {
	var rows []codeRow
	head := false
	for line := range strings.Lines(codesTSV) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !head {
			head = true
			continue
		}
		c := strings.Split(line, "\t")
		rows = append(rows, codeRow{c[0], Type(c[1]), c[2], c[3], c[4], Code{c[5], c[6], c[7], c[8] == "yes"}})
	}
	return rows
})
