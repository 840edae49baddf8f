package query

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// Wording is a condition on a text. Its zero value lets everything pass.
type Wording struct {
	Is       []string `json:"is,omitempty"`       // one of these
	Contains string   `json:"contains,omitempty"` // holds it
	Prefix   string   `json:"prefix,omitempty"`   // starts with it
	Exists   *bool    `json:"exists,omitempty"`   // there is one, or none; nil: no matter
}

// holds reports whether text passes, letter for letter.
func (w Wording) holds(text string) bool {
	return (w.Exists == nil || *w.Exists == (text != "")) && among(w.Is, text) &&
		strings.Contains(text, w.Contains) && strings.HasPrefix(text, w.Prefix)
}

// among reports whether one of texts, which are in their search form as w is, passes; none of them is a text
// that is not there.
func (w Wording) among(texts ...string) bool {
	if len(texts) == 0 {
		return w.holds("")
	}
	if w.Exists != nil && !*w.Exists { // none of them may be there
		return !slices.ContainsFunc(texts, func(text string) bool { return text != "" })
	}
	return slices.ContainsFunc(texts, w.holds)
}

// folded returns w in its search form. What has no letter and no digit in it is met by nothing.
func (w Wording) folded() Wording {
	f := Wording{Exists: w.Exists}
	if w.Is != nil {
		f.Is = []string{}
	}
	for _, text := range w.Is {
		f.Is = append(f.Is, foldedOrNone(text))
	}
	if w.Contains != "" {
		f.Contains = foldedOrNone(w.Contains)
	}
	if w.Prefix != "" {
		f.Prefix = foldedOrNone(w.Prefix)
	}
	return f
}

// noText is in no search form.
const noText = "\x00"

func foldedOrNone(text string) string {
	if folded := graph.FoldName(text); folded != "" {
		return folded
	}
	return noText
}

// Days is a condition on a period, which may be a single day. Its zero value lets everything pass.
type Days struct {
	From  graph.Day   `json:"from,omitempty"` // the period overlaps [From, To], an empty end is open; one without a day never does
	To    graph.Day   `json:"to,omitempty"`
	In    []graph.Day `json:"in,omitempty"`    // the period has one of these
	Known *bool       `json:"known,omitempty"` // there is a day, or none; nil: no matter
}

// hold reports whether the period [from, to] passes; an empty end is open.
func (d Days) hold(from, to graph.Day) bool {
	if d.Known != nil && *d.Known != (from != "" || to != "") {
		return false
	}
	has := func(day graph.Day) bool { return overlaps(from, to, day, day) }
	return (d.In == nil || slices.ContainsFunc(d.In, has)) && overlaps(from, to, d.From, d.To)
}
