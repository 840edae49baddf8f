// Package synth makes articles of random content to measure a store of any size with. What they say means
// nothing; what is like news is its shape: few actors and places that are in most articles, very many
// that are in one or two, some sources and outlets that say most of it, days of which some are not known.
package synth

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// World is what the articles are about. Equal worlds give equal articles.
type World struct {
	Seed   uint64
	Claims int // in all articles together, at least; actors and places grow with it
}

// Sizes of an article, and of the world by claims.
const (
	claimsAnArticle = 20
	actorsAnArticle = 7
	placesAnArticle = 5
	claimsAnActor   = 20
	claimsAPlace    = 40
	days            = 3650
)

// Deltas yields the articles.
func (w World) Deltas() iter.Seq[*graph.Delta] {
	return func(yield func(*graph.Delta) bool) {
		for n := 0; n*claimsAnArticle < w.Claims; n++ {
			if !yield(w.article(n)) {
				return
			}
		}
	}
}

func (w World) article(n int) *graph.Delta {
	a := article{rand: rand.New(rand.NewPCG(w.Seed, uint64(n))), day: n % days}
	a.actors = a.cast(actorsAnArticle, max(50, w.Claims/claimsAnActor), actor)
	a.places = a.cast(placesAnArticle, max(25, w.Claims/claimsAPlace), place)
	for range claimsAnArticle {
		a.sentence()
	}
	return a.delta(fmt.Sprintf("synth-%07d", n))
}

// article is one article in the making.
type article struct {
	rand           *rand.Rand
	day            int
	actors, places []*graph.Entity
	text           strings.Builder
	mentions       []graph.Mention
	claims         []*graph.Claim
}

// cast draws n entities of size, of which the first few come far more often.
func (a *article) cast(n, size int, make func(int) *graph.Entity) []*graph.Entity {
	ranks := rand.NewZipf(a.rand, 1.2, 1, uint64(size-1))
	var drawn []*graph.Entity
	for range n {
		e := make(int(ranks.Uint64()))
		if !slices.ContainsFunc(drawn, func(have *graph.Entity) bool { return have.ID == e.ID }) {
			drawn = append(drawn, e)
		}
	}
	return drawn
}

func actor(i int) *graph.Entity {
	return entity(&graph.Entity{Key: fmt.Sprintf("actor/s%06d", i), Kind: schema.Kinds[i%len(schema.Kinds[:8])], Name: name(2*i + 1)})
}

// place returns a place: one in fifty is a region, the others lie in one.
func place(i int) *graph.Entity {
	e := &graph.Entity{Key: fmt.Sprintf("place/s%06d", i), Kind: schema.Settlement, Name: name(2 * i)}
	if i%50 == 0 {
		e.Kind = schema.Region
	} else {
		e.Parent = fmt.Sprintf("place/s%06d", i-i%50)
	}
	e.Point = &graph.Point{Lat: 20 + float64(i%2000)/100, Lon: 30 + float64(i%3000)/100}
	return entity(e)
}

func entity(e *graph.Entity) *graph.Entity {
	e.ID = graph.EntityID(e.Key)
	e.Names = []graph.Name{{Text: e.Name, Lang: "ar", Script: "Arab"}}
	return e
}

// name writes a number in letters from beh on.
func name(i int) string {
	const beh, letters = 0x0628, 18
	var b strings.Builder
	for i += letters * letters * letters; i > 0; i /= letters {
		b.WriteRune(rune(beh + i%letters))
	}
	return b.String()
}

var types = []schema.Type{
	schema.Attack, schema.Attack, schema.Attack, schema.Kill, schema.Kill, schema.Clash, schema.Control, schema.Injure,
	schema.Detain, schema.Raid, schema.Deploy, schema.Withdraw, schema.Support, schema.Meet, schema.Displace, schema.MemberOf,
}

// sentence tells one claim.
func (a *article) sentence() {
	start := a.text.Len()
	c := &graph.Claim{
		Type: types[a.rand.IntN(len(types))], Status: schema.Happened, Certainty: schema.Asserted, Stance: schema.Neutral,
		Rule: "synth/sentence", Lexicon: "1",
	}
	if a.rand.IntN(20) == 0 {
		c.Status = schema.Statuses[a.rand.IntN(len(schema.Statuses))]
	}
	c.Agents = a.args(a.actors, 1+a.rand.IntN(5)/4)
	c.Evidence.Trigger = a.write(string(c.Type))
	c.Patients = a.args(a.actors, a.rand.IntN(5)/2)
	c.Places = a.args(a.places, (a.rand.IntN(5)+1)/2)
	c.Evidence.Quote = graph.Span{Start: start, End: a.text.Len()}
	if a.rand.IntN(2) == 0 {
		c.Sources = a.args(a.actors[:1], 1)
	}
	a.when(c)
	if c.Type.HasTally() {
		n := 1 + a.rand.IntN(40)
		c.Tallies = []graph.Tally{{What: string(c.Type) + "ed", Min: &n, Max: &n, Comparator: "eq", Span: a.write(fmt.Sprint(n))}}
	}
	c.Evidence.Sentence = graph.Span{Start: start, End: a.text.Len()}
	a.text.WriteByte('\n')
	a.claims = append(a.claims, c)
}

// when dates most claims by the day before, some by a month, some not at all.
func (a *article) when(c *graph.Claim) {
	first := graph.Day("2014-01-01").AddDays(a.day)
	switch a.rand.IntN(10) {
	case 0:
	case 1:
		c.Period = graph.Period{From: first.AddDays(-30), To: first, Precision: graph.PrecisionMonth, Anchored: true}
	default:
		c.Period = graph.Period{From: first, To: first, Precision: graph.PrecisionDay, Anchored: true}
	}
}

// args mentions at most n of cast, each once.
func (a *article) args(cast []*graph.Entity, n int) []graph.Arg {
	var args []graph.Arg
	for range n {
		e := cast[a.rand.IntN(len(cast))]
		if slices.ContainsFunc(args, func(have graph.Arg) bool { return have.Entity == e.ID }) {
			continue
		}
		span := a.write(e.Name)
		a.mentions = append(a.mentions, graph.Mention{Entity: e.ID, Span: span, Form: graph.NameMention})
		args = append(args, graph.Arg{Entity: e.ID, Span: span})
	}
	return args
}

// write appends s and a space, and returns where s stands.
func (a *article) write(s string) graph.Span {
	start := a.text.Len()
	a.text.WriteString(s)
	a.text.WriteByte(' ')
	return graph.Span{Start: start, End: start + len(s)}
}

const outlets = 40

func (a *article) delta(key string) *graph.Delta {
	text := a.text.String()
	sum := sha256.Sum256([]byte(text))
	doc := &graph.Document{
		ID: graph.DocumentID(key, text), Key: key, Title: key, Outlet: fmt.Sprintf("outlet-%02d", a.rand.IntN(outlets)),
		URL: "https://example.org/" + key, Published: graph.Day("2014-01-02").AddDays(a.day), SHA256: hex.EncodeToString(sum[:]), Text: text,
	}
	for _, c := range a.claims {
		c.Doc, c.ID = doc.ID, graph.ClaimID(doc.ID, c.Evidence.Trigger, c.Type, 0)
	}
	byID := func(x, y *graph.Claim) int { return x.ID.Compare(y.ID) }
	slices.SortFunc(a.claims, byID)
	return &graph.Delta{Document: doc, Entities: slices.Concat(a.actors, a.places), Mentions: a.mentions, Claims: a.claims}
}
