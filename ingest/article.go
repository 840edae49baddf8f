// Package ingest reads articles from files, folders and streams and puts what they say into a store:
// one article, one atomic write. A bad article is reported, with what to do about it, and never stops
// the rest.
package ingest

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
)

// Article is an article as read.
type Article struct {
	Key       string // the id of its row, else its path or URL
	Name      string // the id of its row, else the name of its file without the ending
	Title     string
	Outlet    string
	URL       string
	Published graph.Day
	Text      string
	File      string // where it was read
	Line      int    // of File, from 1; 0 where the file is one article

	canonical string // canonicalURL of URL, which a Sitting notes
	beside    string // the key of an article that came before it, in the same sitting, with its URL
}

// Document returns the document to store.
func (a *Article) Document() *graph.Document {
	return &graph.Document{
		ID: graph.DocumentID(a.Key, a.Text), Key: a.Key, Title: a.Title, Outlet: a.Outlet, URL: a.URL,
		Published: a.Published, SHA256: graph.HashText(a.Text), Text: a.Text,
	}
}

// Input returns what the extractor reads.
func (a *Article) Input() extract.Document {
	return extract.Document{Key: a.Key, Text: a.Text, Published: string(a.Published), Outlet: a.Outlet}
}

// problem returns a Problem at the place of a.
func (a *Article) problem(remedy, format string, args ...any) *Problem {
	return &Problem{File: a.File, Line: a.Line, Key: a.Key, What: fmt.Sprintf(format, args...), Remedy: remedy}
}

// Problem is something wrong with an input, and what to do about it.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Key    string `json:"key,omitempty"`
	What   string `json:"what"`
	Remedy string `json:"remedy"`
	Kept   bool   `json:"kept"` // the article was read in spite of it
}

// Error returns the problem as one line.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if p.Key != "" && p.Key != p.File {
		fmt.Fprintf(&b, "article %.60q: ", p.Key)
	}
	b.WriteString(p.What)
	if p.Remedy != "" {
		b.WriteString("; " + p.Remedy)
	}
	return b.String()
}

func compareProblems(a, b Problem) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.What, b.What))
}

// ParsePublished reads a day of publication: YYYY-MM-DD, or RFC 3339, of which the day counts as
// written. The empty text is the unknown day.
func ParsePublished(s string) (graph.Day, error) {
	if s = strings.TrimSpace(s); s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return graph.Day(t.Format(time.DateOnly)), nil
		}
	}
	return "", fmt.Errorf("published %.40q is not a day", s)
}

const publishedRemedy = "write it as YYYY-MM-DD; the article is kept with its date unknown"
