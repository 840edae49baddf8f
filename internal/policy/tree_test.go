package policy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/isnad-graph/isnad"

// root is the top of the tree, seen from this package.
const root = "../.."

// goFile is one parsed file of the tree.
type goFile struct {
	path string // slashed, relative to the module
	fset *token.FileSet
	ast  *ast.File
	src  []byte
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// dir is the package of f as the import table calls it.
func (f goFile) dir() string { return filepath.ToSlash(filepath.Dir(f.path)) }

func (f goFile) imports() []string {
	var paths []string
	for _, spec := range f.ast.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	return paths
}

// goFiles parses every Go file of the tree.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".go") {
			return
		}
		src := read(t, path)
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("parse: %v", err)
			return
		}
		files = append(files, goFile{path, fset, parsed, src})
	})
	if len(files) < 20 {
		t.Fatalf("only %d Go files found under %s: looked in the wrong place", len(files), root)
	}
	return files
}

// walk calls visit with every file of the tree, but not with what git ignores.
func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	ignored := map[string]bool{".git": true, "node_modules": true, "bin": true, "out": true, "isnad-data": true}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && ignored[d.Name()] {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && d.Name() != ".git" { // a file in further working trees
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			visit(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
