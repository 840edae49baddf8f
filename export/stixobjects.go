package export

import (
	"cmp"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// stixCommon is what every object has.
type stixCommon struct {
	Type       string          `json:"type"`
	Version    string          `json:"spec_version"`
	ID         string          `json:"id"`
	Creator    string          `json:"created_by_ref,omitempty"`
	Created    string          `json:"created"`
	Modified   string          `json:"modified"`
	Lang       string          `json:"lang,omitempty"`
	References []stixReference `json:"external_references,omitempty"`
	Extensions map[string]any  `json:"extensions,omitempty"`
}

type stixReference struct {
	Source string `json:"source_name"`
	ID     string `json:"external_id,omitempty"`
	URL    string `json:"url,omitempty"`
}

// undated stands for a time that is not known where STIX must have one: nothing in an export comes from
// a clock.
const undated = "1970-01-01T00:00:00.000Z"

// newCommon returns the common part of an object that an article of that day makes.
func newCommon(kind, id string, published graph.Day) stixCommon {
	at := cmp.Or(instant(published), undated)
	c := stixCommon{Type: kind, Version: "2.1", ID: id, Creator: stixProducer, Created: at, Modified: at}
	if id == stixProducer {
		c.Creator = ""
	}
	return c
}

// instant returns the first instant of d in UTC; empty where d is not known.
func instant(d graph.Day) string {
	if _, known := d.Time(); !known {
		return ""
	}
	return string(d) + "T00:00:00.000Z"
}

// lastInstant returns the last instant of d, and empty where d is not known: stop_time must be later
// than start_time, also where both are one day.
func lastInstant(d graph.Day) string {
	if _, known := d.Time(); !known {
		return ""
	}
	return string(d) + "T23:59:59.999Z"
}

func (c *stixCommon) extend(properties any) {
	c.Extensions = map[string]any{stixExtension: properties}
}

type stixIdentity struct {
	stixCommon
	Name  string `json:"name"`
	Class string `json:"identity_class"`
}

type stixLocation struct {
	stixCommon
	Name      string   `json:"name"`
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`
	Region    string   `json:"region,omitempty"`
	Country   string   `json:"country,omitempty"`
	Area      string   `json:"administrative_area,omitempty"`
	City      string   `json:"city,omitempty"`
}

type stixIncident struct {
	stixCommon
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

type stixNote struct {
	stixCommon
	Abstract string   `json:"abstract,omitempty"`
	Content  string   `json:"content"`
	Authors  []string `json:"authors,omitempty"`
	Refs     []string `json:"object_refs"`
}

type stixOpinion struct {
	stixCommon
	Explanation string   `json:"explanation,omitempty"`
	Authors     []string `json:"authors,omitempty"`
	Refs        []string `json:"object_refs"`
	Opinion     string   `json:"opinion"`
}

type stixSighting struct {
	stixCommon
	Description string   `json:"description,omitempty"`
	First       string   `json:"first_seen,omitempty"`
	Last        string   `json:"last_seen,omitempty"`
	Of          string   `json:"sighting_of_ref"`
	Where       []string `json:"where_sighted_refs,omitempty"`
}

type stixRelationship struct {
	stixCommon
	Relationship string `json:"relationship_type"`
	Description  string `json:"description,omitempty"`
	Source       string `json:"source_ref"`
	Target       string `json:"target_ref"`
	Start        string `json:"start_time,omitempty"`
	Stop         string `json:"stop_time,omitempty"`
}

// stixCollection is a report or, of an article without a date, a grouping.
type stixCollection struct {
	stixCommon
	Name      string   `json:"name"`
	Context   string   `json:"context,omitempty"`
	Published string   `json:"published,omitempty"`
	Refs      []string `json:"object_refs"`
}

type stixExtensionDefinition struct {
	stixCommon
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Schema      string   `json:"schema"`
	Release     string   `json:"version"`
	Types       []string `json:"extension_types"`
}

func newExtensionDefinition() stixExtensionDefinition {
	return stixExtensionDefinition{
		stixCommon: newCommon("extension-definition", stixExtension, ""),
		Name:       "Isnad claims",
		Description: "What Isnad knows of an entity, a claim, a relation or an article and STIX has no property for: " +
			"keys, kinds, names by language, types and statuses of claims, roles, tallies, valid time, counts of witnesses.",
		Schema:  "https://github.com/isnad-graph/isnad/blob/main/docs/FORMATS.md",
		Release: "1.0.0",
		Types:   []string{"property-extension"},
	}
}

// entityExtension extends identities and locations.
type entityExtension struct {
	Extension string       `json:"extension_type"`
	Key       string       `json:"key,omitempty"`
	Kind      schema.Kind  `json:"kind"`
	Class     string       `json:"interaction_class,omitempty"`
	Parent    string       `json:"parent_key,omitempty"`
	Names     []graph.Name `json:"names,omitempty"`
}

func (w *stixWriter) entity(e *graph.Entity) {
	properties := entityExtension{Extension: "property-extension", Key: clean(e.Key), Kind: e.Kind, Class: clean(e.Class), Parent: clean(e.Parent)}
	for _, n := range e.Names {
		properties.Names = append(properties.Names, graph.Name{Text: clean(n.Text), Lang: n.Lang, Script: n.Script})
	}
	common := newCommon(stixKind(e), stixRef(e), "")
	common.Lang = arabic
	common.References = stixReferences(e)
	common.extend(properties)
	name := clean(e.Name)
	if e.Kind.IsPlace() {
		w.put("locations", newLocation(common, e, name))
		return
	}
	w.put("identities", stixIdentity{stixCommon: common, Name: name, Class: identityClass(e.Kind)})
}

func stixReferences(e *graph.Entity) []stixReference {
	var out []stixReference
	for _, source := range []string{"geonames", "pcode", "wikidata"} {
		if id := clean(e.External[source]); id != "" {
			out = append(out, stixReference{Source: source, ID: id})
		}
	}
	return out
}

// newLocation gives a place at least one of coordinates, country and region, as STIX wants it. A place of
// which nothing is known but its name is its own region.
func newLocation(common stixCommon, e *graph.Entity, name string) stixLocation {
	l := stixLocation{stixCommon: common, Name: name}
	if p := e.Point; p != nil {
		l.Latitude, l.Longitude = &p.Lat, &p.Lon
	}
	switch e.Kind {
	case schema.Country:
		l.Country = name
	case schema.Region, schema.District:
		l.Area = name
	case schema.Settlement:
		l.City = name
	}
	if e.Point == nil && e.Kind != schema.Country {
		l.Region = name
	}
	return l
}

func stixKind(e *graph.Entity) string {
	if e.Kind.IsPlace() {
		return "location"
	}
	return "identity"
}

func stixRef(e *graph.Entity) string { return stixKind(e) + "--" + e.ID.String() }

// identityClass maps kinds to STIX's classes of identities. Nobody becomes a threat actor: that is a
// judgement.
func identityClass(k schema.Kind) string {
	switch k {
	case schema.Person:
		return "individual"
	case schema.ArmedGroup, schema.Community, schema.Coalition:
		return "group"
	case schema.State, schema.Military, schema.Body, schema.Media:
		return "organization"
	case schema.Civilians:
		return "class"
	}
	return "unknown"
}
