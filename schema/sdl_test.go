package schema

import (
	"regexp"
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func sdl(t *testing.T) *ast.SchemaDocument {
	t.Helper()
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: SDL})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func valuesOf[T ~string](words []T) []string {
	values := make([]string, 0, len(words))
	for _, w := range words {
		values = append(values, EnumValue(w))
	}
	return values
}

// TestEnumsAreTheVocabulary holds the enums of the schema and the constants of this package together.
func TestEnumsAreTheVocabulary(t *testing.T) {
	doc := sdl(t)
	for name, want := range map[string][]string{
		"EntityKind": valuesOf(Kinds), "ClaimType": append(valuesOf(EventTypes), valuesOf(LastingTypes)...), "Predicate": valuesOf(Predicates),
		"Status": valuesOf(Statuses), "Certainty": valuesOf(Certainties), "Stance": valuesOf(Stances), "Mode": valuesOf(Modes),
		"Phase": valuesOf(Phases), "Role": valuesOf(Roles),
	} {
		enum := doc.Definitions.ForName(name)
		if enum == nil {
			t.Errorf("no enum %s", name)
			continue
		}
		var got []string
		for _, v := range enum.EnumValues {
			got = append(got, v.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("enum %s has %v, the vocabulary %v", name, got, want)
		}
	}
}

func TestEnumValuesLeadBack(t *testing.T) {
	for _, k := range Kinds {
		if back := EnumWord[Kind](EnumValue(k)); back != k {
			t.Errorf("%s → %s → %s", k, EnumValue(k), back)
		}
	}
	if EnumValue(ArmedGroup) != "ARMED_GROUP" {
		t.Errorf("got %s", EnumValue(ArmedGroup))
	}
}

// TestEverythingIsDescribed: every type, field, argument and enum value has a description that is a
// sentence.
func TestEverythingIsDescribed(t *testing.T) {
	sentence := regexp.MustCompile(`(?s)^["“«]?[A-Z].*[.»]$`)
	check := func(where, description string) {
		if !sentence.MatchString(description) {
			t.Errorf("%s: description %q", where, description)
		}
	}
	for _, d := range sdl(t).Definitions {
		check(d.Name, d.Description)
		for _, f := range d.Fields {
			check(d.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				check(d.Name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range d.EnumValues {
			check(d.Name+"."+v.Name, v.Description)
		}
	}
}

// TestConnections: every list that is paged has the same four arguments and the same four fields.
func TestConnections(t *testing.T) {
	doc := sdl(t)
	connection := regexp.MustCompile(`Connection$`)
	for _, d := range doc.Definitions {
		if connection.MatchString(d.Name) {
			for _, name := range []string{"nodes", "edges", "pageInfo", "totalCount"} {
				if d.Fields.ForName(name) == nil {
					t.Errorf("%s has no %s", d.Name, name)
				}
			}
		}
		for _, f := range d.Fields {
			for _, arg := range []string{"first", "after", "last", "before"} {
				if connection.MatchString(f.Type.Name()) && f.Arguments.ForName(arg) == nil {
					t.Errorf("%s.%s has no argument %s", d.Name, f.Name, arg)
				}
			}
		}
	}
}
