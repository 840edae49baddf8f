package extract

import (
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// governorNames lists how a phrase can be governed.
func (c *classes) governorNames() []string {
	return []string{
		"agent-by", "with-support", "facing", "per", "didd", "bayn", "maa", "fi", "ala", "ila", "an", "min", "near", "across",
		"beside", "alongside", "led-by", "affiliated", "after-cause", "during", "after", "before", "so-called", "b", "l", "k", "free",
	}
}

func (d *document) governedBy(ph *phrase) int {
	n := len(d.governors)
	switch {
	case ph.rel != lexicon.NoClass:
		return position(d.governors, ph.rel)
	case ph.prep == 'b':
		return n
	case ph.prep == 'l':
		return n + 1
	case ph.prep == 'k':
		return n + 2
	}
	return n + 3
}

// frameSlot returns the slot that the frame of o gives to what a phrase behind its trigger is governed by.
func (d *document) frameSlot(o *occurrence, ph *phrase) lexicon.Slot {
	f, c := o.trig.Frame, &d.cls
	switch {
	case ph.prep == 'l':
		return f.Li
	case ph.rel == c.AgentBy:
		return lexicon.AgentSlot
	case ph.rel == c.Didd:
		return f.Didd
	case ph.rel == c.Ala:
		return f.Ala
	case ph.rel == c.Bayn:
		return f.Bayn
	case ph.rel == c.Maa:
		return f.Maa
	case ph.rel == c.An:
		return f.An
	case ph.rel == c.Ila:
		return f.Ila
	case ph.rel == c.Min:
		return f.Min
	case ph.rel == c.Fi || ph.rel == c.Near || ph.prep == 'b':
		return lexicon.PlaceSlot
	case ph.rel == lexicon.NoClass && o.noun:
		return f.Gen
	case ph.rel == lexicon.NoClass && o.passive:
		return f.Obj
	case ph.rel == lexicon.NoClass:
		return f.Subj
	}
	return lexicon.NoSlot
}

// mentionFeatures tells where the best mention of the candidate stands towards the trigger, and how.
func (d *document) mentionFeatures(v *vector, o *occurrence, c *candidate) {
	s := c.at.s
	ph := &phrase{}
	head := ph
	if s != nil {
		b := binder{d: d, s: s, c: &d.cls}
		ph = &s.phrases[c.at.phrase]
		head = &s.phrases[b.listHead(c.at.phrase)]
	}
	here := s == o.s
	v.flag("here", here)
	v.flag("nowhere", s == nil)
	back, ahead, para := 0, false, 0
	if s != nil && !here {
		back, ahead, para = o.s.n-s.n, s.n > o.s.n, o.s.para-s.para
	}
	v.num("sentences-back", back, 5)
	v.flag("ahead", ahead)
	v.num("paragraphs-back", para, 4)
	v.flag("title-mention", s != nil && s.zone == TitleZone && !here)
	v.cat("governor", d.governorList, gate(s != nil, d.governedBy(head)))
	v.cat("nature", natureList, gate(s != nil, int(ph.nature)))
	v.cat("anaphor", anaphorList, gate(s != nil, int(ph.anaphor)))
	v.flag("joined", ph.joined)
	v.flag("lists", ph.and >= 0 && s != nil)
	v.flag("phrase-definite", ph.def)
	v.flag("counted", ph.tally != nil)
	v.flag("names-source", ph.source)
	v.flag("of-org", ph.org != nil)
	v.flag("both-readings", ph.actor != nil && ph.place != nil)
	d.pathFeatures(v, o, here, ph, head)
}

// gate returns at where ok holds, else -1.
func gate(ok bool, at int) int {
	if ok {
		return at
	}
	return -1
}

// route is what stands between a phrase and a trigger of one sentence.
type route struct {
	items, phrases, events, triggers, direct int
	barrier, relative                        bool
	commas                                   int
}

func (d *document) route(o *occurrence, ph *phrase) route {
	i, j := o.at, ph.first
	if ph.first < o.at {
		i, j = ph.last, o.at
	}
	p := route{items: j - i, barrier: d.hardBreak(o.s, i, j)}
	for k := i + 1; k < j; k++ {
		it := &o.s.items[k]
		switch {
		case it.np >= 0:
			q := &o.s.phrases[it.np]
			if q.first == k {
				p.phrases++
				p.direct += b2i(q.rel == lexicon.NoClass && q.prep == 0 && !q.joined)
			}
		case it.punct == ",":
			p.commas++
		case it.isWord() && it.isAny(d.cls.Rel, d.cls.RelMa):
			p.relative = true
		}
	}
	for _, q := range o.s.occs {
		if q.at > i && q.at < j {
			p.triggers++
			p.events += b2i(q.event() && !q.dead)
		}
	}
	return p
}

func (d *document) pathFeatures(v *vector, o *occurrence, here bool, ph, head *phrase) {
	var p route
	before, after := false, false
	slot, nearest := -1, false
	if here {
		p = d.route(o, head)
		before, after = head.first < o.at, head.first > o.at
		if after {
			slot = position(slotNames, string(d.frameSlot(o, head)))
		}
		nearest = nearestEvent(o, head)
	}
	v.flag("before", before)
	v.flag("after", after)
	v.cat("frame-slot", slotNames, slot)
	v.num("distance", signed(p.items, before), 40)
	v.num("between-phrases", p.phrases, 8)
	v.num("between-direct", p.direct, 4)
	v.num("between-events", p.events, 5)
	v.num("between-triggers", p.triggers, 6)
	v.num("between-commas", p.commas, 4)
	v.flag("barrier", p.barrier)
	v.flag("relative-between", p.relative)
	v.flag("nearest-event", nearest)
	v.flag("is-subject", here && o.subjAt >= 0 && o.subjAt < len(o.s.phrases) && &o.s.phrases[o.subjAt] == head)
	v.flag("taken", ph.taken)
}

func signed(n int, negative bool) int {
	if negative {
		return -n
	}
	return n
}

// nearestEvent reports whether no other occurrence stands nearer to the phrase than o.
func nearestEvent(o *occurrence, ph *phrase) bool {
	for _, p := range o.s.occs {
		if p.event() && !p.dead && p != o && gap(ph, p.at) < gap(ph, o.at) {
			return false
		}
	}
	return true
}
