package export

import _ "embed"

//go:embed ontology.ttl
var ontology string

//go:embed shapes.ttl
var shapes string

// Ontology returns the terms of the project's own that the RDF formats use, in Turtle.
func Ontology() string { return ontology }

// Shapes returns the SHACL shapes to which every RDF export conforms, in Turtle.
func Shapes() string { return shapes }
