package ingest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// canonicalURL returns the form of address that is equal for addresses of one page: without scheme, «www.», the port that goes
// without saying, a slash at the end, and what only counts visitors; with the parameters sorted and escapes undone. It is empty
// for what is no address of a page: no host, or nothing behind it. A fragment stays: it is a part of a page.
func canonicalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" && scheme != "" {
		return ""
	}
	query := u.Query()
	for name := range query {
		if countsVisitors(name) {
			query.Del(name)
		}
	}
	path := strings.TrimRight(u.Path, "/")
	if path == "" && len(query) == 0 {
		return ""
	}
	host := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), ":80"), ":443")
	return strings.Join([]string{strings.TrimPrefix(host, "www."), path, query.Encode(), u.Fragment}, "\n")
}

// countsVisitors reports whether a parameter of an address says where a reader came from, and nothing of the page.
func countsVisitors(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga"}, name)
}

// URLs finds the documents of a store by where they were published. It reads all documents, but for their texts, when it is first
// asked, and later what changed since. Its zero value is ready; it is safe for concurrent use.
type URLs struct {
	mu sync.Mutex
	at graph.Revision        // that it knows
	by map[digest][]graph.ID // documents, ascending
	of map[graph.ID]digest   // the other way
}

// find returns the documents that r shows at a canonical address, ascending.
func (u *URLs) find(ctx context.Context, r graph.Reader, canonical string) ([]*graph.Document, error) {
	u.mu.Lock()
	err := u.follow(ctx, r)
	ids := slices.Clone(u.by[digestOf(canonical)])
	u.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("look for the addresses of articles: %w", err)
	}
	docs, err := r.Documents(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("look for articles by their address: %w", err)
	}
	return slices.DeleteFunc(docs, func(d *graph.Document) bool { return d == nil }), nil
}

// follow brings u up to the state that r shows, or a later one.
func (u *URLs) follow(ctx context.Context, r graph.Reader) error {
	revision, err := r.Revision(ctx)
	if err != nil {
		return err
	}
	if u.by == nil || u.at.Store != revision.Store {
		return u.read(ctx, r, revision)
	}
	ops := map[graph.ID]graph.Op{}
	if revision.Number > u.at.Number {
		for c, err := range r.Changes(ctx, u.at.Number) {
			if err != nil {
				return err
			}
			for _, t := range c.Documents {
				ops[t.ID] = t.Op
			}
		}
		u.at = revision
	}
	return u.change(ctx, r, ops)
}

func (u *URLs) read(ctx context.Context, r graph.Reader, revision graph.Revision) error {
	u.at, u.by, u.of = revision, map[digest][]graph.ID{}, map[graph.ID]digest{}
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			u.by = nil // half of it is worse than none
			return err
		}
		u.put(d)
	}
	return nil
}

func (u *URLs) change(ctx context.Context, r graph.Reader, ops map[graph.ID]graph.Op) error {
	var come []graph.ID
	for id, op := range ops {
		u.drop(id)
		if op != graph.Retracted {
			come = append(come, id)
		}
	}
	docs, err := r.Documents(ctx, come)
	if err != nil {
		u.by = nil
		return err
	}
	for _, d := range docs {
		if d != nil {
			u.put(d)
		}
	}
	return nil
}

func (u *URLs) put(d *graph.Document) {
	canonical := canonicalURL(d.URL)
	if canonical == "" {
		return
	}
	at := digestOf(canonical)
	u.of[d.ID] = at
	i, there := slices.BinarySearchFunc(u.by[at], d.ID, graph.ID.Compare)
	if !there {
		u.by[at] = slices.Insert(u.by[at], i, d.ID)
	}
}

func (u *URLs) drop(id graph.ID) {
	at, there := u.of[id]
	if !there {
		return
	}
	delete(u.of, id)
	u.by[at] = slices.DeleteFunc(u.by[at], func(have graph.ID) bool { return have == id })
	if len(u.by[at]) == 0 {
		delete(u.by, at)
	}
}
