// Package gazetteer makes tables of places, as a user's own lexicon has them, from the dumps of GeoNames and from the common
// operational data of OCHA. It reads files row by row, keeps what it will write and no more, and skips bad rows.
package gazetteer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// DefaultMaxPlaces is how many places are kept in memory at most.
const DefaultMaxPlaces = 500_000

// Options sets what is read. Only Lexicon is needed.
type Options struct {
	// Lexicon knows the places that need not be written, the words that names can be mistaken for, and the nouns that stand
	// before names.
	Lexicon *lexicon.Lexicon
	// Parent is the id of the known place in which places lie whose table does not say.
	Parent string
	// Countries are two-letter codes of the countries of which GeoNames' places are read; empty: all.
	Countries []string
	// Features are classes («P»), codes («AIRB») or both («S.AIRB») of GeoNames' places to read; empty: A and P.
	Features []string
	// AlternateNames is the path of GeoNames' alternateNamesV2, which says the language of names; empty: names in Arabic
	// letters are taken from the dump itself.
	AlternateNames string
	// Kinds are the kinds of administrative areas by level, where they are not country, region, district, district, settlement.
	Kinds map[int]schema.Kind
	// MaxPlaces bounds the places in memory; 0: DefaultMaxPlaces.
	MaxPlaces int
	// Progress, if not nil, is called now and then with the bytes read and the bytes that there are.
	Progress func(read, total int64)
}

// Report tells what became of the rows and of the places that they tell; a row of OCHA's tells several, and several rows
// tell the same.
type Report struct {
	Rows       int `json:"rows"`
	Written    int `json:"written"`    // places
	Names      int `json:"names"`      // of these
	Gated      int `json:"gated"`      // names that count only behind a type noun
	Known      int `json:"known"`      // places that the lexicon has already
	Unnamed    int `json:"unnamed"`    // places without an Arabic name
	PassedOver int `json:"passedOver"` // rows that were not asked for
	Rejected   int `json:"rejected"`   // bad rows

	// Problems are the first of the bad rows, at most MaxProblems, in the order in which they were met.
	Problems []lexicon.Fault `json:"problems,omitempty"`
}

// MaxProblems is how many bad rows a report describes.
const MaxProblems = 1000

func (r *Report) reject(file string, line int, what, remedy string) {
	r.Rejected++
	if len(r.Problems) < MaxProblems {
		r.Problems = append(r.Problems, lexicon.Fault{File: file, Line: line, What: what, Remedy: remedy})
	}
}

// bad is what is wrong with a row.
type bad struct{ what, remedy string }

func (b *bad) Error() string { return b.what + "; " + b.remedy }

func badf(remedy, format string, args ...any) error {
	return &bad{fmt.Sprintf(format, args...), remedy}
}

// rejectRow reports a bad row, or returns err where it is something else.
func (r *Report) rejectRow(file string, line int, err error) error {
	var b *bad
	if !errors.As(err, &b) {
		return err
	}
	r.reject(file, line, b.what, b.remedy)
	return nil
}

// Places are what was read, ready to be written.
type Places struct {
	origin string // what the tables say of where they come from
	name   string // of the tables
	list   []*place
}

// session is one run of a reader.
type session struct {
	Options
	Report
	byID  map[string]*place // places that may be written
	byKey map[string]*place // administrative areas by their key in the source
	total int64
	done  int64 // bytes of files that were read to their end
}

func newSession(opts Options) (*session, error) {
	s := &session{Options: opts, byID: map[string]*place{}, byKey: map[string]*place{}}
	s.Countries = slices.Clone(opts.Countries)
	s.MaxPlaces = cmp.Or(s.MaxPlaces, DefaultMaxPlaces)
	if s.Parent != "" && s.Lexicon.Index(lexicon.Key("places", s.Parent)) < 0 {
		return nil, fmt.Errorf("parent %q: %w", s.Parent, ErrParent)
	}
	for i, c := range s.Countries {
		s.Countries[i] = strings.ToUpper(c)
		if _, ok := countries()[s.Countries[i]]; !ok {
			return nil, fmt.Errorf("country %q: %w; give codes of two letters, as SY", c, ErrCountry)
		}
	}
	return s, nil
}

// rowFunc reads one row: the line of a dump, or the cells of a table. A *bad error skips the row, another one ends the run.
type rowFunc func(file string, line int, text string) error

// eachLine calls row with every line of the file at path.
func (s *session) eachLine(ctx context.Context, path string, row rowFunc) error {
	in, err := open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := newLines(in)
	for n := 1; ; n++ {
		if n%1024 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			s.tell(in.read)
		}
		text, err := lines.next()
		if errors.Is(err, io.EOF) {
			s.done += in.read
			return nil
		}
		if err == nil && text != "" {
			err = row(in.name, n, text)
		}
		if err = s.rejectRow(in.name, n, err); err != nil {
			return fmt.Errorf("read %s: %w", in.name, err)
		}
	}
}

func (s *session) tell(read int64) {
	if s.Progress != nil {
		s.Progress(s.done+read, s.total)
	}
}

// measure adds up the sizes of the files that will be read.
func (s *session) measure(paths ...string) error {
	for _, p := range paths {
		if p == "" {
			continue
		}
		in, err := open(p)
		if err != nil {
			return err
		}
		s.total += in.size
		in.Close()
	}
	return nil
}

// keep adds a place that may be written.
func (s *session) keep(p *place) error {
	if len(s.byID) >= s.MaxPlaces {
		return fmt.Errorf("%w: more than %d", ErrTooMany, s.MaxPlaces)
	}
	s.byID[p.id] = p
	return nil
}
