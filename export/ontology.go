package export

import (
	_ "embed"
	"fmt"
)

//go:embed ontology.ttl
var ontology string

//go:embed shapes.ttl
var shapes string

// Ontology returns the terms of the project's own that the RDF formats use, in Turtle.
func Ontology() string { return ontology }

// Shapes returns the SHACL shapes to which every RDF export conforms, in Turtle.
func Shapes() string { return shapes }

// Vocabulary is what a receiver of a format may want besides. It is the same for every store.
type Vocabulary struct {
	Format
	Text string `json:"-"`
}

// Vocabularies returns those there are.
func Vocabularies() []Vocabulary {
	return []Vocabulary{
		{Format{
			Name: "ontology", Description: "Turtle: the terms of our own in nquads, turtle and jsonld, as an ontology; no store needed",
			Keeps: "classes and properties with labels, definitions and what they are in SEM, PROV-O and schema.org", Loses: "all that a store holds", Extension: ".ttl",
		}, ontology},
		{Format{
			Name: "shapes", Description: "Turtle: the SHACL shapes that nquads, turtle and jsonld conform to; no store needed",
			Keeps: "what a validator has to know", Loses: "all that a store holds", Extension: ".ttl",
		}, shapes},
	}
}

// Write writes v to the file dst, whole or not at all. ErrExists where something is there, unless it is a plain file
// and may be overwritten.
func (v Vocabulary) Write(dst string, overwrite bool) error {
	if err := v.write(dst, overwrite); err != nil {
		return fmt.Errorf("export %s: %w", v.Name, err)
	}
	return nil
}

func (v Vocabulary) write(dst string, overwrite bool) error {
	if err := freeFile(dst, overwrite); err != nil {
		return err
	}
	var s stage
	defer s.discard()
	f, err := s.part(dst)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(v.Text); err != nil {
		return err
	}
	if err := s.close(); err != nil {
		return err
	}
	return s.place()
}
