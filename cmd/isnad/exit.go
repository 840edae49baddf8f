package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/isnad-graph/isnad/export"
	"github.com/isnad-graph/isnad/extract/gazetteer"
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/withhold"
)

// Exit codes.
const (
	exitOK       = 0
	exitFailed   = 1
	exitUsage    = 2
	exitNotFound = 3
	exitCheck    = 4 // a check did not hold
	exitConflict = 5 // conflict, or locked
	exitPartial  = 6 // some of it was done
)

// failure is an error with an exit code. Where err is nil, all was said already.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit code %d", f.code)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// silent ends the run with code; what there was to say has been said.
func silent(code int) error { return &failure{code: code} }

func fail(code int, format string, args ...any) error {
	return &failure{code, fmt.Errorf(format, args...)}
}

func usage(err error) error {
	return &failure{exitUsage, fmt.Errorf("%w; see `isnad help`", err)}
}

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }

// wanted says what a flag of a type takes.
var wanted = map[string]string{
	"int": "a whole number", "int64": "a whole number", "uint64": "a whole number, 0 or more", "float64": "a number",
	"duration": "a time, as 90s or 5m", "bool": "true or false",
}

// plainly says what is wrong with the value of a flag, without the words of who parsed it.
func plainly(err error) error {
	var bad *pflag.InvalidValueError
	if !errors.As(err, &bad) {
		return err
	}
	want, known := wanted[bad.GetFlag().Value.Type()]
	if !known {
		return err
	}
	return fmt.Errorf("--%s %q: want %s", bad.GetFlag().Name, bad.GetValue(), want)
}

// codeOf returns the exit code that err calls for.
func codeOf(err error) int {
	var f *failure
	var ambiguous *query.AmbiguousError
	switch {
	case errors.As(err, &f):
		return f.code
	case errors.Is(err, graph.ErrNotFound):
		return exitNotFound
	case errors.Is(err, graph.ErrLocked), errors.Is(err, graph.ErrConflict), errors.Is(err, graph.ErrRevision), errors.Is(err, export.ErrExists),
		errors.Is(err, gazetteer.ErrExists), errors.Is(err, badgerstore.ErrExists), errors.Is(err, badgerstore.ErrChain), errors.As(err, &ambiguous):
		return exitConflict
	case errors.Is(err, badgerstore.ErrBackup), errors.Is(err, graph.ErrCorrupt):
		return exitCheck
	case errors.Is(err, export.ErrFormat), errors.Is(err, export.ErrManyFiles), errors.Is(err, export.ErrOptions), errors.Is(err, graph.ErrBadID), errors.Is(err, graph.ErrInvalid), errors.Is(err, withhold.ErrPolicy),
		errors.Is(err, query.ErrOptions), errors.Is(err, badgerstore.ErrKey),
		errors.Is(err, query.ErrPeriod), errors.Is(err, query.ErrNoPlace),
		errors.Is(err, gazetteer.ErrCountry), errors.Is(err, gazetteer.ErrFeature), errors.Is(err, gazetteer.ErrParent):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitPartial
	}
	return exitFailed
}

// broken adds to the error that ended a run what was done until then, and how to go on.
func broken(err error, done string) error {
	if errors.Is(err, context.Canceled) {
		return fail(exitPartial, "stopped; %s", done)
	}
	return fmt.Errorf("%w; %s", err, done)
}
