package graph

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Revision names a state of one store. Every change of what a store holds raises its number by one;
// number 0 is the empty store.
type Revision struct {
	Store  ID // of the store, given at random when it was made
	Number uint64
}

// String returns the form that ParseRevision reads: STORE@NUMBER.
func (r Revision) String() string { return r.Store.String() + "@" + strconv.FormatUint(r.Number, 10) }

// ParseRevision reads what String writes. It returns an error that wraps ErrInvalid otherwise.
func ParseRevision(s string) (Revision, error) {
	store, number, _ := strings.Cut(s, "@")
	id, err := ParseID(store)
	n, numErr := strconv.ParseUint(number, 10, 64)
	if err != nil || numErr != nil {
		return Revision{}, fmt.Errorf("%w: revision %.80q, want STORE@NUMBER as a store gives it", ErrInvalid, s)
	}
	return Revision{id, n}, nil
}

// MarshalText implements encoding.TextMarshaler.
func (r Revision) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Revision) UnmarshalText(b []byte) (err error) {
	*r, err = ParseRevision(string(b))
	return err
}

// Cause says why something changed.
type Cause string

// Causes of changes.
const (
	Ingested Cause = "ingested" // a document came
	Replaced Cause = "replaced" // a document came in the place of one with its key and another text
	Reread   Cause = "reread"   // the text of a document was read anew
	Removed  Cause = "removed"  // a document was removed
	Judged   Cause = "judged"   // a judgement was made
	Undone   Cause = "undone"   // a judgement was undone
)

// Reason is one thing that was done to a store.
type Reason struct {
	Cause    Cause  `json:"cause"`
	Document ID     `json:"document,omitzero"` // that came or went
	Former   ID     `json:"former,omitzero"`   // the document that it replaces
	Key      string `json:"key,omitempty"`     // of the document
	Act      ID     `json:"act,omitzero"`      // the judgement
}

// ReasonOf returns the reason that j is.
func ReasonOf(j *Judgement) Reason {
	if j.Kind == Undo {
		return Reason{Cause: Undone, Act: j.Undoes}
	}
	return Reason{Cause: Judged, Act: j.ID}
}

// Op says what became of a record.
type Op string

// Ops.
const (
	Added     Op = "added"
	Changed   Op = "changed"
	Retracted Op = "retracted"
)

// Touch is what became of one record.
type Touch struct {
	ID ID `json:"id"`
	Op Op `json:"op"`
}

// Change is what one write did to a store: the difference between two revisions that follow each other.
type Change struct {
	Number    uint64    `json:"number"`            // of the revision that it makes
	Recorded  time.Time `json:"recorded,omitzero"` // UTC; zero where the store has no clock
	Reasons   []Reason  `json:"reasons"`
	Documents []Touch   `json:"documents,omitempty"` // ascending by id, as all
	Entities  []Touch   `json:"entities,omitempty"`
	Claims    []Touch   `json:"claims,omitempty"`
	Relations []Touch   `json:"relations,omitempty"`

	// What it takes to know of events, which are made on reading: see TouchedEvents.
	Formers  []Former `json:"formers,omitempty"`  // claims that are retracted or changed, as they were; ascending
	Reshaped []ID     `json:"reshaped,omitempty"` // entities in which the rule of events sees something else; ascending
}

// IsEmpty reports whether nothing changed.
func (c *Change) IsEmpty() bool {
	return len(c.Documents)+len(c.Entities)+len(c.Claims)+len(c.Relations) == 0
}

// Receipt returns the receipt of the removal of a document, which c is.
func (c *Change) Receipt() *Receipt {
	r := &Receipt{
		Claims: count(c.Claims, Retracted), EntitiesGone: count(c.Entities, Retracted),
		RelationsGone: count(c.Relations, Retracted), RelationsThinned: count(c.Relations, Changed),
	}
	for _, why := range c.Reasons {
		if why.Cause == Removed {
			r.Document, r.Key = why.Document, why.Key
		}
	}
	return r
}

func count(touched []Touch, op Op) int {
	n := 0
	for _, t := range touched {
		if t.Op == op {
			n++
		}
	}
	return n
}

// Touched is what became of one record over several changes, and why, by the last of them.
type Touched struct {
	Touch
	Number  uint64 // of the last change
	Reasons []Reason
}

// Net is what several changes come to.
type Net struct {
	Documents, Entities, Claims, Relations []Touched // ascending by id
	Events                                 []Touched // where somebody asked for them, see TouchedEvents; ascending by id
}

// Record is a sort of record that changes touch.
type Record string

// Records, in the order in which Net.All has them.
const (
	DocumentRecord Record = "document"
	EntityRecord   Record = "entity"
	ClaimRecord    Record = "claim"
	RelationRecord Record = "relation"
	EventRecord    Record = "event"
)

// All yields everything that n has, with what it is.
func (n *Net) All() iter.Seq2[Record, Touched] {
	return func(yield func(Record, Touched) bool) {
		for _, space := range []struct {
			record  Record
			touched []Touched
		}{{DocumentRecord, n.Documents}, {EntityRecord, n.Entities}, {ClaimRecord, n.Claims}, {RelationRecord, n.Relations}, {EventRecord, n.Events}} {
			for _, t := range space.touched {
				if !yield(space.record, t) {
					return
				}
			}
		}
	}
}

// Sum returns what changes, in their order, come to. What came and went again is left out: whoever has
// the state before the first change never saw it. What went and came back is Changed.
func Sum(changes []*Change) Net {
	return Net{
		Documents: sum(changes, func(c *Change) []Touch { return c.Documents }),
		Entities:  sum(changes, func(c *Change) []Touch { return c.Entities }),
		Claims:    sum(changes, func(c *Change) []Touch { return c.Claims }),
		Relations: sum(changes, func(c *Change) []Touch { return c.Relations }),
	}
}

func sum(changes []*Change, of func(*Change) []Touch) []Touched {
	first, last := map[ID]Op{}, map[ID]Touched{}
	for _, c := range changes {
		for _, t := range of(c) {
			if _, seen := first[t.ID]; !seen {
				first[t.ID] = t.Op
			}
			last[t.ID] = Touched{t, c.Number, c.Reasons}
		}
	}
	var out []Touched
	for id, t := range last {
		switch {
		case first[id] == Added && t.Op == Retracted:
			continue
		case first[id] == Added:
			t.Op = Added
		case t.Op == Added:
			t.Op = Changed
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Touched) int { return a.ID.Compare(b.ID) })
	return out
}
