package extract

import (
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/schema"
)

// sureness says which slots of an occurrence the words of its clause tell so plainly that what is likely
// hardly counts: who stands there stays, and nobody else comes in without being all but certain.
type sureness struct {
	agents, patients, sources bool
}

func (s sureness) slot(n int) bool { return n == 0 && s.agents || n == 1 && s.patients }

// What a slot that is told plainly asks for: of those whom the words name, and of anybody else.
const sureBar = 0.05

var closedBar = [2]float32{0.85, 0.6} // of agents, of patients

// makeSure notes which slots of o are told plainly.
func (o *occurrence) makeSure() {
	told := func(args []arg) int {
		n := 0
		for _, a := range args {
			n += b2i(!a.inferred || a.span != Span{})
		}
		return n
	}
	switch {
	case o.did("role.by"):
		o.sure.agents = told(o.agents) > 0 // «at the hands of X»
	case mutual(o.typ) && o.did("role.between"):
		o.sure.agents = told(o.agents) > 1 // «between X and Y»
	}
	o.sure.patients = o.passive && told(o.patients) > 0 && harm(o.typ) // «X was wounded»
	o.sure.sources = o.reported()
}

// did reports whether a rule had a part in how o is read.
func (o *occurrence) did(rule string) bool {
	return slices.ContainsFunc(o.steps, func(st Step) bool { return st.Rule == rule })
}

// didAt reports whether a rule had its part by the words of a span.
func (o *occurrence) didAt(rule string, at Span) bool {
	return slices.ContainsFunc(o.steps, func(st Step) bool { return st.Rule == rule && st.Span == at })
}

// reported reports whether a verb of reporting with its speaker governs o in its sentence.
func (o *occurrence) reported() bool {
	sc := o.s.scopeAround(o.at)
	return sc != nil && strings.HasPrefix(sc.rule, "source.verb") && len(sc.sources) > 0 && !sc.sources[0].inferred
}

// scopeAround returns the narrowest scope of a source around item i, or nil.
func (s *sentence) scopeAround(i int) *sourceScope {
	var best *sourceScope
	for k := range s.sources {
		if sc := &s.sources[k]; covers(sc, i) && (best == nil || sc.to-sc.from < best.to-best.from) {
			best = sc
		}
	}
	return best
}

// sourceBar is the probability that a source of o needs: more where the sentence tells the whole chain to its
// end, or somebody else speaks there.
func (o *occurrence) sourceBar(r *sourceRef) float32 {
	if !o.sure.sources {
		return thresholds["source"]
	}
	told := o.s.scopeAround(o.at).sources
	switch {
	case has(told, r.a.entity):
		return thresholds["source"]
	case r.s == o.s && r.scope != nil && !covers(r.scope, o.at) && r.scope.at < o.at:
		return sureSource
	case r.s != o.s && (len(told) > 1 || told[0].entity.kind == schema.Person):
		return sureSource
	}
	return thresholds["source"]
}

// sureSource is what a source needs beside those that the words name.
const sureSource = 0.6
