package extract

import (
	"fmt"
	"io/fs"
	"path"
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
	f, err := fsys.Open(file)
	if err != nil {
		return fmt.Errorf("open model: %w", err)
	}
	defer f.Close()
	model, err := boost.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	m[strings.TrimSuffix(path.Base(file), ".model")] = model
	return nil
}
