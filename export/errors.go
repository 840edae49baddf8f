package export

import "errors"

// Sentinel errors; they come wrapped with what was being done.
var (
	// ErrFormat: there is no export format of that name.
	ErrFormat = errors.New("unknown export format")
	// ErrExists: the target is there already and Options.Overwrite is not set.
	ErrExists = errors.New("target exists")
	// ErrManyFiles: the format is a directory of files and cannot go to one stream.
	ErrManyFiles = errors.New("format writes more than one file")
)
