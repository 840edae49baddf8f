package gazetteer

import (
	"math"
	"strconv"
	"strings"
)

// setPoint sets the point of p; there is none where both cells are empty or zero.
func (p *place) setPoint(lat, lon string) error {
	lat, lon = strings.TrimSpace(lat), strings.TrimSpace(lon)
	if lat == "" && lon == "" {
		return nil
	}
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	switch {
	case err1 != nil || err2 != nil:
		return badf("write both as decimal degrees with a point, or neither", "latitude %.20q, longitude %.20q", lat, lon)
	case !(math.Abs(y) <= 90) || !(math.Abs(x) <= 180):
		return badf("are they exchanged, or in metres? Write decimal degrees", "latitude %s, longitude %s is nowhere on Earth", lat, lon)
	}
	p.lat, p.lon = metre(y), metre(x)
	p.hasPoint = p.lat != 0 || p.lon != 0
	return nil
}

// metre rounds degrees to about a metre.
func metre(x float64) float64 { return math.Round(x*1e5)/1e5 + 0 }

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
