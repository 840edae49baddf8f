package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/graph"
)

// bundle is a zip for people who do not have the program: a page that shows the subgraph, the subgraph as
// JSON, and what both hash to.
var bundle = format{
	Format: Format{
		Name:        bundleName,
		Description: "a zip with a page that opens in a browser without the program, for sharing a selection",
		Keeps: "entities, relations, articles without their text, claims with the sentences that carry them and exact spans of quote, " +
			"trigger, roles, time and counts; hashes of all files",
		Loses:     "texts of articles beyond the sentences that claims cite; mentions; sides; spans that lie in other sentences",
		Extension: ".zip",
	},
	version: bundleVersion,
	packed:  true,
	write:   writeBundle,
}

const (
	bundleName    = "bundle"
	bundleVersion = 1
)

var (
	//go:embed bundle/index.html
	bundlePage string
	//go:embed bundle/style.css
	bundleStyle string
	//go:embed bundle/app.js
	bundleScript string
	//go:embed bundle/words.json
	bundleWords string
	//go:embed bundle/README.txt
	bundleReadme string
)

func writeBundle(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	b := newBundleWriter(f)
	head, tail, err := page()
	if err != nil {
		return err
	}
	b.entry("index.html", func(w io.Writer) error {
		return around(w, head, tail, func() error { return writeGraphJSON(ctx, g, w, nil) })
	})
	b.entry("graph.json", func(w io.Writer) error {
		return around(w, "", "\n", func() error { return writeGraphJSON(ctx, g, w, out.counts) })
	})
	b.entry("README.txt", func(w io.Writer) error { return around(w, bundleReadme, "", func() error { return nil }) })
	return b.close(g, out.counts)
}

// page returns what stands before and after the graph in the page. Style and script are allowed by their
// hashes: whatever else found its way into the page would not run, and nothing can be fetched.
func page() (head, tail string, err error) {
	var words any
	if err := json.Unmarshal([]byte(bundleWords), &words); err != nil {
		return "", "", fmt.Errorf("words of the page: %w", err)
	}
	safe, err := json.Marshal(words) // without «<», which could end the element
	if err != nil {
		return "", "", fmt.Errorf("words of the page: %w", err)
	}
	filled := strings.NewReplacer(
		"{{style-hash}}", integrity(bundleStyle), "{{script-hash}}", integrity(bundleScript),
		"{{style}}", bundleStyle, "{{script}}", bundleScript, "{{words}}", string(safe),
	).Replace(bundlePage)
	head, tail, _ = strings.Cut(filled, "{{graph}}")
	return head, tail, nil
}

func integrity(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// around writes head, what fn writes, and tail.
func around(w io.Writer, head, tail string, fn func() error) error {
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	_, err := io.WriteString(w, tail)
	return err
}

// bundleWriter writes a zip whose bytes do not depend on a clock, and keeps the first error.
type bundleWriter struct {
	zip   *zip.Writer
	files []File
	err   error
}

func newBundleWriter(w io.Writer) *bundleWriter {
	return &bundleWriter{zip: zip.NewWriter(w)}
}

// zipEpoch is the earliest time that a zip can hold.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// entry adds a file, which fn writes.
func (b *bundleWriter) entry(name string, fn func(io.Writer) error) {
	if b.err != nil {
		return
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipEpoch})
	if err != nil {
		b.err = fmt.Errorf("write %s: %w", name, err)
		return
	}
	m := &measured{sum: sha256.New()}
	if err := fn(io.MultiWriter(w, m)); err != nil {
		b.err = fmt.Errorf("write %s: %w", name, err)
		return
	}
	b.files = append(b.files, File{Name: name, Bytes: m.bytes, SHA256: hex.EncodeToString(m.sum.Sum(nil))})
}

// measured counts and hashes what is written to it.
type measured struct {
	sum   hash.Hash
	bytes int64
}

func (m *measured) Write(p []byte) (int, error) {
	m.bytes += int64(len(p))
	return m.sum.Write(p)
}

// close adds the manifest, which names all the other files, and ends the zip.
func (b *bundleWriter) close(g *subgraph, counts map[string]int) error {
	if b.err != nil {
		return b.err
	}
	m := contents{bundleName, bundleVersion, g.filter, g.withheld, counts, slices.Clone(b.files)}
	slices.SortFunc(m.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	b.entry("manifest.json", func(w io.Writer) error { return json.NewEncoder(w).Encode(m) })
	if b.err != nil {
		return b.err
	}
	if err := b.zip.Close(); err != nil {
		return fmt.Errorf("write the end of the zip: %w", err)
	}
	return nil
}

// contents is the manifest inside of a bundle: of its files, where that beside it is of the zip. It says
// by which filter they were chosen to whoever has nothing but the zip.
type contents struct {
	Format   string          `json:"format"`
	Version  int             `json:"version"`
	Filter   Filter          `json:"filter,omitzero"`
	Withheld *graph.Withheld `json:"withheld,omitempty"`
	Counts   map[string]int  `json:"counts"`
	Files    []File          `json:"files"` // by name
}
