package gazetteer

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// OCHA reads tables of OCHA's common operational data: administrative areas and populated places with p-codes, as CSV or
// with tabs, plain or in a .zip. Columns are known by the words of their headings, in any order. Places that several rows or
// files tell are one. An error is one of this package's, of ctx, or of reading; bad rows are in the report.
func OCHA(ctx context.Context, paths []string, opts Options) (*Places, *Report, error) {
	s, err := newSession(opts)
	if err != nil {
		return nil, nil, err
	}
	if err := s.measure(paths...); err != nil {
		return nil, nil, err
	}
	for _, path := range paths {
		if err := (&ocha{session: s, told: map[string]int{}}).read(ctx, path); err != nil {
			return nil, nil, err
		}
	}
	return s.places("Places of OCHA common operational data (https://data.humdata.org); cite OCHA.", "ocha"), &s.Report, nil
}

// ocha reads one table.
type ocha struct {
	*session
	file   string
	layout *layout
	told   map[string]int // p-codes of what rows were about, with their lines
}

func (o *ocha) read(ctx context.Context, path string) error {
	in := &records{row: func(line int, cells []string) error {
		return o.rejectRow(o.file, line, o.row(line, cells))
	}}
	err := o.eachLine(ctx, path, func(file string, line int, text string) error {
		o.file = file
		return in.add(line, text)
	})
	if err == nil {
		err = in.end()
	}
	if err == nil && o.layout == nil {
		err = fmt.Errorf("read %s: %w: it is empty", path, ErrColumns)
	}
	return err
}

// row reads a row; cells are nil where a quote in it is not closed.
func (o *ocha) row(line int, cells []string) error {
	if o.layout == nil {
		var err error
		o.layout, err = parseLayout(cells)
		return err
	}
	if isTags(cells) {
		return nil
	}
	o.Rows++
	switch {
	case cells == nil:
		return badf("close the quote, or remove it", "a quotation mark that is not closed")
	case len(cells) > o.layout.columns:
		return badf("put cells that hold the separator into quotes", "%d cells, but %d columns", len(cells), o.layout.columns)
	}
	return (&ochaRow{ocha: o, cells: cells, line: line}).read()
}

// isTags reports whether a row is that of the tags of the Humanitarian Exchange Language.
func isTags(cells []string) bool {
	tags := 0
	for _, c := range cells {
		switch {
		case strings.HasPrefix(c, "#"):
			tags++
		case c != "":
			return false
		}
	}
	return tags > 0
}

// ochaRow is a row of a table with the areas that it names.
type ochaRow struct {
	*ocha
	cells  []string
	line   int
	iso    string
	around []string // names of the areas around
}

func (r *ochaRow) get(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return arabic.Plain(r.cells[column])
}

func (r *ochaRow) read() error {
	at := &r.layout.levels[len(r.layout.levels)-1]
	about, err := r.area(at, "")
	if err != nil {
		return err
	}
	if err := about.setPoint(r.get(r.layout.lat), r.get(r.layout.lon)); err != nil {
		return err
	}
	r.iso = r.country(about.pcode)
	if about.above, err = r.areasAround(); err != nil {
		return err
	}
	if about.above == about.key {
		return badf("correct the p-codes", "%q lies in itself", about.key)
	}
	about.names = nil // once more, now that the names of the areas around are known
	if r.name(about, at); len(about.names) == 0 {
		return badf("write it into the cell, or remove the row", "%q has no Arabic name, or none but a noun as «town»", about.pcode)
	}
	if first, ok := r.told[about.key]; ok {
		return r.again(about, first)
	}
	return r.tell(about)
}

// areasAround keeps the areas in which the row's own lies, and returns the key of the nearest.
func (r *ochaRow) areasAround() (string, error) {
	above := r.get(r.layout.parent)
	for i := range len(r.layout.levels) - 1 {
		p, err := r.area(&r.layout.levels[i], above)
		if err != nil { // they say less than they could; the row is good all the same
			continue
		}
		if _, err := r.merge(p); err != nil {
			return "", err
		}
		above = p.key
	}
	return above, nil
}

// again passes over a row about what the row in line first was about, as where the quarters of a town carry its code and name.
func (r *ochaRow) again(about *place, first int) error {
	if !r.byID[about.id].has(about.names) {
		return badf("correct the p-code, or remove one of the rows", "the p-code %q stands in line %d too, with another name", about.pcode, first)
	}
	r.PassedOver++
	return nil
}

