package resolvers

import (
	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/graph/query"
	"github.com/isnad-graph/isnad/schema"
)

// condition is a condition on a word of the vocabulary.
type condition struct {
	Eq     *string
	In     *[]string
	Exists *bool
}

// isEmpty reports whether c lets nothing pass of what there always is.
func (c *condition) isEmpty() bool {
	return c != nil && (c.In != nil && len(*c.In) == 0 || c.Exists != nil && !*c.Exists)
}

// words returns the words of the vocabulary that c lets pass of what has one always; nil where it lets all pass.
func words[T ~string](c *condition) []T {
	switch {
	case c == nil:
		return nil
	case c.Eq != nil:
		return []T{schema.EnumWord[T](*c.Eq)}
	case c.Exists != nil && *c.Exists:
		return nil
	}
	out := []T{}
	if c.In != nil {
		for _, v := range *c.In {
			out = append(out, schema.EnumWord[T](v))
		}
	}
	return out
}

// wordsOrNone does so of what may be without a word; all are those that there are.
func wordsOrNone[T ~string](c *condition, all []T) []T {
	switch {
	case c == nil || c.Exists == nil:
		return words[T](c)
	case *c.Exists:
		return all
	}
	return []T{""}
}

// stringCondition is a condition on a text that is compared letter for letter.
type stringCondition struct {
	Eq         *string
	In         *[]string
	Contains   *string
	StartsWith *string
	Exists     *bool
}

// values returns the texts that c lists, nil where it lists none.
func (c *stringCondition) values() []string {
	switch {
	case c == nil:
		return nil
	case c.Eq != nil:
		return []string{*c.Eq}
	case c.In != nil:
		return append([]string{}, *c.In...)
	}
	return nil
}

// wording returns what c asks beside a list. An empty part would let everything pass.
func (c *stringCondition) wording(what string) (query.Wording, error) {
	if c == nil {
		return query.Wording{}, nil
	}
	w := query.Wording{Exists: c.Exists}
	for into, part := range map[*string]*string{&w.Contains: c.Contains, &w.Prefix: c.StartsWith} {
		if part == nil {
			continue
		}
		if *part == "" {
			return w, badInput("%s: contains and startsWith take at least one letter", what)
		}
		*into = *part
	}
	return w, nil
}

// textCondition is a condition on a name or on running text, compared in any spelling.
type textCondition struct{ stringCondition }

// wording returns what c asks. Words without a letter or digit would let everything pass, or nothing.
func (c *textCondition) wording(what string) (query.Wording, error) {
	if c == nil {
		return query.Wording{}, nil
	}
	w, err := c.stringCondition.wording(what)
	w.Is = c.values()
	parts := w.Is
	for _, part := range []*string{c.Contains, c.StartsWith} {
		if part != nil {
			parts = append(parts, *part)
		}
	}
	for _, part := range parts {
		if err == nil {
			err = searchable(what, part)
		}
	}
	return w, err
}

func searchable(what, text string) error {
	if graph.FoldName(text) == "" {
		return badInput("%s holds no letter and no digit", what)
	}
	return nil
}

// wordings fills each wording with what the condition asks that is given for it.
func wordings(fields ...worded) error {
	for _, f := range fields {
		w, err := f.condition.wording(f.what)
		if err != nil {
			return err
		}
		*f.into = w
	}
	return nil
}

// worded is a condition of a field, and where it goes.
type worded struct {
	into      *query.Wording
	what      string
	condition interface {
		wording(what string) (query.Wording, error)
	}
}

type dayCondition struct {
	Eq      *day
	In      *[]day
	Between *dayRange
	Exists  *bool
}

type dayRange struct {
	From *day
	To   *day
}

// days returns what c asks.
func (c *dayCondition) days() (d query.Days, err error) {
	switch {
	case c == nil:
	case c.Eq != nil:
		d.From, err = c.Eq.input()
		d.To = d.From
	case c.In != nil:
		d.In, err = daysIn(*c.In)
	case c.Between != nil:
		d.From, d.To, err = c.Between.ends()
	default:
		d.Known = c.Exists
	}
	return d, err
}

func daysIn(list []day) ([]graph.Day, error) {
	days := make([]graph.Day, 0, len(list))
	for i := range list {
		d, err := list[i].input()
		if err != nil {
			return nil, err
		}
		days = append(days, d)
	}
	return days, nil
}

// ends returns the days of r, which may be absent.
func (r *dayRange) ends() (from, to graph.Day, err error) {
	if r == nil {
		return "", "", nil
	}
	if from, err = r.From.input(); err == nil {
		to, err = r.To.input()
	}
	if err == nil && to != "" && from > to {
		err = badInput("the first day is after the last one")
	}
	return from, to, err
}
