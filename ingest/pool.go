package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
)

// Status says what became of an article.
type Status string

// Statuses.
const (
	New       Status = "new"
	Replaced  Status = "replaced"  // another text, or other facts about it, stood under its key
	Unchanged Status = "unchanged" // it was there already, or came twice
	Rejected  Status = "rejected"
)

// Outcome is what became of an article, and what was found in it.
type Outcome struct {
	Status    Status
	Sentences int
	Claims    int
	Refusals  []Refusal // claims that were proposed and not admitted

	Difference *DocumentDifference // from what was stored; nil where that says the same, or nothing was

	SameURL *SameURL // where it has the address of another one; nil otherwise

	// Then is what is left to do in the turn of the article, see Pool.InOrder. An error of it stops the run.
	Then func() error
}

// Work does something with one article. An error that is a *Problem rejects the article; any other
// error stops the run. Work must be safe for concurrent use.
type Work func(ctx context.Context, a *Article) (Outcome, error)

// Pool runs work on articles.
type Pool struct {
	Workers  int          // 0: one a processor
	Progress func(Report) // called after each article, never twice at once; nil: not called
	// InOrder has what outcomes leave to be done Then done in the order of the articles, one after the other. Without
	// it nothing may be left.
	InOrder bool
}

// Run does work on every article of items and reports what became of them. Of articles with one key it
// takes the first; those that are not equal to it are rejected, unless a quarter of a million others came between. It returns ctx's error where that ended
// the run, or the error of work that did: the report then tells what was done.
func (p Pool) Run(ctx context.Context, items iter.Seq[Item], work Work) (*Report, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	todo, done := make(chan task), make(chan result)
	var workers sync.WaitGroup
	for range p.workers() {
		workers.Go(func() {
			for t := range todo {
				done <- t.inTurn(ctx, stop, t.behindOthers(ctx, work))
			}
		})
	}
	go func() {
		p.feed(ctx, items, todo, done)
		close(todo)
		workers.Wait()
		close(done)
	}()
	report := p.collect(done, stop)
	return report, context.Cause(ctx)
}

