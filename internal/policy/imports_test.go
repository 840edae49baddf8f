package policy

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// table reads the packages and what each may import from docs/ARCHITECTURE.md.
func table(t *testing.T) map[string][]string {
	t.Helper()
	doc := string(read(t, "docs/ARCHITECTURE.md"))
	_, section, ok := strings.Cut(doc, "\n## Packages\n")
	if !ok {
		t.Fatal("docs/ARCHITECTURE.md has no section «Packages»")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	quoted := regexp.MustCompile("`([a-z/]+)`")
	rows := map[string][]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !quoted.MatchString(cells[1]) {
			continue
		}
		allowed := []string{}
		for _, m := range quoted.FindAllStringSubmatch(cells[3], -1) {
			allowed = append(allowed, m[1])
		}
		if strings.TrimSpace(cells[3]) == "all" {
			allowed = nil
		}
		rows[quoted.FindStringSubmatch(cells[1])[1]] = allowed
	}
	return rows
}

// row finds the row that speaks for a package: its own, or for an internal package its parent's.
func row(rows map[string][]string, dir string) (allowed []string, ok bool) {
	if allowed, ok = rows[dir]; ok {
		return allowed, true
	}
	parent, _, internal := strings.Cut(dir, "/internal/")
	if !internal {
		return nil, false
	}
	allowed, ok = rows[parent]
	return allowed, ok
}

func TestImportTable(t *testing.T) {
	rows := table(t)
	seen := map[string]bool{}
	for _, f := range goFiles(t) {
		seen[f.dir()] = true
		allowed, ok := row(rows, f.dir())
		if !ok {
			t.Errorf("%s: package %s is not in the table of docs/ARCHITECTURE.md", f.path, f.dir())
			continue
		}
		if f.isTest() || allowed == nil {
			continue
		}
		for _, imported := range f.imports() {
			ours, ok := strings.CutPrefix(imported, module+"/")
			if ok && !slices.Contains(allowed, ours) && !strings.HasPrefix(ours, f.dir()+"/internal/") {
				t.Errorf("%s imports %s, which the table of docs/ARCHITECTURE.md does not allow", f.path, ours)
			}
		}
	}
	for dir := range rows {
		if !seen[dir] {
			t.Errorf("docs/ARCHITECTURE.md lists package %s, which is not there", dir)
		}
	}
}

func TestExtractAndGraphStayApart(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, imported := range f.imports() {
			imported = strings.TrimPrefix(imported, module+"/")
			if under(f.path, "extract") && under(imported, "graph") || under(f.path, "graph") && under(imported, "extract") {
				t.Errorf("%s imports %s: extract and graph never import each other", f.path, imported)
			}
		}
	}
}

func TestOneDoorToEachLibrary(t *testing.T) {
	doors := map[string]string{
		"github.com/dgraph-io/badger":           "graph/badgerstore",
		"github.com/graph-gophers/graphql-go":   "resolvers",
		"github.com/spf13/cobra":                "cmd/isnad",
		"github.com/spf13/pflag":                "cmd/isnad",
		"github.com/alecthomas/kong":            "cmd/isnad",
		"github.com/schollz/progressbar":        "cmd/isnad",
		"github.com/vbauerster/mpb":             "cmd/isnad",
		"codeberg.org/readeck/go-readability":   "ingest",
		"go.opentelemetry.io/otel":              "tracing",
		"go.opentelemetry.io/proto":             "internal/collector",
		"github.com/markusmobius/go-dateparser": "nowhere",
	}
	for _, f := range goFiles(t) {
		for _, imported := range f.imports() {
			for library, door := range doors {
				if under(imported, library) && !under(f.path, door) {
					t.Errorf("%s imports %s; only %s may", f.path, imported, door)
				}
			}
		}
	}
}

func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }
