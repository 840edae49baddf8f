package query

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// at returns e with a position.
func at(e *graph.Entity, lat, lon float64) *graph.Entity {
	e.Point = &graph.Point{Lat: lat, Lon: lon}
	return e
}

// oddWorld has one thing of each kind to find, and beside each something alike that is in order.
func oddWorld() []*graph.Delta {
	num := func(n int) *int { return &n }
	on := func(day graph.Day) graph.Period { return graph.Period{From: day, To: day} }
	region := at(entity("place/region", schema.Region, "", "الناحية"), 35, 40)
	near := at(entity("place/near", schema.Settlement, "place/region", "القريبة"), 35.5, 40.5)
	away := at(entity("place/away", schema.Settlement, "place/region", "البعيدة"), 45, 60)
	twin := entity("settlement:twin", schema.Settlement, "place/none", "القريبة")
	quarter := entity("place/near-quarter", schema.Neighbourhood, "place/near", "القريبة", "الحي")
	other := entity("place/other-quarter", schema.Neighbourhood, "place/near", "الآخر", "الحي")
	snake := entity("place/snake", schema.District, "place/tail", "الرأس")
	tail := entity("place/tail", schema.District, "place/snake", "الذيل")
	idle := entity("actor/idle", schema.ArmedGroup, "", "الصامتون")
	held := entity("place/held", schema.Settlement, "", "المتنازع عليها")
	handed := entity("place/handed", schema.Settlement, "", "المسلمة")
	hold := func(who *graph.Entity, where *graph.Entity, phase schema.Phase, p graph.Period) graph.Claim {
		return graph.Claim{Type: schema.Control, Phase: phase, Agents: args(who), Places: args(where), Period: p}
	}
	a := &article{key: "a", outlet: "one", published: "2018-03-02"}
	a.says("هاجم الحمر القريبة بعد أسبوع.", graph.Claim{Type: schema.Attack, Agents: args(reds), Places: args(near), Period: on("2018-03-09")}, reds, near)
	a.says("وهاجموا البعيدة غدا.", graph.Claim{Type: schema.Attack, Agents: args(reds), Places: args(away), Period: on("2018-03-03")}, away)
	a.says("وسيهاجمون الناحية لاحقا.", graph.Claim{Type: schema.Attack, Status: schema.Planned, Agents: args(reds), Places: args(region), Period: on("2018-04-01")}, region)
	a.says("وجرى قصف.", graph.Claim{Type: schema.Attack})
	a.says("وقتل ثلاثة أو اثنان من الزرق.", graph.Claim{Type: schema.Kill, Patients: args(blues), Tallies: []graph.Tally{{What: "killed", Min: num(3), Max: num(2)}}}, blues)
	a.says("وقتل ثلاثة من الزرق.", graph.Claim{Type: schema.Kill, Patients: args(blues), Tallies: []graph.Tally{{What: "killed", Min: num(3), Max: num(3)}, {What: "injured", Min: num(3)}}})
	a.says("واشتبكوا سنين.", graph.Claim{Type: schema.Clash, Agents: args(reds, blues), Period: graph.Period{From: "2001-01-01", To: "2018-01-01"}})
	a.says("ومر الخضر بالرأس والذيل.", graph.Claim{Type: schema.Deploy, Agents: args(greens), Places: args(snake, tail, twin, quarter, other)}, greens, snake, tail, twin, quarter, other, idle)
	b := &article{key: "b", outlet: "two", published: "2018-03-20"}
	b.says("الحمر في المتنازع عليها.", hold(reds, held, schema.Hold, graph.Period{From: "2018-03-01", To: "2018-03-05"}), held)
	b.says("الزرق في المتنازع عليها.", hold(blues, held, schema.Gain, on("2018-03-04")), reds, blues)
	b.says("الزرق ما زالوا في المتنازع عليها.", hold(blues, held, schema.Hold, on("2018-03-05")))
	b.says("الخضر في المتنازع عليها بعد ذلك.", hold(greens, held, schema.Hold, on("2018-03-08")), greens)
	b.says("الحمر في المسلمة.", hold(reds, handed, schema.Hold, on("2018-03-04")), handed)
	b.says("خسر الحمر المسلمة.", hold(reds, handed, schema.Lose, on("2018-03-04")))
	b.says("أخذ الزرق المسلمة.", hold(blues, handed, schema.Gain, on("2018-03-04")))
	b.says("الزرق في الناحية.", hold(blues, region, schema.Hold, on("2018-03-04")), region)
	b.says("الحمر في الناحية.", hold(reds, region, schema.Hold, on("2018-03-04")))
	hear := func(day graph.Day, chain ...*graph.Entity) graph.Claim {
		return graph.Claim{Type: schema.Raid, Agents: args(reds), Places: args(held), Period: on(day), Sources: args(chain...)}
	}
	b.says("قال المرصد عن البعيدة.", hear("2018-03-04", monitor, far), monitor, far)
	b.says("قالت البعيدة عن الزرق عن المرصد.", hear("2018-03-04", far, blues, monitor))
	b.says("قالت البعيدة عن الخضر يومها.", hear("2018-03-04", far, greens))
	b.says("قال الخضر عن البعيدة في يوم آخر.", hear("2018-03-05", greens, far))
	b.says("قال المرصد عن المرصد.", graph.Claim{Type: schema.Attack, Agents: args(reds), Sources: args(monitor, monitor)})
	return []*graph.Delta{a.delta(), b.delta()}
}

