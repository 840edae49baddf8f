package badgerstore

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestRecentAnswersAsItsSource: whatever is kept, each id gives its record in its place, what is not stored nil, and
// an error of the source is that of the call.
func TestRecentAnswersAsItsSource(t *testing.T) {
	c := newRecent(8*(entryBytes+16), relationBytes)
	read := func(ids []graph.ID) ([]*graph.Relation, error) {
		found := make([]*graph.Relation, len(ids))
		for i, id := range ids {
			if id[15]%5 != 0 {
				found[i] = &graph.Relation{ID: id}
			}
		}
		return found, nil
	}
	var asking sync.WaitGroup
	for n := range 4 {
		asking.Go(func() {
			for i := range 2000 {
				ids := []graph.ID{{15: byte(i)}, {15: byte(i + n)}, {15: 5}, {15: byte(i)}}
				got, err := c.through(ids, read)
				if err != nil {
					t.Error(err)
				}
				for k, r := range got {
					if (r == nil) != (ids[k][15]%5 == 0) || r != nil && r.ID != ids[k] {
						t.Fatalf("%v is %v", ids[k], r)
					}
				}
			}
		})
	}
	asking.Wait()
	wrong := errors.New("cannot be read")
	if _, err := c.through([]graph.ID{{15: 5}}, func([]graph.ID) ([]*graph.Relation, error) { return nil, wrong }); !errors.Is(err, wrong) {
		t.Errorf("error %v", err)
	}
}

// TestRecentIsBounded: what was asked for last is not read again, and what is kept has a limit.
func TestRecentIsBounded(t *testing.T) {
	const each = entryBytes + 10*idSize
	c := newRecent(20*each, relationBytes)
	reads := 0
	read := func(ids []graph.ID) ([]*graph.Relation, error) {
		reads += len(ids)
		found := make([]*graph.Relation, len(ids))
		for i, id := range ids {
			found[i] = &graph.Relation{ID: id, Supporting: make([]graph.ID, 10)}
		}
		return found, nil
	}
	hot := graph.NewID("hot")
	for i := range 1000 {
		if _, err := c.through([]graph.ID{hot, graph.NewID("cold", fmt.Sprint(i))}, read); err != nil {
			t.Fatal(err)
		}
		if kept := len(c.young) + len(c.old); kept > 20 {
			t.Fatalf("%d records are kept", kept)
		}
	}
	if reads != 1001 {
		t.Errorf("%d reads, want one of what is asked for again and again and one of each other", reads)
	}
	if _, err := c.through([]graph.ID{{1}}, func([]graph.ID) ([]*graph.Relation, error) {
		return []*graph.Relation{{Supporting: make([]graph.ID, 1000)}}, nil
	}); err != nil || c.young[graph.ID{1}] != nil {
		t.Errorf("a record larger than all there is room for is kept: %v", err)
	}
}
