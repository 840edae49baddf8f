package graph

import (
	"encoding/json"
	"slices"
)

// Difference compares what two readings of an article say: of one text by two versions of the program, or
// of two texts under one key. Claims are matched by what they say, not by where.
type Difference struct {
	Same    int         `json:"same"`              // claims in both, made by the same words
	Moved   [][2]ID     `json:"moved,omitempty"`   // in both, but made by other words or elsewhere: before, after
	Altered [][2]*Claim `json:"altered,omitempty"` // made by the same words, but they say something else: before, after
	Gained  []*Claim    `json:"gained,omitempty"`
	Lost    []*Claim    `json:"lost,omitempty"`
}

// IsEmpty reports whether both readings say the same in the same words.
func (d *Difference) IsEmpty() bool {
	return len(d.Moved)+len(d.Altered)+len(d.Gained)+len(d.Lost) == 0
}

// Compare returns the difference between the claims of two readings, each ascending by id. The lists of
// the result ascend by the id of the claim after, Lost by that of the claim before.
func Compare(before, after []*Claim) Difference {
	var d Difference
	was := map[ID]*Claim{}
	for _, c := range before {
		was[c.ID] = c
	}
	var open []*Claim
	for _, c := range after {
		if b := was[c.ID]; b != nil && Content(b) == Content(c) {
			d.Same++
			delete(was, c.ID)
		} else {
			open = append(open, c)
		}
	}
	open = d.move(before, was, open)
	for _, c := range open {
		if b := was[c.ID]; b != nil {
			d.Altered = append(d.Altered, [2]*Claim{b, c})
			delete(was, c.ID)
		} else {
			d.Gained = append(d.Gained, c)
		}
	}
	for _, c := range before {
		if was[c.ID] != nil {
			d.Lost = append(d.Lost, c)
		}
	}
	return d
}

// move finds claims of open that say what one of was says, takes both away, and returns what is left.
func (d *Difference) move(before []*Claim, was map[ID]*Claim, open []*Claim) (left []*Claim) {
	saying := map[string][]*Claim{}
	for _, c := range before {
		if was[c.ID] != nil {
			saying[Content(c)] = append(saying[Content(c)], c)
		}
	}
	for _, c := range open {
		content := Content(c)
		same := saying[content]
		if len(same) == 0 {
			left = append(left, c)
			continue
		}
		d.Moved = append(d.Moved, [2]ID{same[0].ID, c.ID})
		delete(was, same[0].ID)
		saying[content] = same[1:]
	}
	return left
}

// Content returns a form of what c says that is equal for two claims that say the same, wherever they
// say it and by whichever rule they were read.
func Content(c *Claim) string {
	said := struct {
		Type, Mode, Phase, Status, Certainty, Stance string
		Agents, Patients, Places, Sources            []ID
		Sides                                        [][]ID
		From, To                                     Day
		Tallies                                      []Tally
	}{
		string(c.Type), string(c.Mode), string(c.Phase), string(c.Status), string(c.Certainty), string(c.Stance),
		sortedIDs(c.Agents), sortedIDs(c.Patients), sortedIDs(c.Places), ids(c.Sources),
		c.Sides, c.Period.From, c.Period.To, nil,
	}
	for _, t := range c.Tallies {
		t.Surface, t.Span = "", Span{}
		said.Tallies = append(said.Tallies, t)
	}
	text, err := json.Marshal(said)
	if err != nil {
		panic(err) // only strings and numbers
	}
	return string(text)
}

func sortedIDs(args []Arg) []ID {
	out := ids(args)
	slices.SortFunc(out, ID.Compare)
	return out
}
