package extract

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// conflictField is the field of the words that no peaceful article is full of.
const conflictField = "conflict"

// An article belongs to a peaceful field if it has so many words of such fields more than words of conflict, one in so
// many of its words, and so many for each word of conflict.
const (
	fieldWords = 3
	fieldShare = 60
	fieldOdds  = 3
)

func (x *Extractor) loadFields(sub fs.FS) error {
	rows, err := lexicon.ReadTable(sub, "fields.tsv")
	if err != nil {
		return fmt.Errorf("load words of fields: %w", err)
	}
	for _, r := range rows {
		x.fields.Add(r.Get("form"), false, r.ID)
	}
	return nil
}

// field returns the peaceful field that the article belongs to: sport, market, accident; or "" where it has too few
// such words. Silent says that the article has no word of conflict at all.
func (d *document) field() (field string, silent bool) {
	words, all := d.wordsByField(), 0
	for _, s := range d.sentences {
		all += len(s.tokens)
	}
	conflict, peace, best := words[conflictField], d.peaceful(), ""
	for f, n := range words {
		if f != conflictField && (best == "" || cmp.Or(n-words[best], cmp.Compare(best, f)) > 0) {
			best = f
		}
	}
	if peace < fieldWords+conflict || peace < fieldOdds*conflict || fieldShare*peace < all {
		return "", conflict == 0
	}
	return best, conflict == 0
}

// wordsByField counts the words of the article that show what it tells of. They are counted once: many occurrences ask.
func (d *document) wordsByField() map[string]int {
	if d.fieldCounts != nil {
		return d.fieldCounts
	}
	d.fieldCounts = map[string]int{}
	for _, s := range d.sentences {
		for i := 0; i < len(s.tokens); i++ {
			if f, n, _ := d.fields.Longest(s.tokens, i); n > 0 {
				d.fieldCounts[f]++
				i += n - 1
			}
		}
	}
	return d.fieldCounts
}

// peaceful counts the words of peaceful fields in the article.
func (d *document) peaceful() int {
	n := 0
	for f, of := range d.wordsByField() {
		if f != conflictField {
			n += of
		}
	}
	return n
}

// literal drops, from an article of a peaceful field, the sentences in which no force takes part that the article names
// outright, and no means of war: clubs attack, shares come under pressure, and firms take control of markets. Where
// the article belongs to no field, but has no word of conflict either, protests, talks and agreements stay, and so does slaughter.
func (d *document) literal() {
	if len(d.claims) == 0 {
		return
	}
	field, silent := d.field()
	if field == "" && !silent {
		return
	}
	outright := func(e *entity) bool { return force(e) && e.entry >= 0 && d.named[e.entry] > 0 }
	real := map[*sentence]bool{}
	for _, o := range d.claims {
		if anyOf(o.agents, outright) || anyOf(o.patients, outright) || o.means() || d.slaughter(o) {
			real[o.s] = true
		}
	}
	d.claims = slices.DeleteFunc(d.claims, func(o *occurrence) bool {
		return !real[o.s] && (field != "" || !civic(o.typ))
	})
}

// civic reports whether occurrences of that type are the stuff of peaceful politics too.
func civic(t schema.Type) bool {
	return t == schema.Protest || t == schema.Negotiate || t == schema.Agree
}

// means reports whether o is told with a means of war. Much explodes by itself, but a bomb goes off on purpose.
func (o *occurrence) means() bool {
	switch o.mode {
	case schema.Airstrike, schema.Drone, schema.Shelling, schema.Suicide, schema.Assassination:
		return true
	}
	return o.mode == schema.Explosion && !o.byItself()
}

// byItself reports whether the word for o tells of what can go off without anybody who meant it.
func (o *occurrence) byItself() bool { return o.trig.ID == "infijar" || o.trig.ID == "infajara" }
