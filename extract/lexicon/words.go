package lexicon

import (
	"io/fs"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
)

func (l *Lexicon) loadWords(fsys fs.FS, root string) error {
	rows, err := optional(fsys, root, "words.tsv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		l.addForm(Sense{Class: l.Class(r.ID), Form: arabic.Form{Text: r.Get("form"), Kind: arabic.Particle}})
	}
	return nil
}

func (l *Lexicon) loadNouns(fsys fs.FS, root string) error {
	rows, err := optional(fsys, root, "nouns.tsv")
	if err != nil {
		return err
	}
	for _, r := range rows {
		plural := r.Get("plural")
		sound := plural == "+"
		if sound {
			plural = ""
		}
		head, tail := cutWord(arabic.Normalize(r.Get("singular")))
		broken, brokenTail := cutWord(arabic.Normalize(plural))
		if r.Get("gender") == "" {
			return r.Errorf("a noun needs its gender, m or f")
		}
		for _, f := range arabic.NounForms(head, "", r.Get("gender")[0], sound) {
			f.Text += tail
			l.addForm(Sense{Class: l.Class(r.ID), Form: f})
		}
		if broken != "" {
			for _, f := range arabic.NounForms(broken, "", r.Get("gender")[0], false)[:2] {
				f.Number, f.Text = 'p', f.Text+brokenTail
				l.addForm(Sense{Class: l.Class(r.ID), Form: f})
			}
		}
	}
	return nil
}

// cutWord splits an expression into its first word, which inflects, and the rest with its blank.
func cutWord(s string) (string, string) {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func (l *Lexicon) addForm(s Sense) {
	text := arabic.Normalize(s.Form.Text)
	s.Form.Text = text
	l.filled[s.Class] = true
	words := strings.Fields(text)
	if len(words) == 0 {
		return
	}
	if len(words) > 1 {
		l.phrases.add(words, s)
		return
	}
	for _, have := range l.senses[text] {
		if have.Class == s.Class && have.Trigger == s.Trigger && have.Form.Kind == s.Form.Kind && have.Form.Bound == s.Form.Bound && have.Form.Jussive == s.Form.Jussive && have.Form.Number == s.Form.Number {
			return
		}
	}
	l.senses[text] = append(l.senses[text], s)
}
