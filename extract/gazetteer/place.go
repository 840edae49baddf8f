package gazetteer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// place is a place of the source.
type place struct {
	id       string // in the tables that are written
	key      string // by which places below it name it, "" where none can
	above    string // key of the area that it lies in
	iso      string // two letters of its country, where they are known
	kind     schema.Kind
	level    int // administrative, -1 for none
	names    []name
	en       string
	hasPoint bool
	lat, lon float64
	pcode    string
	geonames string
	wanted   bool // it was asked for, and is not only there as parent of others
	file     string
	line     int

	settled bool
	twin    int // its index in the lexicon, or -1; once it is settled
	parent  string
}

// name is a name in plain spelling.
type name struct {
	text  string
	gated bool
}

// key is the form by which equal names are known.
func nameKey(text string) string { return strings.Join(lexicon.NameWords(text), " ") }

// addName adds a name that p does not have in any spelling.
func (p *place) addName(text string) {
	if n := (name{text: text}); nameKey(text) != "" && !p.has([]name{n}) {
		p.names = append(p.names, n)
	}
}

// has reports whether p has all of names.
func (p *place) has(names []name) bool {
	return !slices.ContainsFunc(names, func(n name) bool {
		key := nameKey(n.text)
		return !slices.ContainsFunc(p.names, func(m name) bool { return nameKey(m.text) == key })
	})
}

func (p *place) written() bool { return p.wanted && p.twin < 0 && len(p.names) > 0 }

// places settles all that was read, and returns what is to be written.
func (s *session) places(origin, name string) *Places {
	list := make([]*place, 0, len(s.byID))
	for _, p := range s.byID {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *place) int { return cmp.Compare(a.id, b.id) })
	for _, p := range list {
		s.settle(p)
		s.count(p)
	}
	out := &Places{origin: origin, name: name}
	for _, p := range list {
		if p.written() {
			p.parent = s.parentOf(p)
			out.list = append(out.list, p)
		}
	}
	s.straighten(out.list)
	settlements := settlementsOf(out.list)
	for _, p := range out.list {
		s.gate(p, settlements)
	}
	return out
}

func (s *session) count(p *place) {
	switch {
	case !p.wanted:
	case p.twin >= 0:
		s.Known++
	case len(p.names) == 0:
		s.Unnamed++
	default:
		s.Written++
		s.Names += len(p.names)
	}
}

// settle finds the place of the lexicon that p is, those above it first.
func (s *session) settle(p *place) {
	if p.settled {
		return
	}
	p.settled, p.twin = true, -1
	info := lexicon.PlaceInfo{
		Kind: p.kind, Parent: lexicon.Key("places", s.parentOf(p)), HasPoint: p.hasPoint, Lat: p.lat, Lon: p.lon,
		External: map[string]string{},
	}
	if p.pcode != "" {
		info.External["pcode"] = p.pcode
	}
	if p.geonames != "" {
		info.External["geonames"] = p.geonames
	}
	for _, n := range p.names {
		info.Names = append(info.Names, n.text)
	}
	if country := countryOf(p.iso); p.kind == schema.Country && country != "" {
		p.twin = s.Lexicon.Index(lexicon.Key("places", country))
		return
	}
	p.twin = s.Lexicon.Twin(info)
}

// maxDepth bounds the way up, which a source with a fault could make endless.
const maxDepth = 12

// parentOf returns the id of the nearest place above p that is known or will be written, or "".
func (s *session) parentOf(p *place) string {
	key := p.above
	for n := 0; key != "" && n < maxDepth; n++ {
		q := s.byKey[key]
		if q == nil || q == p {
			key = cut(key)
			continue
		}
		s.settle(q)
		switch {
		case q.twin >= 0:
			_, id, _ := strings.Cut(s.Lexicon.Entries[q.twin].Key, "/")
			return id
		case q.written():
			return q.id
		}
		key = q.above
	}
	return s.top(p)
}

// cut returns the key of the area around the one with key, as far as keys tell it.
func cut(key string) string {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return ""
	}
	return key[:i]
}

// top returns the id of the place in which all of p's source lies: its country, else what was given.
func (s *session) top(p *place) string {
	if p.kind == schema.Country {
		return ""
	}
	if id := countryOf(p.iso); s.Lexicon.Index(lexicon.Key("places", id)) >= 0 {
		return id
	}
	return s.Parent
}

// straighten takes places out of what the source puts them in where that cannot be: within themselves, or within an area
// of a lower level.
func (s *session) straighten(list []*place) {
	for _, p := range list {
		above := s.byID[p.parent]
		switch {
		case above == nil:
			continue
		case s.within(above, p):
			s.reject(p.file, p.line, "it lies within itself", "correct its parent; it was put right below its country")
		case p.level >= 0 && above.level >= p.level:
			s.reject(p.file, p.line, fmt.Sprintf("level %d within level %d", p.level, above.level), "correct its parent; it was put right below its country")
		default:
			continue
		}
		p.parent = s.top(p)
	}
}

// within reports whether a lies in b.
func (s *session) within(a, b *place) bool {
	for n := 0; a != nil && n < maxDepth; n++ {
		if a == b {
			return true
		}
		a = s.byID[a.parent]
	}
	return false
}

// settlementsOf returns the names of the inhabited places of list.
func settlementsOf(list []*place) map[string]bool {
	names := map[string]bool{}
	for _, p := range list {
		for _, n := range p.names {
			if p.kind == schema.Settlement {
				names[nameKey(n.text)] = true
			}
		}
	}
	return names
}

// gate marks the names that count only behind a type noun: common words, names of known places elsewhere, and those of
// districts that are called after a town, which is what the bare name means.
func (s *session) gate(p *place, settlements map[string]bool) {
	for i := range p.names {
		n := &p.names[i]
		taken := slices.ContainsFunc(s.Lexicon.Named(n.text), func(r lexicon.NameRef) bool { return !r.Generic })
		n.gated = taken || s.Lexicon.Gate(n.text) != "" || p.kind == schema.District && settlements[nameKey(n.text)]
		if n.gated {
			s.Gated++
		}
	}
}
