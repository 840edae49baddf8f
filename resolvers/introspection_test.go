package resolvers

import (
	"strings"
	"testing"
)

// TestIntrospection: what clients are told is complete and described.
func TestIntrospection(t *testing.T) {
	s := schemaOf(t, storeOf(t), Options{})
	data := ask(t, s, `{ __schema { queryType { fields { name } } types {
		kind name description
		fields(includeDeprecated: true) { name description args { name description } }
		inputFields { name description }
		enumValues(includeDeprecated: true) { name description }
	} } }`, nil)
	var roots []string
	for _, f := range at(t, data, "__schema", "queryType", "fields").([]any) {
		roots = append(roots, at(t, f, "name").(string))
	}
	for _, name := range strings.Fields("node nodes entity entities relations events event compareSources claims documents document sources control controlTimeline timeline neighborhood paths search aggregate why changes stats") {
		if !strings.Contains(" "+strings.Join(roots, " ")+" ", " "+name+" ") {
			t.Errorf("no root %s among %v", name, roots)
		}
	}
	described := 0
	var check func(where string, value any)
	check = func(where string, value any) {
		switch v := value.(type) {
		case []any:
			for _, item := range v {
				check(where, item)
			}
		case map[string]any:
			where += "." + v["name"].(string)
			if text, _ := v["description"].(string); strings.TrimSpace(text) == "" {
				t.Errorf("%s has no description", where)
			}
			described++
			for _, list := range []string{"fields", "inputFields", "enumValues", "args"} {
				check(where, v[list])
			}
		}
	}
	for _, typ := range at(t, data, "__schema", "types").([]any) {
		if !strings.HasPrefix(at(t, typ, "name").(string), "__") {
			check("", typ)
		}
	}
	if described < 400 {
		t.Errorf("only %d descriptions", described)
	}
}
