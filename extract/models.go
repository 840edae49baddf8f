package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/boost"
	"github.com/isnad-graph/isnad/extract/linear"
)

// Models are the learned parts of an Extractor, by name. What is missing is left to the rules.
type Models struct {
	Trees map[string]*boost.Model  // settle who did what, where, when and by whose word
	Cues  map[string]*linear.Model // weigh the words for them
}

// modelFolder is where the data holds the built-in models: NAME.model of trees, NAME.cues of words.
const modelFolder = "model"

// readModels reads the models of a folder.
func readModels(fsys fs.FS, dir string) (*Models, error) {
	m := &Models{map[string]*boost.Model{}, map[string]*linear.Model{}}
	if err := readAll(m.Trees, fsys, dir, ".model", boost.Read); err != nil {
		return nil, err
	}
	return m, readAll(m.Cues, fsys, dir, ".cues", linear.Read)
}

func readAll[M any](to map[string]M, fsys fs.FS, dir, ending string, read func(io.Reader) (M, error)) error {
	files, err := fs.Glob(fsys, path.Join(dir, "*"+ending))
	if err != nil {
		return fmt.Errorf("list models: %w", err)
	}
	for _, file := range files {
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return fmt.Errorf("open model: %w", err)
		}
		model, err := read(bytes.NewReader(b))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		to[strings.TrimSuffix(path.Base(file), ending)] = model
	}
	return nil
}

// Files returns what writes each model, by the name of its file.
func (m *Models) Files() map[string]func(io.Writer) error {
	files := map[string]func(io.Writer) error{}
	for name, t := range m.Trees {
		files[name+".model"] = t.Write
	}
	for name, c := range m.Cues {
		files[name+".cues"] = c.Write
	}
	return files
}

// values returns the values of a category that the trees were trained on, in their order: the data may have
// gained some since, which no model knows.
func (m *Models) values(category string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(m.Trees)) {
		for _, f := range m.Trees[name].Features {
			if v, ok := strings.CutPrefix(f, category+"="); ok {
				out = append(out, v)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// version names the content of the models: equal models, equal version. It is empty where there are none.
func (m *Models) version() string {
	files := m.Files()
	if len(files) == 0 {
		return ""
	}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintln(h, name)
		_ = files[name](h) // a hash takes everything
	}
	return "-" + hex.EncodeToString(h.Sum(nil))[:6]
}
