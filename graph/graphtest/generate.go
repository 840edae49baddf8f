// Package graphtest holds every store to the contract of package graph: conformance cases without options
// or skips, random comparison with a reference store, and benchmarks. Its articles are synthetic: words
// of random letters in which the claims find their evidence.
package graphtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Generate returns n deltas about as large as those of real articles. They are a function of seed: a
// greater n gives the same ones first. They name the same few thousand entities over and over, some of
// them often, as news does.
func Generate(seed uint64, n int) []*graph.Delta {
	w := world{seed: seed, actors: 1500, places: 1500, sentences: 30}
	deltas := make([]*graph.Delta, n)
	for i := range deltas {
		deltas[i] = w.delta(fmt.Sprintf("doc-%06d", i), uint64(i))
	}
	return deltas
}

// Retell returns n deltas that tell of the same few occurrences, so that most of their claims are one event with others:
// with each other, with those of several outlets, and against each other. They are a function of seed, as those of
// Generate.
func Retell(seed uint64, n int) []*graph.Delta {
	w := retold
	w.seed = seed
	deltas := make([]*graph.Delta, n)
	for i := range deltas {
		deltas[i] = w.delta(fmt.Sprintf("doc-%06d", i), uint64(i))
	}
	return deltas
}

// world is what generated articles are about.
type world struct {
	seed           uint64
	actors, places int
	sentences      int
	told           bool // of few occurrences, and most claims say all of them
}

func (w world) rand(parts ...uint64) *rand.Rand {
	mixed := w.seed
	for _, p := range parts {
		mixed = mixed*0x9E3779B97F4A7C15 + p + 1
	}
	return rand.New(rand.NewPCG(w.seed, mixed))
}

// delta returns the article number n of the world, to be read under key.
func (w world) delta(key string, n uint64) *graph.Delta {
	b := &writer{world: w, rand: w.rand(1, n), entities: map[graph.ID]*graph.Entity{}, serials: map[string]int{}}
	for range 1 + b.rand.IntN(w.sentences) + w.sentences/2 {
		b.sentence()
	}
	return b.finish(key)
}

// writer writes one article and notes what it says.
type writer struct {
	world
	rand     *rand.Rand
	text     strings.Builder
	entities map[graph.ID]*graph.Entity
	mentions []graph.Mention
	claims   []*graph.Claim
	serials  map[string]int // claims by trigger and type
}

func (b *writer) finish(key string) *graph.Delta {
	text := b.text.String()
	sum := sha256.Sum256([]byte(text))
	doc := &graph.Document{
		ID: graph.DocumentID(key, text), Key: key, Title: word(b.rand), Outlet: b.pick("outlet-a", "outlet-b", "outlet-c", ""),
		URL: "https://example.org/" + key, Published: b.day(), SHA256: hex.EncodeToString(sum[:]), Text: text,
	}
	d := &graph.Delta{Document: doc, Mentions: b.mentions, Claims: b.claims}
	for _, c := range d.Claims {
		c.Doc = doc.ID
		slot := fmt.Sprint(c.Evidence.Trigger, c.Type)
		c.ID = graph.ClaimID(doc.ID, c.Evidence.Trigger, c.Type, b.serials[slot])
		b.serials[slot]++
	}
	slices.SortFunc(d.Claims, func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) })
	for _, e := range b.entities {
		d.Entities = append(d.Entities, e)
	}
	slices.SortFunc(d.Entities, func(x, y *graph.Entity) int { return x.ID.Compare(y.ID) })
	return d
}

