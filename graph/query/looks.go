package query

import "context"

type looksKey struct{}

// Counting returns a context in which look is told, before each batch of records is held against a filter, how many they
// are. An error of it ends the reading and is what the reading returns. It may be called from several goroutines at once.
func Counting(ctx context.Context, look func(records int) error) context.Context {
	return context.WithValue(ctx, looksKey{}, look)
}

// looking tells whoever counts of n records.
func looking(ctx context.Context, n int) error {
	if look, ok := ctx.Value(looksKey{}).(func(int) error); ok {
		return look(n)
	}
	return nil
}
