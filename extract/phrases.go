package extract

// parser reads the phrases of one sentence.
type parser struct {
	d *document
	s *sentence
	c *classes

	spare *phrase // what nothing came of
}

// findPhrases fills s.phrases, left to right.
func (d *document) findPhrases(s *sentence) {
	p := parser{d: d, s: s, c: &d.cls}
	s.phrases = d.buf.phrases[:0]
	defer d.buf.settlePhrases(s)
	for i := 0; i < len(s.items); {
		ph := p.listedPlace(i)
		if ph == nil {
			ph = p.listedOffice(i)
		}
		if ph == nil {
			ph = p.listedNation(i)
		}
		if ph == nil {
			ph = p.parse(i)
		}
		if ph == nil {
			i++
			continue
		}
		if p.guise(ph) {
			i = ph.last + 1
			continue
		}
		p.goOn(ph)
		p.governor(ph)
		p.site(ph)
		p.longer(ph)
		ph.and = -1
		k := len(s.phrases)
		for j := ph.first; j <= ph.last; j++ {
			s.items[j].np = k
		}
		s.phrases = append(s.phrases, *ph)
		i = ph.last + 1
	}
	p.coordinate()
}

// guise reports whether ph names whose clothes somebody wears: «gunmen in uniforms of the army» are not the army.
func (p *parser) guise(ph *phrase) bool {
	if ph.first == 0 || ph.actor == nil {
		return false
	}
	it := p.item(ph.first - 1)
	return it.np < 0 && it.isWord() && it.is(p.c.Guise)
}

// goOn lets a place that the lexicon knows go on the list that the phrase before it began.
func (p *parser) goOn(ph *phrase) {
	n := len(p.s.phrases)
	if n == 0 || !ph.isPlaceOnly() || p.item(ph.first).conj != 'w' || ph.listed != "" {
		return
	}
	if prev := &p.s.phrases[n-1]; ph.first <= prev.last+2 {
		ph.listed = prev.listed
	}
}

func (p *parser) item(i int) *item {
	if i < 0 || i >= len(p.s.items) {
		return nil
	}
	return &p.s.items[i]
}

// quote skips quotation marks and a lone dash from i on.
func (p *parser) quote(i int) int {
	for it := p.item(i); it != nil && it.punct == `"`; it = p.item(i) {
		i++
	}
	return i
}

// parse returns the phrase that begins at item i, or nil.
func (p *parser) parse(i int) *phrase {
	it := p.item(i)
	if it.punct != "" || it.time != nil {
		return nil
	}
	ph := p.fresh()
	ph.first, ph.last, ph.prep, ph.def = i, i, it.prep, it.def
	j := p.determiner(i, ph)
	if ok := p.head(j, ph, j > i); !ok {
		if ph.tally != nil && ph.quantified {
			return p.bareNumber(i, j, ph)
		}
		if prev := p.item(i - 1); j > i && p.item(i).is(p.c.Others) && prev != nil && prev.trig != nil {
			ph.last, ph.nature, ph.anaphor = i, members, bareAnaphor
			return ph
		}
		p.spare = ph
		return nil
	}
	p.trailer(ph)
	return ph
}

// fresh returns an empty phrase. Most items begin none, so that what was made for one of them serves the next.
func (p *parser) fresh() *phrase {
	ph := p.spare
	if ph == nil {
		return &phrase{}
	}
	*ph, p.spare = phrase{}, nil
	return ph
}

// bareNumber reads «two were killed», «ten others»: persons counted without a noun.
func (p *parser) bareNumber(i, j int, ph *phrase) *phrase {
	if p.s.items[i].qty == nil || ph.tally.Unit != "" {
		return nil
	}
	if next := p.item(j); next != nil && next.isWord() && !next.is(p.c.Others) && !next.finite() && next.unknown() {
		return nil
	}
	ph.last = j - 1
	ph.nature, ph.anaphor = members, bareAnaphor
	if it := p.item(j); it != nil && it.isWord() && it.is(p.c.Among) && it.conj == 0 {
		ph.last, ph.anaphor, ph.plural = j, pronounAnaphor, true
		return ph
	}
	if it := p.item(j); it != nil && it.is(p.c.Others) {
		ph.last = j
	}
	return ph
}

// determiner reads numbers and quantifiers before the head and returns where the head begins.
func (p *parser) determiner(i int, ph *phrase) int {
	j := i
	for n := 0; n < 4; n++ {
		it := p.item(j)
		if it == nil {
			break
		}
		switch {
		case it.qty != nil:
			if it.qty.Unit != "" {
				return j
			}
			ph.tally = p.tally(it)
			ph.quantified = true
		case n == 0 && it.isWord() && it.is(p.c.EachOf):
		case it.isWord() && it.isAny(p.c.OneOf):
			ph.tally, ph.quantified = &Tally{Min: 1, Max: 1, Comparator: "eq", Span: Span{it.start, it.end}}, true
		case it.isWord() && it.isAny(p.c.Some, p.c.Others) && (n > 0 || p.d.placeNoun(it) == "") && !p.armedNext(j):
		case it.isWord() && it.is(p.c.Min) && j > i:
		case it.punct == `"` && j > i:
		default:
			return j
		}
		j++
	}
	return j
}

func (p *parser) tally(it *item) *Tally {
	q := it.qty
	t := &Tally{Min: q.Min, Max: q.Max, Comparator: q.Comparator, Span: Span{it.start, it.end}}
	t.Surface = p.d.text(it.start, it.end)
	if q.Comparator == "vague" && q.Min < 0 && q.Max < 0 {
		return nil
	}
	return t
}
