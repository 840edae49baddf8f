package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/boost"
)

// Models are the learned parts of an Extractor, by name. What is missing is left to the rules.
type Models map[string]*boost.Model

// modelFolder is where the data holds the built-in models, one file NAME.model each.
const modelFolder = "model"

// readModels reads the models of a folder.
func readModels(fsys fs.FS, dir string) (Models, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.model"))
	if err != nil {
		return nil, fmt.Errorf("list models: %w", err)
	}
	models := Models{}
	for _, file := range files {
		if err := models.read(fsys, file); err != nil {
			return nil, err
		}
	}
	return models, nil
}

func (m Models) read(fsys fs.FS, file string) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("open model: %w", err)
	}
	model, err := boost.Read(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	m[strings.TrimSuffix(path.Base(file), ".model")] = model
	return nil
}

// values returns the values of a category that the models were trained on, in their order: the data may have
// gained some since, which no model knows.
func (m Models) values(category string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		for _, f := range m[name].Features {
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
func (m Models) version() string {
	if len(m) == 0 {
		return ""
	}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintln(h, name)
		_ = m[name].Write(h) // a hash takes everything
	}
	return "-" + hex.EncodeToString(h.Sum(nil))[:6]
}
