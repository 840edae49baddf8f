package badgerstore

import (
	"context"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// sketchRoom is how many bytes of sketches a walk over all relations keeps.
const sketchRoom = 16 << 20

// sketched is a Reader that keeps sketches while there is room: the relations of a store need those of its documents
// again and again. It can be used by several goroutines.
type sketched struct {
	graph.Reader
	mu    sync.Mutex
	kept  map[graph.ID]graph.Sketch
	bytes int
}

var _ graph.SketchReader = (*sketched)(nil)

// Sketches implements graph.SketchReader.
func (s *sketched) Sketches(ctx context.Context, docs []graph.ID) ([]graph.Sketch, error) {
	out := make([]graph.Sketch, len(docs))
	var missing []graph.ID
	var at []int
	s.mu.Lock()
	for i, d := range docs {
		var ok bool
		if out[i], ok = s.kept[d]; !ok {
			missing, at = append(missing, d), append(at, i)
		}
	}
	s.mu.Unlock()
	read, err := graph.ReadSketches(ctx, s.Reader, missing)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, sketch := range read {
		out[at[i]] = sketch
		_, twice := s.kept[missing[i]]
		if size := sketchSize(sketch); !twice && s.bytes+size <= sketchRoom {
			s.kept[missing[i]] = sketch
			s.bytes += size
		}
	}
	return out, nil
}

// sketchSize returns about how many bytes it takes to keep a sketch.
func sketchSize(s graph.Sketch) int { return 4*cap(s.Lowest) + 112 }
