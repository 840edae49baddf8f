package query

import (
	"errors"
	"fmt"

	"github.com/isnad-graph/isnad/graph"
)

// Sentinel errors.
var (
	// ErrPage: the page asked for is none.
	ErrPage = errors.New("bad page")
	// ErrOptions: options that are out of their bounds.
	ErrOptions = errors.New("bad options")
	// ErrTooMany: the answer has more in it than the caller allows, or takes more work.
	ErrTooMany = errors.New("too many")
	// ErrPeriod: a period ends before it begins.
	ErrPeriod = errors.New("period ends before it begins")
	// ErrNoPlace: control is asked for of what is no place.
	ErrNoPlace = errors.New("not a place")
	// ErrUnsupported: the reader cannot tell what is asked of it.
	ErrUnsupported = errors.New("not supported by this reader")
)

// AmbiguousError tells that a name could mean more than one entity.
type AmbiguousError struct {
	Name       string
	Candidates []*graph.Entity // ascending by id, at least two
}

// Error names the first candidates by their keys.
func (e *AmbiguousError) Error() string {
	const shown = 5
	text := fmt.Sprintf("name %q is ambiguous, it could mean", e.Name)
	for i, c := range e.Candidates {
		if i == shown {
			return text + fmt.Sprintf(" or %d more", len(e.Candidates)-shown)
		}
		if i > 0 {
			text += ","
		}
		text += " " + c.Key
	}
	return text
}
