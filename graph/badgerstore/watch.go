package badgerstore

import (
	"context"

	"github.com/isnad-graph/isnad/graph"
)

var _ graph.Watcher = (*Store)(nil)

// Watch implements graph.Watcher. A store that is open to read only never changes.
func (s *Store) Watch(ctx context.Context) <-chan uint64 { return s.watchers.Watch(ctx) }
