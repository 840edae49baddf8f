package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/isnad-graph/isnad/schema"
)

// ErrAnswer says that an answer has not the form of one: nothing of it can be read.
var ErrAnswer = errors.New("not an answer of the form that was asked for")

// Answer is what a model tells of one article.
type Answer struct {
	Claims    []Proposal
	Malformed int // claims that had not the form of one
}

// Proposal is a claim as a model tells it: in the words of the article, which the gate looks up.
type Proposal struct {
	Type      schema.Type      `json:"type"`
	Mode      schema.Mode      `json:"mode"`  // null where it has none
	Phase     schema.Phase     `json:"phase"` // null where it has none
	Status    schema.Status    `json:"status"`
	Certainty schema.Certainty `json:"certainty"` // empty: asserted
	Stance    schema.Stance    `json:"stance"`    // empty: neutral
	Evidence  string           `json:"evidence"`  // a run of one sentence
	Trigger   string           `json:"trigger"`
	Agents    []Argument       `json:"agents"`
	Patients  []Argument       `json:"patients"`
	Places    []Argument       `json:"places"`
	Sources   []Argument       `json:"sources"` // nearest first
	When      *When            `json:"when"`
	Count     *Count           `json:"count"`
}

// Argument is somebody or something in a role.
type Argument struct {
	Text string      `json:"text"`
	Kind schema.Kind `json:"kind"`
	Side int         `json:"side"` // of a clash: 1 or 2; 0 where not told

	speaks bool // a source, which bears no edge: any kind that can speak will do
}

// When is a date in the words of the article, and the days that the model takes it for.
type When struct {
	Text string `json:"text"`
	From string `json:"from"` // YYYY-MM-DD; null where not told
	To   string `json:"to"`
}

// Count is a number in the words of the article, and what the model takes it for.
type Count struct {
	Text string `json:"text"`
	Min  *int   `json:"min"`
	Max  *int   `json:"max"`
}

// ParseAnswer reads an answer: one JSON object with a list «claims», alone or in one Markdown fence, as
// models write it that were not held to a form. A claim that is none is counted and does not spoil the
// others. An error wraps ErrAnswer.
func ParseAnswer(b []byte) (*Answer, error) {
	var object struct {
		Claims *[]json.RawMessage `json:"claims"`
	}
	dec := json.NewDecoder(bytes.NewReader(unfenced(b)))
	if err := dec.Decode(&object); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrAnswer, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: more behind the object", ErrAnswer)
	}
	if object.Claims == nil {
		return nil, fmt.Errorf("%w: no list of claims", ErrAnswer)
	}
	answer := &Answer{}
	for _, raw := range *object.Claims {
		var p Proposal
		if err := json.Unmarshal(raw, &p); err != nil || bytes.Equal(raw, []byte("null")) {
			answer.Malformed++
			continue
		}
		answer.Claims = append(answer.Claims, p)
	}
	return answer, nil
}

var fence = []byte("```")

// unfenced returns what stands in a Markdown fence, if b is one.
func unfenced(b []byte) []byte {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
	inner, ok := bytes.CutPrefix(b, fence)
	if !ok {
		return b
	}
	_, inner, _ = bytes.Cut(inner, []byte("\n")) // the rest of the first line names the language
	return bytes.TrimSuffix(bytes.TrimSpace(inner), fence)
}
