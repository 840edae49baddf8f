package graph

import (
	"context"
	"iter"

	"github.com/isnad-graph/isnad/schema"
)

// Store holds documents and what they say. Every implementation passes the cases of graph/graphtest.
//
// All methods are safe for concurrent use.
type Store interface {
	// Apply stores deltas, all or none. It is idempotent: a delta whose document is there already, with
	// equal content, changes nothing. A delta for a known document key with another text takes the place
	// of the older one. The result is a function of the set of deltas, not of their order.
	//
	// Errors: ErrInvalid where a delta breaks the model (a span outside the text, an argument that is
	// not among Entities, an id that is not derived as id.go says), ErrTooLarge, ErrClosed, ctx's.
	// After an error nothing of deltas is stored.
	Apply(ctx context.Context, deltas ...*Delta) error

	// Remove deletes the document, what only it said, and the names that only it used. What is left is
	// equal, byte for byte in every export, to a store that never saw it. ErrNotFound where it is absent.
	Remove(ctx context.Context, doc ID) (*Receipt, error)

	// Judge stores acts of curation, all or none, shows every document as the judgements that then stand
	// make it, and returns what that changed, as Preview would have told it. It is idempotent: an act that is there already changes nothing. The result is a
	// function of the sets of deltas and acts; acts may name what is not stored, and bear on it once it
	// is. Undoing an act brings back what was before, to the byte.
	//
	// Errors: those of NewCuration, ErrConflict where another act has the id of one of acts, ErrTooLarge,
	// ErrClosed, ctx's. After an error nothing of acts is stored.
	Judge(ctx context.Context, acts ...*Judgement) (*Change, error)

	// Preview returns what e would change, and changes nothing. Its errors are those of the calls that
	// would do it; the number of the change is that of the revision that would come.
	Preview(ctx context.Context, e Edit) (*Change, error)

	// View calls fn with a consistent snapshot, which is not valid after fn returns.
	View(ctx context.Context, fn func(Reader) error) error

	// Verify re-reads every record, span and index, and returns what does not hold, sorted; none is nil.
	Verify(ctx context.Context) ([]Fault, error)

	// Close releases the store. Later calls return ErrClosed. Closing twice is no error.
	Close() error
}

// Edit is several things to do to a store, in the order of its fields.
type Edit struct {
	Remove []ID // documents
	Apply  []*Delta
	Judge  []*Judgement
}

// Receipt tells what a removal took away.
type Receipt struct {
	Document         ID     `json:"document"`
	Key              string `json:"key"`
	Claims           int    `json:"claims"`           // claims removed
	RelationsGone    int    `json:"relationsGone"`    // edges without any witness left
	RelationsThinned int    `json:"relationsThinned"` // edges that lost a witness and stay
	EntitiesGone     int    `json:"entitiesGone"`     // entities that no document names any more
}

// Fault is one thing that Verify found wrong.
type Fault struct {
	Where  string `json:"where"`  // record or index, with its id
	What   string `json:"what"`   // what does not hold
	Remedy string `json:"remedy"` // what to do
}

// Direction selects edges by the end at which an entity stands.
type Direction int

// Directions.
const (
	Both Direction = iota
	Out            // the entity is the subject
	In             // the entity is the object
)

// Reader reads one snapshot. It is safe for concurrent use. Reads of many records are batches: the
// result has one place for each id asked for, in the same order, nil where nothing is stored. The id of
// an entity that is judged to be another one gives that other one, wherever it is asked for. Nobody changes
// a record that a Reader gave: others may be given the same one. Sequences ascend by id and stop at the first error, which they yield with a zero value.
type Reader interface {
	Documents(ctx context.Context, ids []ID) ([]*Document, error)
	Entities(ctx context.Context, ids []ID) ([]*Entity, error)
	Claims(ctx context.Context, ids []ID) ([]*Claim, error)
	Relations(ctx context.Context, ids []ID) ([]*Relation, error)

	// DocumentsByKey finds documents by their keys, one place for each.
	DocumentsByKey(ctx context.Context, keys []string) ([]*Document, error)

	// The whole of each space, after (not including) a given id; the zero ID starts at the beginning.
	// Documents come without their Text.
	AllDocuments(ctx context.Context, after ID) iter.Seq2[*Document, error]
	AllEntities(ctx context.Context, after ID) iter.Seq2[*Entity, error]
	AllClaims(ctx context.Context, after ID) iter.Seq2[*Claim, error]
	AllRelations(ctx context.Context, after ID) iter.Seq2[*Relation, error]

	// RelationsOf returns, for each entity, the ids of its relations, ascending; no predicates means all.
	RelationsOf(ctx context.Context, entities []ID, dir Direction, predicates ...schema.Predicate) ([][]ID, error)
	// ClaimsOf returns, for each entity, the ids of the claims in which it has one of roles, ascending;
	// no roles means any.
	ClaimsOf(ctx context.Context, entities []ID, roles ...schema.Role) ([][]ID, error)
	// ClaimsIn returns, for each document, the ids of its claims, ascending.
	ClaimsIn(ctx context.Context, docs []ID) ([][]ID, error)
	// MentionsIn returns, for each document, its mentions by span.
	MentionsIn(ctx context.Context, docs []ID) ([][]Mention, error)

	// EntitiesByName returns, ascending, the ids of the entities one of whose names has the search form
	// key (see FoldName); with prefix, whose search form starts with it.
	EntitiesByName(ctx context.Context, key string, prefix bool) ([]ID, error)

	// AsRead returns what each document contributes before any judgement, entities ascending by id and
	// their names sorted.
	AsRead(ctx context.Context, docs []ID) ([]*Delta, error)
	// Judgements returns all acts of curation, undos and what they undid among them, ascending by id.
	Judgements(ctx context.Context) ([]*Judgement, error)
	// Revision names the state that this snapshot shows.
	Revision(ctx context.Context) (Revision, error)
	// Changes yields the changes from revision number since to that of this snapshot, in their order:
	// what has the number since+1 comes first. What a store was before, its documents do not tell: two
	// stores that hold the same may have come there by different changes.
	Changes(ctx context.Context, since uint64) iter.Seq2[*Change, error]

	// Stats counts what is stored.
	Stats(ctx context.Context) (Stats, error)
}

// Stats counts what a store holds.
type Stats struct {
	Documents int   `json:"documents"`
	Entities  int   `json:"entities"`
	Claims    int   `json:"claims"`
	Relations int   `json:"relations"`
	Mentions  int   `json:"mentions"`
	Bytes     int64 `json:"bytes,omitempty"` // on disk, 0 where not known
}
