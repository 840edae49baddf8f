package gazetteer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// input is an open file: a table, or the table in an archive.
type input struct {
	io.Reader
	name   string
	size   int64 // bytes, unpacked
	read   int64
	closes []io.Closer
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.Reader.Read(p)
	in.read += int64(n)
	return n, err
}

// Close closes what open opened. Nothing was written, so that there is nothing to lose by an error.
func (in *input) Close() {
	for _, c := range in.closes {
		_ = c.Close()
	}
}

// open opens a table, plain or as the one table of a .zip.
func open(name string) (*input, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	case err != nil:
		return nil, fmt.Errorf("look at file: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: %w; name the file in it", name, ErrFile)
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".zip":
		return openZip(name)
	case ".xls", ".xlsx", ".ods":
		return nil, fmt.Errorf("%s is a workbook: %w; save its sheet as CSV in UTF-8", name, ErrFile)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	return &input{Reader: f, name: filepath.ToSlash(name), size: info.Size(), closes: []io.Closer{f}}, nil
}

func openZip(name string) (*input, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w; get the file again", name, ErrFile, err)
	}
	found := slices.DeleteFunc(slices.Clone(z.File), func(f *zip.File) bool { return !isTable(f.Name) })
	if len(found) != 1 {
		z.Close()
		return nil, fmt.Errorf("%s holds %d tables, not one: %w; unpack it and name one", name, len(found), ErrFile)
	}
	f, err := found[0].Open()
	if err != nil {
		z.Close()
		return nil, fmt.Errorf("%s: %w: %w; get the file again", name, ErrFile, err)
	}
	in := &input{Reader: f, name: filepath.ToSlash(name) + "/" + path.Base(found[0].Name), closes: []io.Closer{f, z}}
	in.size = int64(min(found[0].UncompressedSize64, 1<<62))
	return in, nil
}

// isTable reports whether a file of an archive is the one with the places: the archives of GeoNames bring a readme and
// a list of languages along.
func isTable(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".txt", ".csv", ".tsv":
		return !strings.HasPrefix(base, "readme") && !strings.HasPrefix(base, "iso-languagecodes") && !strings.HasPrefix(base, ".")
	}
	return false
}

// maxLine bounds a line in bytes. GeoNames' longest have some ten thousand.
const maxLine = 1 << 18

// lines reads lines of UTF-8, and says what is wrong with those that are none.
type lines struct {
	in    *bufio.Reader
	first bool
}

func newLines(r io.Reader) *lines { return &lines{bufio.NewReaderSize(r, 1<<16), true} }

// next returns the next line without its end. A *bad error tells of that line alone; io.EOF comes behind the last one.
func (l *lines) next() (string, error) {
	line, long, err := l.line()
	if err != nil {
		return "", err
	}
	first := l.first
	l.first = false
	switch {
	case long:
		return "", badf("get the file again, or split the line", "a line of more than %d bytes", maxLine)
	case first && (bytes.HasPrefix(line, []byte("\xFF\xFE")) || bytes.HasPrefix(line, []byte("\xFE\xFF"))):
		return "", fmt.Errorf("UTF-16, not UTF-8: %w; convert it with: iconv -f UTF-16 -t UTF-8", ErrFile)
	case bytes.IndexByte(line, 0) >= 0:
		return "", badf("get the file again", "binary, not text")
	case !utf8.Valid(line):
		return "", badf("convert the file with: iconv -f WINDOWS-1256 -t UTF-8", "not UTF-8")
	case first:
		line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
	}
	return string(line), nil
}

// line returns the bytes of a line; of one that is too long, that it is.
func (l *lines) line() (line []byte, long bool, err error) {
	for {
		part, err := l.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(line) > 0 || long):
			err = nil
		}
		return bytes.TrimRight(line, "\r\n"), long, err
	}
}
