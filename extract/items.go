package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/extract/temporal"
)

// item is one word, name, number, date or mark of a sentence, with what the lexicon makes of it.
type item struct {
	first, last int // tokens, both included
	start, end  int // bytes, the clitics before the stem left out
	conj, prep  byte
	def         bool
	pron        string
	reads       []lexicon.Reading
	near        []lexicon.Class // classes of which only triggers ask
	trig        *lexicon.Trigger
	form        arabic.Form
	name        []lexicon.NameRef
	qty         *quantity.Quantity
	time        *temporal.Expr
	punct       string
	norm        string // of the first token, whole
	stem        string // of the first token, without clitics
	np          int    // index of the phrase that holds it, or -1
	quoted      bool   // between quotes
	signed      uint64 // what sign gave; 0: not asked yet
}

// sentence is one sentence on its way through the pipeline.
type sentence struct {
	zone        ZoneKind
	tokens      []arabic.Token
	known       []*lookup // of the tokens that were looked up, see lookAt
	items       []item
	phrases     []phrase
	occs        []*occurrence
	loose       []*occurrence // what only models can weigh, until all sentences are read
	span        Span
	para        int
	n           int // among the sentences of the article
	refs        []ref
	links       []ref // also the places that others are told to lie in, and whom persons belong to
	sources     []sourceScope
	spoke       *entity // the last speaker before it
	heading     *entity // place of the section heading above
	turning     []int   // items that turn to something else
	asides      []int   // items from which the outlet itself goes on, whoever spoke before: «it is worth mentioning that»
	headingZone *Zone
	done        bool
	names       []lexicon.Name
	times       []temporal.Expr
	counts      []quantity.Quantity
}

// itemize turns the tokens of s into items.
func (d *document) itemize(s *sentence) {
	t := s.tokens
	timeAt, qtyAt := spanIndex(len(t)), spanIndex(len(t))
	for i := range s.times {
		timeAt.put(s.times[i].First, i)
	}
	for i := range s.counts {
		qtyAt.put(s.counts[i].First, i)
	}
	s.items = d.lookups.room(len(t))
	quote := false
	var conj, prep byte
	for i := 0; i < len(t); {
		_, counts := qtyAt.get(i)
		if c, p, ok := loneClitic(t, i); ok && !counts && !d.phraseAt(s, i) { // a number knows the «and» before its figures
			conj, prep = conj|c, prep|p
			i++
			continue
		}
		it := d.itemAt(s, i, timeAt, qtyAt)
		it.np, it.quoted = -1, quote
		if it.punct == "" {
			if it.conj == 0 {
				it.conj = conj
			}
			if it.prep == 0 {
				it.prep = prep
			}
			conj, prep = 0, 0
		}
		if it.punct == `"` {
			quote = !quote
		}
		s.items = append(s.items, it)
		i = it.last + 1
	}
}

// phraseAt reports whether a phrase of the lexicon begins at token i: «each of» begins like two clitics.
func (d *document) phraseAt(s *sentence, i int) bool {
	if !d.lookAt(s, i).phrase {
		return false
	}
	var n int
	_, n, d.buf.splits = d.lex.Phrase(s.tokens, i, d.buf.splits)
	return n > 1
}

// loneClitic reads a clitic that is parted from its word by a quotation mark: «and "X"», «of "X"».
func loneClitic(t []arabic.Token, i int) (conj, prep byte, ok bool) {
	if i+1 >= len(t) || t[i].Kind != arabic.Word || t[i+1].Kind == arabic.Punct && t[i+1].Norm != `"` {
		return 0, 0, false
	}
	for k, r := range []rune(t[i].Norm) {
		switch {
		case k > 1:
			return 0, 0, false
		case k == 0 && r == arabic.Waw:
			conj = 'w'
		case k == 0 && r == arabic.Feh:
			conj = 'f'
		case r == arabic.Lam:
			prep = 'l'
		case r == arabic.Beh:
			prep = 'b'
		case r == arabic.Kaf:
			prep = 'k'
		default:
			return 0, 0, false
		}
	}
	return conj, prep, true
}

