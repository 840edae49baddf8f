package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) lintCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "lint",
		Short: "check the linguistic data",
		Long:  "Checks the lexicon and the rules that the binary holds, and prints one line a fault. Exit code 4 where there is one.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ex, err := a.extractor()
			if err != nil {
				return &failure{exitCheck, err}
			}
			faults := ex.Lint()
			for _, f := range faults {
				fmt.Fprintln(a.stdout, f)
			}
			if len(faults) > 0 {
				a.say("%d faults in the linguistic data", len(faults))
				return silent(exitCheck)
			}
			a.say("the linguistic data holds (%s)", ex.Version())
			return nil
		},
	}
}
