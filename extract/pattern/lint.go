package pattern

import "slices"

// leastExamples is how many sentences of each sort a rule brings.
const leastExamples = 2

// Lint returns what is wrong with rules that parse: too few examples, captures that no effect uses, ids
// that stand twice, rules that are not sorted within their file. Rules stand in the order of their files.
func Lint(rules []*Rule) []error {
	var out []error
	where := map[string]*Rule{}
	for i, r := range rules {
		if first := where[r.ID]; first != nil {
			out = append(out, fault(ErrDuplicate, r.File, r.Line, "give one of them another id", "%s stands in %s:%d too", r.ID, first.File, first.Line))
		}
		where[r.ID] = r
		if i > 0 && rules[i-1].File == r.File && rules[i-1].ID > r.ID {
			out = append(out, fault(ErrOrder, r.File, r.Line, "sort the rules of a file by id", "%s stands behind %s", r.ID, rules[i-1].ID))
		}
		if len(r.Yes) < leastExamples || len(r.No) < leastExamples {
			out = append(out, fault(ErrExamples, r.File, r.Line, "add lines of yes and no, two of each at least", "rule %s has %d and %d", r.ID, len(r.Yes), len(r.No)))
		}
		out = append(out, r.unused()...)
	}
	return out
}

func (r *Rule) unused() []error {
	var used []string
	for i := range r.Effects {
		used = append(used, r.Effects[i].names()...)
	}
	var out []error
	for _, p := range r.Matches {
		for _, name := range p.Captures {
			if !slices.Contains(used, name) {
				out = append(out, fault(ErrCapture, r.File, p.Line, "use it in an effect or drop «"+name+":»", "%q of rule %s", name, r.ID))
			}
		}
	}
	return out
}
