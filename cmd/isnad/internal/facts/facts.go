// Package facts knows the facts form of the annotation guidelines: what one article reports, as one
// JSON file. Gold files and the output of `isnad extract` have this form.
package facts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Doc is one article's facts.
type Doc struct {
	Doc       string     `json:"doc"`
	Published *string    `json:"published"` // YYYY-MM-DD, nil where unknown
	Entities  []Entity   `json:"entities"`
	Events    []Event    `json:"events"`
	Relations []Relation `json:"relations"`
}

// Entity is an entity that takes part in an event or a relation, or is a source.
type Entity struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	En    string   `json:"en,omitempty"`
	Names []string `json:"names"`
}

// Event is one occurrence. Slots hold ids of entities.
type Event struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"`
	Mode     string   `json:"mode,omitempty"`
	Phase    string   `json:"phase,omitempty"`
	Status   string   `json:"status"`
	Agents   []string `json:"agents"`
	Patients []string `json:"patients"`
	Places   []string `json:"places"`
	From     *string  `json:"from"` // YYYY-MM-DD; nil: open or unknown
	To       *string  `json:"to"`   // YYYY-MM-DD; nil: open or unknown
	Count    *Count   `json:"count"`
	Sources  []string `json:"sources"` // nearest first
	Quote    string   `json:"quote"`
	Span     []int    `json:"span,omitempty"` // [start, end) of the sentence that is the evidence, in code points
}

// Count is how many persons; nil ends are open or not told.
type Count struct {
	Min *int `json:"min"`
	Max *int `json:"max"`
}

// Relation is a lasting relation between two entities.
type Relation struct {
	Type    string `json:"type"`
	Subject string `json:"subject"`
	Object  string `json:"object"`
}

// Marshal returns d as indented JSON with a newline at its end, Arabic as it is.
func (d *Doc) Marshal() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(d); err != nil {
		return nil, fmt.Errorf("write facts of %s: %w", d.Doc, err)
	}
	return b.Bytes(), nil
}

// ReadDir reads every facts file DOC.json in dir, by DOC. Files named *.meta.json are none.
func ReadDir(dir string) (map[string]*Doc, error) {
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("read facts in %s: %w", dir, err)
	}
	docs := map[string]*Doc{}
	for _, path := range paths {
		if strings.HasSuffix(path, ".meta.json") {
			continue
		}
		d, err := ReadFile(path)
		if err != nil {
			return nil, err
		}
		docs[strings.TrimSuffix(filepath.Base(path), ".json")] = d
	}
	return docs, nil
}

// ReadFile reads one facts file.
func ReadFile(path string) (*Doc, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	var d Doc
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, fmt.Errorf("read facts: %s: %w", path, err)
	}
	return &d, nil
}
