package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

var (
	firstRows   = []string{"relations, headline", "relations, all", "events", "event slots", "event sources", "entities"}
	firstShares = []string{"entity kind right", "date from right", "date to right", "status right", "count right", "evidence overlaps"}
)

// RowNames returns the names of the rows in the order in which they are read, the overall ones first.
func (r *Report) RowNames() []string { return order(r.Scores, firstRows) }

// ShareNames returns the names of the shares in the order in which they are read.
func (r *Report) ShareNames() []string { return order(r.Shares, firstShares) }

func order[V any](m map[string]V, first []string) []string {
	var out []string
	for _, k := range first {
		if _, ok := m[k]; ok {
			out = append(out, k)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains(first, k) {
			out = append(out, k)
		}
	}
	return out
}

// Print writes the report as a table, laid out as score.py does.
func (r *Report) Print(w io.Writer) {
	fmt.Fprintf(w, "%d documents\n%34s%7s%7s%7s%7s%7s%7s\n", len(r.ByDoc), "", "P", "R", "F1", "hit", "gold", "system")
	for _, k := range r.RowNames() {
		s := r.Scores[k]
		fmt.Fprintf(w, "%-34s%7.3f%7.3f%7.3f%7d%7d%7d\n", k, s.P, s.R, s.F1, s.Hit, s.Gold, s.System)
	}
	for _, k := range r.ShareNames() {
		s := r.Shares[k]
		fmt.Fprintf(w, "%-34s%7.3f  %d of %d\n", k, s.Share, s.Right, s.Of)
	}
}

// PrintByDoc writes one line a document.
func (r *Report) PrintByDoc(w io.Writer) {
	for _, doc := range slices.Sorted(maps.Keys(r.ByDoc)) {
		d := r.ByDoc[doc]
		fmt.Fprintf(w, "%-44s headline F1 %.3f  events %d of %d, %d found\n", doc, d.Headline.F1, d.Events[0], d.Events[1], d.Events[2])
	}
}

// PrintErrors writes what differs in doc, or in every document where doc is "all". It reports whether
// there is such a document.
func (r *Report) PrintErrors(w io.Writer, doc string) bool {
	found := doc == "all"
	for _, d := range slices.Sorted(maps.Keys(r.Errors)) {
		if doc != "all" && doc != d {
			continue
		}
		found = true
		fmt.Fprintln(w, d)
		for _, line := range r.Errors[d] {
			fmt.Fprintln(w, line)
		}
	}
	return found
}
