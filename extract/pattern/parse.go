package pattern

import (
	"slices"
	"strings"
)

// parser reads one file, line by line.
type parser struct {
	file  string
	line  int
	rules []*Rule
}

// Parse reads a file of rules. An error names the file, the line and the remedy.
func Parse(file, text string) ([]*Rule, error) {
	p := parser{file: file}
	for line := range strings.Lines(text) {
		p.line++
		if err := p.read(strings.TrimRight(line, " \t\r\n")); err != nil {
			return nil, err
		}
	}
	for _, r := range p.rules {
		if err := r.check(); err != nil {
			return nil, err
		}
	}
	return p.rules, nil
}

func (p *parser) errorf(remedy, format string, args ...any) error {
	return fault(ErrSyntax, p.file, p.line, remedy, format, args...)
}

// read takes one line: the head of a rule in the first column, a part of the rule behind white space.
func (p *parser) read(line string) error {
	body := strings.TrimLeft(line, " \t")
	switch {
	case body == "", body == line && body[0] == '#':
		return nil
	case body == line:
		return p.head(line)
	case len(p.rules) == 0:
		return p.errorf("begin with «rule ID»", "a line that belongs to no rule")
	}
	return p.part(p.rules[len(p.rules)-1], body)
}

func (p *parser) head(line string) error {
	f := strings.Fields(line)
	if len(f) != 2 || f[0] != "rule" || !isName(f[1]) {
		return p.errorf("write «rule ID», with an id of small letters, digits, dots and hyphens, and indent what belongs to it", "%q", line)
	}
	p.rules = append(p.rules, &Rule{ID: f[1], File: p.file, Line: p.line})
	return nil
}

func (p *parser) part(r *Rule, body string) error {
	if body[0] == '#' {
		r.Doc = strings.TrimSpace(r.Doc + " " + strings.TrimSpace(body[1:]))
		return nil
	}
	key, rest, _ := strings.Cut(body, " ")
	rest = strings.TrimSpace(rest)
	if key != "yes" && key != "no" {
		if i := strings.IndexFunc(body, func(c rune) bool { return c > 127 }); i >= 0 {
			return p.errorf("name words by their class, so that nothing swaps on the screen", "letters beyond ASCII in a line of %s", key)
		}
	}
	switch key {
	case "match":
		return p.match(r, rest)
	case "claim", "set", "drop", "cause":
		return p.effect(r, Verb(key), strings.Fields(rest))
	case "yes", "no":
		return p.example(r, key, rest)
	}
	return p.errorf("use match, claim, set, drop, cause, yes or no", "no part of a rule is called %q", key)
}

func (p *parser) match(r *Rule, text string) error {
	pattern, err := parsePattern(text)
	if err != nil {
		return p.errorf("see «Rule language» in docs/FORMATS.md", "%v", err)
	}
	pattern.Line = p.line
	r.Matches = append(r.Matches, pattern)
	return nil
}

func (p *parser) example(r *Rule, key, text string) error {
	if text == "" {
		return p.errorf("write a sentence behind it", "an empty example")
	}
	x := Example{text, p.line}
	if key == "yes" {
		r.Yes = append(r.Yes, x)
	} else {
		r.No = append(r.No, x)
	}
	return nil
}

// check holds what only the whole rule shows: it has patterns and effects, and its effects use captures
// that every pattern makes.
func (r *Rule) check() error {
	switch {
	case len(r.Matches) == 0:
		return fault(ErrSyntax, r.File, r.Line, "add a match line", "rule %s looks for nothing", r.ID)
	case len(r.Effects) == 0:
		return fault(ErrSyntax, r.File, r.Line, "add a line of claim, set, drop or cause", "rule %s says nothing", r.ID)
	}
	for i := range r.Effects {
		e := &r.Effects[i]
		for _, name := range e.names() {
			if !slices.ContainsFunc(r.Matches, func(p Pattern) bool { return slices.Contains(p.Captures, name) }) {
				return fault(ErrSyntax, r.File, e.Line, "capture it as «"+name+":class» in a match line", "rule %s has no capture %q", r.ID, name)
			}
		}
	}
	return nil
}

// isName reports whether s is made of small letters, digits, dots and hyphens and begins with a letter.
func isName(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		if !nameByte(s[i]) {
			return false
		}
	}
	return true
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.'
}
