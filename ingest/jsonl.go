package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/isnad-graph/isnad/graph"
)

// lines reads JSONL, one article a line. A line that cannot be read does not stop those after it.
func (s *session) lines(file string, r io.Reader) {
	in := bufio.NewReaderSize(r, 1<<16)
	limit := 6*s.maxArticle() + 1<<16 // an escape takes six bytes for a letter of two
	for n := 1; !s.stopped; n++ {
		line, size, err := readLine(in, limit)
		switch {
		case size > int64(limit):
			s.reject(file, n, tooLarge(size, s.maxArticle()))
		case len(bytes.TrimSpace(line)) > 0:
			s.row(file, n, line, errors.Is(err, io.EOF))
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				s.reject(file, n, &fault{"breaks off: " + err.Error(), "the lines before were read; get the file again"})
			}
			return
		}
	}
}

// readLine returns the next line without its end, and its size. Of a line of more than limit bytes it
// keeps nothing. At the end of input it returns what is left together with io.EOF.
func readLine(in *bufio.Reader, limit int) (line []byte, size int64, err error) {
	for {
		part, err := in.ReadSlice('\n')
		size += int64(len(part))
		if size <= int64(limit) {
			line = append(line, part...)
		} else {
			line = nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimSuffix(line, []byte("\n")), size, err
		}
	}
}

// row is one line of JSONL.
type row struct {
	ID        scalar  `json:"id"`
	Title     *string `json:"title"`
	Text      *string `json:"text"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Published scalar  `json:"published"`
}

// scalar is a string, or a number as it is written; null is empty.
type scalar string

func (v *scalar) UnmarshalJSON(b []byte) error {
	var s *string
	if json.Unmarshal(b, &s) == nil {
		*v = scalar(deref(s))
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return &fault{fmt.Sprintf("%.40s is neither a string nor a number", b), "correct the line"}
	}
	*v = scalar(n)
	return nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (s *session) row(file string, n int, line []byte, last bool) {
	r, err := parseRow(line, last)
	if err != nil {
		s.reject(file, n, err)
		return
	}
	a := s.rowArticle(r, file, n)
	if err := s.checkArticle(a); err != nil {
		f := asFault(err)
		s.emit(nil, a.problem(f.remedy, "%s", f.what))
		return
	}
	day, err := ParsePublished(string(r.Published))
	a.Published = cmp.Or(day, s.Published)
	if err == nil {
		s.emit(a, nil)
		return
	}
	a.Published = ""
	p := a.problem(publishedRemedy, "%v", err)
	p.Kept = true
	s.emit(a, p)
}

func parseRow(line []byte, last bool) (*row, error) {
	err := checkBytes(line)
	if errors.Is(err, endsInside) {
		return nil, cutInHalf(last)
	}
	if err != nil {
		return nil, err
	}
	var r row
	err = json.Unmarshal(line, &r)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(line):
		return nil, cutInHalf(last)
	case errors.As(err, &syntax):
		return nil, &fault{fmt.Sprintf("not JSON at byte %d: %v", syntax.Offset, syntax), "write one JSON object a line"}
	case errors.As(err, &kind) && kind.Field == "":
		return nil, &fault{"a JSON " + kind.Value + ", not an object", "write one JSON object a line"}
	case errors.As(err, &kind):
		return nil, &fault{fmt.Sprintf("%q is a %s, not a string", kind.Field, kind.Value), "correct the line"}
	default:
		return nil, err
	}
	if r.Text == nil {
		return nil, &fault{`no "text"`, "each line needs the text of its article there"}
	}
	return &r, nil
}

func cutInHalf(last bool) error {
	if last {
		return &fault{"the last line is cut in half", "the lines before were read; get the file again, or complete the line"}
	}
	return &fault{"the line is cut in half", "put each article on one line, with line ends inside of it written as \\n"}
}

func (s *session) rowArticle(r *row, file string, n int) *Article {
	a := &Article{
		Title: deref(r.Title), Outlet: cmp.Or(deref(r.Outlet), s.Outlet), URL: deref(r.URL), Text: *r.Text,
		File: file, Line: n,
	}
	a.Key = cmp.Or(string(r.ID), a.URL)
	if a.Key == "" { // a name that does not hang on the place of the line
		sum := sha256.Sum256([]byte(a.Text))
		a.Key = "sha256:" + hex.EncodeToString(sum[:16])
	}
	a.Name = a.Key
	return a
}

func (s *session) checkArticle(a *Article) error {
	if len(a.Key) > graph.MaxKey {
		return &fault{"an id of " + strconv.Itoa(len(a.Key)) + " bytes", "give it a shorter one"}
	}
	if len(a.Text) > s.maxArticle() {
		return tooLarge(int64(len(a.Text)), s.maxArticle())
	}
	return checkText([]byte(a.Text))
}
