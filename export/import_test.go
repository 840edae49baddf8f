package export

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// dumped is all that a store can be asked, and its judgements.
func dumped(t *testing.T, s graph.Store) string {
	t.Helper()
	var out strings.Builder
	err := s.View(t.Context(), func(r graph.Reader) error {
		dump, err := graphtest.Dump(t.Context(), r)
		out.Write(dump)
		acts, actsErr := r.Judgements(t.Context())
		for _, j := range acts {
			out.WriteString(j.ID.String())
		}
		return errors.Join(err, actsErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// export1 returns the jsonl of a store.
func export1(t *testing.T, s graph.Store, opt Options) ([]byte, *Manifest) {
	t.Helper()
	var b bytes.Buffer
	var m *Manifest
	err := s.View(t.Context(), func(r graph.Reader) (err error) {
		m, err = Encode(t.Context(), r, "jsonl", &b, opt)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

// importInto imports b, which has to go without a problem.
func importInto(t *testing.T, s graph.Store, b []byte) *Imported {
	t.Helper()
	report, err := Import(t.Context(), s, "in.jsonl", bytes.NewReader(b))
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("import: %v, %v", err, report.Problems)
	}
	return report
}

func embedded(t *testing.T) graph.Store {
	t.Helper()
	s, err := badgerstore.Open(t.Context(), "", badgerstore.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func act(n int, kind graph.JudgementKind) *graph.Judgement {
	j := &graph.Judgement{Kind: kind, Author: "محلل", Time: time.Date(2020, 1, 1, 0, 0, n, 0, time.UTC)}
	binary.BigEndian.PutUint64(j.ID[:], uint64(n))
	j.ID[6], j.ID[8] = 0x70, 0x80
	return j
}

// judgements are one of each kind about what deltas say, and an undo.
func judgements(deltas []*graph.Delta) []*graph.Judgement {
	refer := func(e *graph.Entity) *graph.Referent {
		return &graph.Referent{Key: e.Key, Kind: e.Kind, Name: e.Name}
	}
	var claims []*graph.Claim
	for _, d := range deltas {
		claims = append(claims, d.Claims...)
	}
	with := slices.IndexFunc(claims, func(c *graph.Claim) bool { return len(c.Agents) > 0 })
	split := claims[with]
	owner := deltas[slices.IndexFunc(deltas, func(d *graph.Delta) bool { return d.Document.ID == split.Doc })]
	from := owner.Entities[slices.IndexFunc(owner.Entities, func(e *graph.Entity) bool { return e.ID == split.Agents[0].Entity })]
	last := deltas[len(deltas)-1].Entities
	same, reject, relabel, name := act(1, graph.SameAs), act(2, graph.Reject), act(3, graph.Relabel), act(4, graph.Relabel)
	same.Entity, same.Other = refer(last[0]), refer(last[1])
	reject.Claims = []graph.ID{claims[len(claims)-1].ID}
	relabel.Claims, relabel.Field, relabel.Value = []graph.ID{claims[len(claims)-2].ID}, "type", string(schema.Meet)
	name.Entity, name.Field, name.Value = refer(last[2]), "name", "اسم آخر"
	part, taken, undo := act(5, graph.Split), act(6, graph.Accept), act(7, graph.Undo)
	part.Claims, part.Entity = []graph.ID{split.ID}, refer(from)
	part.Other = &graph.Referent{Key: "actor/another", Kind: schema.ArmedGroup, Name: "فصيل آخر"}
	taken.Claims, undo.Undoes = []graph.ID{claims[0].ID}, taken.ID
	return []*graph.Judgement{same, reject, relabel, name, part, taken, undo}
}

// curated returns a store of generated articles of which much was judged.
func curated(t *testing.T, n int) (graph.Store, []*graph.Delta) {
	t.Helper()
	s, deltas := memstore.New(memstore.Options{}), graphtest.Generate(3, n)
	if err := errors.Join(s.Apply(t.Context(), deltas...), judge(t.Context(), s, judgements(deltas)...)); err != nil {
		t.Fatal(err)
	}
	return s, deltas
}

func TestImportBringsTheStoreBack(t *testing.T) {
	s, deltas := curated(t, 6)
	plain := memstore.New(memstore.Options{})
	if err := plain.Apply(t.Context(), deltas...); err != nil {
		t.Fatal(err)
	}
	if dumped(t, s) == dumped(t, plain) {
		t.Fatal("the judgements change nothing; nothing would be compared")
	}
	for _, compression := range []Compression{Plain, Gzip, Zstd} {
		b, m := export1(t, s, Options{Compress: compression})
		for name, fresh := range map[string]graph.Store{"memory": memstore.New(memstore.Options{}), "embedded": embedded(t)} {
			report := importInto(t, fresh, b)
			if dumped(t, fresh) != dumped(t, s) {
				t.Errorf("%s, %q: not the store that was exported", name, compression)
			}
			if report.New != 6 || report.Documents != m.Counts["documents"] || report.Judgements != 7 {
				t.Errorf("%s: %+v", name, report)
			}
			again, _ := export1(t, fresh, Options{Compress: compression})
			if !bytes.Equal(again, b) {
				t.Errorf("%s, %q: exports other bytes than the store that it came from", name, compression)
			}
			if report := importInto(t, fresh, b); report.New != 0 || dumped(t, fresh) != dumped(t, s) {
				t.Errorf("%s: importing again changed something: %+v", name, report)
			}
		}
	}
}

func TestImportOfTheFixture(t *testing.T) {
	s := memstore.New(memstore.Options{})
	if err := s.Apply(t.Context(), fixture(t)...); err != nil {
		t.Fatal(err)
	}
	b, _ := export1(t, s, Options{})
	fresh := embedded(t)
	importInto(t, fresh, b)
	if dumped(t, fresh) != dumped(t, s) {
		t.Error("not the store that was exported")
	}
}

// TestImportOfAPart: what a filter chose makes a store that exports the same again.
func TestImportOfAPart(t *testing.T) {
	s := memstore.New(memstore.Options{})
	if err := s.Apply(t.Context(), graphtest.Generate(5, 10)...); err != nil {
		t.Fatal(err)
	}
	filter := Filter{Claims: query.ClaimFilter{Types: []schema.Type{schema.Attack}}}
	b, _ := export1(t, s, Options{Filter: filter})
	fresh := memstore.New(memstore.Options{})
	importInto(t, fresh, b)
	again, _ := export1(t, fresh, Options{Filter: filter})
	if !bytes.Equal(again, b) || len(b) < 1000 {
		t.Error("the part came back as another one")
	}
}

// TestImportOfAPartThatWasJudged: what judgements made of a document is not what was read, and is refused.
func TestImportOfAPartThatWasJudged(t *testing.T) {
	s, _ := curated(t, 4)
	b, _ := export1(t, s, Options{Filter: Filter{Claims: query.ClaimFilter{Statuses: schema.Statuses}}})
	report, err := Import(t.Context(), memstore.New(memstore.Options{}), "in.jsonl", bytes.NewReader(b))
	if err != nil || report.Rejected == 0 || report.Documents == 0 || !strings.Contains(report.Problems[0].Remedy, "without a filter") {
		t.Errorf("%v: %+v", err, report)
	}
}

// TestBadLines: each costs one document, is told with its number, and what is left is the store without it.
func TestBadLines(t *testing.T) {
	s := memstore.New(memstore.Options{})
	if err := s.Apply(t.Context(), fixture(t)...); err != nil {
		t.Fatal(err)
	}
	b, _ := export1(t, s, Options{})
	lines := strings.SplitAfter(string(b), "\n")
	at := func(kind string, nth int) int {
		for i, l := range lines {
			if strings.HasPrefix(l, `{"type":"`+kind+`"`) {
				if nth--; nth < 0 {
					return i
				}
			}
		}
		t.Fatalf("no such %s", kind)
		return 0
	}
	for _, test := range []struct {
		name string
		line int
		to   func(string) string
		what string
		key  bool
	}{
		{"no JSON", at("claim", 1), func(string) string { return "{\"type\":\n" }, "not a record", true},
		{"a field that nobody knows", at("mention", 3), func(l string) string { return strings.Replace(l, `"doc"`, `"dok"`, 1) }, "dok", true},
		{"a claim is missing", at("claim", 2), func(string) string { return "" }, "are there, and it had", true},
		{"a span outside of the text", at("claim", 0), func(l string) string { return strings.Replace(l, `"end":`, `"end":999`, 1) }, "outside of the text", true},
		{"another text", at("document", 1), func(l string) string { return strings.Replace(l, `"text":"`, `"text":"x`, 1) }, "sha256", true},
		{"no document", at("document", 2), func(string) string { return "\x00\n" }, "not a record", false},
		{"no reading", at("reading", 1), func(string) string { return "" }, "another document begins", true},
		{"a stranger", at("mention", 0), func(l string) string { return strings.Replace(l, `"entity":"`, `"entity":"00`, 1) }, "not a record", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			spoilt := slices.Clone(lines)
			spoilt[test.line] = test.to(spoilt[test.line])
			fresh := memstore.New(memstore.Options{})
			report, err := Import(t.Context(), fresh, "in.jsonl", strings.NewReader(strings.Join(spoilt, "")))
			if err != nil || report.Documents != 3 || len(report.Problems) != 1 {
				t.Fatalf("%v: %+v", err, report)
			}
			p := report.Problems[0]
			if p.File != "in.jsonl" || p.Line < test.line-9 || p.Line > test.line+9 || !strings.Contains(p.What, test.what) || p.Remedy == "" || (p.Key != "") != test.key {
				t.Errorf("line %d: %s", test.line+1, p)
			}
			importInto(t, fresh, b) // the whole file takes it up
			if dumped(t, fresh) != dumped(t, s) {
				t.Error("taken up again, not the store that was exported")
			}
		})
	}
}

func TestImportOfSomethingElse(t *testing.T) {
	s, _ := curated(t, 3)
	b, _ := export1(t, s, Options{})
	packed, _ := export1(t, s, Options{Compress: Gzip})
	for name, in := range map[string][]byte{
		"nothing":         nil,
		"articles":        []byte(`{"id": "a1", "text": "هاجم"}` + "\n"),
		"another version": []byte(`{"type":"export","export":{"version":99}}` + "\n"),
		"a picture":       {0x89, 'P', 'N', 'G'},
		"cut":             b[:len(b)/2],
		"cut at a line":   b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1],
		"cut when packed": packed[:len(packed)/2],
		"broken packing":  append([]byte{0x1f, 0x8b}, b...),
	} {
		report, err := Import(t.Context(), memstore.New(memstore.Options{}), "in.jsonl", bytes.NewReader(in))
		if !errors.Is(err, ErrImport) || !strings.Contains(err.Error(), "in.jsonl") || report == nil {
			t.Errorf("%s: %v, want ErrImport", name, err)
		}
	}
}

func TestImportBrokenOffIsTakenUp(t *testing.T) {
	s := memstore.New(memstore.Options{})
	if err := s.Apply(t.Context(), many(t, 2*importBatch)...); err != nil {
		t.Fatal(err)
	}
	b, _ := export1(t, s, Options{})
	fresh := embedded(t)
	ctx, cancel := context.WithCancel(t.Context())
	half := io.MultiReader(bytes.NewReader(b[:len(b)*3/4]), cancelling{cancel}, bytes.NewReader(b[len(b)*3/4:]))
	report, err := Import(ctx, fresh, "in.jsonl", half)
	if !errors.Is(err, context.Canceled) || report.Documents == 0 || report.Documents == 2*importBatch {
		t.Fatalf("%v: %+v", err, report)
	}
	if report := importInto(t, fresh, b); report.New == 0 || report.New == 2*importBatch {
		t.Errorf("taken up: %+v", report)
	}
	if dumped(t, fresh) != dumped(t, s) {
		t.Error("not the store that was exported")
	}
}

// cancelling is a reader that is at its end and cancels a context.
type cancelling struct{ cancel func() }

func (c cancelling) Read([]byte) (int, error) { c.cancel(); return 0, io.EOF }

// TestIncrementsKeepACopyInStep: whoever imports each increment has what the store has.
func TestIncrementsKeepACopyInStep(t *testing.T) {
	deltas := graphtest.Generate(11, 12)
	s, follower := memstore.New(memstore.Options{}), memstore.New(memstore.Options{})
	acts := judgements(deltas[:8])
	steps := map[string]func() error{
		"1 some":     func() error { return s.Apply(t.Context(), deltas[:8]...) },
		"2 judged":   func() error { return judge(t.Context(), s, acts[:6]...) },
		"3 more":     func() error { return s.Apply(t.Context(), deltas[8:]...) },
		"4 removed":  func() error { _, err := s.Remove(t.Context(), deltas[1].Document.ID); return err },
		"5 undone":   func() error { return judge(t.Context(), s, acts[6:]...) },
		"6 reread":   func() error { return s.Apply(t.Context(), fewer(deltas[2])) },
		"7 replaced": func() error { return s.Apply(t.Context(), underKey(deltas[3], "another text. ")) },
	}
	var at graph.Revision
	for _, name := range []string{"1 some", "2 judged", "3 more", "4 removed", "5 undone", "6 reread", "7 replaced"} {
		if err := steps[name](); err != nil {
			t.Fatal(err)
		}
		if at == (graph.Revision{}) {
			b, m := export1(t, s, Options{})
			importInto(t, follower, b)
			at = m.Revision
			continue
		}
		b, m := export1(t, s, Options{Since: at})
		if m.Since == nil || *m.Since != at || m.Revision.Number != at.Number+1 {
			t.Errorf("%s: manifest from %v to %v", name, m.Since, m.Revision)
		}
		at = m.Revision
		report := importInto(t, follower, b)
		if dumped(t, follower) != dumped(t, s) {
			t.Errorf("%s: the copy is not what the store is", name)
		}
		if report.Revision == nil || *report.Revision != at {
			t.Errorf("%s: %+v", name, report)
		}
		if whole, _ := export1(t, s, Options{}); len(b) > len(whole)*3/2 {
			t.Errorf("%s: an increment of %d bytes, and the whole has %d", name, len(b), len(whole))
		}
	}
	if b, m := export1(t, s, Options{Since: at}); m.Counts["documents"] != 0 || bytes.Count(b, []byte("\n")) != 2 {
		t.Errorf("nothing changed, and the increment says %s", b)
	}
}

// fewer is d as a reader has it that finds no claims.
func fewer(d *graph.Delta) *graph.Delta {
	out := *d
	out.Claims = nil
	return &out
}

// underKey is a document with the key of d and another text.
func underKey(d *graph.Delta, text string) *graph.Delta {
	doc := *d.Document
	doc.Text = text
	doc.ID = graph.DocumentID(doc.Key, text)
	doc.SHA256 = sha(text)
	return &graph.Delta{Document: &doc}
}

func TestIncrementTellsWhatBecameOfEach(t *testing.T) {
	s, deltas := memstore.New(memstore.Options{}), fixture(t)
	if err := s.Apply(t.Context(), deltas[0], deltas[1]); err != nil {
		t.Fatal(err)
	}
	_, m := export1(t, s, Options{})
	if err := s.Apply(t.Context(), deltas[2]); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(t.Context(), deltas[1].Document.ID); err != nil {
		t.Fatal(err)
	}
	b, _ := export1(t, s, Options{Since: m.Revision})
	for _, want := range []string{
		`{"type":"retracted","retracted":{"kind":"document","id":"` + deltas[1].Document.ID.String() + `"}}`,
		`{"type":"document","op":"added","document":{"id":"` + deltas[2].Document.ID.String(),
		`{"type":"claim","op":"added",`, `{"type":"relation","op":"changed",`,
		`"since":"` + m.Revision.String() + `"`,
	} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%s is not in the increment:\n%s", want, b)
		}
	}
}

func TestIncrementsThatAreRefused(t *testing.T) {
	s, _ := curated(t, 2)
	_, m := export1(t, s, Options{})
	later := graph.Revision{Store: m.Revision.Store, Number: m.Revision.Number + 1}
	for name, test := range map[string]struct {
		format string
		opt    Options
		want   error
	}{
		"another format":     {"gexf", Options{Since: graph.Revision{Number: 1}}, ErrOptions},
		"the future, csv":    {"csv", Options{Since: later}, graph.ErrRevision},
		"a filter":           {"jsonl", Options{Since: graph.Revision{Number: 1}, Filter: Filter{MinSources: 1}}, ErrOptions},
		"the future":         {"jsonl", Options{Since: later}, graph.ErrRevision},
		"another store":      {"jsonl", Options{Since: graph.Revision{Store: graph.ID{1}, Number: 1}}, graph.ErrRevision},
		"unknown compressor": {"jsonl", Options{Compress: "rar"}, ErrOptions},
	} {
		err := s.View(t.Context(), func(r graph.Reader) error {
			_, err := Write(t.Context(), r, test.format, t.TempDir()+"/out", test.opt)
			return err
		})
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func judge(ctx context.Context, s graph.Store, acts ...*graph.Judgement) error {
	_, err := s.Judge(ctx, acts...)
	return err
}
