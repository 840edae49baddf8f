package resolvers

// The library answers each field that takes a context or returns an error in a goroutine of its own, and so each
// item of a list that selects such a field. What hundreds of items select has neither, where it reads nothing
// or reads for all of them at once: it is answered in place, with the context of its group.

// failure is what a field panics with that fails in place. The panic handlers make of it the error that
// the field would have returned.
type failure struct{ err error }

// inPlace returns v, or panics where there is an error.
func inPlace[T any](v T, err error) T {
	if err != nil {
		panic(failure{err})
	}
	return v
}
