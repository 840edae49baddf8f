package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph"
)

var faultColumns = []column[graph.Fault]{
	{"where", func(f graph.Fault) string { return f.Where }},
	{"what", func(f graph.Fault) string { return f.What }},
	{"remedy", func(f graph.Fault) string { return f.Remedy }},
}

func (a *app) verifyCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "check every record, span and index of the store",
		Long:  "Reads every span again against the stored text, and every index against its record. Exit code 4 where something does not hold.",
		Args:  cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		store, err := a.openStore(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		faults, err := store.Verify(cmd.Context())
		if err != nil {
			return err
		}
		if err := writeRows(a, faults, faultColumns); err != nil {
			return err
		}
		if len(faults) > 0 {
			a.say("%d faults in %s", len(faults), a.store)
			return silent(exitCheck)
		}
		a.say("%s holds", a.store)
		return nil
	}
	return a.withFormat(cmd)
}
