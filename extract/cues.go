package extract

import (
	"github.com/isnad-graph/isnad/extract/linear"
	"github.com/isnad-graph/isnad/schema"
)

// cues collects what the words around and between parts of a sentence show, each as a number: a hash of the kind of
// the cue and of the words. The linear models weigh them; what they make of all together is one feature of the
// trees, which see no words themselves.
type cues struct{ x []uint64 }

const (
	hashOffset = 14695981039346656037 // of FNV-1a
	hashPrime  = 1099511628211
)

func hashed(s string) uint64 {
	h := uint64(hashOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// mixed makes one number of several, whose order counts.
func mixed(of ...uint64) uint64 {
	h := uint64(hashOffset)
	for _, x := range of {
		h = (h ^ x) * hashPrime
		h ^= h >> 29
	}
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// cueKind numbers the kinds of cues. The numbers are part of what models were fitted to.
type cueKind uint64

// add adds the cue of a kind that all of of make together.
func (v *cues) add(kind cueKind, of ...uint64) {
	v.x = append(v.x, mixed(uint64(kind), mixed(of...)))
}

// Numbers of what is no word.
const (
	signBefore uint64 = iota + 1 // before the first item of a sentence
	signAfter
	signTime
	signNumber
	signPhrase
)

// sign is the number by which item i of a sentence is known: a word by its stem, a trigger by its lemma, a
// phrase by what it can be.
func (s *sentence) sign(i int) uint64 {
	switch {
	case i < 0:
		return signBefore
	case i >= len(s.items):
		return signAfter
	case s.items[i].np >= 0:
		return s.phrases[s.items[i].np].sign()
	}
	return s.items[i].sign()
}

func (it *item) sign() uint64 {
	if it.signed != 0 {
		return it.signed
	}
	switch {
	case it.punct != "":
		it.signed = mixed(hashed(it.punct))
	case it.time != nil:
		it.signed = signTime
	case it.qty != nil:
		it.signed = signNumber
	case it.trig != nil:
		it.signed = mixed(hashed(it.trig.ID), uint64(it.prep))
	default:
		it.signed = mixed(hashed(it.stem), uint64(it.prep))
	}
	return it.signed
}

func (ph *phrase) sign() uint64 {
	return mixed(signPhrase, kindSign(ph.actor), kindSign(ph.place), uint64(ph.nature))
}

func kindSign(e *entity) uint64 {
	if e == nil {
		return 0
	}
	return uint64(position(schema.Kinds, e.kind) + 1)
}

// spelling is the number of an item as it is written.
func (s *sentence) spelling(i int) uint64 { return hashed(s.items[i].norm) }

// signs are the numbers of an occurrence by its type and by its lemma.
func (o *occurrence) signs() (typ, lemma uint64) {
	noun, passive := uint64(b2i(o.noun)), uint64(b2i(o.passive))
	return mixed(hashed(string(o.typ)), hashed(string(o.phase)), noun, passive), mixed(hashed(o.trig.ID), noun, passive)
}

// leftTrigger returns the number of the last trigger before item i, 0 where there is none.
func (s *sentence) leftTrigger(i int) uint64 {
	for i--; i >= 0; i-- {
		if it := &s.items[i]; it.np < 0 && it.trig != nil {
			return it.sign()
		}
	}
	return 0
}

const (
	pathBound = 7  // steps of the longest path that is taken as a whole
	wordBound = 12 // steps whose words are told one by one, and that are counted
)

// between tells the words between items i and j in six kinds of cues from kind on: one by one, all together, and
// all together without the phrases, each for what of stands for, and the latter two for the finer fine.
func (v *cues) between(kind cueKind, s *sentence, i, j int, of, fine uint64) {
	path, bare := uint64(hashOffset), uint64(hashOffset)
	steps, words := 0, 0
	for k := i + 1; k < j; k++ {
		it := &s.items[k]
		if it.np >= 0 && s.phrases[it.np].first != k {
			continue
		}
		sign := s.sign(k)
		path = mixed(path, sign)
		steps++
		if it.np >= 0 {
			continue
		}
		bare = mixed(bare, sign)
		words++
		if steps < wordBound {
			v.add(kind, of, sign)
		}
	}
	if steps <= pathBound {
		v.add(kind+1, of, path)
		v.add(kind+2, fine, path)
	}
	if words <= pathBound {
		v.add(kind+3, of, bare)
		v.add(kind+4, fine, bare)
	}
	v.add(kind+5, of, uint64(min(steps, wordBound)))
}

// wordOdds tells what a model makes of the cues that were collected last.
func (d *document) wordOdds(v *vector, name string) {
	v.odds("words", name, d.buf.cues.weigh(d.models.Cues[name]))
}

// weigh returns the log-odds that the cues give a row of a model, 0 where there is no such model.
func (v *cues) weigh(m *linear.Model) float32 {
	if m == nil {
		return 0
	}
	return m.Logit(v.x)
}
