package badgerstore

import (
	"errors"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// errCommit marks what Badger returns after it has begun to write.
var errCommit = errors.New("the disk did not take it")

// stopAfter lets nothing but Close work any more where err says that Badger could not write: it ends the
// whole process at the next write then. What was acknowledged before is in its logs.
func (s *Store) stopAfter(err error) error {
	if !errors.Is(err, errCommit) || errors.Is(err, graph.ErrTooLarge) {
		return err
	}
	s.life.Lock()
	defer s.life.Unlock()
	s.failed = fmt.Errorf("%w (%v); make room, and open it again", ErrFailed, err)
	return s.failed
}

// shut closes the database and, where that went well, notes that it did.
func (s *Store) shut() error {
	if err := s.db.Close(); err != nil {
		return err
	}
	if s.opts.ReadOnly || s.opts.InMemory || s.failed != nil {
		return nil
	}
	return markClean(s.dir)
}
