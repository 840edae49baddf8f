package extract

import (
	"fmt"
	"io"
)

// Diagnose is for development.
func (x *Extractor) Diagnose(w io.Writer, doc Document, gold *Gold) {
	d := x.begin(doc)
	d.propose()
	a := d.align(gold)
	matched := map[int]bool{}
	for _, i := range a.entity {
		matched[i] = true
	}
	for i, g := range gold.Entities {
		if !matched[i] {
			fmt.Fprintf(w, "MISSENT\t%s\t%v\t%s\n", g.Kind, g.Names, doc.Key)
		} else {
			fmt.Fprintf(w, "HITENT\t%s\n", g.Kind)
		}
	}
	paired := map[int]*occurrence{}
	for _, s := range d.sentences {
		for _, o := range s.occs {
			if !o.event() || o.dead {
				continue
			}
			if g, ok := a.event[o]; ok {
				if !a.weak[o] {
					paired[g] = o
				} else if paired[g] == nil {
					paired[g] = o
				}
				fmt.Fprintf(w, "HITOCC\t%s\t%v\n", o.typ, d.holds(o))
			} else {
				fmt.Fprintf(w, "FALSEOCC\t%s\t%v\t%s\t%s\n", o.typ, d.holds(o), o.trig.ID, d.text(max(o.s.span.Start, o.trigger().Start-60), min(o.s.span.End, o.trigger().End+60)))
			}
		}
	}
	for i := range gold.Events {
		g := &gold.Events[i]
		o := paired[i]
		if o == nil {
			fmt.Fprintf(w, "MISSTRIG\t%s\t%s\t%s\n", g.Type, d.text(g.Quote.Start, min(len(d.doc.Text), g.Quote.End)), doc.Key)
			continue
		}
		fmt.Fprintf(w, "HITTRIG\t%s\n", g.Type)
		for slot, list := range [][]int{g.Agents, g.Patients, g.Places} {
			for _, e := range list {
				if !matched[e] {
					fmt.Fprintf(w, "ARG\t%s\tnoentity\n", slotNames[slot])
					continue
				}
				var cands []candidate
				cands = append(d.candidates(o, false), d.candidates(o, true)...)
				found, rule := false, false
				for _, c := range cands {
					if n, ok := a.entity[c.e]; ok && n == e {
						found = true
					}
				}
				for _, r := range [][]arg{o.agents, o.patients, o.places}[slot] {
					if n, ok := a.entity[r.entity]; ok && n == e {
						rule = true
					}
				}
				fmt.Fprintf(w, "ARG\t%s\tcand=%v rule=%v\n", slotNames[slot], found, rule)
			}
		}
	}
}
