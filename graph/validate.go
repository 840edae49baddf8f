package graph

import (
	"fmt"
	"math"
	"unicode/utf8"
)

// Limits of the model, in bytes. They keep every index key of every store within its bounds.
const (
	MaxKey  = 4096 // of a document's or an entity's key
	MaxName = 1024 // of a name of an entity
)

// Validate returns an error that wraps ErrInvalid and says where d breaks a rule of the model: ids that
// are not derived as id.go says, spans that do not lie in the text on the bounds of characters,
// arguments that are not among Entities, records out of order.
func (d *Delta) Validate() error {
	v := validator{delta: d, entities: make(map[ID]bool, len(d.Entities))}
	if d.Document == nil {
		return fmt.Errorf("%w: no document", ErrInvalid)
	}
	v.document(d.Document)
	for _, e := range d.Entities {
		v.entity(e)
	}
	v.mentions()
	for i, c := range d.Claims {
		v.claim(i, c)
	}
	if v.err != nil {
		return fmt.Errorf("%w: document %.100q: %v", ErrInvalid, d.Document.Key, v.err)
	}
	return nil
}

// validator keeps the first thing that it finds wrong.
type validator struct {
	delta    *Delta
	entities map[ID]bool
	err      error
}

func (v *validator) check(ok bool, format string, args ...any) bool {
	if !ok && v.err == nil {
		v.err = fmt.Errorf(format, args...)
	}
	return ok
}

func (v *validator) key(what, key string) {
	v.check(key != "", "%s has no key", what)
	v.check(len(key) <= MaxKey, "key of %s has %d bytes, at most %d", what, len(key), MaxKey)
	v.utf8(what, key)
}

func (v *validator) utf8(what string, texts ...string) {
	for _, s := range texts {
		if !utf8.ValidString(s) {
			v.check(false, "%s: not UTF-8: %.60q", what, s)
		}
	}
}

func (v *validator) day(what string, days ...Day) {
	for _, d := range days {
		if _, known := d.Time(); !known && d != "" {
			v.check(false, "%s: day %q, want YYYY-MM-DD", what, string(d))
		}
	}
}

func (v *validator) document(d *Document) {
	v.key("document", d.Key)
	v.utf8("document", d.Title, d.Outlet, d.URL, d.Text)
	v.day("published", d.Published)
	sum := HashText(d.Text)
	v.check(d.SHA256 == sum, "sha256 is not that of the text")
	v.check(d.ID == NewID(SpaceDocument, d.Key, sum), "id %s is not that of key and text", d.ID)
}

func (v *validator) entity(e *Entity) {
	if !v.check(e != nil, "an entity is nil") {
		return
	}
	v.key("entity", e.Key)
	v.check(e.ID == EntityID(e.Key), "entity %.100q: id %s is not that of its key", e.Key, e.ID)
	v.check(!v.entities[e.ID], "entity %.100q is there twice", e.Key)
	v.entities[e.ID] = true
	v.utf8("entity", string(e.Kind), e.Class, e.Parent)
	v.check(e.Kind != "", "entity %.100q has no kind", e.Key)
	for _, n := range append([]Name{{Text: e.Name}}, e.Names...) {
		v.check(len(n.Text) <= MaxName, "entity %.100q: a name of %d bytes, at most %d", e.Key, len(n.Text), MaxName)
		v.utf8("name", n.Text, n.Lang, n.Script)
	}
	for k, id := range e.External {
		v.utf8("external id", k, id)
	}
	v.check(e.Point == nil || e.Point.valid(), "entity %.100q: not a position: %+v", e.Key, e.Point)
}

func (p *Point) valid() bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 && *p != Point{}
}

func (v *validator) mentions() {
	last := Span{}
	for i, m := range v.delta.Mentions {
		what := "mention " + itoa(i)
		v.known(what, m.Entity)
		v.span(what, m.Span)
		v.check(m.Span.Len() > 0, "%s is empty", what)
		v.utf8(what, string(m.Form))
		v.check(m.Span.Start > last.Start || m.Span.Start == last.Start && m.Span.End >= last.End, "%s is out of order", what)
		last = m.Span
	}
}

func (v *validator) known(what string, id ID) {
	if !v.entities[id] {
		v.check(false, "%s: entity %s is not among those of the document", what, id)
	}
}

func (v *validator) span(what string, spans ...Span) {
	text := v.delta.Document.Text
	for _, s := range spans {
		switch {
		case s.Start < 0 || s.Start > s.End || s.End > len(text):
			v.check(false, "%s: span %d..%d outside of the text, which has %d bytes", what, s.Start, s.End, len(text))
		case !onRune(text, s.Start) || !onRune(text, s.End):
			v.check(false, "%s: span %d..%d cuts a character", what, s.Start, s.End)
		}
	}
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

func (v *validator) claim(i int, c *Claim) {
	if !v.check(c != nil, "claim %d is nil", i) {
		return
	}
	what := "claim " + c.ID.String()
	v.check(c.Doc == v.delta.Document.ID, "%s is of another document: %s", what, c.Doc)
	v.check(c.Type != "", "%s has no type", what)
	v.check(i == 0 || v.delta.Claims[i-1] == nil || v.delta.Claims[i-1].ID.Compare(c.ID) < 0, "%s is out of order or there twice", what)
	v.check(v.derived(c), "%s: id is not that of document, trigger and type", what)
	v.arguments(what, c)
	v.day(what, c.Period.From, c.Period.To)
	v.check(c.Period.From == "" || c.Period.To == "" || c.Period.From <= c.Period.To, "%s: period ends before it begins", what)
	v.span(what, c.Evidence.Sentence, c.Evidence.Trigger, c.Evidence.Quote, c.Period.Span, c.Brief)
	v.check(c.Evidence.Sentence.Len() > 0, "%s has no sentence for evidence", what)
	v.span(what, c.Loaded...)
	v.utf8(what, string(c.Type), string(c.Mode), string(c.Phase), string(c.Status), string(c.Certainty),
		string(c.Stance), c.Rule, c.Lexicon, c.Period.Precision, c.Period.Surface)
	for _, t := range c.Tallies {
		v.span(what, t.Span)
		v.utf8(what, t.What, t.Comparator, t.Unit, t.Surface)
	}
}

// derived reports whether the id of c is that of its trigger and type with some serial; a document has
// no more serials than claims.
func (v *validator) derived(c *Claim) bool {
	for serial := range v.delta.Claims {
		if c.ID == ClaimID(c.Doc, c.Evidence.Trigger, c.Type, serial) {
			return true
		}
	}
	return false
}

func (v *validator) arguments(what string, c *Claim) {
	for a := range c.AllArgs() {
		v.known(what, a.Entity)
		v.span(what, a.Span, a.Part)
	}
	for _, side := range c.Sides {
		v.check(len(side) > 0, "%s: a side without members", what)
		for _, id := range side {
			v.known(what, id)
		}
	}
}
