package query

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/schema"
)

var (
	redVoice  = entity("media/red-voice", schema.Media, "actor/reds", "صوت الحمر")
	redMen    = entity("actor/red-men", schema.ArmedGroup, "actor/reds", "رجال الحمر")
	spokesman = entity("person/spokesman", schema.Person, "", "الناطق")
	outpost   = entity("place/outpost", schema.Facility, "", "الموقع البعيد")
)

// account is one claim about the control of the town, in an article of its own.
type account struct {
	published string // month and day of 2018; empty: not known
	typ       schema.Type
	phase     schema.Phase
	who       *graph.Entity
	from, to  string
	unit      string
	status    schema.Status
	source    *graph.Entity
	certainty schema.Certainty
	part      bool
	brief     bool
	place     *graph.Entity
}

func year(day string) graph.Day {
	if day == "" {
		return ""
	}
	return graph.Day("2018-" + day)
}

func (a account) delta(n int) *graph.Delta {
	x := &article{key: fmt.Sprint("doc-", n), outlet: "one", published: year(a.published)}
	if a.place == nil {
		a.place = town
	}
	c := graph.Claim{
		Type: a.typ, Phase: a.phase, Status: a.status, Certainty: a.certainty, Agents: args(a.who), Places: args(a.place),
		Period: graph.Period{From: year(a.from), To: year(a.to), Precision: a.unit, Anchored: true},
	}
	if c.Type == "" {
		c.Type = schema.Control
	}
	if a.part {
		c.Places[0].Part = graph.Span{Start: 0, End: 2}
	}
	if a.brief {
		c.Brief = graph.Span{Start: 0, End: 2}
	}
	who := []*graph.Entity{a.who, a.place}
	if a.source != nil {
		c.Sources, who = args(a.source), append(who, a.source)
	}
	return x.says("قول عن السيطرة.", c, who...).delta()
}

// tells is an account of one day, published on the day after.
func tells(phase schema.Phase, who *graph.Entity, day string) account {
	published := year(day).AddDays(1)
	return account{published: string(published[5:]), phase: phase, who: who, from: day, to: day, unit: graph.PrecisionDay}
}

func (a account) by(source *graph.Entity) account   { a.source = source; return a }
func (a account) denied() account                   { a.status = schema.Denied; return a }
func (a account) with(status schema.Status) account { a.status = status; return a }
func (a account) only(c schema.Certainty) account   { a.certainty = c; return a }
func (a account) ofPart() account                   { a.part = true; return a }
func (a account) forHours() account                 { a.brief = true; return a }
func (a account) at(place *graph.Entity) account    { a.place = place; return a }
func (a account) dated(from, to, unit string) account {
	a.from, a.to, a.unit = from, to, unit
	return a
}
func (a account) undated() account               { a.from, a.to, a.unit = "", "", ""; return a }
func (a account) publishedOn(day string) account { a.published = day; return a }

func deltasOf(accounts []account) []*graph.Delta {
	var deltas []*graph.Delta
	for i, a := range accounts {
		deltas = append(deltas, a.delta(i))
	}
	return deltas
}

func left(who *graph.Entity, day string) account {
	a := tells("", who, day)
	a.typ = schema.Withdraw
	return a
}

