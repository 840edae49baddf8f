package ingest

import (
	"cmp"
	"slices"
	"strings"
)

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

	Refused  map[string]int `json:"refused,omitempty"`  // claims that were proposed and not admitted, by reason
	Refusals []Refusal      `json:"refusals,omitempty"` // each of them, by file and line

	SameURL []SameURL `json:"sameURL,omitempty"` // articles with the address of another one, by key

	Gained      int                  `json:"gained"`                // claims that articles make and did not make before
	Lost        int                  `json:"lost"`                  // claims that articles made before and do not make now
	Altered     int                  `json:"altered"`               // claims that the same words make, but that say something else
	Moved       int                  `json:"moved"`                 // claims made before and now, but in other words or elsewhere
	Differences []DocumentDifference `json:"differences,omitempty"` // by key
	Described   []Described          `json:"described,omitempty"`   // by key
	Stranded    []Stranded           `json:"stranded,omitempty"`    // by judgement
	Carried     []Carried            `json:"carried,omitempty"`     // by judgement
}

// Done returns how many articles are in place after the run.
func (r *Report) Done() int { return r.New + r.Replaced + r.Unchanged }

func (r *Report) add(item Item, o Outcome, problem *Problem) {
	r.Read++
	r.Sentences += o.Sentences
	r.Claims += o.Claims
	r.Bytes = max(r.Bytes, item.Read)
	r.refuse(o.Refusals)
	r.differ(o.Difference)
	if o.SameURL != nil {
		r.SameURL = append(r.SameURL, *o.SameURL)
	}
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

func (r *Report) refuse(refusals []Refusal) {
	for _, f := range refusals {
		if r.Refused == nil {
			r.Refused = map[string]int{}
		}
		r.Refused[f.Reason]++
	}
	r.Refusals = append(r.Refusals, refusals...)
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Problems, compareProblems)
	r.sortDifferences()
	slices.SortStableFunc(r.SameURL, func(a, b SameURL) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortStableFunc(r.Refusals, func(a, b Refusal) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}
