package extract

import (
	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// Survey is an article as the rules read it, with all that they saw and not only what became a claim: the
// ground on which claims of another origin are checked.
type Survey struct {
	Result    *Result    // with every entity that the article names, and every mention of it
	Sentences []Sentence // of the zones that speak, in the order of the text
}

// Sentence is a sentence with what was found in it.
type Sentence struct {
	Span    Span
	Zone    int // index in Result.Zones
	Tokens  []arabic.Token
	Names   []lexicon.Name // of the lexicon; by token of the sentence
	Periods []Period
	Counts  []Tally
}

// RefusedPrefix begins the codes of the diagnostics that tell of claims that were proposed and not
// admitted; behind it stands the reason.
const RefusedPrefix = "refused."

// Survey reads doc as Extract does. It is a pure function of doc and the data, safe for concurrent use.
func (x *Extractor) Survey(doc Document) *Survey {
	d := x.begin(doc)
	d.run()
	v := &Survey{Result: d.result()}
	d.everybody(v.Result)
	for _, s := range d.sentences {
		v.Sentences = append(v.Sentences, d.surveyed(s))
	}
	return v
}

// GenericName returns the name of the generic entity of kind, civilians or unknown.
func (x *Extractor) GenericName(kind schema.Kind) string { return x.word(string(kind)) }

// everybody gives r every entity that a phrase names, and every mention.
func (d *document) everybody(r *Result) {
	for _, s := range d.sentences {
		for k := range s.phrases {
			ph := &s.phrases[k]
			for _, e := range append([]*entity{ph.actor, ph.place}, ph.chain...) {
				if e != nil {
					d.index(r, e)
				}
			}
		}
	}
	r.Mentions = nil
	d.mentions(r)
}

func (d *document) surveyed(s *sentence) Sentence {
	out := Sentence{Span: s.span, Zone: s.para, Tokens: s.tokens, Names: s.names}
	for i := range s.items {
		it := &s.items[i]
		switch {
		case it.time != nil:
			out.Periods = append(out.Periods, d.period(s, i, it.time))
		case it.qty != nil:
			out.Counts = append(out.Counts, Tally{
				Min: it.qty.Min, Max: it.qty.Max, Comparator: it.qty.Comparator, Unit: it.qty.Unit,
				Surface: d.text(it.start, it.end), Span: Span{it.start, it.end},
			})
		}
	}
	return out
}
