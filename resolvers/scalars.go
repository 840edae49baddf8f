package resolvers

import (
	"fmt"

	"github.com/graph-gophers/graphql-go"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// day is the scalar Day. What a client sent is checked where it is used, since the library drops the
// siblings of an argument whose scalar it cannot read.
type day string

// ImplementsGraphQLType names the scalar.
func (day) ImplementsGraphQLType(name string) bool { return name == "Day" }

// UnmarshalGraphQL takes any text.
func (d *day) UnmarshalGraphQL(input any) error {
	text, ok := input.(string)
	if !ok {
		return fmt.Errorf("a Day is a string")
	}
	*d = day(text)
	return nil
}

// dayOf returns d, nil where it is unknown.
func dayOf(d graph.Day) *day {
	if d == "" {
		return nil
	}
	return (*day)(&d)
}

// input checks a day that a client sent; nil is the unknown day.
func (d *day) input() (graph.Day, error) {
	if d == nil {
		return "", nil
	}
	parsed, err := graph.ParseDay(string(*d))
	if err != nil || parsed == "" {
		return "", badInput("not a day: want YYYY-MM-DD")
	}
	return parsed, nil
}

// enumOf returns the value of an enum for a word of the vocabulary.
func enumOf[T ~string](word T) string { return schema.EnumValue(word) }

// maybeEnum is enumOf, nil for the empty word.
func maybeEnum[T ~string](word T) *string {
	if word == "" {
		return nil
	}
	value := enumOf(word)
	return &value
}

// maybe returns s, nil where it is empty.
func maybe(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func int32Of(n *int) *int32 {
	if n == nil {
		return nil
	}
	v := int32(*n)
	return &v
}

func gid(id graph.ID) graphql.ID { return graphql.ID(id.String()) }

// inputID reads a global id that a client sent.
func inputID(id graphql.ID) (graph.ID, error) { return graph.ParseID(string(id)) }

func inputIDs(ids []graphql.ID) ([]graph.ID, error) {
	if len(ids) > MaxPage {
		return nil, &coded{code: CodePageTooLarge, message: fmt.Sprintf("more than %d ids", MaxPage)}
	}
	parsed := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		p, err := inputID(id)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, p)
	}
	return parsed, nil
}
