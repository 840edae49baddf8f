package query

import (
	"reflect"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestListedEventsAreThoseOfTheIndex: what is made claim by claim is what the index makes of all of them.
func TestListedEventsAreThoseOfTheIndex(t *testing.T) {
	for _, docs := range [][]*graph.Delta{smallWorld(), generated, nil} {
		over(t, docs, func(t *testing.T, r graph.Reader) {
			x := must[*EventIndex](t)(IndexEvents(t.Context(), r))
			all := must[List[graph.Event]](t)(x.Select(t.Context(), r, EventFilter{}, Page{}))
			listed := must[[]*graph.Event](t)(ListEvents(t.Context(), r))
			if len(listed) != len(all.Items) || len(listed) > 0 && !reflect.DeepEqual(listed, all.Items) {
				t.Errorf("%d events are listed, %d are in the index, or they differ", len(listed), len(all.Items))
			}
		})
	}
}
