package export

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// acled writes one row an event, in the columns that users of ACLED's data know, and some that they lack.
var acled = format{
	Format: Format{
		Name:        "acled",
		Description: "a table like ACLED's, one row an event, for spreadsheets, R and pandas",
		Keeps: "events that took place: day and its precision, actors with interaction codes, who began it, place and its precision, " +
			"killed (best, min, max), sources, whether accounts exclude each other, first quote, ids of claims",
		Loses: "plans and what is only denied; types that ACLED has no word for; texts, relations, who said what; text that a " +
			"spreadsheet would run begins with an apostrophe",
		Extension: ".csv",
	},
	version: 2,
	marked:  true,
	write:   writeACLED,
}

// acledRow is one event in the making.
type acledRow struct {
	*happening
	code  schema.Code
	sides [2][]graph.ID // actors of either side; the second is empty where nobody or nobody known is
	place *graph.Entity // the finest; nil: not told
	above map[graph.ID]*graph.Entity
}

var acledColumns = []column[*acledRow]{
	{"event_id", textValue, func(r *acledRow) string { return r.ID.String() }},
	{"event_date", textValue, func(r *acledRow) string { return string(r.From) }},
	{"end_date", textValue, func(r *acledRow) string { return string(r.To) }},
	{"year", integerValue, func(r *acledRow) string { return string(r.From[:min(4, len(r.From))]) }},
	{"time_precision", integerValue, (*acledRow).timePrecision},
	{"event_type", textValue, func(r *acledRow) string { return r.code.Event }},
	{"sub_event_type", textValue, func(r *acledRow) string { return r.code.SubEvent }},
	{"type", textValue, func(r *acledRow) string { return string(r.Type) }},
	{"mode", textValue, func(r *acledRow) string { return string(r.mode()) }},
	{"status", textValue, func(r *acledRow) string { return string(r.Status) }},
	{"actor1", textValue, func(r *acledRow) string { return r.actor(0) }},
	{"assoc_actor_1", textValue, func(r *acledRow) string { return r.associates(0) }},
	{"inter1", integerValue, func(r *acledRow) string { return digit(r.inter(0)) }},
	{"actor2", textValue, func(r *acledRow) string { return r.actor(1) }},
	{"assoc_actor_2", textValue, func(r *acledRow) string { return r.associates(1) }},
	{"inter2", integerValue, func(r *acledRow) string { return digit(r.inter(1)) }},
	{"interaction", integerValue, (*acledRow).interaction},
	{"aggressor", textValue, (*acledRow).aggressor},
	{"parties", textValue, (*acledRow).parties},
	{"civilian_targeting", textValue, (*acledRow).civilianTargeting},
	{"country", textValue, func(r *acledRow) string { return r.area(schema.Country) }},
	{"admin1", textValue, (*acledRow).province},
	{"admin2", textValue, func(r *acledRow) string { return r.district(0) }},
	{"admin3", textValue, func(r *acledRow) string { return r.district(1) }},
	{"location", textValue, func(r *acledRow) string { return nameOf(r.place) }},
	{"latitude", realValue, func(r *acledRow) string { return r.degrees(func(p *graph.Point) float64 { return p.Lat }) }},
	{"longitude", realValue, func(r *acledRow) string { return r.degrees(func(p *graph.Point) float64 { return p.Lon }) }},
	{"geo_precision", integerValue, (*acledRow).geoPrecision},
	{"source", textValue, func(r *acledRow) string { return join(r.sources()) }},
	{"source_count", integerValue, func(r *acledRow) string { return strconv.Itoa(len(r.sources())) }},
	{"documents", integerValue, func(r *acledRow) string { return strconv.Itoa(r.documents()) }},
	{"fatalities", integerValue, func(r *acledRow) string { return count(r.killed().Best) }},
	{"fatalities_min", integerValue, func(r *acledRow) string { return count(r.killed().Min) }},
	{"fatalities_max", integerValue, func(r *acledRow) string { return count(r.killed().Max) }},
	{"contested", flagValue, func(r *acledRow) string { return strconv.FormatBool(r.contested()) }},
	{"notes", textValue, func(r *acledRow) string { return r.witnesses[0].quote }},
	{"claims", textValue, func(r *acledRow) string { return joinIDs(r.claimIDs()) }},
}

func writeACLED(ctx context.Context, g *subgraph, out *output) error {
	t, err := newTable(out, "", headings(acledColumns))
	if err != nil {
		return err
	}
	for _, what := range []string{"events", "notOccurred", "uncoded"} {
		out.counts[what] = 0
	}
	places := map[graph.ID]*graph.Entity{}
	for h, err := range g.happenings(ctx) {
		if err != nil {
			return err
		}
		r := newACLEDRow(h)
		switch {
		case !h.occurred():
			out.counts["notOccurred"]++
			continue
		case r.code.Event == "":
			out.counts["uncoded"]++
			continue
		}
		r.above = places
		if err := g.above(ctx, r.place, places); err != nil {
			return err
		}
		if err := t.row(cells(acledColumns, r)); err != nil {
			return err
		}
		out.counts["events"]++
	}
	return t.close()
}