// TestControlRules has one case, at least, for each sentence of the contract of Control.
func TestControlRules(t *testing.T) {
	gain, hold, lose := schema.Gain, schema.Hold, schema.Lose
	for name, c := range map[string]struct {
		told []account
		at   string
		want string // state, rule, holders
	}{
		"nothing told yet":          {[]account{tells(gain, reds, "03-10")}, "03-09", "unknown no-evidence"},
		"an independent account":    {[]account{tells(gain, reds, "03-10")}, "03-10", "held told-by-others reds"},
		"the other side admits":     {[]account{tells(gain, reds, "03-10").by(blues)}, "03-10", "held told-by-others reds"},
		"its own word":              {[]account{tells(gain, reds, "03-10").by(reds)}, "03-10", "claimed own-word-only reds"},
		"the word of its media":     {[]account{tells(gain, reds, "03-10").by(redVoice)}, "03-10", "claimed own-word-only reds"},
		"a part of it speaks":       {[]account{tells(gain, reds, "03-10").by(redMen)}, "03-10", "claimed own-word-only reds"},
		"its media, of a part":      {[]account{tells(gain, redMen, "03-10").by(redVoice)}, "03-10", "claimed own-word-only red-men"},
		"own word, confirmed later": {[]account{tells(gain, reds, "03-10").by(reds), tells(hold, reds, "03-20")}, "03-25", "held told-by-others reds"},
		"own word, before it was":   {[]account{tells(gain, reds, "03-10").by(reds), tells(hold, reds, "03-20")}, "03-19", "claimed own-word-only reds"},
		"only possible":             {[]account{tells(gain, reds, "03-10").only(schema.Possible)}, "03-10", "claimed only-as-possible reds"},
		"possible against firm":     {[]account{tells(gain, reds, "03-10"), tells(gain, blues, "03-20").only(schema.Alleged)}, "03-21", "held told-by-others reds"},
		"a plan":                    {[]account{tells(gain, reds, "03-10").with(schema.Planned)}, "03-12", "unknown no-evidence"},
		"a failure":                 {[]account{tells(gain, reds, "03-10").with(schema.Failed)}, "03-12", "unknown no-evidence"},
		"a siege":                   {[]account{{published: "03-11", typ: schema.Besiege, who: reds, from: "03-10", to: "03-10"}}, "03-12", "unknown no-evidence"},
		"carried on":                {[]account{tells(gain, reds, "03-10")}, "11-30", "held told-by-others reds"},
		"lost":                      {[]account{tells(gain, reds, "03-10"), tells(lose, reds, "04-01")}, "04-01", "unknown ended-without-heir"},
		"lost, the day before":      {[]account{tells(gain, reds, "03-10"), tells(lose, reds, "04-01")}, "03-31", "held told-by-others reds"},
		"left":                      {[]account{tells(gain, reds, "03-10"), left(reds, "04-01")}, "04-05", "unknown ended-without-heir"},
		"a rival says it is lost":   {[]account{tells(gain, reds, "03-10"), tells(gain, blues, "03-01"), tells(lose, reds, "04-01").by(blues)}, "04-05", "contested denied reds"},
		"admits the loss":           {[]account{tells(gain, reds, "03-10"), tells(gain, blues, "03-01"), tells(lose, reds, "04-01").by(reds)}, "04-05", "unknown ended-without-heir"},
		"denies the loss":           {[]account{tells(hold, reds, "03-10"), tells(lose, reds, "03-12").by(reds).denied()}, "03-12", "held told-by-others reds"},
		"says that it has it not":   {[]account{tells(hold, reds, "03-10"), tells(hold, reds, "04-10").by(reds).denied()}, "04-10", "unknown ended-without-heir"},
		"denied by others":          {[]account{tells(gain, reds, "03-10"), tells(gain, reds, "03-11").by(blues).denied()}, "03-12", "contested denied reds"},
		"denied, then told anew":    {[]account{tells(gain, reds, "03-10"), tells(gain, reds, "03-11").by(blues).denied(), tells(hold, reds, "03-20")}, "03-20", "held told-by-others reds"},
		"taken by another":          {[]account{tells(gain, reds, "03-10"), tells(gain, blues, "05-01")}, "05-01", "held told-by-others blues"},
		"taken, on the next day":    {[]account{tells(hold, reds, "04-30"), tells(gain, blues, "05-01")}, "05-01", "held told-by-others blues"},
		"both took it":              {[]account{tells(gain, reds, "05-01"), tells(gain, blues, "05-02")}, "05-10", "contested rivals-same-days blues reds"},
		"both took it, resolved":    {[]account{tells(gain, reds, "05-01"), tells(gain, blues, "05-02"), tells(hold, reds, "05-09")}, "05-10", "held told-by-others reds"},
		"still held, says the news": {[]account{tells(gain, reds, "05-01").by(reds), tells(hold, blues, "05-02").undated()}, "05-10", "contested rivals-same-days blues reds"},
		"held, days later":          {[]account{tells(gain, reds, "05-01").by(reds), tells(hold, blues, "05-03").undated()}, "05-10", "held told-by-others blues"},
		"a part of one side":        {[]account{tells(gain, reds, "05-01"), tells(gain, redMen, "05-09")}, "05-10", "held told-by-others red-men reds"},
		"gained and lost at once":   {[]account{tells(gain, reds, "05-01"), tells(lose, reds, "05-01")}, "05-02", "contested gained-and-lost reds"},
		"half of it":                {[]account{tells(gain, reds, "05-01").ofPart()}, "05-02", "unknown no-evidence"},
		"half of it goes":           {[]account{tells(gain, reds, "05-01"), tells(gain, blues, "05-08").ofPart()}, "05-09", "contested part-in-other-hands reds"},
		"half of it is lost":        {[]account{tells(gain, reds, "05-01"), tells(lose, reds, "05-08").ofPart()}, "05-09", "contested part-in-other-hands reds"},
		"for hours, that day":       {[]account{tells(hold, blues, "05-01"), tells(gain, reds, "05-08").forHours()}, "05-08", "held told-by-others reds"},
		"for hours, after it":       {[]account{tells(hold, blues, "05-01"), tells(gain, reds, "05-08").forHours()}, "05-09", "unknown ended-without-heir"},
		"for hours, of some day":    {[]account{tells(gain, reds, "05-08").undated().forHours()}, "05-30", "unknown no-evidence"},
		"by its publication":        {[]account{tells(gain, reds, "05-08").undated()}, "05-09", "held told-by-others reds"},
		"before its publication":    {[]account{tells(gain, reds, "05-08").undated()}, "05-08", "unknown no-evidence"},
		"of no day":                 {[]account{tells(gain, reds, "05-08").undated().publishedOn("")}, "05-30", "unknown no-evidence"},
		"some day in May":           {[]account{tells(hold, blues, "04-01"), tells(gain, reds, "05-08").dated("05-01", "05-31", "month").publishedOn("07-01")}, "05-15", "unknown changed-on-some-day"},
		"some day in May, after":    {[]account{tells(hold, blues, "04-01"), tells(gain, reds, "05-08").dated("05-01", "05-31", "month").publishedOn("07-01")}, "05-31", "held told-by-others reds"},
		"May, dated by another":     {[]account{tells(hold, blues, "04-01"), tells(gain, reds, "05-08"), tells(gain, reds, "05-08").dated("05-01", "05-31", "month").publishedOn("07-01")}, "05-07", "held told-by-others blues"},
		"held over a time":          {[]account{tells(hold, reds, "05-08").dated("03-01", "05-31", "day").publishedOn("07-01")}, "05-31", "held told-by-others reds"},
		"held, over":                {[]account{tells(hold, reds, "05-08").dated("03-01", "05-31", "day").publishedOn("07-01")}, "06-01", "unknown ended-without-heir"},
		"held, going on":            {[]account{tells(hold, reds, "05-08").dated("03-01", "", "day").publishedOn("07-01")}, "07-02", "held told-by-others reds"},
		"retold late":               {[]account{tells(gain, reds, "05-08"), tells(gain, blues, "05-12"), tells(gain, reds, "05-11").undated().publishedOn("05-13")}, "05-14", "held told-by-others blues"},
	} {
		t.Run(name, func(t *testing.T) {
			deltas := deltasOf(c.told)
			over(t, append(deltas, belongings()), func(t *testing.T, r graph.Reader) {
				got := must[*ControlAt](t)(Control(t.Context(), r, town.ID, year(c.at)))
				if said := verdictOf(t, r, got); said != c.want {
					t.Errorf("%s, want %s", said, c.want)
				}
			})
		})
	}
}

