package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/isnad-graph/isnad/graph"
)

// Imported tells what became of the lines of a jsonl export.
type Imported struct {
	Documents  int       `json:"documents"` // read and stored, also where they were there already
	New        int       `json:"new"`       // of these: not there before
	Removed    int       `json:"removed"`   // documents that an increment retracts
	Judgements int       `json:"judgements"`
	Rejected   int       `json:"rejected"` // documents of which nothing was stored
	Problems   []Problem `json:"problems,omitempty"`

	// Of an increment: what it adds to, and what it leads to, in the revisions of the store that wrote it.
	Since    *graph.Revision `json:"since,omitempty"`
	Revision *graph.Revision `json:"revision,omitempty"`
}

// Problem is something that was not imported, and what to do about it.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`          // the first that is wrong, or where the document begins
	Key    string `json:"key,omitempty"` // of the document that was not stored for it
	What   string `json:"what"`
	Remedy string `json:"remedy"`
}

// String returns p on one line.
func (p Problem) String() string {
	of := ""
	if p.Key != "" {
		of = fmt.Sprintf(" (document %.100q)", p.Key)
	}
	return fmt.Sprintf("%s:%d%s: %s; %s", p.File, p.Line, of, p.What, p.Remedy)
}

// importBatch is how many documents are stored in one write.
const importBatch = 64

// Import brings what r, a jsonl export or an increment of one, holds into store. Into an empty store, it
// makes one that answers as the exported one did; into another one, it adds. A document is stored whole
// or not at all, and few of them are in memory. Repeating an import changes nothing, and
// takes up one that was broken off. Name is the file's, for problems.
//
// A line that is wrong costs the document that it belongs to, which is told in Problems, and no other
// one. Errors: ErrImport where r is no such export or ends early, graph.ErrConflict where judgements
// contradict those in the store, and what store, r and ctx give; what was stored until then stays, and is
// told.
func Import(ctx context.Context, store graph.Store, name string, r io.Reader) (*Imported, error) {
	plain, err := unpacked(bufio.NewReaderSize(r, 1<<16))
	if err != nil {
		return &Imported{}, fmt.Errorf("import %s: %w: %w", name, ErrImport, err)
	}
	defer plain.Close()
	i := &importer{
		store: store, in: &lineReader{r: bufio.NewReaderSize(plain, 1<<20)}, file: name,
		entities: map[graph.ID]*graph.Entity{}, report: &Imported{},
	}
	if err := i.all(ctx); err != nil {
		return i.report, fmt.Errorf("import %s: %w", name, err)
	}
	return i.report, nil
}

// importer reads one file.
type importer struct {
	store    graph.Store
	in       *lineReader
	file     string
	entities map[graph.ID]*graph.Entity // of the lines so far
	current  *group
	ready    []*group // whole documents, not yet stored
	gone     []graph.ID
	acts     []*graph.Judgement
	actLine  int // the first of acts
	ended    bool
	stray    bool // lines without a document follow, which was told
	report   *Imported
}

func (i *importer) all(ctx context.Context) error {
	if err := i.begin(); err != nil {
		return err
	}
	for {
		l, err := i.in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *badLine
		if errors.As(err, &bad) {
			i.spoil(bad.what)
			continue
		}
		if err != nil {
			return errors.Join(fmt.Errorf("%w: %w; fetch it again and repeat the import", ErrImport, err), i.flush(ctx))
		}
		if err := i.take(ctx, l); err != nil {
			return err
		}
	}
	return i.finish(ctx)
}

// begin reads the first line.
func (i *importer) begin() error {
	l, err := i.in.next()
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.As(err, new(*badLine)):
		return err
	case err != nil || l.Type != "export" || l.Export == nil:
		return fmt.Errorf("%w: it does not begin as a jsonl export of version %d does; write it with `isnad export jsonl`", ErrImport, jsonlVersion)
	case l.Export.Version != jsonlVersion:
		return fmt.Errorf("%w: it has version %d, and this program reads %d; export it with a program of the same version", ErrImport, l.Export.Version, jsonlVersion)
	}
	i.report.Since, i.report.Revision = l.Export.Since, l.Export.Revision
	return nil
}

