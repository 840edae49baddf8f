package badgerstore_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/graphtest"
)

func BenchmarkStore(b *testing.B) {
	graphtest.Bench(b, func(t testing.TB) graph.Store { return open(t, t.TempDir(), badgerstore.Options{}) })
}

// BenchmarkOpen measures how long a store of some size takes to open, and how much room it takes.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	deltas := graphtest.Generate(1, 1000)
	s := open(b, dir, badgerstore.Options{})
	claims, text := 0, 0
	for i := 0; i < len(deltas); i += 20 {
		apply(b, s, deltas[i:i+20]...)
	}
	for _, d := range deltas {
		claims += len(d.Claims)
		text += len(d.Document.Text)
	}
	mustClose(b, s)
	for b.Loop() {
		mustClose(b, open(b, dir, badgerstore.Options{}))
	}
	b.ReportMetric(float64(claims), "claims")
	b.ReportMetric(float64(tables(b, dir))/float64(claims), "bytes/claim")
	b.ReportMetric(float64(text)/float64(claims), "text-bytes/claim")
}

// tables returns how long Badger's tables are.
func tables(b *testing.B, dir string) (size int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".sst") {
			return err
		}
		info, err := entry.Info()
		size += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
