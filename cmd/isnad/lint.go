package main

import (
	"fmt"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

var lintColumns = []column[lexicon.Fault]{
	{"file", func(f lexicon.Fault) string { return f.File }},
	{"line", func(f lexicon.Fault) string { return strconv.Itoa(f.Line) }},
	{"what", func(f lexicon.Fault) string { return f.What }},
	{"remedy", func(f lexicon.Fault) string { return f.Remedy }},
	{"minor", func(f lexicon.Fault) string { return strconv.FormatBool(f.Minor) }},
}

func (a *app) lintCmd() *cobra.Command {
	var fix bool
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "check the linguistic data, and with --lexicon your own; `lint graph` checks the store",
		Long: `Checks the lexicon and the rules that the binary holds and, with --lexicon, your own tables, alone and together with
those. Prints one line a fault, «file:line: what; remedy»; exit code 4 where there is one. With minor faults alone, which are of
form, the tables can be used as they are; --fix mends those. What is stored is checked by «isnad lint graph».`,
		Example: "  isnad lint --lexicon my-lexicon\n  isnad lint --lexicon my-lexicon --fix",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if fix {
				if err := a.fixLexicon(); err != nil {
					return err
				}
			}
			return a.lint()
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "mend faults of form in your own tables: encoding, line ends, order, invisible marks")
	cmd = a.withFormat(a.withLexicon(cmd))
	cmd.AddCommand(a.lintGraphCmd())
	return cmd
}

func (a *app) lint() error {
	faults, version, err := a.faults()
	if err != nil {
		return err
	}
	if a.format == tableFormat {
		for _, f := range faults {
			fmt.Fprintln(a.stdout, plain(f.Error()))
		}
	} else if err := writeRows(a, faults, lintColumns); err != nil {
		return err
	}
	if len(faults) > 0 {
		a.say("%d faults in the linguistic data", len(faults))
		return silent(exitCheck)
	}
	a.say("the linguistic data holds (%s)", version)
	return nil
}

// faults returns what is wrong with the built-in data and with the user's own, and the version of both together.
func (a *app) faults() ([]lexicon.Fault, string, error) {
	builtIn, err := extract.Default()
	if err != nil {
		return nil, "", &failure{exitCheck, err}
	}
	var faults []lexicon.Fault
	for _, err := range builtIn.Lint() {
		faults = append(faults, lexicon.FaultOf(err))
	}
	if len(a.lexicons) == 0 {
		return faults, builtIn.Version(), nil
	}
	extra, own, err := a.ownLexicon()
	if err != nil || extra == nil {
		return append(faults, own...), "", err
	}
	both, err := extract.New(extract.Options{Extra: extra})
	if err != nil { // what only putting them together shows
		return append(append(faults, own...), lexicon.FaultOf(err)), "", nil
	}
	return append(faults, own...), both.Version(), nil
}

// fixLexicon mends faults of form in the user's own tables.
func (a *app) fixLexicon() error {
	if len(a.lexicons) == 0 {
		return usagef("--fix mends your own tables; name them with --lexicon DIR")
	}
	for _, name := range a.lexicons {
		d, err := lexiconDir(name)
		if err != nil {
			return err
		}
		err = d.Tidy(func(file string, b []byte) error {
			path := filepath.Join(filepath.FromSlash(d.Name), filepath.FromSlash(file))
			a.say("mended %s", path)
			return writeBytes(path, b)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
