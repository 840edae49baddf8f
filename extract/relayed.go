package extract

import "github.com/isnad-graph/isnad/schema"

// denial makes the scope of a verb of denying: what it denies, up to the next verb of reporting, and no more.
func (d *document) denial(s *sentence, o *occurrence) {
	last, next := -1, len(s.items)
	for _, p := range s.occs {
		if p.trig.Kind == "report" && p.at > o.at {
			next = min(next, p.at)
		}
	}
	for _, p := range s.occs {
		if p.event() && !p.dead && p.status == schema.Denied && p.at > o.at && p.at < next {
			last = max(last, p.at)
		}
	}
	if last < 0 {
		return
	}
	if speakers := d.speakers(s, o); len(speakers) > 0 {
		d.focus.speaker = entitiesOf(speakers)
		s.sources = append(s.sources, sourceScope{from: o.at, to: last, sources: speakers, stance: schema.Neutral, rule: "source.verb." + o.trig.ID, at: o.at})
	}
}

// relayed returns who passes a report on by «according to X» between its verb and what it says: «local sources
// said, according to X, that …».
func (d *document) relayed(s *sentence, o *occurrence) []arg {
	var out []arg
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.first < o.at || ph.rel != d.cls.Per || ph.actor == nil || s.between(o.at, ph.first, d.cls.Comp, d.cls.Clause) {
			continue
		}
		if next := d.after(s, ph.last); next != nil && next.isWord() && next.isAny(d.cls.Comp) {
			out = append(out, d.args(s, k, false)...)
		}
	}
	return out
}

// spokenOf reports whether a stands behind what the verb of o says it tells of, and so is no speaker: «he pointed to the
// surrender of men of X», «announced that X».
func (d *document) spokenOf(s *sentence, o *occurrence, a arg) bool {
	if o.noun || a.span.Start < s.items[o.at].end {
		return false
	}
	at := o.at + 1
	for at < len(s.items) && s.items[at].start < a.span.Start {
		at++
	}
	return s.between(o.at, at, d.cls.Comp, d.cls.Ila) || !d.ownWord(&s.items[o.at], "relays") && s.between(o.at, at, d.cls.An)
}

// considered reports whether the verb of o only says what somebody is held for: «X is considered the highest officer».
func (d *document) considered(s *sentence, o *occurrence) bool {
	if o.noun || !d.ownWord(&s.items[o.at], "considers") {
		return false
	}
	for i := o.at + 1; i < len(s.items); i++ {
		if it := &s.items[i]; it.punct == ":" || it.punct == `"` || it.np < 0 && it.isWord() && it.is(d.cls.Comp) {
			return false
		}
	}
	return true
}

// toldTo returns the outlet that the speaker of a report told what he says: «local sources told X that …», «in a statement to X».
func (d *document) toldTo(s *sentence, o *occurrence) []arg {
	for k := range s.phrases {
		ph := &s.phrases[k]
		if ph.first <= o.at || ph.prep != 'l' || ph.actor == nil || ph.actor.kind != schema.Media || ph.actor.anonymous() || d.printed(ph.actor) {
			continue
		}
		if s.between(o.at, ph.first, d.cls.Comp, d.cls.Clause, d.cls.Rel) || s.tells(o.at, ph.first) {
			return nil
		}
		return d.args(s, k, false)
	}
	return nil
}
