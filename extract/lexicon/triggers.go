package lexicon

import (
	"fmt"
	"io/fs"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

// Trigger is a lemma that tells an occurrence, or that bears on one.
type Trigger struct {
	ID     string
	Kind   string // event, light, suffer, scene, occur, repel, cause, try, fail, plan, deny, report, plain
	Type   schema.Type
	Mode   schema.Mode
	Phase  schema.Phase
	Stance schema.Stance // of a reporting lemma
	Frame  *Frame
	Needs  Class  // a class of which a word must follow, or NoClass
	Req    string // what the arguments must hold for the reading to count
}

// Frame says which complement fills which role.
type Frame struct {
	ID                                                     string
	Subj, Obj, Gen, Li, Ala, Didd, Min, Ila, An, Maa, Bayn Slot
}

// Slot is the role that a complement fills.
type Slot string

// Slots.
const (
	NoSlot      Slot = ""
	AgentSlot   Slot = "agent"
	PatientSlot Slot = "patient"
	PlaceSlot   Slot = "place"
	LoserSlot   Slot = "loser" // from whom a place is taken
	DestSlot    Slot = "dest"  // where to; no role of its own
)

func (l *Lexicon) loadTriggers(fsys fs.FS, root string) error {
	if err := l.loadFrames(fsys, root); err != nil {
		return err
	}
	rows, err := optional(fsys, root, "triggers.tsv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		t := &Trigger{
			ID: r.ID, Kind: r.Get("kind"), Type: schema.Type(r.Get("type")), Mode: schema.Mode(r.Get("mode")),
			Phase: schema.Phase(r.Get("phase")), Frame: l.frames[r.Get("frame")], Needs: l.Class(r.Get("needs")), Req: r.Get("req"),
		}
		if t.Kind == "report" {
			t.Stance, t.Type = schema.Stance(t.Type), ""
		}
		if t.Frame == nil {
			return r.Errorf("no frame %q in frames.tsv", r.Get("frame"))
		}
		l.lemmas[r.ID] = t
		l.Triggers = append(l.Triggers, t)
	}
	return l.loadTriggerForms(fsys, root)
}

func (l *Lexicon) loadFrames(fsys fs.FS, root string) error {
	rows, err := optional(fsys, root, "frames.tsv")
	for _, r := range rows {
		s := func(c string) Slot { return Slot(r.Get(c)) }
		l.frames[r.ID] = &Frame{
			ID: r.ID, Subj: s("subj"), Obj: s("obj"), Gen: s("gen"), Li: s("li"), Ala: s("ala"), Didd: s("didd"),
			Min: s("min"), Ila: s("ila"), An: s("an"), Maa: s("maa"), Bayn: s("bayn"),
		}
	}
	return err
}

func (l *Lexicon) loadTriggerForms(fsys fs.FS, root string) error {
	rows, err := optional(fsys, root, "trigger-forms.tsv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		t := l.lemmas[r.ID]
		if t == nil {
			return r.Errorf("no trigger %q in triggers.tsv", r.ID)
		}
		head, tail := cutWord(arabic.Normalize(r.Get("form")))
		forms, err := inflect(head, r.Get("kind"))
		if err != nil {
			return r.Errorf("%v", err)
		}
		for _, f := range forms {
			f.Text += tail
			l.addForm(Sense{Trigger: t, Form: f, Class: l.Class("t." + t.Kind)})
		}
	}
	return nil
}

func inflect(stem, kind string) ([]arabic.Form, error) {
	switch kind {
	case "perfect":
		return arabic.PerfectForms(stem, false), nil
	case "passive":
		return arabic.PerfectForms(stem, true), nil
	case "imperfect":
		return arabic.ImperfectForms(stem), nil
	case "masdar":
		forms := arabic.NounForms(stem, "", 0, false)
		for i := range forms {
			forms[i].Kind = arabic.Masdar
		}
		return forms[:2], nil
	case "noun":
		forms := arabic.NounForms(stem, "", 'm', false)
		for i := range forms {
			forms[i].Kind = arabic.Masdar
		}
		return forms, nil
	case "masdar-plural", "plural":
		return []arabic.Form{{Text: stem, Kind: arabic.Masdar, Number: 'p'}}, nil
	}
	return nil, fmt.Errorf("no kind of form %q; use perfect, passive, imperfect, masdar, masdar-plural, noun or plural", kind)
}
