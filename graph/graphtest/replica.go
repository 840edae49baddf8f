package graphtest

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// follow does to the replica of m what touched says of one space.
func follow[T any](m *machine, read func(context.Context, []graph.ID) ([]*T, error), space string, touched []graph.Touched) error {
	for _, t := range touched {
		key := space + " " + t.ID.String()
		_, had := m.copy.records[key]
		if had == (t.Op == graph.Added) {
			return fmt.Errorf("%s is %s, and the copy had it: %v", key, t.Op, had)
		}
		if len(t.Reasons) == 0 {
			return fmt.Errorf("%s is %s for no reason", key, t.Op)
		}
		if t.Op == graph.Retracted {
			delete(m.copy.records, key)
			continue
		}
		found, err := read(m.ctx, []graph.ID{t.ID})
		if err != nil {
			return err
		}
		if found[0] == nil {
			return fmt.Errorf("%s is %s, and not there", key, t.Op)
		}
		text, err := json.Marshal(found[0])
		if err != nil {
			return err
		}
		m.copy.records[key] = string(text)
	}
	return nil
}

func splitLines(text []byte) iter.Seq[string] { return strings.SplitSeq(string(text), "\n") }
