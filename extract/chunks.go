package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/pattern"
	"github.com/isnad-graph/isnad/schema"
)

// chunk is what a rule sees as one: a list of phrases, or a word, date, number or mark outside phrases.
type chunk struct {
	first, last int // items, both included
	phrase      int // that begins it, or -1
}

// chunkRow is a sentence as rules see it. Quotation marks are left out.
type chunkRow struct {
	d      *document
	s      *sentence
	book   *ruleBook
	chunks []chunk
	width  int
	bits   []uint64 // width words a chunk
	any    []uint64
	occs   map[int]*occurrence // by item
}

// Len returns the number of chunks.
func (r *chunkRow) Len() int { return len(r.chunks) }

// Has reports whether chunk i belongs to c.
func (r *chunkRow) Has(i int, c pattern.Class) bool {
	return r.bits[i*r.width+int(c)/64]&(1<<(c%64)) != 0
}

// Any reports whether a chunk belongs to c.
func (r *chunkRow) Any(c pattern.Class) bool { return r.any[c/64]&(1<<(c%64)) != 0 }

// chunksOf cuts s into chunks and says which classes they belong to; the row is good until the next one is made.
func (d *document) chunksOf(s *sentence) *chunkRow {
	r := &chunkRow{d: d, s: s, book: d.rules, occs: make(map[int]*occurrence, len(s.occs))}
	for _, o := range s.occs {
		r.occs[o.at] = o
	}
	for i := 0; i < len(s.items); i++ {
		switch it := &s.items[i]; {
		case it.np >= 0:
			c := chunk{i, s.phrases[it.np].last, it.np}
			for n := s.phrases[it.np].and; n >= 0; n = s.phrases[n].and {
				c.last = s.phrases[n].last
			}
			r.chunks = append(r.chunks, c)
			i = c.last
		case it.punct != `"`:
			r.chunks = append(r.chunks, chunk{i, i, -1})
		}
	}
	r.width = len(r.book.named)/64 + 1
	n := r.width * (len(r.chunks) + 1)
	d.buf.bits = slices.Grow(d.buf.bits[:0], n)[:n]
	clear(d.buf.bits)
	r.bits, r.any = d.buf.bits[r.width:], d.buf.bits[:r.width]
	for i, c := range r.chunks {
		if c.phrase >= 0 {
			r.markPhrase(i, &s.phrases[c.phrase])
		} else {
			r.markWord(i, &s.items[c.first], c.first)
		}
	}
	return r
}

// put notes that chunk i belongs to c; 0 is the class that no rule looks for.
func (r *chunkRow) put(i int, c pattern.Class) {
	if c != 0 {
		r.bits[i*r.width+int(c)/64] |= 1 << (c % 64)
		r.any[c/64] |= 1 << (c % 64)
	}
}

func (r *chunkRow) mark(i int, name string) { r.put(i, r.book.named[name]) }

func (r *chunkRow) markIf(i int, ok bool, name string) {
	if ok {
		r.mark(i, name)
	}
}

var natureNames = map[nature]string{whole: "whole", members: "members", forces: "forces", sites: "sites", families: "families"}

func (r *chunkRow) markPhrase(i int, ph *phrase) {
	e := ph.actor
	if e == nil && len(ph.both) > 0 {
		e = ph.both[0]
	}
	if e != nil && !e.isPlace() {
		r.mark(i, actorKind(e.kind))
		r.mark(i, "kind:"+string(e.kind))
	}
	if ph.place != nil {
		r.mark(i, "place")
		r.mark(i, "kind:"+string(ph.place.kind))
	}
	r.mark(i, natureNames[ph.nature])
	r.markIf(i, ph.anaphor != noAnaphor, "anaphor")
	r.markIf(i, ph.anaphor == pronounAnaphor, "with-pronoun")
	r.markIf(i, ph.tally != nil, "counted")
	r.markIf(i, ph.def, "definite")
	r.markIf(i, ph.and >= 0, "list")
	r.markIf(i, ph.source, "source")
	r.markIf(i, ph.rel == lexicon.NoClass && ph.prep == 0, "free")
	first := &r.s.items[ph.first]
	r.clitics(i, first.conj, ph.prep)
	if first.isWord() {
		r.readings(i, first, ph.first)
	}
	for k := ph.first + 1; k <= ph.last; k++ {
		r.ownReadings(i, &r.s.items[k])
	}
}

// actorKind returns the kind of chunk that an entity makes: who acts as a body is an actor.
func actorKind(k schema.Kind) string {
	switch k {
	case schema.Person, schema.Media, schema.Civilians, schema.Unknown:
		return string(k)
	}
	return "actor"
}

func (r *chunkRow) clitics(i int, conj, prep byte) {
	if conj != 0 {
		r.mark(i, "with-"+string(rune(conj)))
	}
	if prep != 0 {
		r.mark(i, "with-"+string(rune(prep)))
	}
}

func (r *chunkRow) markWord(i int, it *item, n int) {
	switch {
	case it.punct != "":
		r.mark(i, `"`+it.punct+`"`)
		return
	case it.time != nil:
		r.mark(i, "time")
		return
	case it.qty != nil:
		r.mark(i, "number")
		return
	}
	r.clitics(i, it.conj, it.prep)
	r.markIf(i, it.pron != "", "with-pronoun")
	r.markIf(i, it.unknown(), "other")
	r.readings(i, it, n)
	if o := r.occs[n]; o != nil {
		r.occurrence(i, o)
	}
}

// readings notes the classes of a word, of the lexicon and of the words of the rules, and its lemmas.
func (r *chunkRow) readings(i int, it *item, n int) {
	o := r.occs[n]
	for k := range it.reads {
		s := &it.reads[k].Sense
		r.put(i, at(r.book.byClass, s.Class))
		if s.Trigger == nil || o != nil && o.trig == s.Trigger {
			continue
		}
		if s.Form.Kind.IsVerb() {
			r.put(i, r.book.verbs[s.Trigger])
		} else {
			r.put(i, r.book.nouns[s.Trigger])
		}
	}
	r.ownReadings(i, it)
}

// ownReadings notes the classes of the words that only rules name. Expressions of several words count
// where the lexicon takes them as one too.
func (r *chunkRow) ownReadings(i int, it *item) {
	var own []lexicon.Reading
	if it.first == it.last {
		own = r.d.lookAt(r.s, it.first).own
	} else {
		own, _, r.d.buf.splits = r.book.words.Phrase(r.s.tokens, it.first, r.d.buf.splits)
	}
	for k := range own {
		r.put(i, at(r.book.byWord, own[k].Sense.Class))
	}
}

func (r *chunkRow) occurrence(i int, o *occurrence) {
	if o.noun {
		r.put(i, r.book.nouns[o.trig])
	} else {
		r.put(i, r.book.verbs[o.trig])
	}
	r.mark(i, "trigger:"+o.trig.Kind)
	r.markIf(i, o.noun, "masdar")
	if o.event() && !o.dead {
		r.mark(i, "event")
		r.mark(i, "event:"+string(o.typ))
	}
}
