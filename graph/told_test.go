package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// saying is one claim of an article: a word of a sentence, and who, where and when.
type saying struct {
	sentence, trigger int // which sentence, and which word of it
	kind              schema.Type
	agent, place      string
	day               graph.Day
}

// articleOf returns an article of sentences that says all of says.
func articleOf(key string, sentences []string, says ...saying) *graph.Delta {
	text := strings.Join(sentences, "\n")
	doc := &graph.Document{ID: graph.DocumentID(key, text), Key: key, Text: text, SHA256: graph.HashText(text)}
	d := &graph.Delta{Document: doc}
	for _, s := range says {
		start := len(strings.Join(append(append([]string{}, sentences[:s.sentence]...), ""), "\n"))
		words := strings.Split(sentences[s.sentence], " ")
		at := start + len(strings.Join(append(append([]string{}, words[:s.trigger]...), ""), " "))
		c := &graph.Claim{Doc: doc.ID, Type: s.kind, Status: schema.Happened, Period: graph.Period{From: s.day, To: s.day}}
		c.Evidence.Sentence = graph.Span{Start: start, End: start + len(sentences[s.sentence])}
		c.Evidence.Trigger = graph.Span{Start: at, End: at + len(words[s.trigger])}
		if s.agent != "" {
			c.Agents = []graph.Arg{{Entity: graph.EntityID(s.agent)}}
		}
		if s.place != "" {
			c.Places = []graph.Arg{{Entity: graph.EntityID(s.place)}}
		}
		c.ID = graph.ClaimID(doc.ID, c.Evidence.Trigger, c.Type, 0)
		d.Claims = append(d.Claims, c)
	}
	return d
}

// onFirst returns a judgement of the first claim of d.
func onFirst(d *graph.Delta, n byte, kind graph.JudgementKind) *graph.Judgement {
	id := d.Claims[0].ID
	return &graph.Judgement{
		ID: graph.ID{0: n}, Kind: kind, Author: "a", Time: time.Unix(1, 0), Claims: []graph.ID{id}, Told: []*graph.Told{graph.TellOf(d, id)},
	}
}

// TestSuccessors: which claim of a later text, or of a later reading, a judgement bears on, sentence by sentence of the rule.
func TestSuccessors(t *testing.T) {
	said := saying{0, 1, schema.Attack, "x", "p", "2018-12-01"}
	was := []string{"وقد هاجم التنظيم البلدة أمس"}
	with := func(change func(*saying)) saying {
		s := said
		change(&s)
		return s
	}
	moved := func(s *saying) { s.sentence = 1 }
	other := []string{"خبر آخر", was[0]}
	for what, c := range map[string]struct {
		before []saying // beside the first
		text   []string
		after  []saying
		want   int // which of after, from 1; 0: none
	}{
		"another sentence before it":      {nil, other, []saying{with(moved)}, 1},
		"other spelling":                  {nil, []string{"وقد هاجم التنظيم البلدة، امس!"}, []saying{said}, 1},
		"another one beside it":           {nil, other, []saying{{0, 0, schema.Attack, "y", "", ""}, with(moved)}, 2},
		"less told":                       {nil, other, []saying{with(func(s *saying) { moved(s); s.place, s.day = "", "" })}, 1},
		"another agent":                   {nil, other, []saying{with(func(s *saying) { moved(s); s.agent = "y" })}, 0},
		"another place":                   {nil, other, []saying{with(func(s *saying) { moved(s); s.place = "q" })}, 0},
		"another day":                     {nil, other, []saying{with(func(s *saying) { moved(s); s.day = "2018-12-02" })}, 0},
		"another type":                    {nil, other, []saying{with(func(s *saying) { moved(s); s.kind = schema.Kill })}, 0},
		"another word, the same said":     {nil, other, []saying{with(func(s *saying) { moved(s); s.trigger = 3 })}, 1},
		"another word, less said":         {nil, other, []saying{with(func(s *saying) { moved(s); s.trigger, s.place = 3, "" })}, 0},
		"another sentence, the same said": {nil, []string{"كما هاجم المسلحون"}, []saying{said}, 1},
		"another sentence, less said":     {nil, []string{"كما هاجم المسلحون"}, []saying{with(func(s *saying) { s.day = "" })}, 0},
		"another sentence, another word":  {nil, []string{"كما اقتحم المسلحون"}, []saying{said}, 0},
		"twice":                           {nil, []string{was[0], was[0]}, []saying{said, with(moved)}, 0},
		"a rival of the day of judging":   {[]saying{with(func(s *saying) { s.trigger = 3 })}, other, []saying{with(func(s *saying) { moved(s); s.trigger = 3 })}, 0},
		"beside a rival":                  {[]saying{with(func(s *saying) { s.trigger = 3 })}, other, []saying{with(moved)}, 1},
		"nothing":                         {nil, other, nil, 0},
	} {
		before := articleOf("a", was, append([]saying{said}, c.before...)...)
		after := articleOf("a", c.text, c.after...)
		curation, err := graph.NewCuration([]*graph.Judgement{onFirst(before, 1, graph.Reject)})
		if err != nil {
			t.Fatal(err)
		}
		var want graph.ID
		if c.want > 0 {
			want = after.Claims[c.want-1].ID
		}
		if got := curation.Successors(after)[before.Claims[0].ID]; got != want {
			t.Errorf("%s: leads to %s, want claim %d", what, got, c.want)
		}
		if got := curation.Successors(articleOf("b", c.text, c.after...)); len(got) > 0 {
			t.Errorf("%s: leads into another article: %v", what, got)
		}
	}
}

