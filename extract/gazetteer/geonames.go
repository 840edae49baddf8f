package gazetteer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// The columns of a dump that are read, of so many; see https://download.geonames.org/export/dump/readme.txt.
const (
	geonamesID = iota
	geonamesName
	geonamesASCII
	geonamesAlternates
	geonamesLat
	geonamesLon
	geonamesClass
	geonamesCode
	geonamesCountry
	_
	geonamesAdmin1

	geonamesColumns = 19
	geonamesAdmins  = 4 // columns of codes, from the first level down
)

// maxSpellings bounds the names of one place.
const maxSpellings = 16

// GeoNames reads a dump of GeoNames, plain or in a .zip. Places without an Arabic name are left out. An error is one of this
// package's, of ctx, or of reading; bad rows are in the report.
func GeoNames(ctx context.Context, path string, opts Options) (*Places, *Report, error) {
	s, err := newSession(opts)
	if err != nil {
		return nil, nil, err
	}
	wanted, err := wantedFeatures(opts.Features)
	if err != nil {
		return nil, nil, err
	}
	if err := s.measure(path, opts.AlternateNames); err != nil {
		return nil, nil, err
	}
	g := &geonames{s, wanted}
	if err := s.eachLine(ctx, path, g.row); err != nil {
		return nil, nil, err
	}
	if opts.AlternateNames != "" {
		if err := g.alternateNames(ctx, opts.AlternateNames); err != nil {
			return nil, nil, err
		}
	}
	return s.places("Places of GeoNames (https://www.geonames.org), CC BY 4.0.", "geonames"), &s.Report, nil
}

type geonames struct {
	*session
	wanted map[string]bool // feature codes
}

func (g *geonames) row(file string, line int, text string) error {
	g.Rows++
	cells := strings.Split(text, "\t")
	if len(cells) != geonamesColumns {
		return badf("give a dump as GeoNames has it, unchanged", "%d columns, not %d", len(cells), geonamesColumns)
	}
	code := cells[geonamesClass] + "." + cells[geonamesCode]
	f, known := features()[code]
	wanted := g.wanted[code]
	if !known || !wanted && f.level < 0 || len(g.Countries) > 0 && !slices.Contains(g.Countries, cells[geonamesCountry]) {
		g.PassedOver++
		return nil
	}
	p, err := g.place(cells, f)
	if err != nil {
		return err
	}
	if !wanted {
		g.PassedOver++
	}
	p.wanted, p.file, p.line = wanted, file, line
	if g.AlternateNames == "" && len(p.names) == 0 {
		if wanted {
			g.Unnamed++
		}
		return nil
	}
	if g.byID[p.id] != nil {
		return badf("remove one of the rows", "the id %s stands in line %d too", p.geonames, g.byID[p.id].line)
	}
	if p.key != "" && g.byKey[p.key] == nil {
		g.byKey[p.key] = p
	}
	return g.keep(p)
}

func (g *geonames) place(cells []string, f feature) (*place, error) {
	id := cells[geonamesID]
	if n, err := strconv.ParseUint(id, 10, 32); err != nil || strconv.FormatUint(n, 10) != id {
		return nil, badf("give a dump as GeoNames has it, unchanged", "id %.20q is no number", id)
	}
	p := &place{
		id: "gn-" + id, geonames: strings.Clone(id), kind: f.kind, level: f.level, iso: strings.Clone(cells[geonamesCountry]),
		en: arabic.Plain(cells[geonamesASCII]),
	}
	if p.en == "" {
		p.en = arabic.Plain(cells[geonamesName])
	}
	if err := p.setPoint(cells[geonamesLat], cells[geonamesLon]); err != nil {
		return nil, err
	}
	p.placeAmong(cells[geonamesAdmin1:geonamesAdmin1+geonamesAdmins], f)
	if g.AlternateNames == "" {
		for n := range strings.SplitSeq(cells[geonamesName]+","+cells[geonamesAlternates], ",") {
			g.addSpelling(p, n)
		}
	}
	return p, nil
}

// placeAmong sets the key of an administrative area, and that of the area around p, from the codes of the levels.
func (p *place) placeAmong(codes []string, f feature) {
	path := func(n int) string { return strings.Join(append([]string{p.iso}, codes[:n]...), "/") }
	switch {
	case f.level == 0:
		p.key = p.iso
	case f.level > 0 && f.level <= len(codes) && codes[f.level-1] != "":
		p.key, p.above = path(f.level), path(f.level-1)
	default:
		p.above = path(len(codes))
	}
	if f.kind == schema.Country {
		p.above = ""
	}
}

func (g *geonames) addSpelling(p *place, cell string) {
	if len(p.names) >= maxSpellings || !isArabic(cell) {
		return
	}
	for _, n := range g.spellings(cell, p.kind) {
		p.addName(n)
	}
}
