package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// phenomenon is a row of the list of readings that stands beside the repository: what is to be read in
// a part of an article.
type phenomenon struct {
	ID         int
	Phenomenon string
	Article    string
}

// seed is an article that the rows name, with what is read in it.
type seed struct {
	ID, Text, Published string

	read   *document
	result *Result
	starts []int // byte offset of every code point, and of the end
}

// TestPhenomena reads the articles that the rows name and looks for what phenomenonChecks wants of each.
func TestPhenomena(t *testing.T) {
	rows, seeds := sharedRows[phenomenon](t, "eval/phenomena.jsonl"), seedArticles(t)
	for _, row := range rows {
		t.Run(fmt.Sprintf("%03d %s", row.ID, row.Phenomenon), func(t *testing.T) {
			if len(phenomenonChecks[row.ID]) == 0 || seeds[row.Article] == nil {
				t.Fatalf("nothing is asserted of it, or there is no article %q", row.Article)
			}
			var faults []string
			for _, spec := range phenomenonChecks[row.ID] {
				if f := seeds[row.Article].fault(t, spec); f != "" {
					faults = append(faults, f)
				}
			}
			switch reason, known := knownPhenomena[row.ID]; {
			case known && len(faults) == 0:
				t.Errorf("this reads right now: take it out")
			case known:
				t.Logf("known, %s: %s", reason, strings.Join(faults, "; "))
			case len(faults) > 0:
				t.Errorf("%s\n  %s", row.Article, strings.Join(faults, "\n  "))
			}
		})
	}
}

// TestPhenomenaAll: no row is without an assertion, and none is known to fail that there is not.
func TestPhenomenaAll(t *testing.T) {
	const rows = 147
	for i := 1; i <= rows; i++ {
		if len(phenomenonChecks[i]) == 0 {
			t.Errorf("nothing is asserted of %03d", i)
		}
	}
	if len(phenomenonChecks) != rows {
		t.Errorf("assertions of %d rows; want %d", len(phenomenonChecks), rows)
	}
	for i := range knownPhenomena {
		if len(phenomenonChecks[i]) == 0 {
			t.Errorf("%03d is known to fail, and there is no such row", i)
		}
	}
}

// sharedRows reads a file of JSON lines that stands beside the repository.
func sharedRows[T any](t *testing.T, name string) []T {
	t.Helper()
	file := filepath.Join("../../shared", name)
	f, err := os.Open(file)
	if err != nil {
		t.Skipf("%s is not there", file)
	}
	defer f.Close()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 8<<20)
	for in.Scan() {
		var row T
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatalf("reading %s: %v", file, err)
		}
		out = append(out, row)
	}
	if err := in.Err(); err != nil || len(out) == 0 {
		t.Fatalf("reading %s: %d rows, %v", file, len(out), err)
	}
	return out
}

func seedArticles(t *testing.T) map[string]*seed {
	t.Helper()
	out := map[string]*seed{}
	for _, s := range sharedRows[seed](t, "corpus/seeds/articles.jsonl") {
		for i := range s.Text {
			s.starts = append(s.starts, i)
		}
		s.starts = append(s.starts, len(s.Text))
		s.read = defaultExtractor(t).begin(Document{Key: s.ID, Text: s.Text, Published: s.Published})
		s.read.run()
		s.result = s.read.result()
		out[s.ID] = &s
	}
	return out
}

// fault tells what of spec does not hold; see phenomenonChecks for how one is written.
func (s *seed) fault(t *testing.T, spec string) string {
	t.Helper()
	rest, absent := strings.CutPrefix(spec, "! ")
	fields := strings.Fields(rest)
	kind, at, _ := strings.Cut(fields[0], "@")
	span := Span{0, len(s.Text)}
	if at != "" {
		var lo, hi int
		if _, err := fmt.Sscanf(at, "%d-%d", &lo, &hi); err != nil || lo >= hi || hi >= len(s.starts) {
			t.Fatalf("%q is no check: no such span", spec)
		}
		span = Span{s.starts[lo], s.starts[hi]}
	}
	holds := s.holds(t, kind, span, fields[1:], absent)
	if holds != absent {
		return ""
	}
	return "want " + spec + s.nearby(span)
}

func (s *seed) holds(t *testing.T, kind string, span Span, fields []string, absent bool) bool {
	t.Helper()
	switch kind {
	case "zone":
		return s.zone(span, ZoneKind(fields[0]))
	case "mention":
		return s.mention(span, fields)
	case "entity":
		return slices.ContainsFunc(s.result.Entities, func(e Entity) bool { return s.entity(e, fields) })
	case "time":
		return s.time(t, span, fields)
	case "sentences":
		return s.sentences(span) == fields[0]
	case "name":
		return s.name(span, fields[0])
	case "diagnostic":
		return slices.ContainsFunc(s.result.Diagnostics, func(d Diagnostic) bool { return d.Code == fields[0] })
	}
	if typ := schema.Type(kind); kind != "*" && !typ.IsLasting() && !slices.Contains(schema.EventTypes, typ) {
		t.Fatalf("%q is no type of claim", kind)
	}
	return s.claims(span, kind, fields, absent)
}

// zone reports whether all of span lies in zones of that kind.
func (s *seed) zone(span Span, kind ZoneKind) bool {
	i := slices.IndexFunc(s.result.Zones, func(z Zone) bool { return z.Span.Start <= span.Start && span.End <= z.Span.End })
	return i >= 0 && s.result.Zones[i].Kind == kind
}