// tell keeps what the row is about. It knows kind and place better than rows about what lies in it.
func (r *ochaRow) tell(about *place) error {
	kept, err := r.merge(about)
	if err != nil {
		return err
	}
	r.told[kept.key] = r.line
	if about.hasPoint {
		kept.hasPoint, kept.lat, kept.lon = true, about.lat, about.lon
	}
	kept.kind, kept.level, kept.above = about.kind, about.level, about.above
	return nil
}

// area returns what the row tells of the area at a level.
func (r *ochaRow) area(at *level, above string) (*place, error) {
	code := r.get(at.code)
	id := slug(code)
	if id == "" {
		return nil, badf("write it into the cell, or remove the row", "no p-code")
	}
	p := &place{id: "ocha-" + id, key: code, pcode: code, above: above, iso: r.iso, wanted: true, file: r.file, line: r.line, level: at.number}
	if err := r.sort(p, at); err != nil {
		return nil, err
	}
	r.name(p, at)
	if at.number != own {
		for _, n := range p.names {
			r.around = append(r.around, n.text)
		}
	}
	return p, nil
}

// name gives p its names, Arabic and English.
func (r *ochaRow) name(p *place, at *level) {
	for _, columns := range [][]int{at.names, at.more} {
		for _, c := range columns {
			for _, n := range r.spellings(r.get(c), p.kind, r.around...) {
				p.addName(n)
			}
		}
	}
	for _, columns := range [][]int{at.en, at.names} {
		for _, c := range columns {
			if cell := r.get(c); p.en == "" && arabic.LetterShare(cell) == 0 {
				p.en = cell
			}
		}
	}
}

// kinds of administrative areas by level.
var kindOfLevel = []schema.Kind{schema.Country, schema.Region, schema.District, schema.District, schema.Settlement, schema.Settlement}

var kindOfType = sync.OnceValue(func() map[string]schema.Kind {
	m := map[string]schema.Kind{}
	for _, row := range table("types.tsv") {
		m[row.ID] = schema.Kind(row.Get("kind"))
	}
	return m
})

// sort sets kind and level of p: by the level of its column, else by that of the row, else by the row's own word.
func (r *ochaRow) sort(p *place, at *level) error {
	if cell := r.get(r.layout.level); p.level == own && cell != "" {
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 || n >= len(kindOfLevel) {
			return badf("write 0 for a country, 1 for what is right below it, and so on", "level %.20q", cell)
		}
		p.level = n
	}
	if p.level >= len(kindOfLevel) {
		return badf("leave the column out", "level %d", p.level)
	}
	p.kind = schema.Settlement
	if p.level >= 0 {
		p.kind = cmp.Or(r.Kinds[p.level], kindOfLevel[p.level])
	} else if k, ok := kindOfType()[strings.ToLower(r.get(r.layout.sort))]; ok {
		p.kind = k
	}
	return nil
}

// country returns the code of the country of the row: of its first p-code that begins with one.
func (r *ochaRow) country(code string) string {
	for i := range r.layout.levels {
		if c := r.get(r.layout.levels[i].code); isCountryPrefix(c) {
			return c[:2]
		}
	}
	if isCountryPrefix(code) {
		return code[:2]
	}
	return ""
}

func isCountryPrefix(code string) bool { return len(code) >= 2 && countryOf(code[:2]) != "" }

// merge adds p, or what it tells to the place that is there by its p-code.
func (r *ochaRow) merge(p *place) (*place, error) {
	p.iso = r.iso
	have := r.byID[p.id]
	switch {
	case have == nil:
		r.byKey[p.key] = p
		return p, r.keep(p)
	case have.key != p.key:
		return nil, badf("correct one of the p-codes", "the p-codes %q and %q differ by nothing but marks", p.key, have.key)
	}
	for _, n := range p.names {
		have.addName(n.text)
	}
	have.above = cmp.Or(have.above, p.above)
	have.en = cmp.Or(have.en, p.en)
	return have, nil
}

// slug returns a code as part of an id: small letters, digits, and hyphens for what else stands between them.
func slug(code string) string {
	words := strings.FieldsFunc(strings.ToLower(code), func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') })
	return strings.Join(words, "-")
}
