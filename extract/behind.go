package extract

import (
	"github.com/isnad-graph/isnad/extract/temporal"
	"github.com/isnad-graph/isnad/schema"
)

// daysBehind dates what others are told to have followed: «P was shelled yesterday, two days after an attack that killed
// five» puts the attack, and whom it killed, two days before yesterday.
func (d *document) daysBehind(s *sentence) {
	for i := range s.items {
		x := s.items[i].time
		if x == nil || x.After == 0 {
			continue
		}
		first, before := d.followed(s, i), d.datedBefore(s, i)
		if first == nil || before == nil {
			continue
		}
		day := temporal.Shift(before.period.From, -x.After)
		if day == "" {
			continue
		}
		it := &s.items[i]
		p := Period{From: day, To: day, Precision: "day", Anchored: before.period.Anchored, Surface: d.text(it.start, it.end), Span: Span{it.start, it.end}}
		for _, o := range s.occs {
			if o.at > i && o.event() && (o == first || o.cause == first || first.cause == o) {
				o.time, o.period = x, p
				o.step("time.behind", day+"/"+day, p.Span)
			}
		}
	}
}

// behindReach is how far behind «two days after» what it names may begin.
const behindReach = 5

// followed returns the first occurrence that the words at item i tell another to have followed: nothing but prepositions and
// what describes it stands between.
func (d *document) followed(s *sentence, i int) *occurrence {
	x := s.items[i].time
	linked := x.First == x.Last // «the day after» stands before a noun
	for k := i + 1; k < len(s.items) && k <= i+2 && !linked; k++ {
		linked = s.items[k].np < 0 && s.items[k].isWord() && s.items[k].isAny(d.cls.Min, d.cls.Ala)
	}
	if !linked {
		return nil // «and two days later A attacked»
	}
	for _, o := range s.occs {
		if o.at <= i || !o.event() {
			continue
		}
		if s.between(i, o.at, d.cls.Min) && lastsLong(o.typ) {
			return nil // «after two days of fighting»
		}
		if o.at > i+behindReach || d.hardBreak(s, i, o.at) || s.items[o.at-1].punct == "," {
			return nil
		}
		return o
	}
	return nil
}

// lastsLong reports whether what is of type t goes on for days.
func lastsLong(t schema.Type) bool {
	switch t {
	case schema.Attack, schema.Clash, schema.Besiege, schema.Raid, schema.Protest, schema.Negotiate:
		return true
	}
	return false
}

// datedBefore returns the last occurrence before item i in its sentence, where its day is told.
func (d *document) datedBefore(s *sentence, i int) *occurrence {
	var last *occurrence
	for _, o := range s.occs {
		if o.at < i && o.event() && !o.dead && o.period.From != "" && o.period.From == o.period.To {
			last = o
		}
	}
	return last
}
