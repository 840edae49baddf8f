package ingest

import "slices"

// Report tells what became of the articles of a run.
type Report struct {
	Read      int       `json:"read"` // articles and inputs that are none
	New       int       `json:"new"`
	Replaced  int       `json:"replaced"`
	Unchanged int       `json:"unchanged"`
	Rejected  int       `json:"rejected"`
	Sentences int       `json:"sentences"` // of new and replaced articles
	Claims    int       `json:"claims"`    // of new and replaced articles
	Bytes     int64     `json:"bytes"`     // of input read
	Problems  []Problem `json:"problems"`  // by file and line; those with Kept are remarks
}

// Done returns how many articles are in place after the run.
func (r *Report) Done() int { return r.New + r.Replaced + r.Unchanged }

func (r *Report) add(item Item, o Outcome, problem *Problem) {
	r.Read++
	r.Sentences += o.Sentences
	r.Claims += o.Claims
	r.Bytes = max(r.Bytes, item.Read)
	switch o.Status {
	case New:
		r.New++
	case Replaced:
		r.Replaced++
	case Unchanged:
		r.Unchanged++
	case Rejected:
		r.Rejected++
	}
	for _, p := range []*Problem{item.Problem, problem} {
		if p != nil {
			r.Problems = append(r.Problems, *p)
		}
	}
}

func (r *Report) sort() { slices.SortStableFunc(r.Problems, compareProblems) }
