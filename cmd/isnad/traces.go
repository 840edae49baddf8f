package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/ingest"
	"github.com/isnad-graph/isnad/tracing"
)

// startTraces returns what sends traces to the collector at url; nil where there is none.
func startTraces(ctx context.Context, url string, log *slog.Logger) (*tracing.Tracer, error) {
	if url == "" {
		return nil, nil
	}
	t, err := tracing.New(ctx, tracing.Options{URL: url, Version: build(), Log: log})
	if errors.Is(err, tracing.ErrURL) {
		return nil, usage(fmt.Errorf("--traces: %w", err))
	}
	return t, err
}

// tracedExtractor makes a span of each article that is read.
type tracedExtractor struct {
	ingest.Extractor
	traces *tracing.Tracer
}

func (x tracedExtractor) Extract(ctx context.Context, doc extract.Document) (*extract.Result, error) {
	ctx, span := x.traces.Start(ctx, "extract")
	defer span.End()
	res, err := x.Extractor.Extract(ctx, doc)
	if err != nil {
		span.Fail("")
		return nil, err
	}
	span.Set(slog.Int("isnad.sentences", res.Sentences), slog.Int("isnad.claims", len(res.Claims)))
	return res, nil
}