func TestLint(t *testing.T) {
	over(t, oddWorld(), func(t *testing.T, r graph.Reader) {
		got := must[[]Finding](t)(Lint(t.Context(), r))
		var lines []string
		for _, f := range got {
			lines = append(lines, string(f.Severity)+" "+f.Rule+" "+f.What)
			if f.Remedy == "" || len(f.Claims)+len(f.Entities) == 0 || (len(f.Claims) > 0) != (f.Sentence != "" && f.Document != "") {
				t.Errorf("a finding without all its parts: %+v", f)
			}
		}
		want := []string{
			"error event-after-publication attack happened on 2018-03-09, in an article of 2018-03-02",
			"error parent-cycle place/snake lies in itself, over its parents",
			"error parent-cycle place/tail lies in itself, over its parents",
			"error source-twice media/monitor is twice in the chain of sources",
			"error tally killed: at least 3 and at most 2",
			"note claim-without-arguments attack: neither who nor whom nor where",
			"note place-without-parent place/handed lies in no other place",
			"note place-without-parent place/held lies in no other place",
			"note orphan actor/idle is mentioned, and in no claim",
			"warning source-cycle raid on 2018-03-04 at place/held: actor/blues, media/monitor, actor/far have it from each other",
			"warning alias-clash «قريبه» is the name of place/near, settlement:twin",
			"note alias-clash «حي» is the name of place/near-quarter, place/other-quarter",
			"warning event-after-publication attack happened on 2018-03-03, in an article of 2018-03-02",
			"warning overlapping-control place/held is held by actor/reds and by actor/blues, both on 2018-03-04",
			"warning period clash from 2001-01-01 to 2018-01-01: one occurrence of 6209 days",
			"warning place-far-from-parent place/away lies 2026 km from place/region, a region: more than 500",
		}
		if sorted := slices.Sorted(slices.Values(normal(lines))); !slices.Equal(sorted, slices.Sorted(slices.Values(normal(want)))) {
			t.Errorf("found:\n%s", strings.Join(sorted, "\n"))
		}
		if !slices.IsSortedFunc(got, compareFindings) {
			t.Error("findings are out of order")
		}
	})
}

// normal makes lists of names in a line independent of the order of ids.
func normal(lines []string) []string {
	out := slices.Clone(lines)
	for i, line := range out {
		words := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' })
		if strings.Contains(line, ", ") {
			slices.Sort(words)
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

func TestLintFindsNothingInOrder(t *testing.T) {
	a := &article{key: "a", published: "2018-03-02"}
	a.says("هاجم الحمر بلدة الوادي أمس.", graph.Claim{
		Type: schema.Attack, Agents: args(reds), Places: args(town), Period: graph.Period{From: "2018-03-01"},
	}, reds, town)
	over(t, []*graph.Delta{a.delta()}, func(t *testing.T, r graph.Reader) {
		if got := must[[]Finding](t)(Lint(t.Context(), r)); len(got) > 0 {
			t.Errorf("found %+v", got)
		}
	})
}

// altered is a reader whose claims were changed after they were stored.
type altered struct {
	graph.Reader
	change func(*graph.Claim)
}

func (a altered) AllClaims(ctx context.Context, after graph.ID) iter.Seq2[*graph.Claim, error] {
	return func(yield func(*graph.Claim, error) bool) {
		for c, err := range a.Reader.AllClaims(ctx, after) {
			if err == nil {
				copied := *c
				a.change(&copied)
				c = &copied
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func TestLintSeesWhatNoStoreTakes(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		turned := altered{r, func(c *graph.Claim) { c.Period = graph.Period{From: "2018-02-02", To: "2018-02-01"} }}
		ancient := altered{r, func(c *graph.Claim) { c.Period = graph.Period{From: "0218-02-02"} }}
		for says, reader := range map[string]graph.Reader{"ends before it begins": turned, "before 1900-01-01": ancient} {
			found := must[[]Finding](t)(Lint(t.Context(), reader))
			if !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == RulePeriod && strings.Contains(f.What, says) }) {
				t.Errorf("%s: found %+v", says, found)
			}
		}
	})
}

func TestLintIsDeterministic(t *testing.T) {
	over(t, generated, func(t *testing.T, r graph.Reader) {
		first := must[[]Finding](t)(Lint(t.Context(), r))
		second := must[[]Finding](t)(Lint(t.Context(), r))
		if len(first) == 0 || !slices.EqualFunc(first, second, func(a, b Finding) bool { return compareFindings(a, b) == 0 && a.Sentence == b.Sentence }) {
			t.Errorf("%d findings, then %d others", len(first), len(second))
		}
	})
}

func TestSeverities(t *testing.T) {
	if !LintError.AtLeast(LintWarning) || !LintWarning.AtLeast(LintWarning) || LintNote.AtLeast(LintWarning) {
		t.Error("severities are out of order")
	}
}
