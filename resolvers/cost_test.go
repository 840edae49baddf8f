package resolvers

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// estimated returns what a client that asks for it is told of the cost.
func estimated(t *testing.T, s *Schema, query string, variables map[string]any) (*Figures, *Response) {
	t.Helper()
	p := params{Query: query, Variables: variables, figures: &Figures{}}
	r := s.exec(context.Background(), p, true)
	return p.figures, r
}

func TestEstimates(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	for _, test := range []struct {
		query     string
		variables map[string]any
		want      int
	}{
		{`{ stats { claims documents } }`, nil, 3},
		{`{ claims { nodes { id type } } }`, nil, 1 + 1 + 50*2},
		{`{ claims(first: 10) { nodes { id } edges { cursor node { id } } pageInfo { endCursor } totalCount } }`, nil, 1 + 2 + 10*1 + 10*3 + 2 + 1},
		{`{ claims(last: 10) { nodes { id } } }`, nil, 12},
		{`{ claims(first: 100, last: 10) { nodes { id } } }`, nil, 12},
		{`{ claims(first: 5000) { nodes { id } } }`, nil, 502},
		{`{ claims(first: -5) { nodes { id } } }`, nil, 2},
		{`query($n: Int) { claims(first: $n) { nodes { id } } }`, map[string]any{"n": 7.0}, 9},
		{`query($n: Int = 20) { claims(first: $n) { nodes { id } } }`, nil, 22},
		{`query($n: Int) { claims(first: $n) { nodes { id } } }`, map[string]any{"n": nil}, 52},
		{`{ relations(first: 10) { nodes { subject { key } supporting(first: 3) { nodes { id } } } } }`, nil, 2 + 10*(2+2+3)},
		{`{ relations(first: 10) { ...F } } fragment F on RelationConnection { nodes { ...G id } } fragment G on Relation { supporting(first: 2) { nodes { id } } }`, nil, 2 + 10*(1+2+2)},
		{`{ relations(first: 10) { nodes { ... on Node { id } ... @include(if: false) { from } to @skip(if: true) } } }`, nil, 2 + 10},
		{`query($w: Boolean!) { relations(first: 10) { nodes { id to @include(if: $w) } } }`, map[string]any{"w": true}, 2 + 20},
		{`query($w: Boolean!) { relations(first: 10) { nodes { id to @include(if: $w) } } }`, map[string]any{"w": false}, 2 + 10},
		{`query($i: [ID!]!) { nodes(ids: $i) { id } }`, map[string]any{"i": []any{"a", "b", "c"}}, 1 + 3},
		{`{ nodes(ids: ["a", "b"]) { id } }`, nil, 1 + 2},
		{`{ paths(from: {key: "a"}, to: {key: "b"}, k: 5) { hops { day } } }`, nil, 1 + 5*2},
		{`{ aggregate(by: [TYPE]) { groups { sum { events } } } }`, nil, 1 + 50*3},
		{`{ __schema { types { name fields { name } } } }`, nil, 5},
	} {
		got, r := estimated(t, s, test.query, test.variables)
		if got.Estimate != test.want {
			t.Errorf("%s %v: %d, want %d", test.query, test.variables, got.Estimate, test.want)
		}
		if got.Limit != 25_000_000 || r.Data != nil && got.Spent < 1 {
			t.Errorf("%s: %+v", test.query, got)
		}
	}
}

// TestEstimateBoundsTheAnswer: where every list is a connection no answer has more fields than was estimated.
func TestEstimateBoundsTheAnswer(t *testing.T) {
	s := schemaOf(t, storeOf(t, chronicle(t, 60)...), Options{})
	for _, query := range []string{
		`{ claims(first: 20) { nodes { id document { key } } } }`,
		`{ entities { nodes { key relations(first: 5) { nodes { id supporting(first: 2) { nodes { id } } } } } } }`,
	} {
		got, r := estimated(t, s, query, nil)
		if fields := strings.Count(string(r.Data), `":`); len(r.Errors) > 0 || fields > got.Estimate || fields < got.Estimate/20 {
			t.Errorf("%s: %d fields, estimate %d", query, fields, got.Estimate)
		}
	}
}

