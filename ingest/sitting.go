package ingest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/graph"
)

// SameURL is an article that came with an id of its own and the address of another one.
type SameURL struct {
	Key  string `json:"key"`          // with which it came
	URL  string `json:"url"`          //
	Of   string `json:"of,omitempty"` // the key of the other one, under which an edit is stored; of the first of several
	Edit bool   `json:"edit"`         // it was taken for the edited text of the other one; else it stands beside it
	Why  string `json:"why"`
}

// Sitting is articles that come together, in one run or in several. What comes together is told apart by id alone: of
// two articles with one address the later one is not the edit of the other. What is stored already is not so: an article with a new
// id and the address of exactly one stored article whose text is largely the same is that article, edited, and is stored under its
// key; should the stored one come after it with a text of its own, that is rejected as one with the same id would be. All this unless a
// quarter of a million others came between. A Sitting is safe for concurrent use; the zero value is one without articles,
// over an index of its own.
type Sitting struct {
	URLs *URLs // may be shared; nil: one of its own

	own    URLs
	pages  [64]sync.Mutex // held while an article at one of the addresses is read and stored
	mu     sync.Mutex
	young  map[digest]string // by address, the key of the first article
	old    map[digest]string
	beside map[string]bool   // keys of new articles that stand beside others
	edits  map[string]string // by key of a stored article, that of its edited text
}

func (s *Sitting) urls() *URLs {
	if s.URLs != nil {
		return s.URLs
	}
	return &s.own
}

// seat yields items, and notes of their articles, in order, their address, and which of them came behind another one with it.
func (s *Sitting) seat(items iter.Seq[Item]) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for item := range items {
			if item.Article != nil {
				s.note(item.Article)
			}
			if !yield(item) {
				return
			}
		}
	}
}

func (s *Sitting) note(a *Article) {
	if a.canonical = canonicalURL(a.URL); a.canonical == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := digestOf(a.canonical)
	first, there := s.young[at]
	if !there {
		first, there = s.old[at]
	}
	switch {
	case there && first != a.Key:
		a.beside = first
	case !there:
		if s.young == nil || len(s.young) == seenAtOnce {
			s.young, s.old = map[digest]string{}, s.young
		}
		s.young[at] = a.Key
	}
}

// page lets one article at a time pass of those with the address of a.
func (s *Sitting) page(a *Article) (leave func()) {
	if a.canonical == "" {
		return func() {}
	}
	at := digestOf(a.canonical)
	turn := &s.pages[int(at[0])%len(s.pages)]
	turn.Lock()
	return turn.Unlock
}

// earlier returns the stored document of which a, whose key is new, is the edited text; nil where there is none. It tells what
// it found where a has the address of another one.
func (s *Sitting) earlier(ctx context.Context, r graph.Reader, a *Article) (*graph.Document, *SameURL, error) {
	if a.canonical == "" {
		return nil, nil, nil
	}
	found := &SameURL{Key: a.Key, URL: a.URL, Of: a.beside, Why: "both came together"}
	if a.beside != "" {
		s.stands(a.Key)
		return nil, found, nil
	}
	docs, err := s.urls().find(ctx, r, a.canonical)
	if err != nil {
		return nil, nil, err
	}
	docs = slices.DeleteFunc(docs, func(d *graph.Document) bool { return s.standsBeside(d.Key) })
	if len(docs) == 0 {
		return nil, nil, nil
	}
	alike := a.alike(docs)
	switch len(alike) {
	case 1:
		found.Of, found.Edit, found.Why = alike[0].Key, true, "their texts are largely the same"
		s.edited(found)
		return alike[0], found, nil
	case 0:
		found.Of, found.Why = docs[0].Key, "their texts are not largely the same"
	default:
		found.Of, found.Why = alike[0].Key, fmt.Sprintf("%d stored articles have that address and largely the same text", len(alike))
	}
	return nil, found, nil
}

// alike returns those of docs whose text is largely that of a: one with just that text before all others, for it is a that came again.
func (a *Article) alike(docs []*graph.Document) []*graph.Document {
	sum := graph.HashText(a.Text)
	if i := slices.IndexFunc(docs, func(d *graph.Document) bool { return d.SHA256 == sum }); i >= 0 {
		return docs[i : i+1]
	}
	return slices.DeleteFunc(slices.Clone(docs), func(d *graph.Document) bool { return !largelySame(a.Text, d.Text) })
}

func (s *Sitting) stands(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.beside == nil {
		s.beside = map[string]bool{}
	}
	s.beside[key] = true
}

func (s *Sitting) standsBeside(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.beside[key]
}

func (s *Sitting) edited(found *SameURL) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.edits == nil {
		s.edits = map[string]string{}
	}
	s.edits[found.Of] = found.Key
}

// overtaken returns a *Problem where an article that came before a, which is stored, was taken for its edited text.
func (s *Sitting) overtaken(a *Article, stored *graph.Document) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	by, is := s.edits[a.Key]
	if !is || stored.SHA256 == graph.HashText(a.Text) {
		return nil
	}
	return a.problem("give only the later text, or both with --by-id", "the article %.60q, which has its URL, came before it and was taken for its edited text", by)
}

// runLength is how many words in a row two texts must share to have something in common.
const runLength = 5

// largelySame reports whether half at least of the runs of words of the shorter of two texts are in the other one.
func largelySame(a, b string) bool {
	x, y := runs(a), runs(b)
	if len(y) < len(x) {
		x, y = y, x
	}
	common := 0
	for run := range x {
		if y[run] {
			common++
		}
	}
	return len(x) > 0 && 2*common >= len(x)
}

// runs returns the runs of words of text; all of it where it is shorter than one.
func runs(text string) map[string]bool {
	words := strings.Fields(graph.FoldName(text))
	out := map[string]bool{}
	for i := 0; i+runLength <= len(words); i++ {
		out[strings.Join(words[i:i+runLength], " ")] = true
	}
	if len(words) > 0 && len(words) < runLength {
		out[strings.Join(words, " ")] = true
	}
	return out
}
