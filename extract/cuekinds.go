package extract

// The kinds of cues of each model begin at their own number.
const (
	eventCue  cueKind = 0
	roleCue   cueKind = 30
	sourceCue cueKind = 80
	timeCue   cueKind = 110
	tallyCue  cueKind = 130
	corefCue  cueKind = 160
	pairCue   cueKind = 190
)

// ofEvent tells what words stand around an occurrence.
func (v *cues) ofEvent(o *occurrence) {
	v.x = v.x[:0]
	typ, lemma := o.signs()
	s, it := o.s, &o.s.items[o.at]
	v.add(eventCue+1, lemma)
	v.add(eventCue+2, lemma, uint64(it.prep), uint64(it.conj))
	v.add(eventCue+3, hashed(it.norm))
	for k := -4; k <= 4; k++ {
		if k == 0 {
			continue
		}
		at, sign := uint64(k+9), s.sign(o.at+k)
		v.add(eventCue+4, typ, at, sign)
		if k >= -2 && k <= 2 {
			v.add(eventCue+5, lemma, at, sign)
			v.add(eventCue+6, at, sign)
		}
	}
	v.add(eventCue+7, lemma, s.sign(o.at-1), s.sign(o.at+1))
	v.add(eventCue+8, typ, s.sign(o.at-2), s.sign(o.at-1))
	v.add(eventCue+9, typ, s.sign(o.at+1), s.sign(o.at+2))
	v.bag(eventCue+10, s, o.at-12, o.at, typ)
	v.bag(eventCue+11, s, o.at+1, o.at+9, typ)
	v.add(eventCue+12, typ, s.sign(0))
}

// bag tells the words from item i up to item j one by one, their order left out.
func (v *cues) bag(kind cueKind, s *sentence, i, j int, of uint64) {
	for k := max(i, 0); k < min(j, len(s.items)); k++ {
		if s.items[k].np < 0 && s.items[k].punct == "" {
			v.add(kind, of, s.sign(k))
		}
	}
}

// standing is the number of where a phrase of sentence s that begins at item first stands towards o.
func (o *occurrence) standing(s *sentence, first int) uint64 {
	switch {
	case s == o.s && first > o.at:
		return 1
	case s == o.s:
		return 2
	case s.n > o.s.n:
		return 3
	}
	return 4 + uint64(min(o.s.n-s.n, 4))
}

// ofRole tells what words stand between an occurrence and a candidate for one of its roles, and around both.
func (v *cues) ofRole(d *document, o *occurrence, c *candidate) {
	v.x = v.x[:0]
	typ, lemma := o.signs()
	kind, s := hashed(string(c.e.kind)), c.at.s
	if s == nil {
		v.add(roleCue-2, typ, kind)
		v.add(roleCue-1, lemma, kind)
		return
	}
	b := binder{d: d, s: s, c: &d.cls}
	ph, head := &s.phrases[c.at.phrase], &s.phrases[b.listHead(c.at.phrase)]
	governor, where := uint64(d.governedBy(head)), o.standing(s, head.first)
	v.add(roleCue, typ, where, kind, governor)
	v.add(roleCue+1, lemma, where, kind, governor)
	v.ofPhrase(s, ph, head, where, typ, lemma)
	left := s.leftTrigger(head.first)
	v.add(roleCue+12, typ, where, left, governor)
	v.add(roleCue+13, lemma, where, left)
	v.add(roleCue+14, typ, where, left, s.sign(head.first-1))
	v.add(roleCue+15, lemma, where, o.s.sign(o.at+1), o.s.sign(o.at-1))
	switch {
	case s != o.s:
		v.add(roleCue+16, typ, where, o.s.sign(0))
		v.add(roleCue+17, lemma, where, kind)
	case head.first < o.at:
		v.between(roleCue+20, s, head.last, o.at, mixed(typ, where), mixed(lemma, where))
	default:
		v.between(roleCue+20, s, o.at, head.first, mixed(typ, where), mixed(lemma, where))
	}
}

