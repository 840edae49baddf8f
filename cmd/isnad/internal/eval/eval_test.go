package eval

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
)

func ptr[T any](v T) *T { return &v }

func gold() *facts.Doc {
	return &facts.Doc{
		Doc: "d",
		Entities: []facts.Entity{
			{ID: "isis", Kind: "armed-group", Name: "تنظيم داعش", Names: []string{"داعش"}},
			{ID: "sdf", Kind: "armed-group", Name: "قوات سوريا الديمقراطية", Names: []string{"قسد"}},
			{ID: "hajin", Kind: "settlement", Name: "هجين"},
			{ID: "civilians", Kind: "civilians", Name: "مدنيون"},
		},
		Events: []facts.Event{
			{ID: "v1", Type: "attack", Status: "happened", Agents: []string{"isis"}, Patients: []string{"sdf"}, Places: []string{"hajin"},
				From: ptr("2018-12-01"), To: ptr("2018-12-01"), Quote: "هاجم التنظيم"},
			{ID: "v2", Type: "kill", Agents: []string{"isis"}, Patients: []string{"civilians"}, Places: []string{"hajin"},
				Count: &facts.Count{Min: ptr(3), Max: ptr(3)}, Sources: []string{"sdf"}, Quote: "قتل ثلاثة"},
			{ID: "v3", Type: "control", Status: "failed", Agents: []string{"sdf"}, Places: []string{"hajin"}},
		},
		Relations: []facts.Relation{{Type: "ally-of", Subject: "sdf", Object: "isis"}},
	}
}

func scoreOne(g, s *facts.Doc, article string) *Report {
	return Score(map[string]*facts.Doc{"d": g}, map[string]*facts.Doc{"d": s}, map[string]string{"d": article})
}

