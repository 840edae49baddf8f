package extract

import (
	"fmt"
	"io"
	"strings"
)

// Explain writes how each sentence of doc is read: its words with their senses, its phrases, and its
// occurrences with what became of them. The form is for people and may change.
func (x *Extractor) Explain(w io.Writer, doc Document) error {
	d := x.begin(doc)
	d.run()
	var b strings.Builder
	for _, s := range d.sentences {
		fmt.Fprintf(&b, "== %s [%d:%d] %s\n", s.zone, s.span.Start, s.span.End, d.doc.Text[s.span.Start:s.span.End])
		d.explainItems(&b, s)
		d.explainPhrases(&b, s)
		for _, o := range s.occs {
			d.explainOccurrence(&b, o)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *document) explainItems(b *strings.Builder, s *sentence) {
	for i := range s.items {
		it := &s.items[i]
		fmt.Fprintf(b, "  %d %s", i, d.text(it.start, it.end))
		for _, r := range it.reads {
			if r.Sense.Trigger != nil {
				fmt.Fprintf(b, " <%s>", r.Sense.Trigger.ID)
			} else {
				fmt.Fprintf(b, " .%s", d.lex.ClassName(r.Sense.Class))
			}
		}
		for _, n := range it.name {
			fmt.Fprintf(b, " =%s", d.lex.Entries[n.Entry].Key)
		}
		switch {
		case it.time != nil:
			fmt.Fprintf(b, " @%s %s/%s", it.time.Kind, it.time.From, it.time.To)
		case it.qty != nil:
			fmt.Fprintf(b, " #%s %d-%d %s", it.qty.Comparator, it.qty.Min, it.qty.Max, it.qty.Unit)
		}
		b.WriteByte('\n')
	}
}

func (d *document) explainPhrases(b *strings.Builder, s *sentence) {
	for k := range s.phrases {
		ph := &s.phrases[k]
		fmt.Fprintf(b, "  phrase %d [%d-%d] actor=%s place=%s rel=%s prep=%c anaphor=%d nature=%d and=%d",
			k, ph.first, ph.last, entityName(ph.actor), entityName(ph.place), d.lex.ClassName(ph.rel), ph.prep+b2c(ph.prep == 0), ph.anaphor, ph.nature, ph.and)
		if ph.tally != nil {
			fmt.Fprintf(b, " n=%d-%d", ph.tally.Min, ph.tally.Max)
		}
		for _, c := range ph.chain {
			fmt.Fprintf(b, " < %s", c.name)
		}
		b.WriteByte('\n')
	}
}

func b2c(zero bool) byte {
	if zero {
		return '-'
	}
	return 0
}

func entityName(e *entity) string {
	if e == nil {
		return "-"
	}
	return e.name
}

func (d *document) explainOccurrence(b *strings.Builder, o *occurrence) {
	fmt.Fprintf(b, "  occurrence %s %s at %d status=%s noun=%t dead=%t A=%s P=%s @=%s S=%s %s/%s",
		o.rule, o.typ, o.at, o.status, o.noun, o.dead, argNames(o.agents), argNames(o.patients), argNames(o.places), argNames(o.sources), o.period.From, o.period.To)
	if o.cause != nil {
		fmt.Fprintf(b, " cause=%s@%d", o.cause.rule, o.cause.at)
	}
	if o.inner != nil {
		fmt.Fprintf(b, " inner=%s@%d", o.inner.rule, o.inner.at)
	}
	if o.event() && !o.dead && !d.holds(o) {
		b.WriteString(" REFUSED")
	}
	b.WriteByte('\n')
	for _, st := range o.steps {
		fmt.Fprintf(b, "      %s: %s\n", st.Rule, st.Did)
	}
}

func argNames(args []arg) string {
	var out []string
	for _, a := range args {
		out = append(out, a.entity.name)
	}
	return "[" + strings.Join(out, "|") + "]"
}
