package eval

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/schema"
)

// slot is a filled participant or place slot of an event.
type slot struct{ role, filler string }

// event is an event with its filled slots.
type event struct {
	*facts.Event
	slots map[slot]bool
}

// events returns the events of d with their slots, their fillers renamed. A place that is hit counts as
// a place, whether it stands under patients or under places.
func events(d *facts.Doc, name func(string) string) []event {
	kinds := kindsOf(d)
	out := make([]event, 0, len(d.Events))
	for i := range d.Events {
		e := event{&d.Events[i], map[slot]bool{}}
		e.fill("agents", e.Agents, name)
		for _, p := range e.Patients {
			role := "patients"
			if kinds[p].IsPlace() {
				role = "places"
			}
			e.fill(role, []string{p}, name)
		}
		e.fill("places", e.Places, name)
		out = append(out, e)
	}
	return out
}

func (e *event) fill(role string, fillers []string, name func(string) string) {
	for _, f := range fillers {
		e.slots[slot{role, name(f)}] = true
	}
}

func kindsOf(d *facts.Doc) map[string]schema.Kind {
	kinds := map[string]schema.Kind{}
	for _, e := range d.Entities {
		kinds[e.ID] = schema.Kind(e.Kind)
	}
	return kinds
}

func ofType(events []event, kind string) []event {
	return slices.DeleteFunc(slices.Clone(events), func(e event) bool { return e.Type != kind })
}

// likeness says how alike two events of one type are: F1 over their slots, raised a little by equal
// date, count and status.
func likeness(g, s event) float64 {
	base := 0.0
	if len(g.slots) == 0 && len(s.slots) == 0 {
		if equal(g.From, s.From) {
			base = 0.5
		}
	} else {
		base = float64(2*common(g.slots, s.slots)) / float64(len(g.slots)+len(s.slots))
	}
	if base == 0 {
		return 0
	}
	for _, same := range []bool{equal(g.From, s.From), equal(g.To, s.To), equalCount(g.Count, s.Count), status(g.Event) == status(s.Event)} {
		if same {
			base += 0.01
		}
	}
	return base
}

func equal[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func equalCount(a, b *facts.Count) bool {
	if a == nil || b == nil {
		return a == b
	}
	return equal(a.Min, b.Min) && equal(a.Max, b.Max)
}

func common[K comparable](a, b map[K]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// where returns the evidence span of e in article, in code points, and whether it has one.
func where(e event, article string) ([2]int, bool) {
	if len(e.Span) == 2 {
		return [2]int{e.Span[0], e.Span[1]}, true
	}
	at := -1
	if e.Quote != "" {
		at = strings.Index(article, e.Quote)
	}
	if at < 0 {
		return [2]int{}, false
	}
	start := utf8.RuneCountInString(article[:at])
	return [2]int{start, start + utf8.RuneCountInString(e.Quote)}, true
}

func overlap(g, s event, article string) bool {
	a, okA := where(g, article)
	b, okB := where(s, article)
	return okA && okB && a[0] < b[1] && b[0] < a[1]
}
