package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
)

var (
	triggerKinds = []string{
		"event", "light", "suffer", "scene", "occur", "repel", "cause", "try", "fail", "plan", "deny", "accuse", "report", "plain", "aux", "echo",
	}
	slotKinds  = []Slot{NoSlot, AgentSlot, PatientSlot, PlaceSlot, LoserSlot, DestSlot}
	frameSlots = []string{"subj", "obj", "gen", "li", "ala", "didd", "min", "ila", "an", "maa", "bayn"}
	genders    = []string{"m", "f"}
)

// words checks the classes of words: a form stands in a class once, whichever way it is spelled.
func (l *linter) words() {
	rows := l.want("words.tsv")
	l.forms(rows, "form")
	l.unique(rows, "the form", func(r Row) string { return keyOf(r.ID, r.Get("form")) })
}

// commonWords checks the words that names of places are measured against.
func (l *linter) commonWords() {
	for _, file := range []string{"common.tsv", "areas.tsv"} {
		rows := l.tables[file]
		l.forms(rows, "form")
		l.unique(rows, "the form", func(r Row) string { return keyOf(r.Get("form")) })
	}
}

func (l *linter) nouns() {
	rows := l.want("nouns.tsv")
	l.forms(rows, "singular")
	for _, r := range rows {
		oneOf(l, r, "gender", genders)
	}
	l.unique(rows, "the noun", func(r Row) string { return keyOf(r.ID, r.Get("singular"), r.Get("plural")) })
}

// forms reports rows without a word.
func (l *linter) forms(rows []Row, column string) {
	for _, r := range rows {
		if arabic.Normalize(r.Get(column)) == "" {
			l.fault(r, fmt.Sprintf("no %s under %q", column, r.ID), "write it, or remove the row")
		}
	}
}

// keyOf joins the normal forms of cells; cells never hold a tab.
func keyOf(cells ...string) string { return arabic.Normalize(strings.Join(cells, "\t")) }

func (l *linter) triggers(requirements []string) {
	frames, triggers, forms := l.want("frames.tsv"), l.want("triggers.tsv"), l.want("trigger-forms.tsv")
	l.unique(frames, "frame", byID)
	l.unique(triggers, "trigger", byID)
	for _, r := range frames {
		for _, c := range frameSlots {
			oneOf(l, r, c, slotKinds)
		}
		if !refers(triggers, "frame", r.ID) {
			l.fault(r, fmt.Sprintf("no trigger uses frame %q", r.ID), "remove it")
		}
	}
	for _, r := range triggers {
		l.trigger(r, requirements)
		if !refers(frames, "id", r.Get("frame")) {
			l.fault(r, fmt.Sprintf("no frame %q", r.Get("frame")), "add it to frames.tsv, or name another")
		}
		if also := r.Get("also"); also != "" && !refers(triggers, "id", also) {
			l.fault(r, fmt.Sprintf("no trigger %q", also), "add it to triggers.tsv, or name another")
		}
		if !refers(forms, "id", r.ID) && !refers(triggers, "also", r.ID) {
			l.fault(r, fmt.Sprintf("trigger %q has no form", r.ID), "add its forms to trigger-forms.tsv")
		}
	}
	l.forms(forms, "form")
	for _, r := range forms {
		if _, err := inflect("", r.Get("kind")); err != nil {
			what, remedy, _ := strings.Cut(err.Error(), "; ")
			l.fault(r, what, remedy)
		}
		if !refers(triggers, "id", r.ID) {
			l.fault(r, fmt.Sprintf("no trigger %q", r.ID), "add it to triggers.tsv, or remove the form")
		}
	}
	l.unique(forms, "the form", func(r Row) string { return keyOf(r.ID, r.Get("kind"), r.Get("form")) })
}

func (l *linter) trigger(r Row, requirements []string) {
	kind := r.Get("kind")
	oneOf(l, r, "kind", triggerKinds)
	switch kind {
	case "event":
		oneOf(l, r, "type", schema.EventTypes)
	case "report":
		oneOf(l, r, "type", schema.Stances)
	default:
		oneOf(l, r, "type", orNone(schema.EventTypes))
	}
	oneOf(l, r, "mode", orNone(schema.Modes))
	oneOf(l, r, "phase", orNone(schema.Phases))
	if requirements != nil {
		oneOf(l, r, "req", orNone(requirements))
	}
	for _, c := range splitNeeds(r) {
		if !l.filled(c) {
			l.fault(r, fmt.Sprintf("it needs a word of class %q, which has none", c), "add words to words.tsv or nouns.tsv")
		}
	}
}

func refers(rows []Row, column, value string) bool {
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Get(column) == value })
}

func (l *linter) filled(class string) bool {
	return refers(l.tables["words.tsv"], "id", class) || refers(l.tables["nouns.tsv"], "id", class)
}

// classes reports the classes that code asks for and no word belongs to.
func (l *linter) classes(needed []string) {
	for _, c := range needed {
		if !l.filled(c) {
			l.missing("words.tsv", fmt.Sprintf("no word of class %q, which code asks for", c), "add words under this id")
		}
	}
}

func (l *linter) generic(needed []string) {
	if needed == nil {
		return
	}
	rows := l.want("generic.tsv")
	l.forms(rows, "form")
	l.unique(rows, "id", byID)
	for _, id := range needed {
		if !refers(rows, "id", id) {
			l.missing("generic.tsv", fmt.Sprintf("no form %q, which code asks for", id), "add it")
		}
	}
}
