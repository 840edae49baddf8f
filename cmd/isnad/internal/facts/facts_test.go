package facts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

const text = "𝒳 قالت قسد إن أربعة قتلوا في هجين"

func span(words string) extract.Span {
	i := strings.Index(text, words)
	return extract.Span{Start: i, End: i + len(words)}
}

func result() *extract.Result {
	return &extract.Result{
		Entities: []extract.Entity{
			{Key: "actor/sdf", Kind: schema.ArmedGroup, Name: "قسد", En: "SDF", Names: []string{"قسد"}},
			{Kind: schema.Settlement, Name: "هجين"},
			{Kind: schema.Person, Name: "ليس في حدث"},
			{Kind: schema.Unknown, Name: "مجهولون"},
		},
		Claims: []extract.Claim{
			{Type: schema.Kill, Status: schema.Happened, Patients: []extract.Arg{{Entity: 3}}, Places: []extract.Arg{{Entity: 1}, {Entity: 1}},
				Sources: []extract.Arg{{Entity: 0}}, Tally: &extract.Tally{Min: 4, Max: -1}, Quote: span("أربعة قتلوا"), Sentence: span("أربعة قتلوا"), Period: extract.Period{From: "2020-01-01"}},
			{Type: schema.MemberOf, Agents: []extract.Arg{{Entity: 3}}, Patients: []extract.Arg{{Entity: 0}}},
			{Type: schema.MemberOf, Agents: []extract.Arg{{Entity: 3}}, Patients: []extract.Arg{{Entity: 0}}},
			{Type: schema.AllyOf, Status: schema.Denied, Agents: []extract.Arg{{Entity: 0}}, Patients: []extract.Arg{{Entity: 3}}},
			{Type: schema.Clash, Tally: &extract.Tally{Min: 1, Max: 1}, Quote: span("قالت"), Sentence: span("قالت")},
		},
	}
}

func TestFrom(t *testing.T) {
	d := facts.From("d", "", text, result())
	got, err := d.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "doc": "d",
 "published": null,
 "entities": [
  {
   "id": "actor/sdf",
   "kind": "armed-group",
   "name": "قسد",
   "en": "SDF",
   "names": [
    "قسد"
   ]
  },
  {
   "id": "e2",
   "kind": "settlement",
   "name": "هجين",
   "names": []
  },
  {
   "id": "e4",
   "kind": "unknown",
   "name": "مجهولون",
   "names": []
  }
 ],
 "events": [
  {
   "id": "v1",
   "type": "kill",
   "status": "happened",
   "agents": [],
   "patients": [
    "e4"
   ],
   "places": [
    "e2"
   ],
   "from": "2020-01-01",
   "to": null,
   "count": {
    "min": 4,
    "max": null
   },
   "sources": [
    "actor/sdf"
   ],
   "quote": "أربعة قتلوا",
   "span": [
    14,
    25
   ]
  },
  {
   "id": "v2",
   "type": "clash",
   "status": "happened",
   "agents": [],
   "patients": [],
   "places": [],
   "from": null,
   "to": null,
   "count": null,
   "sources": [],
   "quote": "قالت",
   "span": [
    2,
    6
   ]
  }
 ],
 "relations": [
  {
   "type": "member-of",
   "subject": "e4",
   "object": "actor/sdf"
  }
 ]
}
`
	if string(got) != want {
		t.Errorf("facts:\n%s\nwant:\n%s", got, want)
	}
}

func TestSpansAreCodePointsAnywhereInALongText(t *testing.T) {
	long := strings.Repeat("𝒳ب a", 300)
	runes := []rune(long)
	for at := 0; at < len(runes); at += 7 {
		start := len(string(runes[:at]))
		res := &extract.Result{Claims: []extract.Claim{{Type: schema.Clash, Quote: extract.Span{Start: start, End: len(long)}, Sentence: extract.Span{Start: start, End: len(long)}}}}
		e := facts.From("d", "", long, res).Events[0]
		if e.Span[0] != at || e.Span[1] != len(runes) || e.Quote != string(runes[at:]) {
			t.Fatalf("span %v, want [%d %d]", e.Span, at, len(runes))
		}
	}
}

func TestReadDir(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.json", `{"doc": "a", "events": [{"type": "kill", "count": {"min": 1, "max": null}}]}`)
	write("a.meta.json", `{"doc": 1}`)
	docs, err := facts.ReadDir(dir)
	if err != nil || len(docs) != 1 || *docs["a"].Events[0].Count.Min != 1 || docs["a"].Events[0].Count.Max != nil {
		t.Errorf("docs %v, error %v", docs, err)
	}
	write("b.json", `{"doc"`)
	if _, err := facts.ReadDir(dir); err == nil || !strings.Contains(err.Error(), "b.json") {
		t.Errorf("error of a broken file: %v", err)
	}
	if _, err := facts.ReadDir(filepath.Join(dir, "none")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