// sentence writes one sentence with up to two claims in it.
func (b *writer) sentence() {
	start := b.text.Len()
	b.filler(4)
	c := &graph.Claim{
		Type: b.claimType(), Status: b.status(), Certainty: schema.Asserted, Stance: schema.Neutral,
		Rule: "generated/sentence", Lexicon: "1",
	}
	if b.chance(2) {
		c.Sources = b.args(b.actors, 1, false)
	}
	c.Agents = b.args(b.actors, b.rand.IntN(3), false)
	c.Evidence.Trigger = b.write(word(b.rand))
	c.Patients = b.args(b.actors, b.rand.IntN(2), false)
	b.filler(3)
	c.Places = b.args(b.places, b.rand.IntN(3), true)
	c.Evidence.Quote = graph.Span{Start: c.Evidence.Trigger.Start, End: b.text.Len()}
	b.details(c)
	b.retell(c)
	b.filler(4)
	b.write(".")
	c.Evidence.Sentence = graph.Span{Start: start, End: b.text.Len()}
	b.text.WriteByte('\n')
	b.claims = append(b.claims, c)
	if b.chance(4) {
		b.second(c)
	}
}

// second adds another claim of the same trigger and type, as a joint toll makes.
func (b *writer) second(first *graph.Claim) {
	c := *first
	c.Status, c.Patients = b.status(), nil
	if len(first.Agents) > 0 {
		c.Patients = []graph.Arg{{Entity: first.Agents[0].Entity, Inferred: true}}
		c.Agents, c.Sides = nil, nil
	}
	b.claims = append(b.claims, &c)
}

// retell makes of a claim, in a world of few occurrences, an account of one.
func (b *writer) retell(c *graph.Claim) {
	if !b.told || c.Type.IsLasting() || len(c.Places) == 0 || b.chance(8) {
		return
	}
	c.Type, c.Mode, c.Phase, c.Tallies, c.Brief, c.Sides = []schema.Type{schema.Attack, schema.Kill}[b.rand.IntN(2)], "", "", nil, graph.Span{}, nil
	c.Places = c.Places[:1]
	c.Places[0].Part = graph.Span{}
	if n := 20 + 2*b.rand.IntN(2); c.Type.HasTally() {
		c.Tallies = []graph.Tally{{What: "persons", Min: &n, Max: &n}}
	}
	if c.Status == schema.Denied && b.chance(2) {
		c.Period = graph.Period{}
		return
	}
	c.Period.From = graph.Day("2018-01-01").AddDays(b.rand.IntN(2))
	c.Period.To, c.Period.Precision, c.Period.Anchored = c.Period.From, graph.PrecisionDay, true
}

// details adds what not every claim has.
func (b *writer) details(c *graph.Claim) {
	if len(c.Agents) == 2 && c.Type == schema.Clash && b.chance(2) {
		c.Sides = [][]graph.ID{{c.Agents[0].Entity}, {c.Agents[1].Entity}}
	}
	if b.chance(2) {
		c.Period.Surface = word(b.rand)
		c.Period.Span = b.write(c.Period.Surface)
		c.Period.From, c.Period.Precision, c.Period.Anchored = b.day(), graph.PrecisionDay, true
		if b.chance(2) {
			c.Period.To = c.Period.From.AddDays(b.rand.IntN(3))
		}
	}
	if c.Type.HasTally() {
		n := b.rand.IntN(100)
		t := graph.Tally{What: string(c.Type), Min: &n, Comparator: "ge", Surface: fmt.Sprint(n)}
		t.Span = b.write(t.Surface)
		if b.chance(2) {
			t.Max = &n
		}
		c.Tallies = []graph.Tally{t}
	}
	if c.Type == schema.Control { // without a throw, so that all else stays as it is
		if len(c.Places) > 1 {
			c.Places[1].Part = c.Evidence.Trigger
		}
		if len(c.Agents) > 1 {
			c.Brief = c.Evidence.Trigger
		}
	}
	if b.chance(8) {
		c.Loaded = []graph.Span{b.write(word(b.rand) + "\U0001F4A5")}
	}
}