// TestLittleToldIsNotFoundInAnotherSentence: a trigger alone, or who alone, is in many sentences.
func TestLittleToldIsNotFoundInAnotherSentence(t *testing.T) {
	for _, s := range []saying{{0, 1, schema.Attack, "", "p", "2018-12-01"}, {0, 1, schema.Attack, "x", "", ""}} {
		before, after := articleOf("a", []string{"وقد هاجم التنظيم البلدة"}, s), articleOf("a", []string{"كما هاجم المسلحون"}, s)
		curation, err := graph.NewCuration([]*graph.Judgement{onFirst(before, 1, graph.Accept)})
		if err != nil {
			t.Fatal(err)
		}
		if got := curation.Successors(after); len(got) > 0 {
			t.Errorf("%+v leads to %v", s, got)
		}
	}
}

// TestAJudgementGoesOnOverSeveralEdits, and what is there again bears it itself.
func TestAJudgementGoesOnOverSeveralEdits(t *testing.T) {
	s := saying{0, 1, schema.Attack, "x", "p", "2018-12-01"}
	second := s
	second.sentence = 1
	first := articleOf("a", []string{"وقد هاجم التنظيم البلدة"}, s)
	then := articleOf("a", []string{"خبر", "وقد هاجم التنظيم البلدة"}, second)
	last := articleOf("a", []string{"خبر آخر", "وقد هاجم التنظيم البلدة"}, second)
	curation, err := graph.NewCuration([]*graph.Judgement{onFirst(first, 1, graph.Reject)})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range [][2]*graph.Delta{{first, then}, {then, last}, {last, first}} {
		moves := curation.Moves(step[0], step[1])
		if len(moves) != 1 || moves[0].Was != step[0].Claims[0].ID || moves[0].Now != step[1].Claims[0].ID || moves[0].Claim != first.Claims[0].ID {
			t.Errorf("moves %+v", moves)
		}
		if got := curation.Curate(step[1]).Claims[0].Review; got != graph.Rejected {
			t.Errorf("review %q", got)
		}
	}
	gone := articleOf("a", []string{"خبر"})
	if moves := curation.Moves(then, gone); len(moves) != 1 || !moves[0].Now.IsZero() {
		t.Errorf("moves to nothing: %+v", moves)
	}
	if moves := curation.Moves(gone, then); moves != nil {
		t.Errorf("moves from nothing: %+v", moves)
	}
}
