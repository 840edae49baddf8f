package extract

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// ownDir makes a directory of own tables.
func ownDir(tables map[string]string) lexicon.Dir {
	fsys := fstest.MapFS{}
	for name, text := range tables {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return lexicon.Dir{Name: "mine", FS: fsys}
}

// withOwn returns an extractor that reads own tables too.
func withOwn(t *testing.T, tables map[string]string) *Extractor {
	t.Helper()
	extra, faults, err := ReadOwn(ownDir(tables))
	if err != nil || len(faults) > 0 || extra == nil {
		t.Fatalf("%v, %v", faults, err)
	}
	x, err := New(Options{Extra: extra})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// told writes the claims of a text: type, agents, patients, places.
func told(x *Extractor, text string) []string {
	r := x.Extract(Document{Key: "a", Text: text})
	keys := func(args []Arg) string {
		var out []string
		for _, a := range args {
			out = append(out, r.Entities[a.Entity].Key)
		}
		return strings.Join(out, ",")
	}
	var out []string
	for _, c := range r.Claims {
		out = append(out, fmt.Sprintf("%s %s > %s @ %s", c.Type, keys(c.Agents), keys(c.Patients), keys(c.Places)))
	}
	return out
}

const ownRule = `rule own.directed
  match a:actor own-word b:actor
  claim support agent=b patient=a
  yes قصف حزب الله بإشارة إيران مدينة حلب.
  yes قصف حزب الله بإشارة روسيا مدينة حلب.
  no قصف حزب الله مدينة حلب.
  no قصفت إيران مدينة حلب.
`

// TestReadOwn: own names, verbs, words and rules are read in a text.
func TestReadOwn(t *testing.T) {
	for _, c := range []struct {
		name   string
		tables map[string]string
		text   string
		want   string
	}{
		{
			"an actor and a village",
			map[string]string{"a.tsv": "id\tkind\tclass\tparent\tname\nmy-b\tarmed-group\trebel\t\tلواء فجر البادية\nmy-v\tsettlement\t\tsy-deir-ez-zor\tتل الغضا\n"},
			"هاجم لواء فجر البادية تنظيم داعش في قرية تل الغضا.", "attack actor/my-b > actor/x-isis @ place/my-v",
		},
		{
			"another name of a built-in actor", map[string]string{"a.tsv": "id\tkind\tname\nx-isis\t\tتنظيم السنابل السود\n"},
			"هاجم تنظيم السنابل السود مدينة هجين.", "attack actor/x-isis >  @ place/sy-hajin",
		},
		{
			"a verb", map[string]string{
				"triggers.tsv": "id\tkind\ttype\tmode\tphase\tframe\tneeds\treq\nmy-tarbaqa\tevent\tattack\tshelling\t\tfire\t\t\n", "trigger-forms.tsv": "id\tkind\tform\nmy-tarbaqa\tperfect\tطربق\n",
			}, "طربق تنظيم داعش مدينة هجين.", "attack actor/x-isis",
		},
		{
			"a rule with its word", map[string]string{"rules/own.rules": ownRule, "rules/words.tsv": "id\tform\nown-word\tبإشارة\n"},
			"قصف حزب الله بإشارة إيران مدينة حلب.", "support actor/x-iran > actor/lb-hezbollah",
		},
	} {
		before, err := Default()
		if err != nil {
			t.Fatal(err)
		}
		has := func(x *Extractor) bool {
			return slices.ContainsFunc(told(x, c.text), func(s string) bool { return strings.HasPrefix(s, c.want) })
		}
		x := withOwn(t, c.tables)
		if has(before) || !has(x) {
			t.Errorf("%s: before %q, after %q; want %s after", c.name, told(before, c.text), told(x, c.text), c.want)
		}
		if x.Version() == before.Version() {
			t.Errorf("%s: the version is that of the built-in data", c.name)
		}
	}
}

// TestOwnTriggersAreNotLearned: own verbs do not shift what models have learned of the built-in ones.
func TestOwnTriggersAreNotLearned(t *testing.T) {
	before, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	x := withOwn(t, map[string]string{
		"frames.tsv":        "id\tsubj\nmy-frame\tagent\n",
		"triggers.tsv":      "id\tkind\ttype\tframe\nmy-tarbaqa\tevent\tattack\tmy-frame\n",
		"trigger-forms.tsv": "id\tkind\tform\nmy-tarbaqa\tperfect\tطربق\n",
	})
	if !slices.Equal(x.lemmas, before.lemmas) || !slices.Equal(x.frameIDs, before.frameIDs) || len(x.lex.Triggers) != len(before.lex.Triggers)+1 {
		t.Errorf("%d lemmas and %d frames, before %d and %d", len(x.lemmas), len(x.frameIDs), len(before.lemmas), len(before.frameIDs))
	}
}

func TestReadOwnFaults(t *testing.T) {
	for name, c := range map[string]struct {
		tables map[string]string
		want   string
	}{
		"a table":              {map[string]string{"a.tsv": "id\tkind\tname\nmy-b\tmilitia\tلواء السنابل\n"}, `mine/a.tsv:2: unknown kind "militia"; use`},
		"a rule that is none":  {map[string]string{"rules/a.rules": "rule x\n  march a:actor\n"}, "mine/rules/a.rules:2: "},
		"a rule's examples":    {map[string]string{"rules/a.rules": strings.Split(ownRule, "  yes")[0]}, "mine/rules/a.rules:1: "},
		"an id of a rule":      {map[string]string{"rules/a.rules": strings.Replace(ownRule, "own.directed", builtInRule(t), 1)}, "mine/rules/a.rules:1: "},
		"requirement of code":  {map[string]string{"triggers.tsv": "id\tkind\ttype\tframe\treq\nmy-a\tevent\tattack\tfire\tarmy\n", "trigger-forms.tsv": "id\tkind\tform\nmy-a\tperfect\tطربق\n"}, `mine/triggers.tsv:2: unknown req "army"`},
		"rules in two folders": {map[string]string{"more/a.rules": ownRule}, "mine/more/a.rules:0: nothing of that name is read here"},
	} {
		extra, faults, err := ReadOwn(ownDir(c.tables))
		if err != nil || extra != nil || !slices.ContainsFunc(faults, func(f lexicon.Fault) bool { return strings.HasPrefix(f.Error(), c.want) }) {
			t.Errorf("%s: %v, %v; want %s", name, faults, err, c.want)
		}
	}
	if _, faults, err := ReadOwn(lexicon.Dir{Name: "mine", FS: brokenFS{}}); err != nil || len(faults) != 1 || !strings.Contains(faults[0].What, "cannot be read") {
		t.Errorf("a directory that cannot be read: %v, %v", faults, err)
	}
}

func builtInRule(t *testing.T) string {
	x, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return x.rules.set.Rules[0].ID
}

// brokenFS is a directory that nobody may read.
type brokenFS struct{}

func (brokenFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
