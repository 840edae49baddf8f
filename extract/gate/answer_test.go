package gate

import (
	"encoding/json"
	"errors"
	"testing"
)

func rowText(t testing.TB, line string) string {
	t.Helper()
	var row struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal([]byte(line), &row); err != nil {
		t.Fatal(err)
	}
	return row.Text
}

func TestParseAnswer(t *testing.T) {
	claim := `{"type": "attack", "mode": null, "status": "happened", "evidence": "x", "trigger": "x", "agents": [{"text": "x", "kind": "state", "side": 0}], "when": null}`
	for name, c := range map[string]struct {
		answer            string
		claims, malformed int
	}{
		"plain":                {`{"claims": [` + claim + `]}`, 1, 0},
		"in a fence":           {"```json\n{\"claims\": [" + claim + "]}\n```", 1, 0},
		"in a bare fence":      {"\n```\n{\"claims\": []}\n```\n", 0, 0},
		"with white space":     {"\n\n {\"claims\": []} \n", 0, 0},
		"with a mark in front": {"\ufeff{\"claims\": []}", 0, 0},
		"more fields":          {`{"claims": [], "note": "done"}`, 0, 0},
		"a claim that is none": {`{"claims": [3, ` + claim + `, null, {"type": 7}, {"agents": "x"}]}`, 1, 4},
	} {
		a, err := ParseAnswer([]byte(c.answer))
		if err != nil || len(a.Claims) != c.claims || a.Malformed != c.malformed {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func TestParseAnswerRefuses(t *testing.T) {
	for name, answer := range map[string]string{
		"nothing":            "",
		"words":              "I cannot help with that.",
		"cut off":            `{"claims": [{"type": "attack", "evid`,
		"a list":             `[]`,
		"no claims":          `{}`,
		"claims null":        `{"claims": null}`,
		"claims of no list":  `{"claims": {"type": "attack"}}`,
		"two objects":        `{"claims": []} {"claims": []}`,
		"words in front":     `Here you are: {"claims": []}`,
		"words behind":       "```json\n{\"claims\": []}\n```\nI hope this helps.",
		"an unclosed string": `{"claims": "`,
	} {
		if a, err := ParseAnswer([]byte(answer)); !errors.Is(err, ErrAnswer) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}
