package graph

import (
	"encoding/json"
	"reflect"
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

// IsEmpty reports whether both readings make the same claims of the same words.
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
	open = d.move(before, was, stay(open), open)
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

// stay returns the ids of claims.
func stay(claims []*Claim) map[ID]bool {
	ids := map[ID]bool{}
	for _, c := range claims {
		ids[c.ID] = true
	}
	return ids
}

// move finds claims of open that say what one of was says, takes both away, and returns what is left. Where both are in
// both readings, their words say something else than before, and nothing has moved; but not among claims of one trigger,
// which are only counted through.
func (d *Difference) move(before []*Claim, was map[ID]*Claim, stays map[ID]bool, open []*Claim) (left []*Claim) {
	saying := map[string][]*Claim{}
	for _, c := range before {
		if was[c.ID] != nil {
			saying[Content(c)] = append(saying[Content(c)], c)
		}
	}
	known := stay(before)
	for _, c := range open {
		content := Content(c)
		i := slices.IndexFunc(saying[content], func(b *Claim) bool {
			return !known[c.ID] || !stays[b.ID] || b.Type == c.Type && b.Evidence.Trigger == c.Evidence.Trigger
		})
		if i < 0 {
			left = append(left, c)
			continue
		}
		from := saying[content][i]
		d.Moved = append(d.Moved, [2]ID{from.ID, c.ID})
		delete(was, from.ID)
		saying[content] = slices.Delete(saying[content], i, i+1)
	}
	return left
}

// EntityDifference compares which entities two readings of an article name, and how they describe them.
type EntityDifference struct {
	Gained    []*Entity    `json:"gained,omitempty"`    // ascending by id, as the others
	Lost      []*Entity    `json:"lost,omitempty"`      //
	Described [][2]*Entity `json:"described,omitempty"` // named by both, but otherwise described: before, after
}

// IsEmpty reports whether both readings name the same entities and describe them alike.
func (d *EntityDifference) IsEmpty() bool { return len(d.Gained)+len(d.Lost)+len(d.Described) == 0 }

// CompareEntities returns the difference between the entities of two readings. The names by which the article calls them do
// not count, nor are they in the result.
func CompareEntities(before, after []*Entity) EntityDifference {
	var d EntityDifference
	was := map[ID]*Entity{}
	for _, e := range before {
		was[e.ID] = nameless(e)
	}
	for _, e := range after {
		is := nameless(e)
		switch b := was[e.ID]; {
		case b == nil:
			d.Gained = append(d.Gained, is)
		case !reflect.DeepEqual(b, is):
			d.Described = append(d.Described, [2]*Entity{b, is})
		}
		delete(was, e.ID)
	}
	for _, e := range was {
		d.Lost = append(d.Lost, e)
	}
	for _, list := range [][]*Entity{d.Gained, d.Lost} {
		slices.SortFunc(list, func(a, b *Entity) int { return a.ID.Compare(b.ID) })
	}
	slices.SortFunc(d.Described, func(a, b [2]*Entity) int { return a[0].ID.Compare(b[0].ID) })
	return d
}

func nameless(e *Entity) *Entity {
	bare := *e
	bare.Names = nil
	if len(bare.External) == 0 {
		bare.External = nil
	}
	return &bare
}

// Content returns a form of what c says that is equal for two claims that say the same, wherever they
// say it and by whichever rule they were read.
func Content(c *Claim) string {
	said := struct {
		Type, Mode, Phase, Status, Certainty, Stance string
		Agents, Patients, Places, Sources            []ID
		Sides                                        [][]ID
		From, To                                     Day
		Precision                                    string
		Relative, Brief                              bool
		Parts                                        []ID // places of which only a part is meant
		Tallies                                      []Tally
	}{
		string(c.Type), string(c.Mode), string(c.Phase), string(c.Status), string(c.Certainty), string(c.Stance),
		sortedIDs(c.Agents), sortedIDs(c.Patients), sortedIDs(c.Places), ids(c.Sources),
		c.Sides, c.Period.From, c.Period.To, c.Period.Precision, c.Period != Period{} && !c.Period.Anchored, !c.Brief.IsZero(), nil, nil,
	}
	for _, a := range c.Places {
		if !a.Part.IsZero() {
			said.Parts = append(said.Parts, a.Entity)
		}
	}
	slices.SortFunc(said.Parts, ID.Compare)
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