type index []int32

func spanIndex(n int) index            { return make(index, n) }
func (x index) put(at, v int)          { x[at] = int32(v) + 1 }
func (x index) get(at int) (int, bool) { return int(x[at]) - 1, x[at] > 0 }

func (d *document) itemAt(s *sentence, i int, timeAt, qtyAt index) item {
	t := s.tokens[i]
	it := item{first: i, last: i, start: t.Start, end: t.End, norm: t.Norm, stem: t.Norm}
	if k, ok := timeAt.get(i); ok {
		return d.fixed(s, it, s.times[k].Last, func(it *item) { it.time = &s.times[k] })
	}
	if k, ok := qtyAt.get(i); ok {
		it = d.fixed(s, it, s.counts[k].Last, func(it *item) { it.qty = &s.counts[k] })
		it.conj = numberConjunction(t.Norm)
		return it
	}
	if t.Kind == arabic.Punct {
		it.punct = t.Norm
		return it
	}
	w := d.lookAt(s, i)
	var phrase []lexicon.Reading
	var phraseLen int
	if w.phrase {
		phrase, phraseLen, d.buf.splits = d.lex.Phrase(s.tokens, i, d.buf.splits)
	}
	if n := d.nameAt(s, i); n != nil && n.Last-i+1 >= phraseLen {
		it.last, it.name = n.Last, n.Refs
		it.conj, it.prep, it.def = n.Split.Conj, n.Split.Prep, n.Split.Def
		it.stem = n.Split.Stem
		it.start, it.end = t.Start+arabic.StemStart(d.doc.Text[t.Start:t.End], n.Split.Skip), s.tokens[n.Last].End
		if n.Last == i {
			// A name of one word may also be a common word; keep its readings for those who ask.
			it.reads, it.near = w.plain, w.near
		}
		return it
	}
	if len(phrase) > 0 {
		it.reads, it.last = phrase, i+phraseLen-1
		it.end = s.tokens[it.last].End
	} else {
		it.reads, it.near = w.whole, w.near
		if w.jussive {
			it.reads = d.jussives(s, w.whole)
		}
	}
	it.choose(t, d.doc.Text, w.defined)
	return it
}

// uncut drops the readings that take the last letter for a pronoun where the lexicon knows the whole word: a ta marbuta has
// the normal form of «his», and is often written like it; «Turkish» is spelled like «my leaving», of which news has little.
func uncut(reads []lexicon.Reading) []lexicon.Reading {
	for _, letter := range [...]rune{arabic.Heh, arabic.Yeh} {
		pronoun := string(letter)
		known := func(r lexicon.Reading) bool { return r.Split.Suffix == "" && strings.HasSuffix(r.Split.Stem, pronoun) }
		if slices.ContainsFunc(reads, known) {
			reads = slices.DeleteFunc(slices.Clone(reads), func(r lexicon.Reading) bool { return r.Split.Suffix == pronoun })
		}
	}
	return reads
}

// jussives drops the readings as a shortened verb unless the word before negates: «did not lead» is
// spelled like many a noun.
func (d *document) jussives(s *sentence, reads []lexicon.Reading) []lexicon.Reading {
	if n := len(s.items); n > 0 && s.items[n-1].is(d.cls.Neg) {
		return reads
	}
	return slices.DeleteFunc(slices.Clone(reads), func(r lexicon.Reading) bool { return r.Sense.Form.Jussive })
}

func (d *document) fixed(s *sentence, it item, last int, set func(*item)) item {
	it.last, it.end = last, s.tokens[last].End
	set(&it)
	return it
}

// numberConjunction returns the conjunction that a number written in letters begins with, or 0.
func numberConjunction(norm string) byte {
	if rest, ok := strings.CutPrefix(norm, string(rune(arabic.Waw))); ok && utf8.RuneCountInString(rest) != 1 { // one alone stands before figures
		return 'w'
	}
	return 0
}

