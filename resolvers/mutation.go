package resolvers

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// Writing is what mutations need of the world besides the store.
type Writing struct {
	NewID func() (graph.ID, error) // a version 7 UUID
	// Audit is told each act that was done, also in part, or that was refused for want of a role; nil: nobody is. Its
	// context does not end with the request.
	Audit func(ctx context.Context, act string, who Principal, attrs ...slog.Attr)

	// Ingest stores articles and calls done, from one goroutine at a time, for each that it is done with. An error comes
	// with what became of those before it.
	Ingest func(ctx context.Context, articles []Article, done func(ArticleOutcome)) ([]ArticleOutcome, error)

	// Backup writes one state of the store to w, beside which the store can be used, and nothing before it is known that it can be
	// done; it stops at an error of w. An error wraps graph.ErrConflict where want continues no backup of this store. Nil: there are none.
	Backup func(ctx context.Context, w io.Writer, want BackupRequest) (*BackupReceipt, error)
}

// Article is one to ingest, as a client sends it.
type Article struct {
	Key, Title, Text, URL, Outlet string
	Published                     graph.Day
}

// ArticleOutcome is what became of an article.
type ArticleOutcome struct {
	Key     string
	Status  string // new, replaced, unchanged or rejected
	Problem string // why it was rejected; empty otherwise
	Claims  int
}

// MaxArticles is how many articles one mutation takes.
const MaxArticles = 100

// mutation resolves the fields of Mutation.
type mutation struct{ s *Schema }

type judgeInput struct {
	Kind               string
	Refs               []string
	Into, Name, As     *string
	Field, Value, Note *string
	Author             *string
}

// Judge records a judgement.
func (m *mutation) Judge(ctx context.Context, args struct{ Input judgeInput }) (*judgePayload, error) {
	in := args.Input
	return m.judge(ctx, query.Verdict{
		Kind: schema.EnumWord[graph.JudgementKind](in.Kind), Refs: in.Refs, Into: orEmpty(in.Into), Name: orEmpty(in.Name),
		As: kindWord(in.As), Field: orEmpty(in.Field), Value: orEmpty(in.Value), Note: orEmpty(in.Note), Author: orEmpty(in.Author),
	})
}

