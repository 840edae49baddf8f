package gazetteer

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/schema"
)

// feature is a sort of places of GeoNames.
type feature struct {
	kind  schema.Kind
	level int // administrative, or -1
}

var features = sync.OnceValue(func() map[string]feature {
	m := map[string]feature{}
	for _, r := range table("features.tsv") {
		f := feature{schema.Kind(r.Get("kind")), -1}
		if n, err := strconv.Atoi(r.Get("level")); err == nil {
			f.level = n
		}
		m[r.ID] = f
	}
	return m
})

// wantedFeatures returns the codes that are asked for by class, by code, or by both.
func wantedFeatures(asked []string) (map[string]bool, error) {
	if len(asked) == 0 {
		asked = []string{"A", "P"}
	}
	wanted := map[string]bool{}
	for _, a := range asked {
		a = strings.ToUpper(a)
		n := len(wanted)
		for code := range features() {
			class, short, _ := strings.Cut(code, ".")
			if a == code || a == class || a == short {
				wanted[code] = true
			}
		}
		if len(wanted) == n {
			return nil, fmt.Errorf("%q: %w; give classes (A, P, T …) or codes (PPL, S.AIRB …)", a, ErrFeature)
		}
	}
	return wanted, nil
}