func newACLEDRow(h *happening) *acledRow {
	r := &acledRow{happening: h, sides: h.opponents()}
	if len(h.places) > 0 {
		r.place = h.entities[h.places[0]]
	}
	c := schema.Case{Type: h.Type, Mode: h.mode(), Phase: h.phase()}
	c.Against = slices.ContainsFunc(h.patients, func(id graph.ID) bool { return interCode(h.entities[id]) == civilianCode })
	if len(h.agents) > 0 {
		c.By = h.entities[h.agents[0]].Class
	}
	r.code = schema.CodeOf(c)
	return r
}

// opponents returns who stands against whom: agents against those patients who act, or the sides of a
// clash. The parties of a clash whose sides are not told stand against each other only where they are two.
func (h *happening) opponents() [2][]graph.ID {
	var patients []graph.ID
	for _, id := range h.patients {
		if !h.entities[id].Kind.IsPlace() {
			patients = append(patients, id)
		}
	}
	if h.Type != schema.Clash {
		return [2][]graph.ID{h.agents, patients}
	}
	for _, c := range h.claims {
		if len(c.Sides) == 2 {
			return [2][]graph.ID{c.Sides[0], c.Sides[1]}
		}
	}
	if len(patients) == 0 && len(h.agents) == 2 {
		return [2][]graph.ID{h.agents[:1], h.agents[1:]}
	}
	if len(patients) > 0 {
		return [2][]graph.ID{h.agents, patients}
	}
	return [2][]graph.ID{}
}

func (r *acledRow) actor(side int) string {
	if len(r.sides[side]) == 0 {
		return ""
	}
	return r.party(r.sides[side][0])
}

func (r *acledRow) associates(side int) string {
	if len(r.sides[side]) < 2 {
		return ""
	}
	return r.partyNames(r.sides[side][1:])
}

// party returns the name of who takes part; sides may name somebody whom no role does.
func (r *acledRow) party(id graph.ID) string {
	if e := r.entities[id]; e != nil {
		return nameOf(e)
	}
	return id.String()
}

func (r *acledRow) partyNames(ids []graph.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.party(id)
	}
	return join(names)
}

// parties returns who clashed where it is not told who stood with whom.
func (r *acledRow) parties() string {
	if len(r.sides[0])+len(r.sides[1]) > 0 {
		return ""
	}
	return r.partyNames(r.agents)
}

// aggressor returns who began it: actor 1 and 2 imply no direction.
func (r *acledRow) aggressor() string {
	if !r.code.Aggressor {
		return ""
	}
	return r.partyNames(r.agents)
}

func (r *acledRow) civilianTargeting() string {
	if r.inter(1) == civilianCode && r.code.Aggressor {
		return "Civilian targeting"
	}
	return ""
}

// ACLED's interaction codes.
const (
	noCode       = 0 // nobody, or somebody whom it has no code for
	protestCode  = 6
	civilianCode = 7
)

var interCodes = map[string]int{
	"state-forces": 1, "rebel": 2, "political-militia": 3, "identity-militia": 4, "civilians": civilianCode, "external": 8, "other": 8,
}

func interCode(e *graph.Entity) int {
	if e == nil {
		return noCode
	}
	if e.Kind == schema.Civilians && e.Class == "" {
		return civilianCode
	}
	return interCodes[e.Class]
}

func (r *acledRow) inter(side int) int {
	if len(r.sides[side]) == 0 {
		return noCode
	}
	if side == 0 && r.Type == schema.Protest {
		return protestCode
	}
	return interCode(r.entities[r.sides[side][0]])
}

// interaction joins both codes, the lower one first, 0 standing for nobody. It is empty where somebody
// has none.
func (r *acledRow) interaction() string {
	a, b := r.inter(0), r.inter(1)
	if a == noCode || b == noCode && len(r.sides[1]) > 0 {
		return ""
	}
	if b == noCode {
		return strconv.Itoa(10 * a)
	}
	return strconv.Itoa(10*min(a, b) + max(a, b))
}

func digit(code int) string {
	if code == noCode {
		return ""
	}
	return strconv.Itoa(code)
}

// timePrecision is 1 for a day, 2 for a week, 3 for what is vaguer; empty where no day is told.
func (r *acledRow) timePrecision() string {
	from, known := r.From.Time()
	to, closed := r.To.Time()
	switch days := to.Sub(from) / (24 * time.Hour); {
	case !known:
		return ""
	case closed && days == 0:
		return "1"
	case closed && days < 7:
		return "2"
	}
	return "3"
}

// nameOf returns the English name where there is one: that is what users of such tables join by.
func nameOf(e *graph.Entity) string {
	if e == nil {
		return ""
	}
	if name := english(e); name != "" {
		return name
	}
	return e.Name
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func joinIDs(ids []graph.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return strings.Join(texts, " ")
}
