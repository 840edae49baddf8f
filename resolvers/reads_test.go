package resolvers

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func (c *counting) DocumentsByKey(ctx context.Context, keys []string) ([]*graph.Document, error) {
	c.count("DocumentsByKey")
	return c.Reader.DocumentsByKey(ctx, keys)
}

func (c *counting) EntitiesByName(ctx context.Context, key string, prefix bool) ([]graph.ID, error) {
	c.count("EntitiesByName")
	return c.Reader.EntitiesByName(ctx, key, prefix)
}

func (c *counting) AsRead(ctx context.Context, docs []graph.ID) ([]*graph.Delta, error) {
	c.count("AsRead")
	return c.Reader.AsRead(ctx, docs)
}

func (c *counting) Judgements(ctx context.Context) ([]*graph.Judgement, error) {
	c.count("Judgements")
	return c.Reader.Judgements(ctx)
}

func (c *counting) Revision(ctx context.Context) (graph.Revision, error) {
	c.count("Revision")
	return c.Reader.Revision(ctx)
}

func (c *counting) Changes(ctx context.Context, after uint64) iter.Seq2[*graph.Change, error] {
	c.count("Changes")
	return c.Reader.Changes(ctx, after)
}

func (c *counting) Stats(ctx context.Context) (graph.Stats, error) {
	c.count("Stats")
	return c.Reader.Stats(ctx)
}

// TestEveryReadIsCounted: counting has a method of its own for each of a Reader.
func TestEveryReadIsCounted(t *testing.T) {
	store := &countingStore{Store: storeOf(t, battle(t)...)}
	reader := reflect.TypeFor[graph.Reader]()
	err := store.View(t.Context(), func(r graph.Reader) error {
		for i := range reader.NumMethod() {
			method := reflect.ValueOf(r).MethodByName(reader.Method(i).Name)
			args := []reflect.Value{reflect.ValueOf(t.Context())}
			for k := 1; k < method.Type().NumIn() && !(method.Type().IsVariadic() && k == method.Type().NumIn()-1); k++ {
				args = append(args, reflect.Zero(method.Type().In(k)))
			}
			before := store.calls["all"]
			if method.Call(args); store.calls["all"] != before+1 {
				t.Errorf("%s is not counted", reader.Method(i).Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReadsOfAPage: what a page of 500 costs the store is what a page of 2 does, for what clients ask most.
func TestReadsOfAPage(t *testing.T) {
	store := &countingStore{Store: storeOf(t, chronicle(t, 520)...)}
	const evidence = `evidence { document { key outlet published } sentence { text span { codePoints { start end } utf16 { start } bytes { start } } } trigger { text } quote { text } }`
	for name, c := range map[string]struct {
		query string
		most  int
	}{
		"relations with ends, claims and evidence": {`{ list: relations(%s) { totalCount nodes { predicate subject { name } object { name parent { name } }
			supporting { totalCount nodes { type ` + evidence + ` agents { entity { name } } sources { entity { name } } } } denying { nodes { id ` + evidence + ` } } } } }`, 12},
		"entities, relations, claims": {`{ list: entities(%s) { nodes { name names { text } relations { nodes { subject { name } object { name } supporting(first: 3) { nodes { id ` + evidence + ` } } } }
			claims(first: 2) { nodes { id } } } } }`, 12},
		"events, claims, documents": {`{ list: events(%s) { nodes { from documentCount agents { name } places { name } sources { name } tallies { what } claims { nodes { id document { key title } ` + evidence + ` } } } } }`, 12},
		"claims, relations":         {`{ list: claims(%s) { nodes { type relations { predicate subject { name } object { name } supporting(first: 2) { nodes { id } } } event { id claims { nodes { id } } } ` + evidence + ` } } }`, 12},
		"documents, claims":         {`{ list: documents(%s) { nodes { key text claims { nodes { id relations { id } } } mentions { nodes { entity { name } passage { text } } } } } }`, 12},
	} {
		var reads []map[string]int
		for _, page := range []string{"first: 2", "first: 500", "last: 500"} {
			s := schemaOf(t, store, Options{}) // which keeps nothing yet
			data := ask(t, s, fmt.Sprintf(c.query, page), nil)
			if n := len(at(t, data, "list", "nodes").([]any)); page != "first: 2" && n < 100 {
				t.Fatalf("%s: a page of %d", name, n)
			}
			reads = append(reads, store.calls)
		}
		t.Logf("%s: %v", name, reads[1])
		if !reflect.DeepEqual(reads[0], reads[1]) {
			t.Errorf("%s: reads grow with the page: %v, %v", name, reads[0], reads[1])
		}
		if reads[1]["all"] > c.most || reads[2]["all"] > c.most {
			t.Errorf("%s: %d reads, %d from the end, at most %d", name, reads[1]["all"], reads[2]["all"], c.most)
		}
	}
}