func TestTooCostlyBeforeItRuns(t *testing.T) {
	for _, limit := range []int{0, 1000} {
		query := `{ entities(first: 500) { nodes { relations(first: 500) { nodes { supporting(first: 500) { nodes { id } } } } } } }`
		if limit > 0 {
			query = `{ claims(first: 500) { nodes { id type } } }`
		}
		s := schemaOf(t, stuck{}, Options{MaxEstimate: limit}) // a store that never answers
		figures, r := estimated(t, s, query, nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeOverEstimate || r.Data != nil || r.Errors[0].Extensions["cost"] != figures.Estimate || figures.Estimate <= figures.Limit {
			t.Errorf("%+v %+v", r.Errors, figures)
		}
		if !strings.Contains(r.Errors[0].Message, fmt.Sprint(figures.Limit)) {
			t.Errorf("the message does not tell the limit: %s", r.Errors[0].Message)
		}
	}
	huge := `{ entities(first: 500) { nodes ` + strings.Repeat(`{ relations(first: 500) { nodes { object `, 7) + `{ id }` + strings.Repeat(` } } }`, 7) + ` } }`
	s := schemaOf(t, stuck{}, Options{})
	if figures, _ := estimated(t, s, huge, nil); figures.Estimate != mostCost {
		t.Errorf("an estimate beyond counting: %d", figures.Estimate)
	}
}

func TestAliases(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{MaxAliases: 10})
	aliases := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d: claims", i)
		}
		return b.String()
	}
	ask(t, s, `{ stats {`+aliases(10)+` } }`, nil)
	ask(t, s, `{ stats {`+strings.Repeat(" claims", 100)+` } }`, nil)
	for _, query := range []string{
		`{ stats {` + aliases(11) + ` } }`,
		`{ a: stats { ...F } b: stats { ...F } } fragment F on Stats {` + aliases(5) + ` }`,
	} {
		if e := refusal(t, s, query, nil); e.Code() != CodeAliases || !strings.Contains(e.Message, "10") {
			t.Errorf("%s: %s %s", query, e.Code(), e.Message)
		}
	}
	if e := refusal(t, schemaOf(t, storeOf(t), Options{}), `{ stats {`+aliases(201)+` } }`, nil); e.Code() != CodeAliases {
		t.Errorf("the default: %s", e.Message)
	}
}

// TestCostOnRequest: over HTTP the figures come where the request asks for them, and only there.
func TestCostOnRequest(t *testing.T) {
	h := handler(t, Options{})
	a := post(t, h, `{"query":"{ claims(first: 2) { nodes { id } } }","extensions":{"cost":true}}`)
	if at(t, a.json, "extensions", "cost", "estimate") != 4.0 || at(t, a.json, "extensions", "cost", "spent").(float64) < 4 || at(t, a.json, "data") == nil {
		t.Errorf("%s", a.body)
	}
	for _, body := range []string{`{"query":"{ stats { claims } }"}`, `{"query":"{ stats { claims } }","extensions":{"cost":false}}`, `{"query":"{ stats { claims } }","extensions":{"cost":"yes"}}`} {
		if a := post(t, h, body); strings.Contains(a.body, "extensions") {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	a = post(t, handler(t, Options{MaxEstimate: 10}), `{"query":"{ claims { nodes { id } } }","extensions":{"cost":true}}`, "Accept: "+typeResponse)
	if a.status != 400 || a.code(t) != CodeOverEstimate || at(t, a.json, "extensions", "cost", "limit") != 10.0 {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// waiting is a store whose claims take until the request ends; told is what ended it.
type waiting struct {
	graph.Store
	arrived chan struct{}
	told    chan error
}

type waitingReader struct {
	graph.Reader
	store waiting
}

func (w waiting) View(ctx context.Context, fn func(graph.Reader) error) error {
	return w.Store.View(ctx, func(r graph.Reader) error { return fn(waitingReader{r, w}) })
}

func (w waitingReader) Claims(ctx context.Context, _ []graph.ID) ([]*graph.Claim, error) {
	close(w.store.arrived)
	<-ctx.Done()
	w.store.told <- ctx.Err()
	return nil, ctx.Err()
}

// TestCancellationReachesTheStore: a client that goes away ends the read that is under way.
func TestCancellationReachesTheStore(t *testing.T) {
	store := waiting{storeOf(t, battle(t)...), make(chan struct{}), make(chan error, 1)}
	s := schemaOf(t, store, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	answered := make(chan *Response)
	go func() { answered <- s.Exec(ctx, `{ relations { nodes { supporting { nodes { id } } } } }`, "", nil) }()
	<-store.arrived
	cancel()
	if err := <-store.told; err != context.Canceled {
		t.Errorf("the store was told %v", err)
	}
	if r := <-answered; len(r.Errors) != 1 || r.Errors[0].Code() != CodeCancelled || r.Data != nil {
		t.Errorf("%s %+v", r.Data, r.Errors)
	}
}
