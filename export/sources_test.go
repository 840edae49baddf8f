package export

import (
	"fmt"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// printed is one report of an attack and of who holds the town, as an outlet prints it.
func printed(t *testing.T, key, outlet string, words int) *graph.Delta {
	text := "هاجم داعش قسد في هجين وسيطرت عليها"
	for i := range words {
		text += fmt.Sprintf(" كلمة%d", i)
	}
	a := newArticle(t, key, outlet, "2018-10-22", text)
	i, s, h := a.names(isis, "داعش"), a.names(sdf, "قسد"), a.names(hajin, "هجين")
	a.says("هاجم", graph.Claim{Type: schema.Attack, Status: schema.Happened, Agents: args(i), Patients: args(s), Places: args(h), Period: day("2018-10-21")})
	a.says("سيطرت", graph.Claim{Type: schema.Control, Phase: schema.Gain, Status: schema.Happened, Agents: args(s), Places: args(h), Period: day("2018-10-21")})
	return a.done()
}

// TestWireCopiesCountOnce: what two outlets print of one report is one source in every format that has edges, events or
// intervals, under a filter and in the columns that count.
func TestWireCopiesCountOnce(t *testing.T) {
	copied := []*graph.Delta{printed(t, "a", "وكالة أولى", 60), printed(t, "b", "وكالة ثانية", 62)}
	apart := []*graph.Delta{copied[0], printed(t, "c", "وكالة ثالثة", 3)}
	for deltas, want := range map[*[]*graph.Delta]int{&copied: 1, &apart: 2} {
		files, _ := write(t, *deltas, "jsonl", Options{})
		if got := strings.Count(string(files["out.jsonl"]), fmt.Sprintf(`"sources":%d`, want)); got < 2 {
			t.Errorf("%d relations of %d sources\n%s", got, want, files["out.jsonl"])
		}
		for _, format := range []string{"acled", "geojson", "kml", "graphml", "gexf", "csv", "cytoscape"} {
			_, m := write(t, *deltas, format, Options{Filter: Filter{MinSources: 2}})
			n := m.Counts["edges"] + m.Counts["events"] + m.Counts["control"]
			if (n > 0) != (want > 1) {
				t.Errorf("%s: counts %v under a filter for two sources, where there are %d", format, m.Counts, want)
			}
		}
	}
}