func TestGoldAgainstItselfIsPerfect(t *testing.T) {
	r := scoreOne(gold(), gold(), "هاجم التنظيم البلدة. قتل ثلاثة.")
	for name, row := range r.Scores {
		if row.F1 != 1 || row.Hit != row.Gold || row.Hit != row.System {
			t.Errorf("%s: %+v", name, row)
		}
	}
	for name, s := range r.Shares {
		if s.Right != s.Of && name != "evidence overlaps" {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if got := r.Shares["evidence overlaps"]; got.Right != 2 || got.Of != 3 { // v3 has no quote
		t.Errorf("evidence: %+v", got)
	}
	if n := r.Scores["relations, all"].Gold; n != 5 { // attacked ×2, killed, killed-in, ally-of; a failed control states nothing
		t.Errorf("%d relations, want 5", n)
	}
}

func TestWhatIsWrongCounts(t *testing.T) {
	s := gold()
	s.Entities[0].ID, s.Entities[0].Names, s.Entities[0].Name = "x", nil, "الدولة" // no shared name: not aligned
	s.Events[0].Agents, s.Events[1].Agents = []string{"x"}, []string{"x"}
	s.Events[1].Count = &facts.Count{Min: ptr(3)}
	s.Events = append(s.Events, facts.Event{Type: "meet", Agents: []string{"sdf", "hajin"}}, facts.Event{Type: "surrender"})
	r := scoreOne(gold(), s, "")
	want := map[string][3]int{
		"entities":            {3, 4, 4},
		"events":              {3, 3, 4}, // the type that the guidelines do not list is neither right nor wrong
		"event slots":         {6, 8, 10},
		"relations, headline": {1, 3, 3},
		"relations, all":      {1, 5, 6},
	}
	for name, w := range want {
		row := r.Scores[name]
		if got := [3]int{row.Hit, row.Gold, row.System}; got != w {
			t.Errorf("%s: hit, gold, system %v, want %v", name, got, w)
		}
	}
	if got := r.Shares["count right"]; got.Right != 0 || got.Of != 1 {
		t.Errorf("count: %+v", got)
	}
	var out strings.Builder
	if !r.PrintErrors(&out, "d") || !strings.Contains(out.String(), "+ (attacked, ?الدولة, hajin)") {
		t.Errorf("errors:\n%s", &out)
	}
	if r.PrintErrors(&out, "nobody") {
		t.Error("errors of a document that is not there")
	}
}

func TestMissingSystemFileIsEmptyOutput(t *testing.T) {
	r := Score(map[string]*facts.Doc{"d": gold()}, nil, nil)
	if row := r.Scores["events"]; row.Gold != 3 || row.System != 0 || row.F1 != 0 {
		t.Errorf("events: %+v", row)
	}
}

func TestKey(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"الرقّة", "رقه"},
		{"«قُوّات» سورية", "قوات سوريا"},
		{"ABU-Kamal", "abu kamal"},
		{"ال حسن", "ال حسن"},
		{"١٢ أيار", "12 ايار"},
		{"مؤتة ـ شاطئ", "موته شاطي"},
	} {
		if got := key(tt.in); got != tt.want {
			t.Errorf("key(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestAssignFindsTheBestPairing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		w := make([][]float64, 1+r.IntN(5))
		cols := 1 + r.IntN(5)
		for i := range w {
			w[i] = make([]float64, cols)
			for j := range w[i] {
				w[i][j] = float64(r.IntN(4))
			}
		}
		sum, rows, columns := 0.0, map[int]bool{}, map[int]bool{}
		for _, p := range assign(w) {
			if rows[p[0]] || columns[p[1]] {
				t.Fatalf("not one to one: %v", w)
			}
			rows[p[0]], columns[p[1]] = true, true
			sum += w[p[0]][p[1]]
		}
		if want := best(w, 0, map[int]bool{}); sum != want {
			t.Fatalf("weight %v, want %v: %v", sum, want, w)
		}
	}
	if assign(nil) != nil || assign([][]float64{{}}) != nil {
		t.Error("pairs of nothing")
	}
}

func best(w [][]float64, row int, used map[int]bool) float64 {
	if row == len(w) {
		return 0
	}
	top := best(w, row+1, used)
	for j := range w[row] {
		if !used[j] {
			used[j] = true
			top = math.Max(top, w[row][j]+best(w, row+1, used))
			used[j] = false
		}
	}
	return top
}

const shared = "../../../../../shared"

// TestAgreesWithScorePy holds this port and the original together, number for number, on gold files
// that were damaged at random.
func TestAgreesWithScorePy(t *testing.T) {
	script := filepath.Join(shared, "eval", "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("../shared is not there: nothing to compare with")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not there: nothing to compare with")
	}
	for _, set := range []string{"seeds", "dev"} {
		for _, seed := range []uint64{0, 2} {
			t.Run(set+"/"+strconv.FormatUint(seed, 10), func(t *testing.T) {
				compare(t, python, script, filepath.Join(shared, "corpus", set), seed)
			})
		}
	}
}

func compare(t *testing.T, python, script, corpus string, seed uint64) {
	goldDir, articleDir, systemDir := filepath.Join(corpus, "gold"), filepath.Join(corpus, "articles"), t.TempDir()
	g, err := facts.ReadDir(goldDir)
	if err != nil {
		t.Fatal(err)
	}
	damaged, err := facts.ReadDir(goldDir)
	if err != nil {
		t.Fatal(err)
	}
	articles := map[string]string{}
	r := rand.New(rand.NewPCG(seed, seed))
	for doc, d := range damaged {
		text, err := os.ReadFile(filepath.Join(articleDir, doc+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		articles[doc] = string(text)
		damage(r, d, int(seed))
		b, err := d.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(systemDir, doc+".json"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, script, goldDir, systemDir, "--articles", articleDir, "--json").Output()
	if err != nil {
		t.Fatalf("score.py: %v", err)
	}
	var want, got any
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	ours, err := json.Marshal(Score(g, damaged, articles))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(ours, &got); err != nil {
		t.Fatal(err)
	}
	diff(t, "", want, got)
}

func damage(r *rand.Rand, d *facts.Doc, much int) {
	hit := func() bool { return r.IntN(10) < 2*much }
	for i := range d.Entities {
		if hit() {
			d.Entities[i].Kind = "settlement"
		}
		if hit() {
			d.Entities[i].Name = "اسم"
		}
	}
	for i := range d.Events {
		e := &d.Events[i]
		if hit() {
			e.Agents, e.Patients = e.Patients, e.Agents
		}
		if hit() {
			e.Places = nil
		}
		if hit() {
			e.From, e.Count, e.Status = nil, nil, "failed"
		}
		if hit() {
			e.Span, e.Type = []int{0, 5}, "clash"
		}
	}
	r.Shuffle(len(d.Events), func(i, j int) { d.Events[i], d.Events[j] = d.Events[j], d.Events[i] })
	d.Events = d.Events[:len(d.Events)-min(much, len(d.Events))]
}

func diff(t *testing.T, path string, want, got any) {
	t.Helper()
	w, ok := want.(map[string]any)
	if !ok {
		if a, b := mustJSON(want), mustJSON(got); a != b {
			t.Errorf("%s: score.py says %s, we say %s", path, a, b)
		}
		return
	}
	g, _ := got.(map[string]any)
	for k := range g {
		if _, ok := w[k]; !ok {
			t.Errorf("%s/%s: only we have it", path, k)
		}
	}
	for k := range w {
		diff(t, path+"/"+k, w[k], g[k])
	}
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