func (p Pool) workers() int {
	if p.Workers > 0 {
		return p.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// task is an article and its turn, which comes when before is closed; the next one comes when after is.
type task struct {
	item          Item
	before, after chan struct{}   // nil where no order is kept
	ahead         <-chan struct{} // closed when the one ahead with the address of the article has left; nil: there is none
	leave         func()
}

// behindOthers does the work of t when those ahead of it with the address of its article have left.
func (t task) behindOthers(ctx context.Context, work Work) result {
	defer t.leave()
	if t.ahead != nil {
		select {
		case <-t.ahead:
		case <-ctx.Done():
		}
	}
	return attempt(ctx, t.item, work)
}

// queues lets those with one address be worked on one after the other, in the order in which they joined: what becomes of one
// depends on what is stored of the others.
type queues struct {
	mu   sync.Mutex
	last map[string]chan struct{}
}

// join returns what is closed when the one ahead has left, nil where nobody is, and how to leave. Who has no address waits for
// nobody.
func (q *queues) join(address string) (ahead <-chan struct{}, leave func()) {
	if address == "" {
		return nil, func() {}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last == nil {
		q.last = map[string]chan struct{}{}
	}
	before, own := q.last[address], make(chan struct{})
	q.last[address] = own
	return before, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		close(own)
		if q.last[address] == own {
			delete(q.last, address)
		}
	}
}

// firstTurn comes before the first task, in an order or in none.
func firstTurn(inOrder bool) task {
	if !inOrder {
		return task{}
	}
	first := task{after: make(chan struct{})}
	close(first.after)
	return first
}

// next is the task behind t.
func (t task) next(item Item) task {
	if t.after == nil {
		return task{item: item}
	}
	return task{item: item, before: t.after, after: make(chan struct{})}
}

// inTurn waits for the turn of t and does what r leaves to be done. Where that fails, nobody behind t has a turn.
func (t task) inTurn(ctx context.Context, stop context.CancelCauseFunc, r result) result {
	if t.after == nil {
		return r
	}
	defer close(t.after)
	select {
	case <-t.before:
	case <-ctx.Done():
	}
	if r.outcome.Then == nil || r.err != nil {
		return r
	}
	if r.err = ctx.Err(); r.err != nil {
		return r
	}
	if r.err = r.outcome.Then(); r.err != nil { // before the next one has its turn
		stop(fmt.Errorf("%s: %w", t.item.Article.Key, r.err))
	}
	return r
}

type result struct {
	item    Item
	outcome Outcome
	err     error
}

// feed hands articles to the workers, and what needs no work straight to done.
func (p Pool) feed(ctx context.Context, items iter.Seq[Item], todo chan<- task, done chan<- result) {
	var seen seen
	var queues queues
	turn := firstTurn(p.InOrder)
	for item := range items {
		if ctx.Err() != nil {
			return
		}
		if item.Article == nil {
			done <- result{item: item, outcome: Outcome{Status: Rejected}}
			continue
		}
		if first, err := seen.note(item.Article); err != nil {
			done <- result{item: item, outcome: Outcome{Status: Rejected}, err: err}
			continue
		} else if !first {
			done <- result{item: item, outcome: Outcome{Status: Unchanged}}
			continue
		}
		turn = turn.next(item)
		turn.ahead, turn.leave = queues.join(item.Article.canonical)
		select {
		case todo <- turn:
		case <-ctx.Done():
			return
		}
	}
}

// seen remembers the latest articles of a run by their keys, a quarter of a million at least: a stream may go on without
// end.
type seen struct{ young, old map[digest]sighting }

// digest is the start of a SHA-256, which no two articles of a run share by chance.
type digest [16]byte

type sighting struct {
	text digest
	file string
	line int
}

// seenAtOnce is how many articles are remembered before the older ones among them are forgotten.
const seenAtOnce = 1 << 18

func digestOf(s string) digest {
	sum := sha256.Sum256([]byte(s))
	return digest(sum[:])
}

// note reports whether a is the first with its key. It returns a *Problem where another one was.
func (s *seen) note(a *Article) (bool, error) {
	key, text := digestOf(a.Key), digestOf(a.Text)
	first, ok := s.young[key]
	if !ok {
		first, ok = s.old[key]
	}
	if !ok {
		if s.young == nil || len(s.young) == seenAtOnce {
			s.young, s.old = map[digest]sighting{}, s.young
		}
		s.young[key] = sighting{text, a.File, a.Line}
		return true, nil
	}
	if first.text == text {
		return false, nil
	}
	return false, a.problem("give each article an id of its own; the first one was taken",
		"its id was there before with another text, at %s:%d", first.file, first.line)
}

// attempt does work on one article. A panic in it rejects the article: the rest must not suffer.
func attempt(ctx context.Context, item Item, work Work) (res result) {
	res.item = item
	defer func() {
		if r := recover(); r != nil {
			res.outcome = Outcome{Status: Rejected}
			res.err = item.Article.problem("please report this as a bug, with the article", "internal error: %v", r)
		}
	}()
	if ctx.Err() != nil {
		res.err = ctx.Err()
		return res
	}
	res.outcome, res.err = work(ctx, item.Article)
	return res
}

func (p Pool) collect(done <-chan result, stop context.CancelCauseFunc) *Report {
	var report Report
	for r := range done {
		var problem *Problem
		switch {
		case errors.As(r.err, &problem):
			report.add(r.item, Outcome{Status: Rejected}, problem)
		case r.err != nil:
			if !errors.Is(r.err, context.Canceled) && !errors.Is(r.err, context.DeadlineExceeded) {
				stop(fmt.Errorf("%s: %w", r.item.Article.Key, r.err))
			}
			continue
		default:
			report.add(r.item, r.outcome, nil)
		}
		if p.Progress != nil {
			p.Progress(report)
		}
	}
	report.sort()
	return &report
}
