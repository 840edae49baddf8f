package gazetteer

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// own is the level of what a row is about, where the heading does not number it.
const own = -1

// heading is what a column of an OCHA table holds.
type heading struct {
	field string // name, code, lat, lon, type, level, parent, or "" where it is not read
	level int    // administrative, or own
	lang  string // of a name: ar, en, or "" where the letters must tell
	alt   bool   // a further name
	weak  bool   // a code of which the heading does not say that it is a p-code
}

// sense is what a word of a heading means; see headers.tsv.
type sense struct{ sense, value string }

var headingWords = sync.OnceValue(func() map[string]sense {
	m := map[string]sense{}
	for _, r := range table("headers.tsv") {
		m[r.ID] = sense{r.Get("sense"), r.Get("value")}
	}
	return m
})

// parseHeading reads a heading by its words: «admin1Name_ar», «ADM3_PCODE», «gov_en», «latitude». One with a word that is not
// known is of a column that is not read.
func parseHeading(text string) heading {
	h := heading{level: own}
	words := headingTokens(text)
	named := false // it says of what the name is, or that it is one
	for i, w := range words {
		s, known := headingWords()[w]
		switch {
		case isNumber(w):
			continue
		case !known, s.sense == "numbered" && (i+1 == len(words) || !isNumber(words[i+1])), s.sense == "lang" && len(words) == 1 && len(w) == 1:
			return heading{}
		}
		switch s.sense {
		case "numbered":
			h.level, _ = strconv.Atoi(words[i+1])
			named = true
		case "admin":
			h.level, _ = strconv.Atoi(s.value)
			named = true
		case "lang":
			h.lang, named = s.value, true
		case "alt":
			h.alt, named = true, true
		case "name", "place":
			named = true
		case "filler":
		default:
			h.setField(s.sense, w)
		}
	}
	if h.field == "" && named {
		h.field = "name"
	}
	return h
}

// setField notes what a column holds; the code of a parent is a parent.
func (h *heading) setField(field, word string) {
	if h.field != "parent" {
		h.field = field
	}
	h.weak = field == "code" && word == "code"
}

func isNumber(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// headingTokens cuts a heading into words in small letters, where marks, capitals and digits part them.
func headingTokens(text string) []string {
	var b strings.Builder
	last := ' '
	for _, r := range text {
		switch {
		case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsDigit(r) != unicode.IsDigit(last), unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	words := strings.Join(strings.Fields(b.String()), " ")
	words = strings.NewReplacer("sub district", "subdistrict", "p code", "pcode").Replace(words)
	return strings.Fields(words)
}

// layout is the heading of a table.
type layout struct {
	columns int
	levels  []level // from the country down to what a row is about
	lat     int     // columns, or -1
	lon     int
	sort    int // the kind of place, in the table's words
	level   int // the administrative level of the row
	parent  int // the p-code of what is around
}

// level is what a row tells of an area.
type level struct {
	number int // or own
	code   int // column
	names  []int
	more   []int // further names
	en     []int
}

// parseLayout reads the heading of a table. The deepest level that has p-codes is what its rows are about.
func parseLayout(cells []string) (*layout, error) {
	l := &layout{columns: len(cells), lat: -1, lon: -1, sort: -1, level: -1, parent: -1}
	byLevel := map[int]*level{}
	weak := map[int]bool{}
	for i, c := range cells {
		h := parseHeading(c)
		at := byLevel[h.level]
		if at == nil {
			at = &level{number: h.level, code: -1}
			byLevel[h.level] = at
		}
		switch h.field {
		case "name":
			at.addName(h, i)
		case "code":
			if at.code < 0 || weak[h.level] && !h.weak {
				at.code, weak[h.level] = i, h.weak
			}
		default:
			l.set(h.field, i)
		}
	}
	for n := range 10 {
		l.add(byLevel[n])
	}
	l.add(byLevel[own])
	if len(l.levels) == 0 || !l.levels[len(l.levels)-1].named() {
		return nil, fmt.Errorf("%w: no p-codes with names beside them among %.200q; columns are named as in ADM3_PCODE, ADM3_AR", ErrColumns, cells)
	}
	return l, nil
}

func (l *layout) set(field string, column int) {
	for name, at := range map[string]*int{"lat": &l.lat, "lon": &l.lon, "type": &l.sort, "level": &l.level, "parent": &l.parent} {
		if name == field && *at < 0 {
			*at = column
		}
	}
}

// add adds a level that has p-codes.
func (l *layout) add(at *level) {
	if at != nil && at.code >= 0 {
		l.levels = append(l.levels, *at)
	}
}

func (at *level) addName(h heading, column int) {
	switch {
	case h.lang == "en":
		at.en = append(at.en, column)
	case h.alt:
		at.more = append(at.more, column)
	default:
		at.names = append(at.names, column)
	}
}

func (at *level) named() bool { return len(at.names)+len(at.more) > 0 }
