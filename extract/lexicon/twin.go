package lexicon

import (
	"math"

	"github.com/isnad-graph/isnad/schema"
)

// schemes are the gazetteers whose ids entities carry, the surest first.
var schemes = []string{"pcode", "geonames", "wikidata"}

// PlaceInfo is what another table tells of a place.
type PlaceInfo struct {
	Kind     schema.Kind
	Names    []string
	Parent   string // key of a place that it lies in, or "" where that is not known
	HasPoint bool
	Lat, Lon float64
	External map[string]string // ids by gazetteer: «pcode», «geonames», «wikidata»
}

// reach is how far apart, in kilometres, two tables may put what they call by one name, by kind. Regions and countries
// are wide, and tables disagree about their middle.
var reach = map[schema.Kind]float64{
	schema.Country: 3000, schema.Region: 200, schema.District: 60, schema.Natural: 60,
	schema.Settlement: 10, schema.Neighbourhood: 10, schema.Facility: 10,
}

// Twin returns the index of the place that p is: the one with an id of p's in another gazetteer, else the nearest of its
// kind with a name of p's, not too far away and, where points are missing, within p's parent. It returns -1 where
// there is none.
func (l *Lexicon) Twin(p PlaceInfo) int {
	for _, scheme := range schemes {
		if i, ok := l.external[scheme+":"+p.External[scheme]]; ok {
			return int(i)
		}
	}
	best, bestKm := -1, math.Inf(1)
	for _, name := range p.Names {
		for _, ref := range l.Named(name) {
			e := &l.Entries[ref.Entry]
			if ref.Generic || !sameSort(e.Kind, p.Kind) || e.contradicts(p.External) {
				continue
			}
			if km := l.apart(e, p); km <= reach[p.Kind] && km < bestKm {
				best, bestKm = int(ref.Entry), km
			}
		}
	}
	return best
}

// apart returns how many kilometres lie between e and p. Where it cannot be told, that is 0 if e lies in p's parent,
// and without end if not.
func (l *Lexicon) apart(e *Entry, p PlaceInfo) float64 {
	if e.HasPoint && p.HasPoint {
		return Kilometres(e.Lat, e.Lon, p.Lat, p.Lon)
	}
	if parent := l.Index(p.Parent); parent >= 0 && l.Within(l.Index(e.Parent), parent) || p.Kind == schema.Country {
		return 0
	}
	return math.Inf(1)
}

// sameSort reports whether two tables can mean one place by these kinds: one calls a neighbourhood what the other
// counts as a village.
func sameSort(a, b schema.Kind) bool {
	inhabited := func(k schema.Kind) bool { return k == schema.Settlement || k == schema.Neighbourhood }
	return a == b || inhabited(a) && inhabited(b)
}

// contradicts reports whether e has another id than these in the same gazetteer.
func (e *Entry) contradicts(external map[string]string) bool {
	for scheme, id := range external {
		if have := e.External[scheme]; have != "" && have != id {
			return true
		}
	}
	return false
}

// Kilometres returns the distance between two points given in degrees, along the surface of the Earth.
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371, math.Pi / 180
	dLat, dLon := (lat2-lat1)*degree/2, (lon2-lon1)*degree/2
	h := math.Pow(math.Sin(dLat), 2) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*math.Pow(math.Sin(dLon), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
