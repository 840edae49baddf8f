package extract

import (
	"io/fs"
	"slices"

	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/pattern"
)

// ReadOwn reads a user's own tables and rules and checks them, each alone and all together with the built-in data. What
// it returns is for Options.Extra; it is nil where a fault is more than minor. Neither the order of dirs nor that of
// files and rows changes it. An error is no fault of the tables.
func ReadOwn(dirs ...lexicon.Dir) (fs.FS, []lexicon.Fault, error) {
	x, err := Default()
	if err != nil {
		return nil, nil, err
	}
	own, faults := lexicon.ReadOwn(x.lex, data.FS, root, needs(), dirs...)
	faults = append(faults, ruleFaults(x.rules.set.Rules, own.Rules())...)
	if slices.ContainsFunc(faults, func(f lexicon.Fault) bool { return !f.Minor }) {
		return nil, faults, nil
	}
	extra, err := own.FS(root)
	return extra, faults, err
}

// ruleFaults returns what is wrong with own rules beside the built-in ones.
func ruleFaults(builtIn []*pattern.Rule, files []lexicon.RuleFile) []lexicon.Fault {
	var faults []lexicon.Fault
	own := map[string]bool{}
	rules := slices.Clone(builtIn)
	for _, f := range files {
		more, err := pattern.Parse(f.Path, f.Text)
		if err != nil {
			faults = append(faults, lexicon.FaultOf(err))
		}
		rules, own[f.Path] = append(rules, more...), true
	}
	for _, err := range pattern.Lint(rules) {
		if f := lexicon.FaultOf(err); own[f.File] {
			faults = append(faults, f)
		}
	}
	return faults
}
