package export

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestWhatWaitsIsGone: parts that waited are in the file, and no file is left of them, also where an export fails.
func TestWhatWaitsIsGone(t *testing.T) {
	view(t, many(t, 300), func(r graph.Reader) {
		for _, name := range []string{"geojson", "kml"} {
			dir := t.TempDir()
			var b strings.Builder
			m, err := Encode(t.Context(), r, name, &b, Options{TempDir: dir})
			if err != nil || m.Counts["unlocated"] == 0 {
				t.Fatalf("%s: %v, %+v", name, err, m)
			}
			if n := strings.Count(b.String(), "بلدة3"); n < m.Counts["unlocated"]/49 {
				t.Errorf("%s: a place is told %d times", name, n)
			}
			ctx, stop := context.WithCancel(t.Context())
			stop()
			if _, err := Encode(ctx, r, name, &b, Options{TempDir: dir}); err == nil {
				t.Errorf("%s: no error", name)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("%s: %v is left, %v", name, left, err)
			}
			if _, err := Encode(t.Context(), r, name, &b, Options{TempDir: dir + "/none"}); err == nil {
				t.Errorf("%s: no error where nothing can wait", name)
			}
		}
	})
}
