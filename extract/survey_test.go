package extract

import (
	"reflect"
	"slices"
	"testing"
)

// TestSurveySeesMore: a survey has the claims of the extraction, and every mention and entity of it.
func TestSurveySeesMore(t *testing.T) {
	x := defaultExtractor(t)
	more := 0
	for name, text := range articles(t) {
		doc := Document{Key: name, Text: text, Published: published}
		r, v := x.Extract(doc), x.Survey(doc)
		checkResult(t, text, v.Result)
		if !reflect.DeepEqual(r.Claims, v.Result.Claims) || !slices.EqualFunc(r.Entities, v.Result.Entities[:len(r.Entities)], func(a, b Entity) bool { return a.Key == b.Key }) {
			t.Errorf("%s: other claims or entities than those of the extraction", name)
		}
		for _, m := range r.Mentions {
			if !slices.Contains(v.Result.Mentions, m) {
				t.Errorf("%s: mention %v is not in the survey", name, m)
			}
		}
		more += len(v.Result.Mentions) - len(r.Mentions)
		checkSentences(t, text, v)
	}
	if more == 0 {
		t.Error("no article names anybody beside its claims: the test shows nothing")
	}
}

func checkSentences(t *testing.T, text string, v *Survey) {
	t.Helper()
	if len(v.Sentences) != v.Result.Sentences {
		t.Errorf("%d sentences, want %d", len(v.Sentences), v.Result.Sentences)
	}
	for _, s := range v.Sentences {
		zone := v.Result.Zones[s.Zone]
		if !zone.Kind.speaks() || s.Span.Start < zone.Span.Start || s.Span.End > zone.Span.End {
			t.Errorf("sentence %v in zone %+v", s.Span, zone)
		}
		for _, p := range s.Periods {
			if text[p.Span.Start:p.Span.End] != p.Surface {
				t.Errorf("period %+v", p)
			}
		}
		for _, c := range s.Counts {
			if text[c.Span.Start:c.Span.End] != c.Surface {
				t.Errorf("count %+v", c)
			}
		}
	}
}
