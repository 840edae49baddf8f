package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// write exports deltas into a new directory and returns the files by name.
func write(t testing.TB, deltas []*graph.Delta, format string, opt Options) (map[string][]byte, *Manifest) {
	t.Helper()
	dir := t.TempDir()
	f, err := find(format)
	if err != nil {
		t.Fatal(err)
	}
	dst := filepath.Join(dir, "out"+f.Extension)
	var m *Manifest
	view(t, deltas, func(r graph.Reader) {
		if m, err = Write(context.Background(), r, format, dst, opt); err != nil {
			t.Fatal(err)
		}
	})
	files := map[string][]byte{}
	for _, pattern := range []string{"out*", "out/*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if b, err := os.ReadFile(name); err == nil {
				files[filepath.Base(name)] = b
			}
		}
	}
	return files, m
}

func TestGolden(t *testing.T) {
	deltas := fixture(t)
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			files, _ := write(t, deltas, f.Name, Options{})
			dir := filepath.Join("testdata", f.Name)
			if *update {
				save(t, dir, files)
			}
			golden, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(golden) != len(files) {
				t.Errorf("%d files written, %d in %s", len(files), len(golden), dir)
			}
			for _, g := range golden {
				want, err := os.ReadFile(filepath.Join(dir, g.Name()))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(files[g.Name()], want) {
					t.Errorf("%s differs from %s; if it should, run go test ./export -update and read the difference", g.Name(), dir)
				}
			}
		})
	}
}

func save(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBytesDoNotDependOnOrder(t *testing.T) {
	forward := fixture(t)
	backward := slices.Clone(forward)
	slices.Reverse(backward)
	for _, f := range Formats() {
		a, _ := write(t, forward, f.Name, Options{})
		b, _ := write(t, backward, f.Name, Options{})
		for name := range a {
			if !bytes.Equal(a[name], b[name]) {
				t.Errorf("%s: %s depends on the order of articles", f.Name, name)
			}
		}
	}
}

func TestManifestHoldsFor(t *testing.T) {
	for _, f := range Formats() {
		files, m := write(t, fixture(t), f.Name, Options{})
		var stored Manifest
		name := "out" + f.Extension + ".manifest.json"
		if f.Directory {
			name = "manifest.json"
		}
		if err := json.Unmarshal(files[name], &stored); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if len(stored.Files) != len(m.Files) || len(stored.Files) != len(files)-1 {
			t.Errorf("%s: the manifest lists %d files, %d were written", f.Name, len(stored.Files), len(files)-1)
		}
		for _, file := range stored.Files {
			sum := sha256.Sum256(files[file.Name])
			if hex.EncodeToString(sum[:]) != file.SHA256 || int64(len(files[file.Name])) != file.Bytes {
				t.Errorf("%s: the manifest does not fit %s", f.Name, file.Name)
			}
		}
		if stored.Store.Documents != 4 || stored.Store.Bytes != 0 {
			t.Errorf("%s: store %+v", f.Name, stored.Store)
		}
	}
}

func TestEncodeGivesTheBytesOfWrite(t *testing.T) {
	deltas := fixture(t)
	for _, f := range Formats() {
		view(t, deltas, func(r graph.Reader) {
			var b bytes.Buffer
			_, err := Encode(context.Background(), r, f.Name, &b, Options{})
			if f.Directory {
				if !errors.Is(err, ErrManyFiles) {
					t.Errorf("%s: %v, want ErrManyFiles", f.Name, err)
				}
				return
			}
			files, _ := write(t, deltas, f.Name, Options{})
			if err != nil || !bytes.Equal(b.Bytes(), files["out"+f.Extension]) {
				t.Errorf("%s: Encode and Write differ (%v)", f.Name, err)
			}
		})
	}
}

func TestUnknownFormat(t *testing.T) {
	view(t, nil, func(r graph.Reader) {
		_, err := Write(context.Background(), r, "xls", filepath.Join(t.TempDir(), "x"), Options{})
		if !errors.Is(err, ErrFormat) {
			t.Errorf("%v, want ErrFormat", err)
		}
	})
}

func TestTargetIsNotOverwritten(t *testing.T) {
	for _, f := range Formats() {
		dir := t.TempDir()
		dst := filepath.Join(dir, "out")
		view(t, fixture(t), func(r graph.Reader) {
			ctx := context.Background()
			if _, err := Write(ctx, r, f.Name, dst, Options{}); err != nil {
				t.Fatal(err)
			}
			if _, err := Write(ctx, r, f.Name, dst, Options{}); !errors.Is(err, ErrExists) {
				t.Errorf("%s: %v, want ErrExists", f.Name, err)
			}
			if _, err := Write(ctx, r, f.Name, dst, Options{Overwrite: true}); err != nil {
				t.Errorf("%s: overwrite: %v", f.Name, err)
			}
		})
	}
}

// TestWhatAnEarlierExportWrote into a directory, and this one does not, goes with it; what is somebody else's stays.
func TestWhatAnEarlierExportWrote(t *testing.T) {
	dst := filepath.Join(t.TempDir(), "out")
	names := func() (all []string) {
		entries, err := os.ReadDir(dst)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, e.Name())
		}
		return all
	}
	view(t, fixture(t), func(r graph.Reader) {
		if _, err := Write(t.Context(), r, "csv", dst, Options{Compress: Gzip}); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"mine.txt": "of the user", "../outside": "of somebody else"} {
			if err := os.WriteFile(filepath.Join(dst, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		listed := filepath.Join(dst, "manifest.json")
		b, err := os.ReadFile(listed)
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.Replace(b, []byte(`"files": [`), []byte(`"files": [{"name": "../outside"},`), 1)
		if err := os.WriteFile(listed, b, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), r, "csv", dst, Options{Overwrite: true}); err != nil {
			t.Fatal(err)
		}
		if got, want := names(), []string{"edges.csv", "manifest.json", "mine.txt", "nodes.csv"}; !slices.Equal(got, want) {
			t.Errorf("left %q, want %q", got, want)
		}
		if _, err := os.Stat(filepath.Join(dst, "../outside")); err != nil {
			t.Error(err)
		}
	})
}

