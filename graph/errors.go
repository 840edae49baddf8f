package graph

import "errors"

// Sentinel errors. Stores and readers wrap them with what was being done.
var (
	// ErrBadID: the text is not an id.
	ErrBadID = errors.New("not an id")
	// ErrNotFound: nothing is stored under that id or key.
	ErrNotFound = errors.New("not found")
	// ErrLocked: another process has the store open.
	ErrLocked = errors.New("store is locked")
	// ErrFormat: the store was written by a version with another format.
	ErrFormat = errors.New("store format not supported")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("store is closed")
	// ErrInvalid: a delta or a judgement breaks a rule of the model; nothing of it was stored.
	ErrInvalid = errors.New("invalid")
	// ErrTooLarge: a delta does not fit one atomic write of this store.
	ErrTooLarge = errors.New("delta too large")
	// ErrConflict: a judgement contradicts another one, or undoes what is undone.
	ErrConflict = errors.New("judgements conflict")
	// ErrRevision: a revision of another store, or one that this store has not reached.
	ErrRevision = errors.New("not a revision of this store")
	// ErrNoHistory: the reader keeps something back, and with it the history of the store, which would tell.
	ErrNoHistory = errors.New("history is withheld")
	// ErrCorrupt: what is stored contradicts itself; `verify` says where.
	ErrCorrupt = errors.New("store is corrupt")
)
