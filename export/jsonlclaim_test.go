package export

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// TestLinesAreThoseOfEncodingJSON: what is written by hand is what encoding/json writes, whatever is in the record. The
// records are filled by reflection, so that a field that is added to the model and not to the lines shows.
func TestLinesAreThoseOfEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Make[graph.Claim]().Draw(t, "claim")
		m := rapid.Make[mention]().Draw(t, "mention")
		op := rapid.SampledFrom([]graph.Op{"", graph.Added, graph.Changed}).Draw(t, "op")
		sameLine(t, line{Type: "claim", Op: op, Claim: &c}, func(j *jsonText) { j.claimLine(op, &c) })
		sameLine(t, line{Type: "mention", Mention: &m}, func(j *jsonText) { j.mentionLine(m) })
	})
}

func TestLinesOfOddTexts(t *testing.T) {
	for _, s := range []string{"", "قُتل <ثلاثة> & «جرحى»", "a\"b\\c", "a\nb\t\x00\x1f\x7f", "\u2028\u2029", "\xff\xfeقتل", "\xe2\x80", "\U0001F600\ufeff"} {
		n := 3
		c := &graph.Claim{Rule: s, Type: schema.Type(s), Status: schema.Status(s), Period: graph.Period{Surface: s, Anchored: true},
			Tallies: []graph.Tally{{Surface: s, Min: &n}, {Max: &n}}, Sides: [][]graph.ID{nil, {}, {{1}, {2}}}, Loaded: []graph.Span{{}, {Start: 1, End: 2}}}
		sameLine(t, line{Type: "claim", Claim: c}, func(j *jsonText) { j.claimLine("", c) })
		m := mention{Mention: graph.Mention{Form: graph.MentionForm(s)}}
		sameLine(t, line{Type: "mention", Mention: &m}, func(j *jsonText) { j.mentionLine(m) })
	}
}

func sameLine(t rapid.TB, l line, write func(*jsonText)) {
	t.Helper()
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		t.Fatal(err)
	}
	var got jsonText
	if write(&got); string(got.b) != want.String() {
		t.Fatalf("got  %swant %s", got.b, want.String())
	}
}
