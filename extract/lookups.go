package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// lookup is what the data knows of a word in its normal form, wherever it stands. It is shared between
// documents: nothing of it is ever changed.
type lookup struct {
	norm    string
	all     []lexicon.Reading
	plain   []lexicon.Reading // without those that only say what stands near a trigger
	near    []lexicon.Class   // of those
	whole   []lexicon.Reading // of plain, see uncut
	jussive bool              // some of whole is a shortened verb
	own     []lexicon.Reading // in the words that only rules name
	defined arabic.Split      // the first way to cut the article off it, if any
	land    int32             // the country whose adjective it is, or -1
	phrase  bool              // an expression can begin with it
	name    bool              // a name can begin with it
}

// lookupsKept bounds the words that are kept: as many again, and nearly all that articles of a day are made of
// are there, in some megabytes.
const lookupsKept = 1 << 14

// lookups keeps the words that were looked up: a look-up tries every way to cut clitics off, and few words
// make up most of every text. When there are too many, those go that were not asked for since the last time.
// It is not safe for concurrent use; extractors keep several.
type lookups struct {
	known, older map[string]*lookup
	splits       []arabic.Split
	items        []item // room for the items of an article
	used         int
}

// itemsKept bounds the room for items that is kept for the next article: few have more.
const itemsKept = 1 << 13

// room returns an empty slice that has room for n items. It is good until the article ends.
func (l *lookups) room(n int) []item {
	if l.used+n > len(l.items) {
		if l.used+n > itemsKept {
			return make([]item, 0, n)
		}
		l.items, l.used = make([]item, max(n, min(2*len(l.items)+512, itemsKept))), 0
	}
	l.used += n
	return l.items[l.used-n : l.used-n : l.used]
}

// leave empties the room for the next article: nothing of this one may be kept.
func (l *lookups) leave() {
	clear(l.items[:l.used])
	l.used = 0
}

// look returns what the data knows of a word in its normal form.
func (d *document) look(norm string) *lookup {
	l := d.lookups
	if w, ok := l.known[norm]; ok {
		return w
	}
	if len(l.known) >= lookupsKept {
		l.known, l.older = map[string]*lookup{}, l.known
	}
	w, ok := l.older[norm]
	if !ok {
		w = d.lookUp(strings.Clone(norm)) // what is kept must not keep the article
	}
	l.known[w.norm] = w
	return w
}

// lookAt returns what the data knows of token i of s. Every token is asked about more than once.
func (d *document) lookAt(s *sentence, i int) *lookup {
	if s.known == nil {
		s.known = make([]*lookup, len(s.tokens))
	}
	if s.known[i] == nil {
		s.known[i] = d.look(s.tokens[i].Norm)
	}
	return s.known[i]
}

func (d *document) lookUp(norm string) *lookup {
	splits := arabic.Splits(norm, d.lookups.splits)
	d.lookups.splits = splits
	all := d.wholeName(slices.DeleteFunc(d.lex.ReadingsOf(splits, nil), d.ownedName))
	w := &lookup{norm: norm, all: all, own: d.rules.words.ReadingsOf(splits, nil), land: d.adjectiveOf(splits)}
	w.phrase, w.name = d.lex.Begins(splits)
	if i := slices.IndexFunc(splits, func(s arabic.Split) bool { return s.Def }); i >= 0 {
		w.defined = splits[i]
	}
	w.plain = w.all
	if slices.ContainsFunc(w.all, d.nearOnly) {
		w.plain = slices.DeleteFunc(slices.Clone(w.all), d.nearOnly)
		for _, r := range w.all {
			if d.nearOnly(r) {
				w.near = append(w.near, r.Sense.Class)
			}
		}
	}
	w.whole = uncut(w.plain)
	w.jussive = slices.ContainsFunc(w.whole, func(r lexicon.Reading) bool { return r.Sense.Form.Jussive })
	return w
}

// ownedName reports whether a reading is a given name with a pronoun: nobody is «her Muhammad».
func (d *document) ownedName(r lexicon.Reading) bool {
	switch r.Sense.Class {
	case d.cls.Given, d.cls.GivenWeak, d.cls.GivenNoun, d.cls.KunyaName:
		return r.Split.Suffix != "" && r.Sense.Trigger == nil
	}
	return false
}

// wholeName drops the verbs that a cut conjunction makes of a given name: «Fadi» is no «so it led».
func (d *document) wholeName(reads []lexicon.Reading) []lexicon.Reading {
	if !slices.ContainsFunc(reads, func(r lexicon.Reading) bool { return r.Sense.Class == d.cls.Given && r.Split.Skip == 0 && !r.Split.Def }) {
		return reads
	}
	return slices.DeleteFunc(reads, func(r lexicon.Reading) bool {
		return r.Sense.Trigger != nil && r.Sense.Form.Kind.IsVerb() && r.Split.Conj != 0
	})
}

// nearOnly reports whether a reading only says what stands near a trigger.
func (d *document) nearOnly(r lexicon.Reading) bool { return d.lex.Near(r.Sense.Class) }
