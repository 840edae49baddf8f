package export

import (
	"errors"
	"fmt"
)

// Sentinel errors; they come wrapped with what was being done.
var (
	// ErrFormat: there is no export format of that name.
	ErrFormat = errors.New("unknown export format")
	// ErrExists: the target is there already and Options.Overwrite is not set.
	ErrExists = errors.New("target exists")
	// ErrBlocked: the target is there already and is nothing that an export replaces. It is an ErrExists.
	ErrBlocked = fmt.Errorf("%w and cannot be overwritten", ErrExists)
	// ErrOptions: the format cannot do what the options ask for, or they contradict each other.
	ErrOptions = errors.New("bad options")
	// ErrImport: what is to be imported is no jsonl export of this version, or not whole.
	ErrImport = errors.New("not a whole jsonl export")
	// ErrManyFiles: the format is a directory of files and cannot go to one stream.
	ErrManyFiles = errors.New("format writes more than one file")
)
