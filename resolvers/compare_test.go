package resolvers

import (
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestCompareSources: two outlets differ on how many fell, and say so of one source each.
func TestCompareSources(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	data := ask(t, s, `{ events(filter: {type: {eq: KILL}}) { nodes { id contestedSlots independentSources
		why { a { id } b { id } same points threshold excluded terms { slot finding points excludes } } } } }`, nil)
	event := at(t, data, "events", "nodes", 0)
	if got := at(t, event, "contestedSlots", 0); got != "TALLY" {
		t.Errorf("contested in %v", got)
	}
	if got := at(t, event, "independentSources"); got != 2.0 {
		t.Errorf("%v independent sources", got)
	}
	match := at(t, event, "why", 0)
	sum := 0.0
	for _, term := range at(t, match, "terms").([]any) {
		sum += at(t, term, "points").(float64)
	}
	if at(t, match, "points") != sum || at(t, match, "same") != true || at(t, match, "excluded") != false || sum < at(t, match, "threshold").(float64) {
		t.Errorf("arithmetic %v", match)
	}

	compared := ask(t, s, `query($id: ID!) { compareSources(event: $id) { event { id } columns { sources { key } outlets copies documents { key } claims { id } }
		rows { slot what contested cells { entities { key } from to status tally { what min } claims { id } } } } }`, map[string]any{"id": at(t, event, "id")})
	c := at(t, compared, "compareSources")
	if columns := at(t, c, "columns").([]any); len(columns) != 2 || at(t, columns[0], "copies") != false {
		t.Errorf("columns %v", columns)
	}
	slots := map[any]any{}
	for _, row := range at(t, c, "rows").([]any) {
		slots[at(t, row, "slot")] = at(t, row, "contested")
		if n := len(at(t, row, "cells").([]any)); n != 2 {
			t.Errorf("%v has %d cells", at(t, row, "slot"), n)
		}
		if at(t, row, "slot") == "TALLY" {
			if a, b := at(t, row, "cells", 0, 0, "tally", "min").(float64), at(t, row, "cells", 1, 0, "tally", "min").(float64); a+b != 11 {
				t.Errorf("figures %v and %v", a, b)
			}
		}
		if at(t, row, "slot") == "STATUS" && at(t, row, "cells", 0, 0, "status") != schema.EnumValue(schema.Happened) {
			t.Errorf("status %v", row)
		}
	}
	if slots["TALLY"] != true || slots["STATUS"] != false || slots["PLACE"] != false {
		t.Errorf("contested: %v", slots)
	}
	none := ask(t, s, `{ compareSources(event: "00000000-0000-5000-8000-000000000000") { event { id } } }`, nil)
	if at(t, none, "compareSources") != nil {
		t.Errorf("no event gives %v", none)
	}
}