// mention reports whether a mention overlaps span, of that entity where fields name one: by its whole
// key where the city is to be told from the province.
func (s *seed) mention(span Span, fields []string) bool {
	return slices.ContainsFunc(s.result.Mentions, func(m Mention) bool {
		if !overlap(m.Span, span) || len(fields) == 0 {
			return overlap(m.Span, span)
		}
		return fields[0] == id(s.result, Arg{Entity: m.Entity}) || fields[0] == s.result.Entities[m.Entity].Key
	})
}

// entity reports whether e is that of fields[0], and of the kind fields[1] where it stands.
func (s *seed) entity(e Entity, fields []string) bool {
	one := &Result{Entities: []Entity{e}}
	return (id(one, Arg{}) == fields[0] || e.Key == fields[0]) && (len(fields) == 1 || e.Kind == schema.Kind(fields[1]))
}

// time reports whether a date that overlaps span is as fields say. The article is read as published on
// the day pub, where that stands: most give no day.
func (s *seed) time(t *testing.T, span Span, fields []string) bool {
	t.Helper()
	pub := s.Published
	want := map[string]string{}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		want[name] = value
	}
	if day, ok := want["pub"]; ok {
		pub = day
		delete(want, "pub")
	}
	i := slices.IndexFunc(s.result.Zones, func(z Zone) bool { return overlap(z.Span, span) })
	if i < 0 {
		return false
	}
	tokens := arabic.Tokenize(s.Text, s.result.Zones[i].Span.Start, s.result.Zones[i].Span.End)
	for _, e := range defaultExtractor(t).dates.Find(tokens, pub) {
		got := map[string]string{
			"from": e.From, "to": e.To, "precision": e.Precision, "part": e.Part, "kind": e.Kind,
			"anchored": fmt.Sprint(e.Anchored), "conflict": fmt.Sprint(e.Conflict), "since": fmt.Sprint(e.Since),
		}
		fits := overlap(Span{tokens[e.First].Start, tokens[e.Last].End}, span)
		for name, value := range want {
			fits = fits && got[name] == value
		}
		if fits {
			return true
		}
	}
	return false
}

// sentences counts the sentences that span touches.
func (s *seed) sentences(span Span) string {
	n := 0
	for _, x := range s.read.sentences {
		n += b2i(overlap(x.span, span))
	}
	return fmt.Sprint(n)
}

// name reports whether a phrase that overlaps span is read as that entity, be it part of a claim or not.
func (s *seed) name(span Span, want string) bool {
	for _, x := range s.read.sentences {
		for k := range x.phrases {
			ph := &x.phrases[k]
			if !overlap(s.read.phraseSpan(x, ph), span) {
				continue
			}
			for _, e := range []*entity{ph.actor, ph.place} {
				if e != nil && s.entity(Entity{Key: strings.TrimPrefix(e.key, "~"), Kind: e.kind, Name: e.name}, []string{want}) {
					return true
				}
			}
		}
	}
	return false
}

// retold reports whether the occurrence that c claims is told in span too: the evidence of a claim is that one of
// its tellings which says most.
func (s *seed) retold(c Claim, span Span) bool {
	for _, k := range s.read.clusters[typeNumber[c.Type]] {
		tells := func(at Span) bool {
			return slices.ContainsFunc(k.told, func(o *occurrence) bool { return overlap(o.trigger(), at) })
		}
		if tells(c.Trigger) && tells(span) {
			return true
		}
	}
	return false
}

// claims reports whether there is a claim of that type as fields say, with its evidence in span: the
// trigger or, where one is wanted, any word of the quotation, or another telling of it. «once» asks for no
// second one.
func (s *seed) claims(span Span, typ string, fields []string, absent bool) bool {
	n := 0
	once := slices.Contains(fields, "once")
	for _, c := range s.result.Claims {
		if string(c.Type) != typ && (typ != "*" || c.Type.IsLasting()) {
			continue
		}
		if !overlap(c.Trigger, span) && (absent || !s.retold(c, span)) && (absent || once || !overlap(c.Quote, span)) {
			continue
		}
		n += b2i(s.claim(c, fields, absent))
	}
	return n == 1 || n > 1 && !once
}

// claim reports whether all fields hold. The status of a claim that is wanted is «happened» where none stands.
func (s *seed) claim(c Claim, fields []string, absent bool) bool {
	status := !absent
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		status = status && name != "status"
		if !s.field(c, name, value) {
			return false
		}
	}
	return !status || c.Status == schema.Happened
}

func (s *seed) field(c Claim, name, value string) bool {
	r := s.result
	if role, ok := strings.CutPrefix(name, "no-"); ok {
		return !s.field(c, role, value)
	}
	switch name {
	case "once":
		return true
	case "source":
		return hasID(r, c.Sources, value)
	case "comparator":
		return c.Tally != nil && c.Tally.Comparator == value
	case "inferred":
		return slices.ContainsFunc(c.Agents, func(a Arg) bool { return id(r, a) == value && (a.Inferred || a.Span == Span{}) })
	case "precision":
		return c.Period.Precision == value
	case "anchored":
		return fmt.Sprint(c.Period.Anchored) == value
	case "surface":
		return c.Period.Surface == strings.ReplaceAll(value, "_", " ")
	}
	return fieldHolds(r, c, name, value)
}

// nearby tells what is read about span.
func (s *seed) nearby(span Span) string {
	var out []string
	for _, c := range s.result.Claims {
		if overlap(c.Quote, span) && span.End-span.Start < len(s.Text) {
			out = append(out, brief(s.result, c))
		}
	}
	return "; read: " + strings.Join(out, " | ")
}

func overlap(a, b Span) bool { return a.Start < b.End && b.Start < a.End }
