package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

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
	Needs  []Class  // classes of one of which a word must stand near; none where it is empty
	Loose  bool     // models may weigh it where none does
	Also   *Trigger // what its words are used for besides; only models can tell
	Req    string   // what the arguments must hold for the reading to count
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
			Phase: schema.Phase(r.Get("phase")), Frame: l.frames[r.Get("frame")], Needs: l.needs(r), Req: r.Get("req"),
			Loose: strings.HasSuffix(r.Get("needs"), loose),
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
	for _, r := range rows {
		if also := r.Get("also"); also != "" {
			if l.lemmas[r.ID].Also = l.lemmas[also]; l.lemmas[also] == nil {
				return r.Errorf("no trigger %q in triggers.tsv", also)
			}
		}
	}
	return l.loadTriggerForms(fsys, root)
}

// loose marks, at the end of the column «needs», that models may weigh the lemma where no such word stands near.
const loose = "?"

// needs returns the classes of the column «needs», which commas part.
func (l *Lexicon) needs(r Row) []Class {
	var out []Class
	for _, c := range splitNeeds(r) {
		out = append(out, l.Class(c))
	}
	return out
}

func splitNeeds(r Row) []string {
	return strings.FieldsFunc(strings.TrimSuffix(r.Get("needs"), loose), func(c rune) bool { return c == ',' })
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
		forms, err := inflect(hamzated(head, r.Get("form")), r.Get("kind"))
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

// hamzated returns the normal form of a stem with the hamza on its final alef, if that is how it is spelled:
// a verb that ends in a hamza is not weak.
func hamzated(norm, spelled string) string {
	head, _ := cutWord(spelled)
	if r, _ := utf8.DecodeLastRuneInString(head); r != arabic.AlefHamzaUp {
		return norm
	}
	_, size := utf8.DecodeLastRuneInString(norm)
	return norm[:len(norm)-size] + string(rune(arabic.AlefHamzaUp))
}

// formKinds are the kinds of stems that the table of forms may hold, with how each inflects.
var formKinds = []struct {
	name    string
	inflect func(stem string) []arabic.Form
}{
	{"perfect", func(stem string) []arabic.Form { return arabic.PerfectForms(stem, false) }},
	{"passive", func(stem string) []arabic.Form { return arabic.PerfectForms(stem, true) }},
	{"imperfect", arabic.ImperfectForms},
	{"passive-imperfect", passiveImperfect},
	{"masdar", singulars},
	{"act", acts},
	{"noun", func(stem string) []arabic.Form { return masdars(stem, 'm') }},
	{"masdar-plural", plural},
	{"plural", plural},
	{"participle", func(stem string) []arabic.Form { return arabic.ParticipleForms(stem, false) }},
	{"passive-participle", func(stem string) []arabic.Form { return arabic.ParticipleForms(stem, true) }},
}

func inflect(stem, kind string) ([]arabic.Form, error) {
	var names []string
	for _, k := range formKinds {
		if k.name == kind {
			return k.inflect(stem), nil
		}
		names = append(names, k.name)
	}
	return nil, fmt.Errorf("no kind of form %q; use %s", kind, strings.Join(names, ", "))
}

func passiveImperfect(stem string) []arabic.Form {
	forms := arabic.ImperfectForms(stem)
	for i := range forms {
		forms[i].Passive = true
	}
	return forms
}

// masdars inflects a verbal noun by number and case: singular, dual, plural in -at.
func masdars(stem string, gender byte) []arabic.Form {
	forms := arabic.NounForms(stem, "", gender, false)
	for i := range forms {
		forms[i].Kind = arabic.Masdar
	}
	return forms
}

// acts inflects a verbal noun that is counted. The dual before a genitive is left out: it is spelled like
// the adjective of the noun.
func acts(stem string) []arabic.Form {
	adjective := arabic.Normalize(strings.TrimSuffix(stem, string(rune(arabic.Heh)))) + string(rune(arabic.Yeh))
	return slices.DeleteFunc(masdars(stem, 0), func(f arabic.Form) bool { return f.Number == 'd' && f.Text == adjective })
}

func singulars(stem string) []arabic.Form {
	return slices.DeleteFunc(masdars(stem, 0), func(f arabic.Form) bool { return f.Number != 's' })
}

func plural(stem string) []arabic.Form {
	return []arabic.Form{{Text: stem, Kind: arabic.Masdar, Number: 'p'}}
}