// args mentions n entities and returns them as arguments.
func (b *writer) args(among, n int, places bool) []graph.Arg {
	var args []graph.Arg
	for range n {
		i := b.zipf(among)
		if b.told && places {
			i += 3 // towns and smaller: what is told of a country is no occurrence
		}
		e := b.entity(i, places)
		name := e.Names[b.rand.IntN(len(e.Names))].Text
		span := b.write(name)
		form := graph.NameMention
		if b.chance(5) {
			form = graph.NominalMention
		}
		b.mentions = append(b.mentions, graph.Mention{Entity: e.ID, Span: span, Form: form})
		args = append(args, graph.Arg{Entity: e.ID, Span: span})
	}
	return args
}

// zipf returns a number below n, small ones far more often.
func (b *writer) zipf(n int) int { return int(rand.NewZipf(b.rand, 1.2, 8, uint64(n-1)).Uint64()) }

// entity returns entity number i as this article names it.
func (b *writer) entity(i int, place bool) *graph.Entity {
	e := b.describe(i, place)
	if have := b.entities[e.ID]; have != nil {
		return have
	}
	names := e.Names
	e.Names = nil
	for len(e.Names) == 0 {
		for _, n := range names {
			if b.chance(2) {
				e.Names = append(e.Names, n)
			}
		}
	}
	b.entities[e.ID] = e
	return e
}

// describe returns entity number i of the world with all its names.
func (w world) describe(i int, place bool) *graph.Entity {
	e := &graph.Entity{Key: fmt.Sprintf("actor/a%05d", i), Kind: schema.Kinds[i%10], Class: fmt.Sprint(i % 8)}
	if place {
		e = &graph.Entity{Key: fmt.Sprintf("place/p%05d", i), Kind: schema.Kinds[10+i%7], Point: &graph.Point{Lat: 30 + float64(i)/100, Lon: 40}}
		if i > 0 {
			e.Parent = fmt.Sprintf("place/p%05d", i/10)
		}
		if i%3 == 0 {
			e.External = map[string]string{"geonames": fmt.Sprint(i), "wikidata": fmt.Sprintf("Q%d", i)}
		}
	}
	e.ID = graph.EntityID(e.Key)
	r := w.rand(2, uint64(len(e.Parent)), uint64(i))
	e.Name = word(r) + " " + word(r)
	e.Names = []graph.Name{
		{Text: e.Name, Lang: "ar", Script: "Arab"}, {Text: word(r), Lang: "ar", Script: "Arab"},
		{Text: fmt.Sprintf("Entity %d", i), Lang: "en", Script: "Latn"},
	}
	return e
}

func (b *writer) claimType() schema.Type {
	types := slices.Concat(schema.EventTypes, schema.LastingTypes)
	return types[b.zipf(len(types))]
}

func (b *writer) status() schema.Status {
	if b.chance(4) {
		return schema.Statuses[b.rand.IntN(len(schema.Statuses))]
	}
	return schema.Happened
}

func (b *writer) day() graph.Day {
	if b.chance(6) {
		return ""
	}
	return graph.Day("2018-01-01").AddDays(b.rand.IntN(365))
}

// write appends s and a space, and returns where s stands.
func (b *writer) write(s string) graph.Span {
	start := b.text.Len()
	b.text.WriteString(s)
	b.text.WriteByte(' ')
	return graph.Span{Start: start, End: start + len(s)}
}

func (b *writer) filler(words int) {
	for range 1 + b.rand.IntN(words) {
		b.write(word(b.rand))
	}
}

// chance is true once in n times.
func (b *writer) chance(n int) bool { return b.rand.IntN(n) == 0 }

func (b *writer) pick(values ...string) string { return values[b.rand.IntN(len(values))] }

// word returns two to seven random letters from beh on, now and then with a mark above.
func word(r *rand.Rand) string {
	const beh, letters, fatha = 0x0628, 18, 0x064E
	var b []byte
	for range 2 + r.IntN(6) {
		b = utf8.AppendRune(b, rune(beh+r.IntN(letters)))
		if r.IntN(12) == 0 {
			b = utf8.AppendRune(b, fatha)
		}
	}
	return string(b)
}
