package facts

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

// From returns the facts that res found in the article text with id doc. Published is YYYY-MM-DD or
// empty. Entities without a part in an event or a relation are left out.
func From(doc, published, text string, res *extract.Result) *Doc {
	b := builder{res: res, text: text, at: codePoints(text), ids: entityIDs(res), used: make([]bool, len(res.Entities))}
	d := &Doc{Doc: doc, Published: known(published), Entities: []Entity{}, Events: []Event{}, Relations: []Relation{}}
	seen := map[Relation]bool{}
	for i := range res.Claims {
		c := &res.Claims[i]
		if !c.Type.IsLasting() {
			d.Events = append(d.Events, b.event(c, len(d.Events)+1))
			continue
		}
		for _, r := range b.relations(c) {
			if !seen[r] {
				seen[r] = true
				d.Relations = append(d.Relations, r)
			}
		}
	}
	for i := range res.Entities {
		if b.used[i] {
			d.Entities = append(d.Entities, b.entity(i))
		}
	}
	return d
}

type builder struct {
	res  *extract.Result
	text string
	at   func(offset int) int // byte offset to code point offset
	ids  []string
	used []bool
}

func (b *builder) event(c *extract.Claim, n int) Event {
	e := Event{
		ID: "v" + strconv.Itoa(n), Type: string(c.Type), Mode: string(c.Mode), Phase: string(c.Phase), Status: string(c.Status),
		Agents: b.refs(c.Agents), Patients: b.refs(c.Patients), Places: b.refs(c.Places), Sources: b.refs(c.Sources),
		From: known(c.Period.From), To: known(c.Period.To),
		Quote: b.text[c.Quote.Start:c.Quote.End], Span: []int{b.at(c.Sentence.Start), b.at(c.Sentence.End)},
	}
	if e.Status == "" {
		e.Status = string(schema.Happened)
	}
	if c.Tally != nil && c.Type.HasTally() {
		e.Count = &Count{Min: told(c.Tally.Min), Max: told(c.Tally.Max)}
	}
	return e
}

// relations returns what a lasting claim states; one that is denied, planned or failed states nothing.
func (b *builder) relations(c *extract.Claim) []Relation {
	if c.Status != schema.Happened && c.Status != "" {
		return nil
	}
	var out []Relation
	for _, s := range b.refs(c.Agents) {
		for _, o := range b.refs(c.Patients) {
			out = append(out, Relation{Type: string(c.Type), Subject: s, Object: o})
		}
	}
	return out
}

func (b *builder) refs(args []extract.Arg) []string {
	out := []string{}
	seen := map[int]bool{}
	for _, a := range args {
		if !seen[a.Entity] {
			seen[a.Entity], b.used[a.Entity] = true, true
			out = append(out, b.ids[a.Entity])
		}
	}
	return out
}

func (b *builder) entity(i int) Entity {
	e := &b.res.Entities[i]
	names := e.Names
	if names == nil {
		names = []string{}
	}
	return Entity{ID: b.ids[i], Kind: string(e.Kind), Name: e.Name, En: e.En, Names: names}
}

// entityIDs gives each entity its lexicon key, or a number where it has none or shares it.
func entityIDs(res *extract.Result) []string {
	ids := make([]string, len(res.Entities))
	taken := map[string]bool{}
	for i := range res.Entities {
		id := res.Entities[i].Key
		if id == "" || taken[id] {
			id = fmt.Sprintf("e%d", i+1)
		}
		taken[id], ids[i] = true, id
	}
	return ids
}

// codePoints returns a function from offsets in bytes to offsets in code points.
func codePoints(text string) func(int) int {
	const step = 256
	var marks []int // code points before each multiple of step bytes
	n := 0
	for i := range len(text) {
		if i%step == 0 {
			marks = append(marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return func(offset int) int {
		if offset >= len(text) {
			return n
		}
		at := marks[offset/step]
		for i := offset / step * step; i < offset; i++ {
			if utf8.RuneStart(text[i]) {
				at++
			}
		}
		return at
	}
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func told(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}
