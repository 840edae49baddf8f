package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// geoJSON writes events and control where they lie. What has no coordinates is a list of its own, and
// never a point: members that RFC 7946 does not know are passed over by its readers.
var geoJSON = format{
	Format: Format{
		Name:        "geojson",
		Description: "GeoJSON (RFC 7946): events and control at their places, for QGIS, Leaflet, kepler.gl and GDAL",
		Keeps: "events with type, status, days, actors, place, count of killed, sources, ids of claims and the first quote; who holds a " +
			"place, from when to when, how sure that is, and where nobody knows",
		Loses: "texts, mentions, relations without a place; claims beyond their ids; parts of places; what has no coordinates is in the " +
			"list unlocated",
		Extension: ".geojson",
	},
	version: 2,
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
	Layer  string    `json:"layer"`          // event or control
	ID     string    `json:"id,omitempty"`   // of what is unlocated
	What   string    `json:"what"`           // type of event, or controls
	Mode   string    `json:"mode,omitempty"` // of an event
	Phase  string    `json:"phase,omitempty"`
	Status string    `json:"status,omitempty"` // of an event
	State  string    `json:"state,omitempty"`  // of control
	Rule   string    `json:"rule,omitempty"`   // by which it is in that state
	From   graph.Day `json:"from,omitempty"`   // days, both ends included
	To     graph.Day `json:"to,omitempty"`     // of control: absent where nothing ended it
	ends
	Brief      bool       `json:"brief,omitempty"` // of control: for hours only
	Agents     string     `json:"agents,omitempty"`
	Patients   string     `json:"patients,omitempty"`
	Place      string     `json:"place,omitempty"`
	PlaceKey   string     `json:"place_key,omitempty"`
	PlaceKind  string     `json:"place_kind,omitempty"`
	Killed     *int       `json:"killed,omitempty"` // what query.BestRule chooses
	KilledMin  *int       `json:"killed_min,omitempty"`
	KilledMax  *int       `json:"killed_max,omitempty"`
	Contested  bool       `json:"contested"` // somebody denies it, or counts or sides exclude each other
	Supporting int        `json:"supporting"`
	Against    int        `json:"against,omitempty"` // of control: claims that deny it, or that ended what was before
	Documents  int        `json:"documents,omitempty"`
	Sources    []string   `json:"sources,omitempty"`
	Claims     []graph.ID `json:"claims"`
	Quote      string     `json:"quote,omitempty"` // of the claim that was published first
}

// ends tell how exactly the ends of control are known, as query.Bound does.
type ends struct {
	FromEarliest  graph.Day `json:"from_earliest,omitempty"`
	FromLatest    graph.Day `json:"from_latest,omitempty"`
	FromPrecision string    `json:"from_precision,omitempty"`
	ToEarliest    graph.Day `json:"to_earliest,omitempty"` // until then at least: the last evidence, where nothing ended it
	ToLatest      graph.Day `json:"to_latest,omitempty"`
	ToPrecision   string    `json:"to_precision,omitempty"`
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
	nowhere, err := out.wait()
	if err != nil {
		return err
	}
	defer nowhere.discard()
	somewhere, rest, undated := &jsonList{w: f}, &jsonList{w: nowhere}, 0
	if err := eachLocated(ctx, g, &undated, func(l *located) error {
		if l.point == nil {
			out.counts["unlocated"]++
			l.properties.ID = l.id
			return rest.add(l.properties)
		}
		out.counts[layerCounts[l.Layer]]++
		return somewhere.add(feature{"Feature", l.id, &geometry{"Point", [2]float64{l.point.Lon, l.point.Lat}}, l.properties})
	}); err != nil {
		return err
	}
	out.counts["undatedControl"] = undated
	if _, err := io.WriteString(f, "\n],\n\"unlocated\":["); err != nil {
		return err
	}
	if err := nowhere.pour(f); err != nil {
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

// eachLocated calls fn with each event, then with each interval of control. The number of claims of control that have no
// day is added to undated.
func eachLocated(ctx context.Context, g *subgraph, undated *int, fn func(*located) error) error {
	for h, err := range g.happenings(ctx) {
		if err != nil {
			return err
		}
		if err := fn(locateEvent(h)); err != nil {
			return err
		}
	}
	g.events = nil // control does not ask for them
	for s, err := range g.spells(ctx, undated) {
		if err != nil {
			return err
		}
		if err := fn(locateSpell(s)); err != nil {
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

func locateSpell(s *spell) *located {
	l := &located{point: s.place.Point}
	l.id = graph.NewID(graph.Space("control"), s.place.ID.String(), string(s.From.Day)).String()
	var holders []string
	for _, h := range s.holders {
		holders = append(holders, clean(h.Name))
	}
	l.properties = properties{
		Layer: controlLayer, What: string(schema.Controls), State: string(s.State), Rule: s.Rule, From: s.From.Day, To: s.To.Day,
		ends:   ends{s.From.Earliest, s.From.Latest, s.From.Precision, s.To.Earliest, s.To.Latest, s.To.Precision},
		Brief:  len(s.Holders) > 0 && !slices.ContainsFunc(s.Holders, func(h query.Holder) bool { return !h.Brief }),
		Agents: join(holders), Contested: s.State == query.Contested, Supporting: len(s.claims), Against: len(s.Against), Claims: []graph.ID{},
	}
	l.Claims = append(l.Claims, unique(slices.Concat(s.claims, s.Against))...)
	for _, w := range s.witnesses {
		l.Sources = append(l.Sources, clean(w.source))
	}
	if len(s.witnesses) > 0 {
		l.Quote = clean(s.witnesses[0].quote)
	}
	l.Sources = sortedTexts(l.Sources)
	l.at(s.place)
	return l
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
