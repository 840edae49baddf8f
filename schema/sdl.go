package schema

import (
	_ "embed"
	"strings"
)

// SDL is the GraphQL schema. Each value of its enums is a word of the vocabulary in upper snake case:
// "armed-group" is ARMED_GROUP.
//
//go:embed schema.graphql
var SDL string

// EnumValue returns the GraphQL enum value of a word of the vocabulary.
func EnumValue[T ~string](word T) string {
	return strings.ReplaceAll(strings.ToUpper(string(word)), "-", "_")
}

// EnumWord returns the word of the vocabulary of a GraphQL enum value: the inverse of EnumValue.
func EnumWord[T ~string](value string) T {
	return T(strings.ReplaceAll(strings.ToLower(value), "_", "-"))
}
