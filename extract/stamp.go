package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/temporal"
)

// stampWords bounds what a page says of when it was changed last.
const stampWords = 14

// stamp reports whether a line says when the page was published or changed.
func (d *document) stamp(l line) bool {
	if l.words > stampWords || endsSentence(d.doc.Text[l.Start:l.End]) || !clock(l.norm) {
		return false
	}
	return slices.ContainsFunc(d.stamps, func(form string) bool { return strings.Contains(l.norm, form) })
}

// stampDays is how many days after the day that an article is said to be published on its page may have been changed for the
// text to be that of the change.
const stampDays = 14

// writtenOn returns the day against which the article's «yesterday» counts: that of the stamp of its page, which is the day
// of the text that is there, where one follows the day of publication soon; else the day of publication.
func (d *document) writtenOn() string {
	day := d.doc.Published
	for _, z := range d.zones {
		if z.Kind != DatelineZone || !d.stamp(d.line(z.Span.Start, z.Span.End)) {
			continue
		}
		for _, x := range d.dates.Find(arabic.Tokenize(d.doc.Text, z.Span.Start, z.Span.End), "") {
			if x.Precision == "day" && x.From != "" && x.From == x.To && temporal.Within(day, x.From, stampDays) {
				return x.From
			}
		}
	}
	return day
}

// date finds the dates of all sentences, and reads them again where the article contradicts the day
// that it is said to be published on.
func (d *document) date() {
	day := d.writtenOn()
	if day != d.doc.Published {
		d.note("published-anchored", "the page says that it is of "+day, Span{})
	}
	for range 2 {
		var all []temporal.Expr
		var told temporal.Context
		for _, s := range d.sentences {
			s.times = d.dates.FindAfter(s.tokens, day, &told)
			all = append(all, s.times...)
		}
		anchor := temporal.Anchor(all, day)
		if anchor == day {
			return
		}
		d.note("published-anchored", "the article reads as written on "+anchor, Span{})
		day = anchor
	}
}
