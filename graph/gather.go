package graph

import "context"

// GatherReader is what a Reader offers besides, where what many documents contribute is read faster together than
// document by document. Who reads all of a store asks for it.
type GatherReader interface {
	// Gather reads ahead for as many of docs, from the first one on, as about room bytes hold, and for one at least. It
	// returns how many these are, and what answers for them as AsRead does, as long as the Reader is valid.
	Gather(ctx context.Context, docs []ID, room int) (n int, asRead func(context.Context, []ID) ([]*Delta, error), err error)
}