// choose settles the clitics of an item on those of its best reading: the least cut one.
func (it *item) choose(t arabic.Token, text string, defined arabic.Split) {
	if len(it.reads) == 0 {
		it.unknownWord(t, text, defined)
		return
	}
	it.pickTrigger(t.Damma)
	best := it.reads[0]
	if it.trig != nil && it.form.Kind.IsVerb() && it.wholeNoun() {
		it.trig, it.form = nil, arabic.Form{}
	}
	for _, r := range it.reads {
		if it.trig != nil && r.Sense.Trigger == it.trig && r.Sense.Form == it.form {
			best = r
			break
		}
	}
	sp := best.Split
	it.conj, it.prep, it.def, it.pron, it.stem = sp.Conj, sp.Prep, sp.Def, sp.Suffix, sp.Stem
	skip := sp.Skip
	if sp.Def && skip >= 2 {
		skip -= 2
		if sp.Prep == 'l' {
			skip++
		}
	}
	it.start = t.Start + arabic.StemStart(text[t.Start:t.End], skip)
}

// unknownWord splits off the clitics that even an unknown word shows: the article behind one letter.
func (it *item) unknownWord(t arabic.Token, text string, sp arabic.Split) {
	if t.Kind == arabic.Number || !sp.Def {
		return
	}
	it.conj, it.prep, it.def, it.stem = sp.Conj, sp.Prep, true, sp.Stem
	skip := sp.Skip - 2
	if sp.Prep == 'l' {
		skip++
	}
	it.start = t.Start + arabic.StemStart(text[t.Start:t.End], max(skip, 0))
}

// pickTrigger finds the trigger reading of an item. Event readings go before others; a verb that a
// damma marks is passive.
func (it *item) pickTrigger(damma bool) {
	rank := 99
	for _, r := range it.reads {
		if r.Sense.Trigger == nil {
			continue
		}
		k := triggerRank(r)
		if k < rank {
			rank, it.trig, it.form = k, r.Sense.Trigger, r.Sense.Form
		}
	}
	if damma && it.trig != nil && it.form.Kind == arabic.Perfect {
		it.form.Kind = arabic.PassiveVrb
	}
}

// wholeNoun reports whether the whole word is a noun, and a trigger only if its first letter is taken for a
// conjunction: «valley» is no «and … went on».
func (it *item) wholeNoun() bool {
	whole := false
	for _, r := range it.reads {
		uncut := r.Split.Conj == 0 && r.Split.Prep == 0
		if r.Sense.Trigger != nil && uncut {
			return false
		}
		whole = whole || uncut && r.Sense.Trigger == nil && r.Sense.Form.Kind == arabic.Noun
	}
	return whole
}

func triggerRank(r lexicon.Reading) int {
	rank := 4 * (len(r.Split.Suffix) + b2i(r.Split.Conj != 0) + b2i(r.Split.Prep != 0))
	switch r.Sense.Trigger.Kind {
	case "event":
		return rank
	case "plain":
		return rank + 3
	}
	return rank + 1
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// is reports whether one of the readings of it belongs to class c.
func (it *item) is(c lexicon.Class) bool {
	for i := range it.reads {
		if it.reads[i].Sense.Class == c {
			return true
		}
	}
	return false
}

// isAny reports whether one of the readings of it belongs to one of cs.
func (it *item) isAny(cs ...lexicon.Class) bool {
	for _, c := range cs {
		if it.is(c) {
			return true
		}
	}
	return false
}

// isWord reports whether it is an ordinary word: no name, number, date or mark.
func (it *item) isWord() bool {
	return it.punct == "" && it.name == nil && it.qty == nil && it.time == nil
}

// unknown reports whether the lexicon knows nothing of the word.
func (it *item) unknown() bool { return it.isWord() && len(it.reads) == 0 }

// finite reports whether it is read as a finite verb.
func (it *item) finite() bool {
	return it.trig != nil && it.form.Kind.IsVerb() && it.prep != 'b' && !it.def
}
