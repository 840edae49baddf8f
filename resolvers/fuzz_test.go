package resolvers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph/badgerstore"
)

// FuzzHTTP: whatever comes, the answer is JSON with a status that says what it is, and a request that
// was not executed has no data.
func FuzzHTTP(f *testing.F) {
	for _, body := range []string{
		`{"query":"{ stats { claims } }"}`, `{"query":"{ entities(first: 501) { nodes { id } } }","variables":{}}`, `{"query":"{`, `[]`, `{"query":"mutation { x }"}`,
		`{"query":"query($r: EntityRef!) { entity(ref: $r) { key } }","variables":{"r":{"name":"حقل العمر"}}}`, `{"query":"\ud800"}`, `{"query":"{ search(text: \"\\u0000\") { totalCount } }"}`,
		`{"query":"fragment A on Query { ...A } { ...A }"}`, `{"query":"{ nodes(ids: [1, \"\"]) { id } }"}`, `{"query":"{ __type(name: \"Event\") { fields { name } } }"}`,
		`{"query":"{ claims(filter: {occurred: {between: {}}, text: {contains: \"\"}}) { nodes { id } } }"}`,
	} {
		f.Add(body)
	}
	h := schemaOf(f, storeOf(f, battle(f)...), Options{}).Handler()
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", typeJSON)
		r.Header.Set("Accept", typeResponse)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		var answer struct {
			Data   json.RawMessage
			Errors []Error
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Fatalf("%v: %q", err, w.Body)
		}
		switch w.Code {
		case 200:
			if answer.Data == nil {
				t.Errorf("200 without data: %s", w.Body)
			}
		case 400, 413:
			if answer.Data != nil || len(answer.Errors) == 0 {
				t.Errorf("%d: %s", w.Code, w.Body)
			}
		default:
			t.Errorf("%d: %s", w.Code, w.Body)
		}
		for _, e := range answer.Errors {
			if e.Code() == "" || e.Code() == CodeInternal {
				t.Errorf("%q: code %q: %s", body, e.Code(), e.Message)
			}
		}
	})
}

// TestConcurrentRequests answers the same from many goroutines, and from Badger as from memory.
func TestConcurrentRequests(t *testing.T) {
	plain := schemaOf(t, storeOf(t, chronicle(t, 60)...), Options{})
	store, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Apply(t.Context(), chronicle(t, 60)...); err != nil {
		t.Fatal(err)
	}
	s := schemaOf(t, store, Options{})
	want := make([]string, 3)
	ask := func(s *Schema, i int) string {
		r := s.Exec(context.Background(), relationsPage, "", map[string]any{"n": i*20 + 1})
		return fmt.Sprint(string(r.Data), r.Errors)
	}
	for i := range want {
		want[i] = ask(plain, i)
	}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			if got := ask(s, i%len(want)); got != want[i%len(want)] {
				t.Errorf("request %d differs", i)
			}
		})
	}
	wg.Wait()
}