func TestDevicesAreNotReplaced(t *testing.T) {
	dst := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(os.DevNull, dst); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	view(t, nil, func(r graph.Reader) {
		if _, err := Write(context.Background(), r, "jsonl", dst, Options{Overwrite: true}); !errors.Is(err, ErrExists) {
			t.Errorf("%v, want ErrExists", err)
		}
	})
}

// failing is a Reader whose relations break off.
type failing struct{ graph.Reader }

var errBroken = errors.New("broken")

func (failing) Relations(context.Context, []graph.ID) ([]*graph.Relation, error) {
	return nil, errBroken
}
func (failing) Claims(context.Context, []graph.ID) ([]*graph.Claim, error) { return nil, errBroken }

func TestFailureLeavesNothing(t *testing.T) {
	for _, f := range Formats() {
		dir := t.TempDir()
		view(t, fixture(t), func(r graph.Reader) {
			opt := Options{Filter: Filter{MinSources: 1}}
			_, err := Write(context.Background(), failing{r}, f.Name, filepath.Join(dir, "out"), opt)
			if !errors.Is(err, errBroken) {
				t.Errorf("%s: %v, want the reader's error", f.Name, err)
			}
		})
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s: a failed export left %s", f.Name, left[0].Name())
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	view(t, fixture(t), func(r graph.Reader) {
		cancel()
		if _, err := Encode(ctx, r, "jsonl", io.Discard, Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want context.Canceled", err)
		}
	})
}

func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("no /dev/full here: %v", err)
	}
	defer full.Close()
	view(t, fixture(t), func(r graph.Reader) {
		if _, err := Encode(context.Background(), r, "graphml", full, Options{}); err == nil {
			t.Error("a full disk went unnoticed")
		}
	})
}

