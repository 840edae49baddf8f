package badgerstore

import "errors"

// Sentinel errors besides those of package graph.
var (
	// ErrReadOnly: the store was opened for reading only.
	ErrReadOnly = errors.New("store is open for reading only")
	// ErrFailed: the disk refused a write before; what was acknowledged is there when the store is opened anew.
	ErrFailed = errors.New("store stopped after a failed write")
	// ErrKey: the store or the backup is encrypted with another key, or the key is none.
	ErrKey = errors.New("wrong encryption key")
	// ErrBackup: the file is no whole and unchanged backup.
	ErrBackup = errors.New("not a sound backup")
	// ErrChain: a backup does not continue the one before it, or not this store.
	ErrChain = errors.New("backups do not follow one another")
	// ErrExists: there is something already where a backup or a store should be made.
	ErrExists = errors.New("already there")
)
