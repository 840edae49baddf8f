package graph

import "context"

// Contribution is what one document says of an entity: the entity as this document alone makes it.
type Contribution struct {
	Doc      ID
	Entity   *Entity
	Borrowed bool // the document names only what is judged to be the entity
}

// ContributionReader is what a Reader offers besides, where it can tell which document said what of an entity.
// Views that hide documents ask for it: MergeEntity makes of the contributions that are left what a store would hold
// that never saw the others.
type ContributionReader interface {
	// Contributions returns, for each entity, its contributions: those of documents that name it, then the borrowed
	// ones, both in ascending order of document id; none for what is not stored.
	Contributions(ctx context.Context, entities []ID) ([][]Contribution, error)
}
