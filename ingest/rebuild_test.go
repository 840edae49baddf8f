package ingest_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/memstore"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/schema"
)

// reading finds claims of the types that are given for an article; the first is shifted by some bytes.
type reading struct {
	types map[string][]schema.Type
	shift int
}

func (reading) Version() string { return "reading-1" }

func (x reading) Extract(_ context.Context, d extract.Document) (*extract.Result, error) {
	whole := extract.Span{End: len(d.Text)}
	res := &extract.Result{Sentences: 1}
	for _, t := range x.types[d.Key] {
		trigger := extract.Span{Start: x.shift, End: len(d.Text)}
		res.Claims = append(res.Claims, extract.Claim{Type: t, Sentence: whole, Trigger: trigger, Quote: whole})
	}
	return res, nil
}

func stored(t *testing.T, s graph.Store) (claims map[schema.Type]graph.ID) {
	t.Helper()
	claims = map[schema.Type]graph.ID{}
	err := s.View(t.Context(), func(r graph.Reader) error {
		for c, err := range r.AllClaims(t.Context(), graph.ID{}) {
			if err != nil {
				return err
			}
			claims[c.Type] = c.ID
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestRebuildTellsWhatChangesAndKeepsJudgements(t *testing.T) {
	ctx, store := t.Context(), memstore.New(memstore.Options{})
	before := reading{types: map[string][]schema.Type{"a0": {schema.Attack, schema.Kill}, "a1": {schema.Meet}}}
	in := ingest.Ingester{Store: store, Extractor: before}
	if report, err := in.Run(ctx, items(rows(2))); err != nil || report.New != 2 {
		t.Fatalf("%+v, %v", report, err)
	}
	was := stored(t, store)
	j := &graph.Judgement{
		ID: graph.EntityID("act"), Kind: graph.Reject, Author: "analyst", Time: time.Unix(1, 0).UTC(),
		Claims: []graph.ID{was[schema.Attack], was[schema.Kill], was[schema.Meet]},
	}
	if _, err := store.Judge(ctx, j); err != nil {
		t.Fatal(err)
	}
	after := reading{types: map[string][]schema.Type{"a0": {schema.Attack, schema.Injure}, "a1": {schema.Meet}}}
	rb := ingest.Rebuilder{Store: store, Extractor: after, DryRun: true}
	dry, err := rb.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if dry.Gained != 1 || dry.Lost != 1 || dry.Moved != 0 || dry.Replaced != 1 || dry.Unchanged != 1 ||
		len(dry.Differences) != 1 || dry.Differences[0].Key != "a0" || dry.Differences[0].Same != 1 {
		t.Errorf("would change %+v", dry)
	}
	if len(dry.Stranded) != 1 || dry.Stranded[0].Claim != was[schema.Kill] || dry.Stranded[0].Judgement != j.ID {
		t.Errorf("stranded %+v", dry.Stranded)
	}
	if now := stored(t, store); now[schema.Kill] != was[schema.Kill] || len(now) != 3 {
		t.Errorf("a dry run changes what is stored: %v", now)
	}
	rb.DryRun = false
	if _, err := rb.Run(ctx); err != nil {
		t.Fatal(err)
	}
	now := stored(t, store)
	if _, lost := now[schema.Kill]; lost || now[schema.Attack] != was[schema.Attack] || len(now) != 3 {
		t.Errorf("rebuilt %v, was %v", now, was)
	}
	err = store.View(ctx, func(r graph.Reader) error {
		found, err := r.Claims(ctx, []graph.ID{now[schema.Attack], now[schema.Injure]})
		if err == nil && (found[0].Review != graph.Rejected || found[1].Review != "") {
			t.Errorf("reviews %q and %q", found[0].Review, found[1].Review)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := rb.Run(ctx); err != nil || again.Replaced != 0 || again.Gained+again.Lost+again.Moved != 0 {
		t.Errorf("a second rebuild changes %+v, %v", again, err)
	}
}

func TestRebuildSeesWhatMoved(t *testing.T) {
	ctx, store := t.Context(), memstore.New(memstore.Options{})
	types := map[string][]schema.Type{"a0": {schema.Attack}}
	in := ingest.Ingester{Store: store, Extractor: reading{types: types}}
	if _, err := in.Run(ctx, items(rows(1))); err != nil {
		t.Fatal(err)
	}
	was := stored(t, store)[schema.Attack]
	rb := ingest.Rebuilder{Store: store, Extractor: reading{types: types, shift: 2}}
	report, err := rb.Run(ctx)
	if err != nil || report.Moved != 1 || report.Gained+report.Lost != 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	if pair := report.Differences[0].Moved[0]; pair[0] != was || pair[1] != stored(t, store)[schema.Attack] {
		t.Errorf("moved %v, from %s", pair, was)
	}
}

func TestAnEditedArticleShowsTheDifference(t *testing.T) {
	ctx, store := t.Context(), memstore.New(memstore.Options{})
	in := ingest.Ingester{Store: store, Extractor: reading{types: map[string][]schema.Type{"a0": {schema.Attack, schema.Kill}}}}
	if _, err := in.Run(ctx, items(rows(1))); err != nil {
		t.Fatal(err)
	}
	was := stored(t, store)
	j := &graph.Judgement{
		ID: graph.EntityID("act"), Kind: graph.Accept, Author: "analyst", Time: time.Unix(1, 0).UTC(),
		Claims: []graph.ID{was[schema.Attack], was[schema.Kill]},
	}
	if _, err := store.Judge(ctx, j); err != nil {
		t.Fatal(err)
	}
	in.Extractor = reading{types: map[string][]schema.Type{"a0": {schema.Attack, schema.Injure}}}
	report, err := in.Run(ctx, items(`{"id": "a0", "text": "`+arabic+` مرة أخرى"}`))
	if err != nil || report.Replaced != 1 || report.Moved != 1 || report.Gained != 1 || report.Lost != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	d := report.Differences[0]
	if d.Key != "a0" || d.Before == d.After || d.Gained[0].Type != schema.Injure || d.Lost[0].Type != schema.Kill {
		t.Errorf("difference %+v", d)
	}
	want := []ingest.Stranded{
		{Judgement: j.ID, Claim: was[schema.Attack], Now: stored(t, store)[schema.Attack], Key: "a0"},
		{Judgement: j.ID, Claim: was[schema.Kill], Key: "a0"},
	}
	if !slices.Equal(report.Stranded, want) {
		t.Errorf("stranded %+v, want %+v", report.Stranded, want)
	}
	if again, err := in.Run(ctx, items(`{"id": "a0", "text": "`+arabic+` مرة أخرى"}`)); err != nil || again.Stranded != nil {
		t.Errorf("an article that stays strands %+v, %v", again.Stranded, err)
	}
}
