package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"github.com/isnad-graph/isnad/graph"
)

// htmlShare is how many times larger than its article a page may be.
const htmlShare = 4

func (s *session) htmlFile(name string, f fs.File) {
	b, err := s.slurp(f, htmlShare*s.maxArticle())
	if err == nil {
		err = checkBytes(b)
	}
	if err != nil {
		s.reject(name, 0, err)
		return
	}
	a := s.article(name)
	if err = a.fromHTML(b); err == nil {
		err = s.checkArticle(a)
	}
	if err != nil {
		f := asFault(err)
		s.emit(nil, a.problem(f.remedy, "%s", f.what))
		return
	}
	s.emit(a, nil)
}

// fromHTML fills a from the main text of a page, headed by its title.
func (a *Article) fromHTML(page []byte) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &fault{fmt.Sprintf("broken HTML: %v", r), "save the text of the page as .txt"}
		}
	}()
	doc, err := readability.FromReader(bytes.NewReader(page), &url.URL{})
	if err != nil {
		return &fault{"broken HTML: " + err.Error(), "save the text of the page as .txt"}
	}
	var text strings.Builder
	if doc.Node != nil {
		if err := doc.RenderText(&text); err != nil {
			return fmt.Errorf("render text: %w", err)
		}
	}
	body := strings.TrimSpace(text.String())
	if body == "" {
		return &fault{"broken HTML: no article found in it", "save the text of the page as .txt"}
	}
	a.Title = strings.TrimSpace(doc.Title())
	a.Text = headed(a.Title, body)
	a.Outlet = cmp.Or(doc.SiteName(), a.Outlet)
	if t, err := doc.PublishedTime(); err == nil {
		a.Published = graph.Day(t.Format("2006-01-02"))
	}
	return nil
}

func headed(title, body string) string {
	if title == "" || strings.HasPrefix(body, title) {
		return body + "\n"
	}
	return title + "\n\n" + body + "\n"
}