func kindWord(value *string) string {
	if value == nil {
		return ""
	}
	return string(schema.EnumWord[schema.Kind](*value))
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Undo takes a judgement back.
func (m *mutation) Undo(ctx context.Context, args struct {
	Judgement    graphql.ID
	Note, Author *string
}) (*judgePayload, error) {
	return m.judge(ctx, query.Verdict{Kind: graph.Undo, Refs: []string{string(args.Judgement)}, Note: orEmpty(args.Note), Author: orEmpty(args.Author)})
}

func (m *mutation) judge(ctx context.Context, v query.Verdict) (*judgePayload, error) {
	who, err := m.s.begin(ctx, string(v.Kind), Curator)
	if err != nil {
		return nil, err
	}
	if who.Name != "" { // nobody judges in the name of another
		v.Author = who.Name
	}
	id, err := m.s.opts.Writing.NewID()
	if err != nil {
		return nil, err
	}
	j, err := query.Judge(ctx, requestOf(ctx).Reader, v, id, m.s.opts.Now())
	if err != nil {
		return nil, refusedAct(err)
	}
	change, err := m.s.store.Judge(ctx, j)
	if err != nil {
		return nil, refusedAct(err)
	}
	revision, err := m.s.end(ctx, string(v.Kind), who, slog.String("judgement", j.ID.String()))
	return &judgePayload{j, change, revision}, err
}

// refusedAct tells clients why an act cannot be recorded.
func refusedAct(err error) error {
	switch {
	case errors.Is(err, graph.ErrConflict):
		return &coded{code: CodeConflict, message: err.Error()}
	case errors.Is(err, graph.ErrInvalid):
		return &coded{code: CodeBadInput, message: quoted.ReplaceAllString(err.Error(), `"…"`)} // it quotes what was sent
	case errors.Is(err, graph.ErrTooLarge):
		return &coded{code: CodeConflict, message: "this would change too many documents in one write: judge the entity that fewer articles name to be the other one"}
	}
	return err
}

// judgePayload is a judgement with how much it changed.
type judgePayload struct {
	j        *graph.Judgement
	change   *graph.Change
	revision string
}

func (p *judgePayload) Act() *judgementNode { return &judgementNode{query.Act{Judgement: p.j}} }
func (p *judgePayload) Revision() string    { return p.revision }
func (p *judgePayload) Changed() touched    { return touched{p.change} }

// touched counts what a change did.
type touched struct{ c *graph.Change }

func (t touched) Documents() int32 { return int32(len(t.c.Documents)) }
func (t touched) Entities() int32  { return int32(len(t.c.Entities)) }
func (t touched) Claims() int32    { return int32(len(t.c.Claims)) }
func (t touched) Relations() int32 { return int32(len(t.c.Relations)) }

// RemoveDocument removes an article and what only it said.
func (m *mutation) RemoveDocument(ctx context.Context, args struct {
	Ref    documentRef
	DryRun bool
}) (*removePayload, error) {
	who, err := m.s.begin(ctx, "remove", Admin)
	if err != nil {
		return nil, err
	}
	d, err := args.Ref.find(ctx)
	if err == nil && d == nil {
		err = graph.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	change, err := m.s.store.Preview(ctx, graph.Edit{Remove: []graph.ID{d.ID}})
	if err != nil || args.DryRun {
		return &removePayload{d, change, ""}, err
	}
	if _, err := m.s.store.Remove(ctx, d.ID); err != nil {
		return nil, err
	}
	revision, err := m.s.end(ctx, "remove", who, slog.String("document", d.Key))
	return &removePayload{d, change, revision}, err
}

// removePayload is the receipt of a removal.
type removePayload struct {
	d        *graph.Document
	change   *graph.Change
	revision string
}

func (p *removePayload) Document() graphql.ID { return gid(p.d.ID) }
func (p *removePayload) Key() string          { return p.d.Key }
func (p *removePayload) Revision() *string    { return maybe(p.revision) }
func (p *removePayload) Changed() touched     { return touched{p.change} }

type articleInput struct {
	Key, Title, URL, Outlet *string
	Text                    string
	Published               *day
}

// Ingest stores articles.
func (m *mutation) Ingest(ctx context.Context, args struct{ Articles []articleInput }) (*ingestPayload, error) {
	who, err := m.s.begin(ctx, "ingest", Admin)
	if err != nil {
		return nil, err
	}
	articles, err := toIngest(args.Articles)
	if err != nil {
		return nil, err
	}
	done, err := m.s.steps(len(articles))
	if err != nil {
		return nil, err
	}
	outcomes, cut := m.s.opts.Writing.Ingest(ctx, articles, done)
	revision, err := m.s.end(ctx, "ingest", who, ingested(len(articles), outcomes, cut)...)
	if cut != nil {
		return nil, afterWrite(cut, revision)
	}
	return &ingestPayload{outcomes, revision}, err
}

// toIngest checks articles as a client sent them.
func toIngest(inputs []articleInput) ([]Article, error) {
	if len(inputs) > MaxArticles {
		return nil, badInput("more than %d articles: send them in parts", MaxArticles)
	}
	articles := make([]Article, 0, len(inputs))
	for i, in := range inputs {
		published, err := in.Published.input()
		if err != nil {
			return nil, err
		}
		if orEmpty(in.Key) == "" && orEmpty(in.URL) == "" {
			return nil, badInput("article %d has neither key nor url: one of them says which article it is", i+1)
		}
		articles = append(articles, Article{
			Key: orEmpty(in.Key), Title: orEmpty(in.Title), Text: in.Text, URL: orEmpty(in.URL), Outlet: orEmpty(in.Outlet), Published: published,
		})
	}
	return articles, nil
}

// ingestPayload tells what became of articles.
type ingestPayload struct {
	outcomes []ArticleOutcome
	revision string
}

func (p *ingestPayload) Revision() string { return p.revision }

func (p *ingestPayload) Articles() []articleOutcome {
	out := make([]articleOutcome, 0, len(p.outcomes))
	for _, o := range p.outcomes {
		out = append(out, articleOutcome{o})
	}
	return out
}

type articleOutcome struct{ o ArticleOutcome }

func (o articleOutcome) Key() string      { return o.o.Key }
func (o articleOutcome) Status() string   { return enumOf(o.o.Status) }
func (o articleOutcome) Problem() *string { return maybe(o.o.Problem) }
func (o articleOutcome) Claims() int32    { return int32(o.o.Claims) }