// belongings is an article that names all actors, so that the parents of the lexicon are stored.
func belongings() *graph.Delta {
	a := &article{key: "zz", outlet: "one", published: "2018-01-01"}
	a.says("من هم.", graph.Claim{Type: schema.Meet, Agents: args(reds, blues)}, reds, blues, redVoice, redMen, town)
	a.says("والناطق ناطق باسم الحمر.", graph.Claim{Type: schema.SpeaksFor, Agents: args(spokesman), Patients: args(reds)}, spokesman, reds)
	return a.delta()
}

func verdictOf(t *testing.T, r graph.Reader, c *ControlAt) string {
	t.Helper()
	var ids []graph.ID
	for _, h := range c.Holders {
		ids = append(ids, h.Actor)
	}
	words := []string{string(c.State), c.Rule}
	for _, key := range entityKeys(must[[]*graph.Entity](t)(r.Entities(t.Context(), ids))) {
		_, id, _ := strings.Cut(key, "/")
		words = append(words, id)
	}
	return strings.Join(words, " ")
}

func TestControlSpeakers(t *testing.T) {
	deltas := append(deltasOf([]account{tells(schema.Gain, reds, "03-10").by(spokesman)}), belongings())
	over(t, deltas, func(t *testing.T, r graph.Reader) {
		if got := verdictOf(t, r, must[*ControlAt](t)(Control(t.Context(), r, town.ID, ""))); got != "claimed own-word-only reds" {
			t.Errorf("by its spokesman: %s", got)
		}
	})
	own := tells(schema.Gain, reds, "03-10").delta(1)
	own.Document.Outlet = "صوت الحمر"
	over(t, []*graph.Delta{own, belongings()}, func(t *testing.T, r graph.Reader) {
		if got := verdictOf(t, r, must[*ControlAt](t)(Control(t.Context(), r, town.ID, ""))); got != "claimed own-word-only reds" {
			t.Errorf("by its outlet: %s", got)
		}
	})
}