func (i *importer) take(ctx context.Context, l line) error {
	switch {
	case l.Entity != nil:
		i.entities[l.Entity.ID] = l.Entity
	case l.Document != nil:
		i.open(l.Document)
	case l.Mention != nil, l.Claim != nil, l.Reading != nil:
		i.part(l)
		if len(i.ready) == importBatch {
			return i.flush(ctx)
		}
	case l.Judgement != nil:
		i.judgement(l.Judgement)
	case l.Retracted != nil:
		if l.Retracted.Kind == graph.DocumentRecord {
			i.gone = append(i.gone, l.Retracted.ID)
		}
	case l.End != nil:
		i.ended = true
	case l.Relation == nil: // relations follow from the claims
		i.problem(fmt.Sprintf("a line of type %.40q", l.Type), "export it with a program of the same version")
	}
	return nil
}

// finish stores what is left, and judges.
func (i *importer) finish(ctx context.Context) error {
	if i.current != nil {
		i.spoil("the file ends within a document")
		i.reject()
	}
	if err := i.flush(ctx); err != nil {
		return err
	}
	if err := i.remove(ctx); err != nil {
		return err
	}
	if len(i.acts) > 0 {
		if _, err := i.store.Judge(ctx, i.acts...); err != nil {
			return fmt.Errorf("judgements from line %d on: %w", i.actLine, err)
		}
		i.report.Judgements = len(i.acts)
	}
	if !i.ended {
		return fmt.Errorf("%w: it ends after line %d without its last line, so that more of it may be missing; fetch it again and repeat the import", ErrImport, i.in.n)
	}
	return nil
}

func (i *importer) judgement(j *graph.Judgement) {
	if err := j.Validate(); err != nil {
		i.problem(err.Error(), "export it anew")
		return
	}
	if len(i.acts) == 0 {
		i.actLine = i.in.n
	}
	i.acts = append(i.acts, j)
}

// remove drops what an increment retracts. What another text has taken the place of is gone already.
func (i *importer) remove(ctx context.Context) error {
	for _, doc := range i.gone {
		_, err := i.store.Remove(ctx, doc)
		if errors.Is(err, graph.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		i.report.Removed++
	}
	return nil
}

// flush stores the documents that are ready: all at once or, where that does not go, each by itself.
func (i *importer) flush(ctx context.Context) error {
	if len(i.ready) == 0 {
		return nil
	}
	groups := i.ready
	i.ready = nil
	known, err := i.known(ctx, groups)
	if err != nil {
		return err
	}
	deltas := make([]*graph.Delta, len(groups))
	for n, g := range groups {
		deltas[n] = g.delta
	}
	if err := i.store.Apply(ctx, deltas...); err == nil {
		i.report.Documents += len(groups)
		i.report.New += len(groups) - len(known)
		return nil
	} else if !errors.Is(err, graph.ErrInvalid) && !errors.Is(err, graph.ErrTooLarge) {
		return err
	}
	for _, g := range groups {
		if err := i.storeAlone(ctx, g, known); err != nil {
			return err
		}
	}
	return nil
}

func (i *importer) storeAlone(ctx context.Context, g *group, known idSet) error {
	err := i.store.Apply(ctx, g.delta)
	switch {
	case errors.Is(err, graph.ErrInvalid), errors.Is(err, graph.ErrTooLarge):
		i.rejectFor(g, g.line, err.Error())
		return nil
	case err != nil:
		return err
	}
	i.report.Documents++
	if !known[g.delta.Document.ID] {
		i.report.New++
	}
	return nil
}

// known returns which documents the store has already.
func (i *importer) known(ctx context.Context, groups []*group) (idSet, error) {
	known := idSet{}
	ids := make([]graph.ID, len(groups))
	for n, g := range groups {
		ids[n] = g.delta.Document.ID
	}
	err := i.store.View(ctx, func(r graph.Reader) error {
		docs, err := r.Documents(ctx, ids)
		for _, d := range docs {
			if d != nil {
				known[d.ID] = true
			}
		}
		return err
	})
	return known, err
}

func (i *importer) problem(what, remedy string) {
	i.report.Problems = append(i.report.Problems, Problem{File: i.file, Line: i.in.n, What: what, Remedy: remedy})
}

func (i *importer) rejectFor(g *group, line int, what string) {
	i.report.Rejected++
	i.report.Problems = append(i.report.Problems, Problem{
		File: i.file, Line: line, Key: g.delta.Document.Key, What: what,
		Remedy: "nothing of the document was stored: export it anew, whole and without a filter, and repeat the import",
	})
}
