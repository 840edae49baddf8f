package lexicon

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// FS returns the tables in the form that Load reads, below root. Equal content gives equal bytes, however it is spread over
// directories, files and rows; comments and the level of places are not part of it.
func (o *Own) FS(root string) (fs.FS, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	tables := maps.Clone(o.tables)
	tables["words.tsv"] = o.tables["words.tsv"] // so that there is something below root
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if err := store(z, path.Join(root, name), merged(name, tables[name])); err != nil {
			return nil, err
		}
	}
	for _, f := range o.rules {
		if err := store(z, path.Join(root, "rules", f.Name), f.Text); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("merge own tables: %w", err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, fmt.Errorf("merge own tables: %w", err)
	}
	return r, nil
}

// store adds a file as it is: the archive is never written, it is the file system in memory.
func store(z *zip.Writer, name, text string) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err != nil {
		return fmt.Errorf("merge own tables: %w", err)
	}
	return nil
}

// merged writes rows as one table, each row once and in order.
func merged(name string, rows []Row) string {
	columns := slices.DeleteFunc(columnsOf(name), func(c string) bool { return c == "level" })
	lines := make([]string, len(rows))
	for i, r := range rows {
		cells := make([]string, len(columns))
		for k, c := range columns {
			cells[k] = r.Get(c)
		}
		lines[i] = strings.Join(cells, "\t")
	}
	slices.Sort(lines)
	return strings.Join(columns, "\t") + "\n" + strings.Join(slices.Compact(lines), "\n") + "\n"
}