// TestAllies holds together those whom claims name together, unless they fight each other there more often.
func TestAllies(t *testing.T) {
	joint := func(n int) *graph.Delta {
		d := tells(schema.Gain, reds, "03-10").delta(n)
		d.Entities = append(d.Entities, blues)
		d.Claims[0].Agents = args(reds, blues)
		return d
	}
	clash := account{published: "03-05", typ: schema.Clash, who: reds, from: "03-04", to: "03-04"}.delta(9)
	clash.Entities = append(clash.Entities, blues)
	clash.Claims[0].Agents = args(reds, blues)
	for want, deltas := range map[string][]*graph.Delta{
		"held told-by-others blues reds":        {joint(1), joint(2), clash},
		"contested rivals-same-days blues reds": {joint(1), clash},
	} {
		over(t, deltas, func(t *testing.T, r graph.Reader) {
			if got := verdictOf(t, r, must[*ControlAt](t)(Control(t.Context(), r, town.ID, ""))); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// TestControlOfPartsAndWholes lists places inside and outside, and adds nothing up.
func TestControlOfPartsAndWholes(t *testing.T) {
	told := []account{
		tells(schema.Gain, reds, "03-10").at(quarter), tells(schema.Hold, blues, "03-01").at(province),
		tells(schema.Gain, blues, "03-05").ofPart(), tells(schema.Gain, greens, "03-05").at(outpost),
	}
	over(t, deltasOf(told), func(t *testing.T, r graph.Reader) {
		c := must[*ControlAt](t)(Control(t.Context(), r, town.ID, "2018-03-20"))
		if c.State != Unclear || len(c.Holders) != 0 || c.Rule != RuleNoEvidence {
			t.Errorf("the town: %+v", c)
		}
		if len(c.Parts) != 1 || c.Parts[0].Place != quarter.ID || c.Parts[0].State != Held || c.Parts[0].Actors[0] != reds.ID {
			t.Errorf("parts: %+v", c.Parts)
		}
		if len(c.Context) != 1 || c.Context[0].Place != province.ID || c.Context[0].Actors[0] != blues.ID {
			t.Errorf("context: %+v", c.Context)
		}
		if len(c.Partial) != 1 || c.Partial[0].Actor != blues.ID || c.Partial[0].Words.IsZero() || c.Partial[0].Day != "2018-03-05" {
			t.Errorf("unnamed parts: %+v", c.Partial)
		}
		alone := must[*ControlAt](t)(Control(t.Context(), r, outpost.ID, "2018-03-20"))
		if alone.State != Held || alone.Parts != nil || alone.Context != nil {
			t.Errorf("a place outside of every other: %+v", alone)
		}
		if _, err := Control(t.Context(), r, reds.ID, ""); !errors.Is(err, ErrNoPlace) {
			t.Errorf("control of an actor: %v", err)
		}
		if _, err := Control(t.Context(), r, graph.EntityID("x"), ""); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("control of nothing: %v", err)
		}
		if _, err := ControlTimeline(t.Context(), r, town.ID, "2018-03-02", "2018-03-01"); !errors.Is(err, ErrPeriod) {
			t.Errorf("an inverted period: %v", err)
		}
	})
}

func bound(b Bound) string {
	return fmt.Sprintf("%s[%s,%s]%s", b.Day, b.Earliest, b.Latest, b.Precision)
}

func timeline(t *testing.T, r graph.Reader, intervals []Interval) []string {
	t.Helper()
	var lines []string
	for _, i := range intervals {
		c := &ControlAt{State: i.State, Rule: i.Rule, Holders: i.Holders}
		lines = append(lines, bound(i.From)+" "+bound(i.To)+" "+verdictOf(t, r, c))
	}
	return lines
}

func TestControlTimeline(t *testing.T) {
	told := []account{
		tells(schema.Hold, blues, "02-01").undated(), // published 02-02
		tells(schema.Gain, reds, "03-10").dated("03-01", "03-31", "month").publishedOn("05-01"),
		tells(schema.Lose, reds, "06-10"),
		tells(schema.Gain, blues, "07-01").undated().publishedOn("07-04"),
		tells(schema.Hold, blues, "07-09").publishedOn("07-10"),
	}
	over(t, append(deltasOf(told), belongings()), func(t *testing.T, r graph.Reader) {
		line := must[*ControlHistory](t)(ControlTimeline(t.Context(), r, town.ID, "", ""))
		got := strings.Join(timeline(t, r, line.Intervals), "\n")
		want := strings.Join([]string{
			"2018-02-02[,2018-02-02]published 2018-02-28[2018-02-28,2018-03-30]month held told-by-others blues",
			"2018-03-01[2018-03-01,2018-03-31]month 2018-03-30[2018-02-28,2018-03-30]month unknown changed-on-some-day",
			"2018-03-31[2018-03-01,2018-03-31]month 2018-06-09[2018-06-09,2018-06-09]day held told-by-others reds",
			"2018-06-10[2018-06-10,2018-06-10]day 2018-07-03[2018-06-10,2018-07-03]published unknown ended-without-heir",
			"2018-07-04[,2018-07-04]published [2018-07-09,]open held told-by-others blues",
		}, "\n")
		if got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		part := must[*ControlHistory](t)(ControlTimeline(t.Context(), r, town.ID, "2018-06-01", "2018-06-20"))
		if len(part.Intervals) != 2 {
			t.Errorf("in June: %v", timeline(t, r, part.Intervals))
		}
		of := must[*ControlHistory](t)(ControlTimeline(t.Context(), r, reds.ID, "", ""))
		if len(of.Intervals) != 2 || of.Intervals[0].Holders[0].Actor != reds.ID || of.Intervals[1].State != Unclear {
			t.Errorf("of the reds: %v", timeline(t, r, of.Intervals))
		}
	})
}

// TestTimelineIsControlOnEachDay holds the two answers together on random accounts, and the answers to their order.
func TestTimelineIsControlOnEachDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		deltas := append(deltasOf(rapid.SliceOfN(rapid.Custom(anyAccount), 0, 7).Draw(rt, "accounts")), belongings())
		s := memstore.New(memstore.Options{})
		defer s.Close()
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7}).Draw(rt, "order") {
			if i < len(deltas) {
				if err := s.Apply(t.Context(), deltas[i]); err != nil {
					rt.Fatal(err)
				}
			}
		}
		err := s.View(t.Context(), func(r graph.Reader) error {
			line, err := ControlTimeline(t.Context(), r, town.ID, "", "")
			if err != nil {
				return err
			}
			all, err := ControlTimelines(t.Context(), r, []graph.ID{outpost.ID, town.ID})
			if err != nil {
				return err
			}
			for _, h := range all {
				one, err := ControlTimeline(t.Context(), r, h.Subject, "", "")
				if err != nil {
					return err
				}
				if !reflect.DeepEqual(h, one) {
					rt.Fatalf("together %v, alone %v", h, one)
				}
			}
			if together := slices.ContainsFunc(all, func(h *ControlHistory) bool { return h.Subject == town.ID }); !together && len(line.Intervals) > 0 {
				rt.Fatal("the town was left out")
			}
			return daily(t, rt, r, line.Intervals)
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

func daily(t *testing.T, rt *rapid.T, r graph.Reader, intervals []Interval) error {
	n := 0
	for d := graph.Day("2018-02-20"); d < "2018-04-20"; d = d.AddDays(1) {
		c, err := Control(t.Context(), r, town.ID, d)
		if err != nil {
			return err
		}
		for n < len(intervals) && intervals[n].To.Day != "" && intervals[n].To.Day < d {
			n++
			if n < len(intervals) && intervals[n].From.Day != d {
				rt.Fatalf("a gap before %s", d)
			}
		}
		if n == len(intervals) || intervals[n].From.Day > d {
			if c.State != Unclear {
				rt.Fatalf("%s: %+v, in no interval", d, c)
			}
			continue
		}
		i := intervals[n]
		if i.State != c.State || i.Rule != c.Rule || len(i.Holders) != len(c.Holders) || i.From != c.From || i.To != c.To {
			rt.Fatalf("%s: %+v\nin %+v", d, c, i)
		}
		if i.From.Earliest > i.From.Day || i.To.Day != "" && i.To.Earliest > i.To.Day {
			rt.Fatalf("bounds of %+v", i)
		}
	}
	return nil
}

func anyAccount(t *rapid.T) account {
	day := func(what string) string {
		return string(graph.Day("2018-03-01").AddDays(rapid.IntRange(0, 30).Draw(t, what))[5:])
	}
	who := rapid.SampledFrom([]*graph.Entity{reds, blues, redMen}).Draw(t, "who")
	a := tells(rapid.SampledFrom([]schema.Phase{schema.Gain, schema.Hold, schema.Lose}).Draw(t, "phase"), who, day("day"))
	a.status = rapid.SampledFrom([]schema.Status{schema.Happened, schema.Happened, schema.Happened, schema.Denied}).Draw(t, "status")
	a.certainty = rapid.SampledFrom([]schema.Certainty{schema.Asserted, schema.Asserted, schema.Possible}).Draw(t, "certainty")
	a.source = rapid.SampledFrom([]*graph.Entity{nil, reds, blues, monitor}).Draw(t, "source")
	a.part, a.brief = rapid.IntRange(0, 5).Draw(t, "part") == 0, rapid.IntRange(0, 5).Draw(t, "brief") == 0
	switch rapid.IntRange(0, 4).Draw(t, "time") {
	case 0:
		a = a.undated()
	case 1:
		a = a.dated("03-01", "03-31", graph.PrecisionMonth).publishedOn("05-01")
	case 2:
		a.to = string(year(a.from).AddDays(9)[5:])
		a.published = "05-02"
	}
	return a
}