// records decodes a jsonl export.
func records(t *testing.T, opt Options) []line {
	t.Helper()
	files, _ := write(t, fixture(t), "jsonl", opt)
	var out []line
	dec := json.NewDecoder(bytes.NewReader(files["out.jsonl"]))
	dec.DisallowUnknownFields()
	for dec.More() {
		var l line
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func TestFilters(t *testing.T) {
	count := func(ls []line) map[string]int {
		n := map[string]int{}
		for _, l := range ls {
			n[l.Type]++
		}
		return n
	}
	for _, test := range []struct {
		name   string
		filter Filter
		want   map[string]int
	}{
		{"type", Filter{Claims: query.ClaimFilter{Types: []schema.Type{schema.Negotiate}}},
			map[string]int{"document": 1, "entity": 2, "mention": 2, "claim": 1, "relation": 1}},
		{"predicate", Filter{Predicates: []schema.Predicate{schema.Controls}},
			map[string]int{"document": 1, "entity": 3, "mention": 3, "claim": 1, "relation": 1}},
		{"known by, where an unknown date never is", Filter{Claims: query.ClaimFilter{KnownBy: "2018-10-22"}},
			map[string]int{"document": 2, "entity": 5, "mention": 8, "claim": 4, "relation": 4}},
		{"two sources", Filter{MinSources: 2},
			map[string]int{"document": 4, "entity": 8, "mention": 14, "claim": 7, "relation": 2}},
		{"place with its parts", Filter{Claims: query.ClaimFilter{Places: []graph.ID{graph.EntityID("place/deir-ez-zor")}, Types: []schema.Type{schema.Attack}}},
			map[string]int{"document": 2, "entity": 4, "mention": 7, "claim": 2, "relation": 2}},
		{"around, one hop", Filter{Around: graph.EntityID(province.Key), Depth: 1},
			map[string]int{"document": 1, "entity": 2, "mention": 2, "claim": 1, "relation": 1}},
		{"around, two hops", Filter{Around: graph.EntityID(province.Key), Depth: 2},
			map[string]int{"document": 2, "entity": 5, "mention": 8, "claim": 3, "relation": 2}},
		{"around, no hop", Filter{Around: graph.EntityID(province.Key)}, map[string]int{"entity": 1}},
		{"box", Filter{Box: &Box{West: 40, South: 34, East: 41, North: 35}},
			map[string]int{"document": 3, "entity": 4, "mention": 10, "claim": 3, "relation": 3}},
		{"box across the 180th meridian", Filter{Box: &Box{West: 42, South: -10, East: 40, North: 35}},
			map[string]int{"document": 1, "entity": 3, "mention": 3, "claim": 1, "relation": 2}},
		{"nothing fits", Filter{Claims: query.ClaimFilter{Outlets: []string{"لا أحد"}}}, map[string]int{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := count(records(t, Options{Filter: test.filter}))
			for _, kind := range []string{"document", "entity", "mention", "claim", "relation"} {
				if got[kind] != test.want[kind] {
					t.Errorf("%d %s, want %d", got[kind], kind, test.want[kind])
				}
			}
		})
	}
}

func TestFilteredRelationsAreCountedAnew(t *testing.T) {
	attacked := graph.RelationID(schema.Attacked, graph.EntityID(isis.Key), graph.EntityID(sdf.Key))
	counts := func(opt Options) (supporting, sources int) {
		for _, l := range records(t, opt) {
			if l.Type == "relation" && l.Relation.ID == attacked {
				return len(l.Relation.Supporting), l.Relation.Sources
			}
		}
		t.Fatal("relation not exported")
		return 0, 0
	}
	if n, sources := counts(Options{}); n != 2 || sources != 2 {
		t.Errorf("%d witnesses and %d sources, want 2 and 2", n, sources)
	}
	only := Options{Filter: Filter{Claims: query.ClaimFilter{Statuses: []schema.Status{schema.Happened}}}}
	if n, sources := counts(only); n != 1 || sources != 1 {
		t.Errorf("filtered: %d witnesses and %d sources, want 1 and 1", n, sources)
	}
}

func TestFilterThatKeepsAllChangesNothing(t *testing.T) {
	all := Options{Filter: Filter{Claims: query.ClaimFilter{Statuses: schema.Statuses}}}
	for _, f := range Formats() {
		plain, _ := write(t, fixture(t), f.Name, Options{})
		filtered, _ := write(t, fixture(t), f.Name, all)
		for name, b := range plain {
			if !slices.Contains([]string{".json", ".zip"}, filepath.Ext(name)) && !bytes.Equal(b, filtered[name]) {
				t.Errorf("%s: %s differs under a filter that keeps every claim", f.Name, name)
			}
		}
	}
}

func TestJSONLIsLossless(t *testing.T) {
	var ids []graph.ID
	for _, l := range records(t, Options{}) {
		if l.Type == "document" {
			ids = append(ids, l.Document.ID)
			if l.Document.Text == "" {
				t.Errorf("document %s without its text", l.Document.Key)
			}
			sum := sha256.Sum256([]byte(l.Document.Text))
			if hex.EncodeToString(sum[:]) != l.Document.SHA256 {
				t.Errorf("document %s: the text is not the one that was read", l.Document.Key)
			}
		}
	}
	if !slices.IsSortedFunc(ids, graph.ID.Compare) || len(ids) != 4 {
		t.Errorf("documents %v, want 4 in ascending order", ids)
	}
}

// kept is a reader that keeps something back.
type kept struct{ graph.Reader }

func (kept) Withheld() graph.Withheld { return graph.Withheld{Entities: 2, Documents: 1} }

func TestManifestTellsThatSomethingIsWithheld(t *testing.T) {
	view(t, fixture(t), func(r graph.Reader) {
		for _, f := range Formats() {
			m, err := Write(t.Context(), kept{r}, f.Name, filepath.Join(t.TempDir(), "out"+f.Extension), Options{})
			if err != nil || m.Withheld == nil || *m.Withheld != (graph.Withheld{Entities: 2, Documents: 1}) {
				t.Errorf("%s: %+v, %v", f.Name, m, err)
			}
		}
		revision, err := r.Revision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		revision.Store = graph.EntityID("s")
		if _, err := Encode(t.Context(), kept{r}, "jsonl", io.Discard, Options{Since: revision}); !errors.Is(err, ErrOptions) {
			t.Errorf("what changed in what is withheld: %v", err)
		}
	})
}
