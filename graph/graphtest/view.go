package graphtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func viewIsSnapshot(_ *testing.T, f *fixture) {
	deltas := articles(4)
	f.apply(deltas[:2]...)
	f.view(func(r graph.Reader) {
		before, err := Dump(f.ctx, r)
		if err != nil {
			f.Fatal(err)
		}
		f.apply(deltas[2], fewer(deltas[1]))
		f.remove(deltas[0])
		after, err := Dump(f.ctx, r)
		if err != nil {
			f.Fatal(err)
		}
		f.same("inside of a view", after, before)
		f.same("a view beside it", f.dump(), f.like(deltas[2], fewer(deltas[1])))
	})
}

func viewError(_ *testing.T, f *fixture) {
	want := errors.New("what fn says")
	if err := f.View(f.ctx, func(graph.Reader) error { return want }); !errors.Is(err, want) {
		f.Errorf("view: %v, want the error of its function", err)
	}
}

func viewOver(_ *testing.T, f *fixture) {
	f.apply(articles(1)...)
	var kept graph.Reader
	f.view(func(r graph.Reader) { kept = r })
	if _, err := kept.Stats(f.ctx); err == nil {
		f.Error("a reader answers after its view")
	}
	if _, err := kept.RelationsOf(f.ctx, []graph.ID{unknown}, graph.Both); err == nil {
		f.Error("a reader finds relations after its view")
	}
	for what, all := range sequencesOf(kept) {
		for id, err := range all(f.ctx, graph.ID{}) {
			if err == nil {
				f.Errorf("%s: %s after the view", what, id)
			}
		}
	}
}

func verifyClean(_ *testing.T, f *fixture) {
	f.clean()
	f.apply(articles(5)...)
	f.clean()
	if faults, err := f.Verify(f.ctx); faults != nil || err != nil {
		f.Errorf("verify: %v, %v, want nil, nil", faults, err)
	}
}

func closed(_ *testing.T, f *fixture) {
	deltas := articles(1)
	f.apply(deltas...)
	for range 2 {
		if err := f.Close(); err != nil {
			f.Fatalf("close: %v", err)
		}
	}
	_, removeErr := f.Remove(f.ctx, deltas[0].Document.ID)
	_, verifyErr := f.Verify(f.ctx)
	for call, err := range map[string]error{
		"apply": f.Apply(f.ctx, deltas...), "apply of nothing": f.Apply(f.ctx), "remove": removeErr, "verify": verifyErr,
		"view": f.View(f.ctx, func(graph.Reader) error { return nil }),
	} {
		if !errors.Is(err, graph.ErrClosed) {
			f.Errorf("%s: %v, want ErrClosed", call, err)
		}
	}
}

// concurrent has writers, removers and readers at work at once; the readers check that each state that
// they see is whole: all of an article or nothing of it.
func concurrent(_ *testing.T, f *fixture) {
	const writers, rounds = 3, 6
	var work sync.WaitGroup
	errs := make(chan error, 100)
	for w := range writers {
		work.Go(func() { errs <- f.churn(w, rounds) })
		work.Go(func() { errs <- f.watch(rounds) })
	}
	work.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			f.Error(err)
		}
	}
	var want []*graph.Delta
	for w := range writers {
		want = append(want, article(fmt.Sprint("doc-", w), rounds-1), article(fmt.Sprint("also-", w), rounds-1))
	}
	f.same("after all", f.dump(), f.like(want...))
	f.clean()
}

func (f *fixture) churn(w, rounds int) error {
	for round := range rounds {
		passing := article(fmt.Sprint("passing-", w), round)
		err := errors.Join(
			f.Apply(f.ctx, article(fmt.Sprint("doc-", w), round), article(fmt.Sprint("also-", w), round)),
			f.Apply(f.ctx, passing),
		)
		_, removeErr := f.Remove(f.ctx, passing.Document.ID)
		if err := errors.Join(err, removeErr); err != nil {
			return err
		}
	}
	return nil
}

func (f *fixture) watch(rounds int) error {
	for range rounds {
		err := f.View(f.ctx, func(r graph.Reader) error {
			var readers sync.WaitGroup
			errs := make([]error, 4)
			for i := range errs {
				readers.Go(func() { errs[i] = whole(f.ctx, r) })
			}
			readers.Wait()
			return errors.Join(errs...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// whole returns an error where what r reads does not hang together.
func whole(ctx context.Context, r graph.Reader) error {
	stats, err := r.Stats(ctx)
	if err != nil {
		return err
	}
	claims, err := countClaims(ctx, r)
	if err != nil {
		return err
	}
	relations, err := countRelations(ctx, r)
	if err != nil {
		return err
	}
	if claims != stats.Claims || relations != stats.Relations {
		return fmt.Errorf("%d claims and %d relations, counted %d and %d", claims, relations, stats.Claims, stats.Relations)
	}
	return nil
}

// countClaims counts claims by way of their documents.
func countClaims(ctx context.Context, r graph.Reader) (n int, err error) {
	for d, err := range r.AllDocuments(ctx, graph.ID{}) {
		if err != nil {
			return 0, err
		}
		in, err := r.ClaimsIn(ctx, []graph.ID{d.ID})
		if err != nil {
			return 0, err
		}
		n += len(in[0])
	}
	return n, nil
}

// countRelations counts relations by way of their subjects.
func countRelations(ctx context.Context, r graph.Reader) (n int, err error) {
	for e, err := range r.AllEntities(ctx, graph.ID{}) {
		if err != nil {
			return 0, err
		}
		of, err := r.RelationsOf(ctx, []graph.ID{e.ID}, graph.Out)
		if err != nil {
			return 0, err
		}
		found, err := r.Relations(ctx, of[0])
		if err != nil {
			return 0, err
		}
		if i := slices.Index(found, nil); i >= 0 {
			return 0, fmt.Errorf("relation %s of %s is not there", of[0][i], e.ID)
		}
		n += len(found)
	}
	return n, nil
}
