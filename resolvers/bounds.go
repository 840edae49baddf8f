package resolvers

import (
	"maps"
	"slices"
)

// least is an argument that counts from 0 on, and where it goes.
type least struct {
	given *int32
	into  *int
}

// leasts checks arguments by their names.
func leasts(args map[string]least) error {
	for _, name := range slices.Sorted(maps.Keys(args)) {
		arg := args[name]
		if arg.given == nil {
			continue
		}
		if *arg.given < 0 {
			return badInput("%s is 0 or more", name)
		}
		*arg.into = int(*arg.given)
	}
	return nil
}
