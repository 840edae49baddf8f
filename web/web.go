// Package web holds the pages of the server, embedded: the playground and what it needs. They talk to
// /graphql only and ask no other host for anything.
package web

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static dist examples
var files embed.FS

// policy lets a page load what this server holds, and nothing else. GraphiQL carries its fonts in its
// style sheet, and its components set styles of their own.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; " +
	"img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Example is a query that the playground opens with.
type Example struct {
	Name  string `json:"name"`  // of its file, without number and ending
	Title string `json:"title"` // the question that it answers
	Query string `json:"query"`

	Variables string `json:"variables,omitempty"` // as a JSON object
}

// Examples returns the queries that the playground opens with, in their order.
func Examples() []Example {
	entries, err := fs.ReadDir(files, "examples")
	if err != nil {
		panic(fmt.Sprintf("embedded examples: %v", err))
	}
	examples := make([]Example, 0, len(entries))
	for _, e := range entries {
		stem, isQuery := strings.CutSuffix(e.Name(), ".graphql")
		if !isQuery {
			continue
		}
		_, name, _ := strings.Cut(stem, "-")
		variables, _ := files.ReadFile("examples/" + stem + ".json") // an example may have none
		query := read("examples/" + e.Name())
		title, _ := bufio.NewReader(strings.NewReader(query)).ReadString('\n')
		examples = append(examples, Example{Name: name, Title: strings.TrimSpace(strings.TrimPrefix(title, "#")), Query: query, Variables: string(variables)})
	}
	return examples
}

func read(name string) string {
	content, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("embedded file: %v", err))
	}
	return string(content)
}

// Handler serves a start page at /, the playground at /playground, and their files.
func Handler() http.Handler {
	pages := map[string]page{
		"/":                         newPage("index.html", read("static/index.html")),
		"/playground":               newPage("playground.html", read("static/playground.html")),
		"/playground/examples.json": newPage("examples.json", examplesJSON()),
	}
	for _, name := range list("static") {
		if !strings.HasSuffix(name, ".html") {
			pages["/"+name] = newPage(name, read("static/"+name))
		}
	}
	for _, name := range list("dist") {
		pages["/playground/"+name] = newPage(name, read("dist/"+name))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(pages, w, r) })
}

func list(dir string) []string {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		panic(fmt.Sprintf("embedded files: %v", err))
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func examplesJSON() string {
	content, err := json.Marshal(Examples())
	if err != nil {
		panic(fmt.Sprintf("examples: %v", err))
	}
	return string(content)
}

// page is a file as it is served.
type page struct{ content, kind, tag string }

func newPage(name, content string) page {
	kind, ok := kinds[path.Ext(name)]
	if !ok {
		panic("embedded file of an unknown kind: " + name)
	}
	sum := sha256.Sum256([]byte(content))
	return page{content: content, kind: kind, tag: `"` + hex.EncodeToString(sum[:8]) + `"`}
}

// kinds names the media types; those of package mime hang on the tables of the machine.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
}

func serve(pages map[string]page, w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "use GET", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == "/playground/" {
		http.Redirect(w, r, "../playground", http.StatusMovedPermanently)
		return
	}
	p, ok := pages[r.URL.Path]
	if !ok {
		http.Error(w, "nothing here", http.StatusNotFound)
		return
	}
	h.Set("Content-Type", p.kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", p.tag)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(p.content))
}
