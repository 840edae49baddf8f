package graph

import (
	"encoding/json"
	"slices"
)

// Difference compares what two readings of an article say: of one text by two versions of the program, or
// of two texts under one key. Claims are matched by what they say, not by where.
type Difference struct {
	Same   int      `json:"same"`            // claims in both, with the same words at the same place
	Moved  [][2]ID  `json:"moved,omitempty"` // in both, but with other words or at another place: before, after
	Gained []*Claim `json:"gained,omitempty"`
	Lost   []*Claim `json:"lost,omitempty"`
}

// IsEmpty reports whether both readings say the same in the same words.
func (d *Difference) IsEmpty() bool { return len(d.Moved)+len(d.Gained)+len(d.Lost) == 0 }

// Compare returns the difference between the claims of two readings, each ascending by id. Both the lists
// of the result ascend by id.
func Compare(before, after []*Claim) Difference {
	var d Difference
	left := map[string][]*Claim{}
	kept := map[ID]string{}
	for _, c := range before {
		kept[c.ID] = Content(c)
	}
	var open []*Claim
	for _, c := range after {
		if content, there := kept[c.ID]; there && content == Content(c) {
			d.Same++
			delete(kept, c.ID)
			continue
		}
		open = append(open, c)
	}
	for _, c := range before {
		if content, there := kept[c.ID]; there {
			left[content] = append(left[content], c)
		}
	}
	for _, c := range open {
		content := Content(c)
		if was := left[content]; len(was) > 0 {
			d.Moved = append(d.Moved, [2]ID{was[0].ID, c.ID})
			left[content] = was[1:]
			continue
		}
		d.Gained = append(d.Gained, c)
	}
	for _, claims := range left {
		d.Lost = append(d.Lost, claims...)
	}
	slices.SortFunc(d.Lost, func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	return d
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
