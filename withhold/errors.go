package withhold

import "errors"

// Sentinel errors. They are wrapped with the file, the line and what to do.
var (
	// ErrPolicy: the policy file is malformed, or contradicts itself or the store.
	ErrPolicy = errors.New("bad withholding policy")
	// ErrUnsupported: the reader cannot tell which document said what of an entity.
	ErrUnsupported = errors.New("the reader cannot be withheld from")
)
