package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/isnad-graph/isnad/export"
)

// exportable lists what export can write: formats, and what receivers of them may want besides.
func exportable() []export.Format {
	all := export.Formats()
	for _, v := range export.Vocabularies() {
		all = append(all, v.Format)
	}
	return all
}

// vocabulary returns the one of that name, nil where there is none.
func vocabulary(name string) *export.Vocabulary {
	all := export.Vocabularies()
	i := slices.IndexFunc(all, func(v export.Vocabulary) bool { return v.Name == name })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// exportVocabulary writes v, which needs no store.
func (a *app) exportVocabulary(cmd *cobra.Command, v *export.Vocabulary, f *exportFlags) error {
	if f.to == "" {
		return usagef("export needs --to PATH, or --to - for standard output")
	}
	var idle []string
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if !slices.Contains([]string{"to", "overwrite", "store", "key-file"}, flag.Name) {
			idle = append(idle, flag.Name)
		}
	})
	if len(idle) > 0 {
		return usagef("--%s: %s is the same whatever is stored, and takes --to and --overwrite only", idle[0], v.Name)
	}
	if f.to == "-" {
		_, err := io.WriteString(a.stdout, v.Text)
		return err
	}
	return allowing(v.Write(f.to, f.overwrite))
}
