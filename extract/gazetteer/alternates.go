package gazetteer

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
)

// The columns of alternateNamesV2 that are read, of so many; the last two, years, may be missing.
const (
	alternateID = iota
	alternateOf
	alternateLanguage
	alternateName
	alternatePreferred
	alternateShort
	alternateColloquial
	alternateHistoric

	alternateColumns = 10
)

// alternate is an Arabic name of a place; the lesser rank is the better main name.
type alternate struct {
	rank, id int
	text     string
}

// alternateNames gives the places that were read their Arabic names. Historic ones are left out.
func (g *geonames) alternateNames(ctx context.Context, path string) error {
	found := map[string][]alternate{}
	err := g.eachLine(ctx, path, func(_ string, _ int, text string) error {
		cells := strings.Split(text, "\t")
		if len(cells) < alternateHistoric || len(cells) > alternateColumns {
			return badf("give alternateNamesV2 as GeoNames has it, unchanged", "%d columns, not %d", len(cells), alternateColumns)
		}
		flag := func(i int) bool { return i < len(cells) && cells[i] == "1" }
		p := g.byID["gn-"+cells[alternateOf]]
		if p == nil || cells[alternateLanguage] != "ar" || flag(alternateHistoric) || !isArabic(cells[alternateName]) {
			return nil
		}
		id, err := strconv.Atoi(cells[alternateID])
		if err != nil {
			return badf("give alternateNamesV2 as GeoNames has it, unchanged", "id %.20q is no number", cells[alternateID])
		}
		a := alternate{rank: 1, id: id, text: strings.Clone(cells[alternateName])}
		switch {
		case flag(alternatePreferred):
			a.rank = 0
		case flag(alternateColloquial):
			a.rank = 3
		case flag(alternateShort):
			a.rank = 2
		}
		if len(found[p.id]) < 4*maxSpellings {
			found[p.id] = append(found[p.id], a)
		}
		return nil
	})
	for id, names := range found {
		slices.SortFunc(names, func(a, b alternate) int { return cmp.Or(a.rank-b.rank, a.id-b.id) })
		for _, a := range names {
			g.addSpelling(g.byID[id], a.text)
		}
	}
	return err
}
