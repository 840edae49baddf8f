package gazetteer

import "errors"

var (
	// ErrExists says that there is something where the tables shall be written.
	ErrExists = errors.New("is there already")
	// ErrTooMany says that more places would have to be kept in memory than Options allow.
	ErrTooMany = errors.New("too many places")
	// ErrColumns says that a table has not the columns that are needed.
	ErrColumns = errors.New("not the columns of a table of places")
	// ErrFeature says that a feature class or code is not known.
	ErrFeature = errors.New("unknown feature")
	// ErrCountry says that a country code is not known.
	ErrCountry = errors.New("unknown country")
	// ErrParent says that the place named as parent is not in the lexicon.
	ErrParent = errors.New("no such place in the lexicon")
	// ErrFile says that a file is not of a sort that is read.
	ErrFile = errors.New("not a table that is read")
)
