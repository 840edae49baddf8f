package extract

import (
	"fmt"
	"io/fs"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// loadSpheres reads in which theatres those act who belong to none.
func (x *Extractor) loadSpheres(sub fs.FS) error {
	rows, err := lexicon.ReadTable(sub, "spheres.tsv")
	if err != nil {
		return fmt.Errorf("load spheres: %w", err)
	}
	x.spheres = map[int32][]string{}
	for _, r := range rows {
		k := x.lex.Index(lexicon.Key("actors", r.ID))
		if k < 0 {
			return r.Errorf("no entity %q among the actors", r.ID)
		}
		x.spheres[int32(k)] = append(x.spheres[int32(k)], r.Get("theatre"))
	}
	return nil
}
