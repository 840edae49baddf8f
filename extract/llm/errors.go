package llm

import "errors"

// Errors that others are told apart by.
var (
	// ErrEndpoint: with this address, key or model no article can be read.
	ErrEndpoint = errors.New("the endpoint cannot be used")
	// ErrServer: the server failed, was too slow or too busy, and so it did when it was asked again.
	ErrServer = errors.New("no answer")
	// ErrRequest: the server does not take the request for this article.
	ErrRequest = errors.New("the endpoint refused the request")
	// ErrAnswer: the answer is refused, cut off, too large or of another form than was asked for.
	ErrAnswer = errors.New("the answer cannot be used")
	// ErrTooLong: the article is longer than what is sent.
	ErrTooLong = errors.New("the article is too long to be sent")
)

// failure is what is wrong with one attempt.
type failure struct {
	err   error
	again bool    // another attempt may do better
	wait  seconds // how long the server asks to wait; 0 where it does not
}

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Unwrap() error { return f.err }
