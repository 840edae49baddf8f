package withhold

import (
	"github.com/isnad-graph/isnad/graph"
)

// told returns the judgements that may be told, as they may be: not those that name an entity that is withheld, and the
// others without names and without claims that nobody sees. Claims gives what became of the claims of redacted
// documents; shown reports whether another one is there.
func (p *plan) told(acts []*graph.Judgement, claims map[graph.ID]graph.ID, shown map[graph.ID]bool) []*graph.Judgement {
	var out []*graph.Judgement
	told := map[graph.ID]bool{}
	for _, undos := range []bool{false, true} {
		for _, j := range acts {
			if (j.Kind == graph.Undo) != undos {
				continue
			}
			if made := p.tell(j, claims, shown, told); made != nil {
				told[j.ID] = true
				out = append(out, made)
			}
		}
	}
	return graph.SortJudgements(out)
}

func (p *plan) tell(j *graph.Judgement, claims map[graph.ID]graph.ID, shown, told map[graph.ID]bool) *graph.Judgement {
	out := *j
	var ok bool
	if out.Entity, ok = p.referent(j.Entity); !ok {
		return nil
	}
	if out.Other, ok = p.referent(j.Other); !ok {
		return nil
	}
	hidden := false
	out.Claims = nil
	for _, id := range j.Claims {
		if made, redacted := claims[id]; redacted {
			hidden = true
			id = made
		} else if !shown[id] {
			continue
		}
		out.Claims = append(out.Claims, id)
	}
	switch {
	case j.Kind == graph.Undo && !told[j.Undoes]:
		return nil
	case len(j.Claims) > 0 && len(out.Claims) == 0, pairOf(j) && len(out.Claims) != len(j.Claims):
		return nil
	}
	out.Note, out.Author = p.names.mask(j.Note), p.names.mask(j.Author)
	if hidden {
		out.Note = ""
	}
	if j.Field == "parent" {
		out.Value = p.parentKey(j.Value)
	} else {
		out.Value = p.names.mask(j.Value)
	}
	return &out
}

// pairOf reports whether j is about two claims.
func pairOf(j *graph.Judgement) bool {
	return (j.Kind == graph.SameAs || j.Kind == graph.NotSame) && j.Entity == nil
}

// referent returns r as it may be told; false where it may not.
func (p *plan) referent(r *graph.Referent) (*graph.Referent, bool) {
	if r == nil {
		return nil, true
	}
	for _, id := range []graph.ID{r.ID(), p.idOf(r.Key)} {
		if p.to[id] != nil {
			return nil, false
		}
	}
	if p.names.holds(r.Key) {
		return nil, false
	}
	out := *r
	out.Name = p.names.mask(r.Name)
	return &out, true
}
