package withhold

import (
	"context"
	"errors"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// Keeper shows the snapshots of one store as they may be seen. For each revision it makes the overlay once, when the
// first one asks for it, and keeps the newest. It is safe for concurrent use.
type Keeper struct {
	policy *Policy
	opts   Options
	turn   chan struct{} // full while somebody makes an overlay
	last   *Overlay
	at     graph.Revision

	refused error          // what the policy contradicts
	refusal graph.Revision // in which
}

// NewKeeper returns a keeper that withholds by policy.
func NewKeeper(policy *Policy, opts Options) *Keeper {
	opts.cache = &textCache{}
	return &Keeper{policy: policy, opts: opts, turn: make(chan struct{}, 1)}
}

// Reader returns r as it may be seen, as Overlay.Reader does. Its errors are those of Build; a policy that does not fit
// the store shows nothing of it.
func (k *Keeper) Reader(ctx context.Context, r graph.Reader) (graph.Reader, error) {
	o, err := k.Overlay(ctx, r)
	if err != nil {
		return nil, err
	}
	return o.Reader(r), nil
}

// Overlay returns the overlay over r.
func (k *Keeper) Overlay(ctx context.Context, r graph.Reader) (*Overlay, error) {
	revision, err := r.Revision(ctx)
	if err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if k.at == revision && k.last != nil {
		return k.last, nil
	}
	if k.refused != nil && k.refusal == revision {
		return nil, k.refused
	}
	if k.opts.Finish {
		ctx = context.WithoutCancel(ctx)
	}
	o, err := Build(ctx, r, k.policy, k.opts)
	if errors.Is(err, ErrPolicy) {
		k.refused, k.refusal = err, revision
	}
	if err != nil {
		return nil, err
	}
	if k.last == nil || k.at.Store != revision.Store || k.at.Number < revision.Number {
		k.last, k.at = o, revision
	}
	return o, nil
}
