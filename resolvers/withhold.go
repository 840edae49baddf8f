package resolvers

import (
	"cmp"
	"context"

	"github.com/isnad-graph/isnad/graph"
)

// Nobody is no role: Options.SeesAll where all see the same.
const Nobody Role = "nobody"

var errWithheld = &coded{code: CodeForbidden, message: "part of the store is withheld from your role, and with it its history: it neither changes anything nor sees what changed"}

// withholds reports whether part of the store is kept from who asks.
func (s *Schema) withholds(ctx context.Context) bool {
	if s.opts.Withhold == nil || s.opts.SeesAll == Nobody {
		return s.opts.Withhold != nil
	}
	return !principalOf(ctx).Role.may(cmp.Or(s.opts.SeesAll, Curator))
}

// view calls fn with a snapshot as who asks may see it. All answers come from here, but those to mutations, which only
// those make who see all.
func (s *Schema) view(ctx context.Context, fn func(graph.Reader) error) error {
	return s.store.View(ctx, func(r graph.Reader) (err error) {
		if s.withholds(ctx) {
			if r, err = s.opts.Withhold(ctx, r); err != nil {
				return err
			}
		}
		return fn(r)
	})
}
