package llm

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// object is a JSON schema.
type object map[string]any

// answerForm returns the JSON schema of an answer, of the kind that servers hold models to: every field
// required, none beyond them, null for what is not told.
func answerForm() ([]byte, error) {
	arguments := array(fields(object{"text": text(), "kind": oneOf(words(schema.Kinds)), "side": object{"type": "integer"}}))
	claim := fields(object{
		"type":      oneOf(append(words(schema.EventTypes), words(schema.LastingTypes)...)),
		"mode":      orNull(oneOf(words(schema.Modes))),
		"phase":     orNull(oneOf(words(schema.Phases))),
		"status":    oneOf(words(schema.Statuses)),
		"certainty": oneOf(words(schema.Certainties)),
		"stance":    oneOf(words(schema.Stances)),
		"evidence":  text(), "trigger": text(),
		"agents": arguments, "patients": arguments, "places": arguments, "sources": arguments,
		"when":  orNull(fields(object{"text": text(), "from": orNull(text()), "to": orNull(text())})),
		"count": orNull(fields(object{"text": text(), "min": orNull(object{"type": "integer"}), "max": orNull(object{"type": "integer"})})),
	})
	b, err := json.Marshal(fields(object{"claims": array(claim)}))
	if err != nil {
		return nil, fmt.Errorf("write form of the answer: %w", err)
	}
	return b, nil
}

func text() object { return object{"type": "string"} }

func oneOf(words []string) object { return object{"type": "string", "enum": words} }

func array(of object) object { return object{"type": "array", "items": of} }

// fields is an object with exactly these fields.
func fields(properties object) object {
	var names []string
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return object{"type": "object", "properties": properties, "required": names, "additionalProperties": false}
}

// orNull is o or null.
func orNull(o object) object {
	return object{"anyOf": []object{o, {"type": "null"}}}
}