// ofPhrase tells the words of a phrase and those beside the head of its list.
func (v *cues) ofPhrase(s *sentence, ph, head *phrase, where, typ, lemma uint64) {
	before, first, look := s.sign(head.first-1), s.spelling(ph.first), ph.sign()
	v.add(roleCue+2, typ, where, before)
	v.add(roleCue+3, lemma, where, before)
	v.add(roleCue+4, typ, where, before, s.sign(head.first-2))
	v.add(roleCue+5, typ, where, s.sign(head.last+1))
	v.add(roleCue+6, typ, where, first)
	v.add(roleCue+7, typ, where, first, before)
	v.add(roleCue+8, lemma, where, look)
	v.add(roleCue+9, where, before, look)
	v.add(roleCue+10, typ, where, look, uint64(b2i(ph.joined)))
}

// ofSource tells what words stand around a source and between it and an occurrence.
func (v *cues) ofSource(d *document, o *occurrence, r *sourceRef) {
	v.x = v.x[:0]
	kind, at, s := hashed(string(r.a.entity.kind)), o.at, r.s
	where := o.standing(s, o.at+1)
	if sc := r.scope; sc != nil {
		at = sc.at
		verb, covered := s.sign(at), uint64(b2i(s == o.s && covers(sc, o.at)))
		v.add(sourceCue, where, kind, verb, covered)
		v.add(sourceCue+1, where, verb, s.sign(at+1), covered)
		v.add(sourceCue+2, where, hashed(sc.rule), kind, covered)
		v.add(sourceCue+3, where, s.sign(at-1), verb)
	}
	if ph := r.ph; ph != nil {
		at = ph.first
		v.add(sourceCue+4, where, kind, s.sign(ph.first-1))
		v.add(sourceCue+5, where, kind, s.sign(ph.last+1))
		v.add(sourceCue+6, where, s.spelling(ph.first), s.sign(ph.first-1))
		v.add(sourceCue+7, where, s.leftTrigger(ph.first), uint64(d.governedBy(ph)))
	}
	typ, lemma := o.signs()
	v.add(sourceCue+8, where, typ, kind)
	v.add(sourceCue+9, where, lemma)
	v.add(sourceCue+10, where, o.s.sign(0), kind)
	v.add(sourceCue+11, where, o.s.sign(0), o.s.sign(1))
	v.add(sourceCue+12, where, s.sign(0), kind)
	if s == o.s {
		before := uint64(b2i(at < o.at))
		v.between(sourceCue+13, s, min(at, o.at), max(at, o.at), mixed(where, before, uint64(b2i(r.ph != nil))), mixed(kind, before))
	}
}

// ofTime tells what words stand around a date and between it and an occurrence.
func (v *cues) ofTime(o *occurrence, t timeRef) {
	v.x = v.x[:0]
	x, s := t.expr(), t.s
	kind, where := mixed(hashed(x.Kind), hashed(x.Precision)), o.standing(s, t.i)
	typ, lemma := o.signs()
	v.add(timeCue, where, typ, kind)
	v.add(timeCue+1, where, lemma, kind)
	v.add(timeCue+2, where, s.sign(t.i-1), kind)
	v.add(timeCue+3, where, s.sign(t.i+1), kind)
	v.add(timeCue+4, where, s.sign(t.i-1), s.sign(t.i-2))
	v.add(timeCue+5, where, typ, s.sign(t.i-1))
	v.add(timeCue+6, where, s.leftTrigger(t.i), kind)
	v.add(timeCue+7, where, s.leftTrigger(t.i), typ)
	v.add(timeCue+8, where, o.s.sign(0))
	if s == o.s {
		v.between(timeCue+9, s, min(t.i, o.at), max(t.i, o.at), where, mixed(where, typ))
	}
}

