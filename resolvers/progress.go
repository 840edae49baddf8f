package resolvers

import (
	"context"
	"sync"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
)

// keptSteps is how many steps of ingests are kept for those who follow them.
const keptSteps = 512

// progress keeps the last steps of all ingests, by number. The zero value is ready. It is safe for
// concurrent use.
type progress struct {
	mu       sync.Mutex
	last     []*stepNode // the newest at the end
	number   uint64      // of the newest
	watchers graph.Watchers
}

func (p *progress) tell(step *stepNode) {
	p.mu.Lock()
	p.last = append(p.last, step)
	if over := len(p.last) - keptSteps; over > 0 {
		p.last = append(p.last[:0:0], p.last[over:]...)
	}
	p.number++
	number := p.number
	p.mu.Unlock()
	p.watchers.Tell(number)
}

// after returns the step after number, nil where there is none yet. It returns an error where it is not
// kept any more.
func (p *progress) after(number uint64) (*stepNode, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	behind := p.number - number
	if behind == 0 {
		return nil, nil
	}
	if behind > uint64(len(p.last)) {
		return nil, slowReader("", "")
	}
	return p.last[uint64(len(p.last))-behind], nil
}

func (p *progress) newest() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.number
}

// Ingest follows the ingests of this server.
func (sub *subscription) Ingest(ctx context.Context) (<-chan *stepNode, error) {
	return follow[*stepNode](ctx, func(life context.Context) (source, error) {
		if _, err := sub.s.may(ctx, Admin); err != nil {
			return nil, err
		}
		p := &sub.s.progress
		return &stepSource{watch: p.watchers.Watch(life), told: p.newest(), all: p}, nil
	})
}

// stepSource follows the steps of ingests.
type stepSource struct {
	watch <-chan uint64
	told  uint64
	all   *progress
}

func (s *stepSource) wake() <-chan uint64 { return s.watch }

func (s *stepSource) next(context.Context, graph.Reader) (any, error) {
	step, err := s.all.after(s.told)
	if err != nil || step == nil {
		return nil, err
	}
	s.told++
	return step, nil
}

// stepNode is one article of an ingest that is done.
type stepNode struct {
	run         graph.ID
	done, total int
	outcome     ArticleOutcome
}

func (n *stepNode) Run() graphql.ID         { return gid(n.run) }
func (n *stepNode) Done() int32             { return int32(n.done) }
func (n *stepNode) Total() int32            { return int32(n.total) }
func (n *stepNode) Article() articleOutcome { return articleOutcome{n.outcome} }

// steps returns what an ingest of total articles is to call for each of them that is done.
func (s *Schema) steps(total int) (func(ArticleOutcome), error) {
	run, err := s.opts.Writing.NewID()
	if err != nil {
		return nil, err
	}
	done := 0
	return func(o ArticleOutcome) {
		done++
		s.progress.tell(&stepNode{run, done, total, o})
	}, nil
}
