package export

import (
	"errors"
	"math"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

func TestBoxes(t *testing.T) {
	for _, test := range []struct {
		box   Box
		point graph.Point
		want  bool
	}{
		{Box{40, 34, 41, 35}, graph.Point{Lat: 34.5, Lon: 40.5}, true},
		{Box{40, 34, 41, 35}, graph.Point{Lat: 34, Lon: 41}, true},
		{Box{40, 34, 41, 35}, graph.Point{Lat: 40.5, Lon: 34.5}, false},
		{Box{40, 34, 41, 35}, graph.Point{Lat: 34.5, Lon: 41.01}, false},
		{Box{170, -10, -170, 10}, graph.Point{Lat: 1, Lon: 179}, true},
		{Box{170, -10, -170, 10}, graph.Point{Lat: 1, Lon: -179}, true},
		{Box{170, -10, -170, 10}, graph.Point{Lat: 1, Lon: 5}, false},
	} {
		if got := test.box.holds(&test.point); got != test.want {
			t.Errorf("%+v holds %+v: %v", test.box, test.point, got)
		}
	}
	if (Box{-180, -90, 180, 90}).holds(nil) {
		t.Error("what lies nowhere lies in the whole world")
	}
	for _, bad := range []Box{{-181, 0, 0, 0}, {0, 0, 200, 0}, {0, -91, 0, 0}, {0, 10, 0, 5}, {math.NaN(), 0, 0, 0}, {0, 0, 0, math.Inf(1)}} {
		if err := bad.Validate(); !errors.Is(err, ErrOptions) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestAroundNobody(t *testing.T) {
	view(t, fixture(t), func(r graph.Reader) {
		_, err := Encode(t.Context(), r, "jsonl", discardAll{}, Options{Filter: Filter{Around: graph.ID{1}, Depth: 1}})
		if !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	})
}

type discardAll struct{}

func (discardAll) Write(p []byte) (int, error) { return len(p), nil }
