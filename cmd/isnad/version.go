package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCmd() *cobra.Command {
	return a.withLexicon(&cobra.Command{
		Use:   "version",
		Short: "print the versions of the program and of its data",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			ex, err := a.extractor()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "isnad %s\ndata  %s\ngo    %s %s/%s\n", build(), ex.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	})
}

// build names what the binary was built from.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && (version == "" || version == "(devel)"):
			version = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			version += "+changed"
		}
	}
	if version == "" {
		return "(devel)"
	}
	return version
}
