package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// reading is a text of the tests' own and what is to be read in it.
//
// A claim is written «attack agents=x-isis patients=sy-sdf places=sy-hajin count=7 status=failed»: the
// fields that stand there must hold, the others may be anything; agents=- asks for none. The status of
// a claim that is wanted is «happened» where none stands. An entity is the id of its row, or its kind
// where it is not in the lexicon; sy-daraa means the city of that name too. A star stands for any event.
type reading struct {
	name, text string
	want, not  []string
}

// background makes an article of armed conflict of any text: the harm that accidents do as well is read
// only in such. What is read in it does not count.
const background = " وسيطر الجيش العراقي على مدينة الرمادي."

// published is the day on which all texts of the tests are published, a Monday.
const published = "2018-10-22"

func defaultExtractor(t testing.TB) *Extractor {
	t.Helper()
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func readText(t testing.TB, text string) *Result {
	t.Helper()
	return defaultExtractor(t).Extract(Document{Key: "test", Text: text, Published: published})
}

// check runs readings. One that the known list names must fail, so that the list never outlives its reason.
func check(t *testing.T, group string, readings []reading) {
	t.Helper()
	for _, c := range readings {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text+background)
			r.Claims = slices.DeleteFunc(r.Claims, func(cl Claim) bool { return cl.Trigger.Start >= len(c.text) })
			faults := c.faults(r)
			switch known := known[group+"/"+c.name]; {
			case known && len(faults) == 0:
				t.Errorf("this reads right now: take %q out of known_test.go", group+"/"+c.name)
			case known:
				t.Logf("known: %s", strings.Join(faults, "; "))
			case len(faults) > 0:
				t.Errorf("%s\n  %s\n  read: %s", c.text, strings.Join(faults, "\n  "), strings.Join(all(r), "\n        "))
			}
			checkResult(t, c.text+background, r)
		})
	}
}

func (c reading) faults(r *Result) []string {
	var out []string
	for _, w := range c.want {
		if !slices.ContainsFunc(r.Claims, func(cl Claim) bool { return holds(r, cl, w, true) }) {
			out = append(out, "want: "+w)
		}
	}
	for _, n := range c.not {
		if i := slices.IndexFunc(r.Claims, func(cl Claim) bool { return holds(r, cl, n, false) }); i >= 0 {
			out = append(out, fmt.Sprintf("want no: %s; read: %s", n, brief(r, r.Claims[i])))
		}
	}
	return out
}

func all(r *Result) []string {
	var out []string
	for _, c := range r.Claims {
		out = append(out, brief(r, c))
	}
	return out
}

// holds reports whether claim c is as spec says.
func holds(r *Result, c Claim, spec string, wanted bool) bool {
	fields := strings.Fields(spec)
	if fields[0] != "*" && fields[0] != string(c.Type) || fields[0] == "*" && c.Type.IsLasting() {
		return false
	}
	status := wanted
	for _, f := range fields[1:] {
		name, value, _ := strings.Cut(f, "=")
		status = status && name != "status"
		if !fieldHolds(r, c, name, value) {
			return false
		}
	}
	return !status || c.Status == schema.Happened
}

func fieldHolds(r *Result, c Claim, name, value string) bool {
	switch name {
	case "agents":
		return sameIDs(r, c.Agents, value)
	case "patients":
		return sameIDs(r, c.Patients, value)
	case "places":
		return sameIDs(r, c.Places, value)
	case "sources":
		return ids(r, c.Sources) == value || value == "-" && len(c.Sources) == 0
	case "agent":
		return hasID(r, c.Agents, value)
	case "patient":
		return hasID(r, c.Patients, value)
	case "place":
		return hasID(r, c.Places, value)
	case "source":
		return hasID(r, c.Sources, value)
	case "count":
		return count2(c.Tally) == value
	}
	return plainField(c, name) == value
}

func plainField(c Claim, name string) string {
	switch name {
	case "status":
		return string(c.Status)
	case "mode":
		return string(c.Mode)
	case "phase":
		return string(c.Phase)
	case "stance":
		return string(c.Stance)
	case "certainty":
		return string(c.Certainty)
	case "from":
		return c.Period.From
	case "to":
		return c.Period.To
	}
	panic("no such field: " + name)
}

// count2 writes a count as «7», «71-» or «20-99».
func count2(t *Tally) string {
	if t == nil {
		return "-"
	}
	num := func(n int) string {
		if n < 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	if t.Min == t.Max {
		return num(t.Min)
	}
	return num(t.Min) + "-" + num(t.Max)
}

func id(r *Result, a Arg) string {
	e := r.Entities[a.Entity]
	if _, rest, ok := strings.Cut(e.Key, "/"); ok {
		return strings.TrimSuffix(rest, "-city")
	}
	if e.Kind == schema.Civilians || e.Kind == schema.Unknown {
		return string(e.Kind)
	}
	return "«" + strings.ReplaceAll(e.Name, " ", "_") + "»"
}

func ids(r *Result, args []Arg) string {
	var out []string
	for _, a := range args {
		out = append(out, id(r, a))
	}
	return strings.Join(out, ",")
}

func hasID(r *Result, args []Arg, want string) bool {
	return slices.ContainsFunc(args, func(a Arg) bool { return id(r, a) == want })
}

// sameIDs reports whether args are those that want lists, in any order.
func sameIDs(r *Result, args []Arg, want string) bool {
	if want == "-" {
		return len(args) == 0
	}
	list := strings.Split(want, ",")
	return len(list) == len(args) && !slices.ContainsFunc(list, func(w string) bool { return !hasID(r, args, w) })
}

// brief writes a claim in the form in which the tests want it.
func brief(r *Result, c Claim) string {
	s := fmt.Sprintf("%s agents=%s patients=%s places=%s sources=%s status=%s", c.Type, ids(r, c.Agents), ids(r, c.Patients), ids(r, c.Places), ids(r, c.Sources), c.Status)
	if c.Tally != nil {
		s += " count=" + count2(c.Tally)
	}
	for _, f := range []string{"mode", "phase", "from", "to"} {
		if v := plainField(c, f); v != "" {
			s += " " + f + "=" + v
		}
	}
	return s
}