// ofTally tells what words stand around a number and between it and an occurrence.
func (v *cues) ofTally(o *occurrence, t *tallyRef) {
	v.x = v.x[:0]
	s, where := o.s, uint64(1+b2i(t.at < o.at)+2*b2i(t.at == o.at))
	typ, lemma := o.signs()
	v.add(tallyCue, where, typ)
	v.add(tallyCue+1, where, lemma)
	v.add(tallyCue+2, where, typ, s.sign(t.at-1))
	v.add(tallyCue+3, where, typ, s.sign(t.at+1))
	v.add(tallyCue+4, where, typ, s.sign(t.at-1), s.sign(t.at-2))
	v.add(tallyCue+5, where, lemma, s.sign(t.at-1))
	v.add(tallyCue+6, where, typ, s.leftTrigger(t.at))
	if ph := t.ph; ph != nil {
		v.add(tallyCue+7, where, typ, s.spelling(ph.first))
		v.add(tallyCue+8, where, typ, s.spelling(ph.last))
		v.add(tallyCue+9, where, typ, ph.sign())
		v.add(tallyCue+10, where, typ, s.sign(ph.first-1))
	}
	v.between(tallyCue+11, s, min(t.at, o.at), max(t.at, o.at), mixed(where, typ), mixed(where, lemma))
}

// ofCoref tells the words of two occurrences that could be one, e told before o.
func (v *cues) ofCoref(e, o *occurrence) {
	v.x = v.x[:0]
	typ, lemma := o.signs()
	_, first := e.signs()
	s, far := o.s, uint64(min(o.s.n-e.s.n, 5))
	v.add(corefCue, first, lemma)
	v.add(corefCue+1, typ, far, uint64(min(s.para-e.s.para, 4)))
	v.add(corefCue+2, lemma, far)
	v.add(corefCue+3, typ, s.sign(o.at-1))
	v.add(corefCue+4, lemma, s.sign(o.at-1))
	v.add(corefCue+5, typ, s.sign(o.at+1))
	v.add(corefCue+6, lemma, s.sign(o.at+1))
	v.add(corefCue+7, typ, s.sign(0), far)
	v.add(corefCue+8, s.sign(0), s.sign(1))
	v.add(corefCue+9, first, lemma, far)
	v.add(corefCue+10, typ, e.s.sign(e.at-1), s.sign(o.at-1))
	v.add(corefCue+11, typ, s.sign(o.at-2), s.sign(o.at-1))
	v.add(corefCue+12, first, e.s.sign(e.at+1))
	v.add(corefCue+13, hashed(string(e.s.zone)), hashed(string(s.zone)), typ, far)
	v.bag(corefCue+14, s, o.at-5, o.at, typ)
	if e.s == s {
		v.between(corefCue+15, s, min(e.at, o.at), max(e.at, o.at), typ, mixed(first, lemma))
	}
}

// ofPair tells what words stand around and between the mentions of two entities.
func (v *cues) ofPair(p *pairRef) {
	v.x = v.x[:0]
	kinds, s := mixed(kindSign(p.a), kindSign(p.b)), p.s
	v.add(pairCue, kinds)
	if s == nil {
		v.add(pairCue+1, kinds)
		return
	}
	x, y := &s.phrases[p.pa], &s.phrases[p.pb]
	l, r := x, y
	if y.first < x.first {
		l, r = y, x
	}
	of := mixed(kinds, uint64(1+b2i(x.first < y.first)+2*b2i(p.pa == p.pb)))
	v.add(pairCue+2, of, s.sign(l.first-1))
	v.add(pairCue+3, of, s.sign(r.last+1))
	v.add(pairCue+4, of, s.sign(l.first-1), s.sign(l.first-2))
	v.add(pairCue+5, of, s.spelling(x.first))
	v.add(pairCue+6, of, s.spelling(y.first))
	v.add(pairCue+7, s.spelling(x.first), s.spelling(y.first))
	v.add(pairCue+8, of, s.sign(r.first-1))
	v.add(pairCue+9, of, s.sign(l.last+1))
	v.add(pairCue+10, of, s.sign(r.first-1), s.sign(r.first-2))
	v.add(pairCue+11, of, x.sign(), y.sign())
	v.add(pairCue+12, of, s.leftTrigger(l.first))
	v.add(pairCue+13, of, s.leftTrigger(r.first))
	for i := x.first; p.pa == p.pb && i <= x.last; i++ {
		v.add(pairCue+14, of, s.spelling(i))
	}
	v.between(pairCue+15, s, l.last, r.first, of, mixed(of, x.sign(), y.sign()))
}
