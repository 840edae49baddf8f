package graph

import "context"

// GatherReader is what a Reader offers besides, where what many documents contribute is read faster together than
// document by document. Who reads all of a store asks for it.
type GatherReader interface {
	// Gather reads ahead for as many of docs, from the first one on, as the options have room for, and for one at least. It
	// returns how many these are, and what answers for them, as long as the Reader is valid.
	Gather(ctx context.Context, docs []ID, opts GatherOptions) (n int, from GatheredReader, err error)
}

// GatherOptions say how far to read ahead. The zero value is for one document.
type GatherOptions struct {
	Room       int  // bytes that may be used, about
	ClaimsOnly bool // ClaimsTold will be asked, and AsRead not
}

// GatheredReader reads what documents contribute. Results stand in the order of docs, nil for what there is not.
// It is safe for concurrent use.
type GatheredReader interface {
	// AsRead is Reader.AsRead.
	AsRead(ctx context.Context, docs []ID) ([]*Delta, error)
	// ClaimsTold returns the claims that Reader.ClaimsIn names, as Reader.Claims has them.
	ClaimsTold(ctx context.Context, docs []ID) ([][]*Claim, error)
}
