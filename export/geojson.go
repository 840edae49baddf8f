package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// geoJSON writes events and control where they lie. What has no coordinates is a list of its own, and
// never a point: members that RFC 7946 does not know are passed over by its readers.
var geoJSON = format{
	Format: Format{
		Name:        "geojson",
		Description: "GeoJSON (RFC 7946): events and control at their places, for QGIS, Leaflet, kepler.gl and GDAL",
		Keeps: "events with type, status, days, actors, place, count of killed, sources, ids of claims and the first quote; who is " +
			"told to hold a place, from when to when",
		Loses:     "texts, mentions, relations without a place; claims beyond their ids; what has no coordinates is in the list unlocated",
		Extension: ".geojson",
	},
	version: 1,
	write:   writeGeoJSON,
}

// feature is a place with what happened there.
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *geometry  `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

// properties are the same for events and control, so that they make one table.
type properties struct {
	Layer      string     `json:"layer"`          // event or control
	ID         string     `json:"id,omitempty"`   // of what is unlocated
	What       string     `json:"what"`           // type of event, or controls
	Mode       string     `json:"mode,omitempty"` // of an event
	Phase      string     `json:"phase,omitempty"`
	Status     string     `json:"status,omitempty"` // of an event
	From       graph.Day  `json:"from,omitempty"`   // days, both ends included
	To         graph.Day  `json:"to,omitempty"`
	FromBasis  string     `json:"from_basis,omitempty"` // of control: taken, told
	ToBasis    string     `json:"to_basis,omitempty"`   // of control: lost, last-told
	Agents     string     `json:"agents,omitempty"`
	Patients   string     `json:"patients,omitempty"`
	Place      string     `json:"place,omitempty"`
	PlaceKey   string     `json:"place_key,omitempty"`
	PlaceKind  string     `json:"place_kind,omitempty"`
	Killed     *int       `json:"killed,omitempty"` // what query.BestRule chooses
	KilledMin  *int       `json:"killed_min,omitempty"`
	KilledMax  *int       `json:"killed_max,omitempty"`
	Contested  bool       `json:"contested"` // somebody denies it, or counts exclude each other
	Supporting int        `json:"supporting"`
	Documents  int        `json:"documents,omitempty"`
	Sources    []string   `json:"sources,omitempty"`
	Claims     []graph.ID `json:"claims"`
	Quote      string     `json:"quote,omitempty"` // of the claim that was published first
}

// located is a feature of either sort, and where it lies.
type located struct {
	id    string
	point *graph.Point // nil: nobody knows
	properties
}

func writeGeoJSON(ctx context.Context, g *subgraph, out *output) error {
	f, err := out.create("")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "{\"type\":\"FeatureCollection\",\n\"features\":["); err != nil {
		return err
	}
	for _, what := range []string{"events", "control", "unlocated"} {
		out.counts[what] = 0
	}
	list := &jsonList{w: f}
	if err := eachLocated(ctx, g, func(l *located) error {
		if l.point == nil {
			return nil
		}
		out.counts[layerCounts[l.Layer]]++
		return list.add(feature{"Feature", l.id, &geometry{"Point", [2]float64{l.point.Lon, l.point.Lat}}, l.properties})
	}); err != nil {
		return err
	}
	if _, err := io.WriteString(f, "\n],\n\"unlocated\":["); err != nil {
		return err
	}
	list = &jsonList{w: f}
	if err := eachLocated(ctx, g, func(l *located) error {
		if l.point != nil {
			return nil
		}
		out.counts["unlocated"]++
		l.properties.ID = l.id
		return list.add(l.properties)
	}); err != nil {
		return err
	}
	_, err = io.WriteString(f, "\n]}\n")
	return err
}

// layerCounts are the words under which features are counted.
var layerCounts = map[string]string{eventLayer: "events", controlLayer: "control"}

// Layers.
const (
	eventLayer   = "event"
	controlLayer = "control"
)

// eachLocated calls fn with each event, then with each stretch of control.
func eachLocated(ctx context.Context, g *subgraph, fn func(*located) error) error {
	for h, err := range g.happenings(ctx) {
		if err != nil {
			return err
		}
		if err := fn(locateEvent(h)); err != nil {
			return err
		}
	}
	for t, err := range g.tenures(ctx) {
		if err != nil {
			return err
		}
		if err := fn(locateTenure(t)); err != nil {
			return err
		}
	}
	return nil
}

func locateEvent(h *happening) *located {
	l := &located{id: h.ID.String()}
	killed := h.killed()
	l.properties = properties{
		Layer: eventLayer, What: string(h.Type), Mode: string(h.mode()), Phase: string(h.phase()), Status: string(h.Status),
		From: h.From, To: h.To, Agents: join(h.names(h.agents)), Patients: join(h.names(h.patients)), Killed: killed.Best,
		KilledMin: killed.Min, KilledMax: killed.Max, Contested: h.contested(), Supporting: len(h.claims), Documents: h.documents(),
		Sources: h.sources(), Claims: h.claimIDs(), Quote: clean(h.witnesses[0].quote),
	}
	place := h.located()
	if place != nil {
		l.point = place.Point
	} else if len(h.places) > 0 {
		place = h.entities[h.places[0]]
	}
	l.at(place)
	return l
}

func locateTenure(t *tenure) *located {
	l := &located{point: t.place.Point}
	l.id = graph.NewID(graph.Space("control"), t.holder.ID.String(), t.place.ID.String(), string(t.from)).String()
	l.properties = properties{
		Layer: controlLayer, What: string(schema.Controls), From: t.from, To: t.to, Agents: clean(t.holder.Name), Contested: t.denying > 0,
		Supporting: len(t.claims), Claims: t.claims, Quote: clean(t.witnesses[0].quote),
	}
	if t.from != "" {
		l.FromBasis, l.ToBasis = basis(t.taken, "taken", "told"), basis(t.lost, "lost", "last-told")
	}
	for _, w := range t.witnesses {
		l.Sources = append(l.Sources, clean(w.source))
	}
	l.Sources = sortedTexts(l.Sources)
	l.at(t.place)
	return l
}

func basis(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

func (l *located) at(place *graph.Entity) {
	if place != nil {
		l.Place, l.PlaceKey, l.PlaceKind = clean(place.Name), clean(place.Key), string(place.Kind)
	}
}

// contested reports whether accounts of h exclude each other.
func (h *happening) contested() bool {
	if h.denied() && h.occurred() {
		return true
	}
	for _, t := range h.tallies() {
		if t.Contested {
			return true
		}
	}
	return false
}

// jsonList writes the elements of a list, one a line.
type jsonList struct {
	w    io.Writer
	some bool
}

func (l *jsonList) add(v any) error {
	var b bytes.Buffer
	if l.some {
		b.WriteByte(',')
	}
	l.some = true
	b.WriteByte('\n')
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	_, err := l.w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	return err
}
