package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract/gazetteer"
	"github.com/isnad-graph/isnad/schema"
)

func (a *app) lexiconCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lexicon",
		Short: "look names up, and make a lexicon of your own from gazetteers",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.findCmd(), a.importCmd())
	return cmd
}

func (a *app) importCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "write a directory for --lexicon from a table of GeoNames or OCHA",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.importGeoNamesCmd(), a.importOCHACmd())
	return cmd
}

// importFlags are the flags of both imports.
type importFlags struct {
	to        string
	report    string
	overwrite bool
	kinds     map[string]string
	opts      gazetteer.Options
}

func (f *importFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.to, "to", "", "`DIR` to write, for --lexicon")
	flags.StringVar(&f.report, "report", "", "write what became of the rows to `FILE`, as JSON")
	flags.BoolVar(&f.overwrite, "overwrite", false, "replace what such a run wrote before")
	flags.StringVar(&f.opts.Parent, "parent", "", "`id` of the known place that all of the table lies in, where it does not say its country")
	flags.IntVar(&f.opts.MaxPlaces, "max-places", gazetteer.DefaultMaxPlaces, "places over which the import gives up, to spare memory")
}

func (a *app) importGeoNamesCmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "geonames FILE --to DIR",
		Short: "from a dump of GeoNames, plain or .zip",
		Long: `Reads a dump as download.geonames.org/export/dump has it for a country (SY.zip) or for all, and writes the places that have an
Arabic name and are not known already. Without --alternate-names every name in Arabic letters counts as Arabic, and the
first one as main name; with it, those that GeoNames marks as Arabic, and the preferred one.`,
		Example: "  isnad lexicon import geonames SY.zip --alternate-names alternateNamesV2.zip --to syria\n  isnad lexicon import geonames allCountries.zip --country SY,IQ --feature P,A,S.AIRB --to levant",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.importPlaces(cmd.Context(), &f, func(ctx context.Context, opts gazetteer.Options) (*gazetteer.Places, *gazetteer.Report, error) {
				return gazetteer.GeoNames(ctx, args[0], opts)
			})
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.opts.AlternateNames, "alternate-names", "", "`FILE` alternateNamesV2, plain or .zip, which says the language of names")
	flags.StringSliceVar(&f.opts.Countries, "country", nil, "`codes` of two letters of the countries to read; all without it")
	flags.StringSliceVar(&f.opts.Features, "feature", nil, "`classes` (A, P, T …) or codes (PPL, S.AIRB …) of the places to read; A and P without it")
	return a.withLexicon(cmd)
}

func (a *app) importOCHACmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "ocha FILE… --to DIR",
		Short: "from tables of OCHA: administrative areas and populated places, as CSV or with tabs",
		Long: `Reads tables of the common operational data of OCHA (data.humdata.org) and writes the places that are not known already.
Columns are known by the words of their headings, in any order: admin1Name_ar, ADM3_PCODE, gov_en, place_pcode, latitude.
Each row needs a p-code and an Arabic name of what it is about.`,
		Example: "  isnad lexicon import ocha syr_admin.csv syr_places.csv --to syria\n  isnad lexicon import ocha lbn_adm3.csv --kind 3=settlement --to lebanon",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.importPlaces(cmd.Context(), &f, func(ctx context.Context, opts gazetteer.Options) (*gazetteer.Places, *gazetteer.Report, error) {
				return gazetteer.OCHA(ctx, args, opts)
			})
		},
	}
	f.add(cmd)
	cmd.Flags().StringToStringVar(&f.kinds, "kind", nil, "`LEVEL=KIND`: what areas of a level are, where not country, region, district, district, settlement")
	return a.withLexicon(cmd)
}

type importFunc func(context.Context, gazetteer.Options) (*gazetteer.Places, *gazetteer.Report, error)

func (a *app) importPlaces(ctx context.Context, f *importFlags, read importFunc) error {
	if f.to == "" {
		return usagef("an import needs --to DIR")
	}
	if f.opts.MaxPlaces < 1 {
		return usagef("--max-places counts from 1")
	}
	var err error
	if f.opts.Kinds, err = levelKinds(f.kinds); err != nil {
		return err
	}
	ex, err := a.extractor()
	if err != nil {
		return err
	}
	f.opts.Lexicon = ex.Lexicon()
	var done func()
	f.opts.Progress, done = a.byteProgress()
	places, report, err := read(ctx, f.opts)
	done()
	if err != nil {
		return importError(err)
	}
	return a.writePlaces(f, places, report)
}

func (a *app) writePlaces(f *importFlags, places *gazetteer.Places, report *gazetteer.Report) error {
	if err := a.tellProblems(f, report); err != nil {
		return err
	}
	counts := fmt.Sprintf("%d rows: %d places with %d names (%d gated), %d known already, %d without an Arabic name, %d rows passed over, %d rejected",
		report.Rows, report.Written, report.Names, report.Gated, report.Known, report.Unnamed, report.PassedOver, report.Rejected)
	if places.Len() == 0 {
		a.say("%s; nothing was written", counts)
		return silent(exitFailed)
	}
	if err := places.Write(f.to, f.overwrite); err != nil {
		return importError(err)
	}
	a.say("%s", counts)
	a.say("%s is ready for --lexicon", f.to)
	if report.Rejected > 0 {
		return silent(exitPartial)
	}
	return nil
}

// mostProblems is how many bad rows are told; a report has more.
const mostProblems = 20

func (a *app) tellProblems(f *importFlags, report *gazetteer.Report) error {
	told := report.Problems[:min(mostProblems, len(report.Problems))]
	for _, p := range told {
		a.say("%s", plain(p.Error()))
	}
	if more := report.Rejected - len(told); more > 0 {
		a.say("%d more bad rows; --report FILE lists them", more)
	}
	if f.report == "" {
		return nil
	}
	return writeFile(f.report, func(w io.Writer) error { return writeJSON(w, report) })
}

// importError adds to an error what can be done about it.
func importError(err error) error {
	switch {
	case errors.Is(err, gazetteer.ErrTooMany):
		return fmt.Errorf("%w; narrow by --country or --feature, or raise --max-places", err)
	case errors.Is(err, gazetteer.ErrParent):
		return fmt.Errorf("%w; `isnad lexicon find` looks for ids", err)
	}
	return notFound(err)
}

// levelKinds reads the flag --kind.
func levelKinds(flag map[string]string) (map[int]schema.Kind, error) {
	kinds := map[int]schema.Kind{}
	for level, kind := range flag {
		n, err := strconv.Atoi(level)
		if k := schema.Kind(kind); err != nil || n < 0 || n > 5 || !k.IsPlace() {
			return nil, usagef("--kind %s=%s: want a level from 0 to 5 and a kind of place: %s", level, kind, strings.Join(placeKinds(), ", "))
		}
		kinds[n] = schema.Kind(kind)
	}
	return kinds, nil
}

func placeKinds() []string {
	var out []string
	for _, k := range schema.Kinds {
		if k.IsPlace() {
			out = append(out, string(k))
		}
	}
	return out
}
