package lexicon_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// sound is a lexicon without a fault, small enough to break in one place at a time.
var sound = map[string]string{
	"words.tsv":               "id\tform\nfi\tفي\npact\tاتفاق\n",
	"nouns.tsv":               "id\tgender\tsingular\tplural\nfighter\tm\tمقاتل\t+\n",
	"generic.tsv":             "id\tform\ncivilians\tمدنيون\n",
	"frames.tsv":              "id\tsubj\tobj\tgen\tli\tala\tdidd\tmin\tila\tan\tmaa\tbayn\nfire\tagent\tpatient\n",
	"triggers.tsv":            "id\tkind\ttype\tmode\tphase\tframe\tneeds\treq\nqasafa\tevent\tattack\tshelling\t\tfire\tpact\tarmed\n",
	"trigger-forms.tsv":       "id\tkind\tform\nqasafa\tperfect\tقصف\n",
	"actors/syria.tsv":        "id\tkind\tclass\tparent\tgender\ten\twikidata\nsy-a\tmilitary\tstate-forces\t\tm\tA\tQ1\nsy-b\tarmed-group\trebel\tsy-a\tf\tB\t\n",
	"actors/syria.names.tsv":  "id\tname\tuse\nsy-a\tالجيش\tmain\nsy-b\tالفرقة\tmain\nsy-b\tالفرقة الأولى\talias\n",
	"media/syria.tsv":         "id\tkind\tclass\tparent\tgender\ten\twikidata\nsy-m\tmedia\tother\tsy-a\tf\tM\t\n",
	"media/syria.names.tsv":   "id\tname\tuse\nsy-m\tالوكالة\tmain\n",
	"persons/syria.tsv":       "id\taffiliation\trole\tgender\ten\twikidata\nsy-p\tsy-m\tleads\tm\tP\t\n",
	"persons/syria.names.tsv": "id\tname\tuse\nsy-p\tسامر الحلبي\tmain\n",
	"places/syria.tsv":        "id\tkind\tparent\tlat\tlon\ten\tpcode\tgeonames\twikidata\nsy-x\tregion\t\t35.1\t40.2\tX\t\t123\tQ9\nsy-y\tsettlement\tsy-x\t\t\tY\t\t\t\n",
	"places/syria.names.tsv":  "id\tname\tuse\nsy-x\tالبادية\tmain\nsy-y\tالبئر\tmain,gated\n",
}

var soundNeeds = lexicon.Needs{Classes: []string{"fi", "fighter"}, Requirements: []string{"armed"}, Generic: []string{"civilians"}}

func lintOf(tables map[string]string) []lexicon.Fault {
	fsys := fstest.MapFS{}
	for name, text := range tables {
		fsys["ar/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return lexicon.Lint(fsys, "ar", soundNeeds)
}

func TestLintSound(t *testing.T) {
	for _, f := range lintOf(sound) {
		t.Error(f)
	}
}

// TestLint breaks one table at a time: the one fault must be told, with its file and line.
func TestLint(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"extra tab", "words.tsv", "fi\tفي", "fi\tفي\t\t", "words.tsv:2: 4 cells, but 2 columns"},
		{"bad heading", "words.tsv", "id\tform", "key\tform", "words.tsv:1: the heading"},
		{"id not ASCII", "words.tsv", "fi\tفي", "في\tفي", `words.tsv:2: id "في"`},
		{"id with capitals", "actors/syria.tsv", "sy-a\tmil", "SY-a\tmil", `actors/syria.tsv:2: id "SY-a"`},
		{"unsorted", "words.tsv", "fi\tفي\npact\tاتفاق", "pact\tاتفاق\nfi\tفي", `words.tsv:3: id "fi" stands behind "pact"; sort`},
		{"double form", "words.tsv", "pact\tاتفاق", "pact\tإتفاق\npact\tاتفاق", "words.tsv:4: the form"},
		{"blank around", "words.tsv", "fi\tفي", "fi\tفي ", "words.tsv:2: white space"},
		{"vowel sign", "words.tsv", "fi\tفي", "fi\tفِي", "words.tsv:2: a vowel sign (U+0650)"},
		{"tatweel", "actors/syria.names.tsv", "الجيش", "الجيـش", "actors/syria.names.tsv:2: a tatweel"},
		{"direction mark", "actors/syria.names.tsv", "الجيش", "الجيش\u200f", "actors/syria.names.tsv:2: an invisible mark"},
		{"presentation form", "actors/syria.names.tsv", "الجيش", "ﺍﻟﺠﻴﺶ", "actors/syria.names.tsv:2: a presentation form"},
		{"not UTF-8", "words.tsv", "fi\tفي", "fi\t\xd9", "words.tsv:2: \"\\xd9\" is not UTF-8"},
		{"empty form", "words.tsv", "fi\tفي", "fi\t", `words.tsv:2: no form under "fi"`},
		{"empty class", "words.tsv", "fi\tفي", "ala\tعلى", `words.tsv:0: no word of class "fi"`},
		{"gender of a noun", "nouns.tsv", "fighter\tm", "fighter\tx", `nouns.tsv:2: unknown gender "x"`},
		{"double noun", "nouns.tsv", "\t+\n", "\t+\nfighter\tm\tمقاتل\t+\n", "nouns.tsv:3: the noun"},
		{"generic name", "generic.tsv", "civilians", "civil", `generic.tsv:0: no form "civilians"`},
		{"unknown slot", "frames.tsv", "\tagent\t", "\tdoer\t", `frames.tsv:2: unknown subj "doer"`},
		{"unused frame", "frames.tsv", "fire\t", "burst\tagent\nfire\t", `frames.tsv:2: no trigger uses frame "burst"`},
		{"double frame", "frames.tsv", "patient\n", "patient\nfire\tagent\n", "frames.tsv:3: frame"},
		{"missing frame", "triggers.tsv", "\tfire\t", "\tfires\t", `triggers.tsv:2: no frame "fires"`},
		{"kind of trigger", "triggers.tsv", "\tevent\t", "\tevents\t", `triggers.tsv:2: unknown kind "events"`},
		{"type of trigger", "triggers.tsv", "\tattack\t", "\tassault\t", `triggers.tsv:2: unknown type "assault"`},
		{"mode", "triggers.tsv", "\tshelling\t", "\tshell\t", `triggers.tsv:2: unknown mode "shell"`},
		{"phase", "triggers.tsv", "\tshelling\t\t", "\tshelling\tgained\t", `triggers.tsv:2: unknown phase "gained"`},
		{"requirement", "triggers.tsv", "\tarmed", "\tarms", `triggers.tsv:2: unknown req "arms"`},
		{"needed class", "triggers.tsv", "\tpact\t", "\tpacts\t", `triggers.tsv:2: it needs a word of class "pacts"`},
		{"no forms", "triggers.tsv", "qasafa\tevent", "nasafa\tevent\tattack\t\t\tfire\nqasafa\tevent", `triggers.tsv:2: trigger "nasafa" has no form`},
		{"orphan form", "trigger-forms.tsv", "qasafa", "nasafa\tperfect\tنسف\nqasafa", `trigger-forms.tsv:2: no trigger "nasafa"`},
		{"kind of form", "trigger-forms.tsv", "perfect", "past", `trigger-forms.tsv:2: no kind of form "past"; use`},
		{"double trigger form", "trigger-forms.tsv", "قصف\n", "قصف\nqasafa\tperfect\tقصف\n", "trigger-forms.tsv:3: the form"},
		{"double id", "actors/syria.tsv", "sy-b\tarmed", "sy-a\tmilitary\tstate-forces\nsy-b\tarmed", `actors/syria.tsv:3: id "sy-a" stands in line 2`},
		{"kind", "actors/syria.tsv", "armed-group", "militia", `actors/syria.tsv:3: unknown kind "militia"`},
		{"kind of another group", "media/syria.tsv", "media\tother", "body\tother", `media/syria.tsv:2: unknown kind "body"`},
		{"class", "actors/syria.tsv", "rebel", "rebels", `actors/syria.tsv:3: unknown class "rebels"`},
		{"gender", "actors/syria.tsv", "\tf\tB", "\tn\tB", `actors/syria.tsv:3: unknown gender "n"`},
		{"dangling parent", "actors/syria.tsv", "rebel\tsy-a", "rebel\tsy-c", `actors/syria.tsv:3: no entity "sy-c", its parent`},
		{"parent of another group", "places/syria.tsv", "settlement\tsy-x", "settlement\tsy-a", `places/syria.tsv:3: no entity "sy-a", its parent`},
		{"above itself", "actors/syria.tsv", "rebel\tsy-a", "rebel\tsy-b", `actors/syria.tsv:3: "sy-b" lies above itself`},
		{"affiliation", "persons/syria.tsv", "sy-m\tleads", "sy-n\tleads", `persons/syria.tsv:2: no entity "sy-n", its affiliation`},
		{"role", "persons/syria.tsv", "leads", "led", `persons/syria.tsv:2: unknown role "led"`},
		{"role towards nobody", "persons/syria.tsv", "sy-m\tleads", "\tleads", `persons/syria.tsv:2: role "leads", but no affiliation`},
		{"latitude", "places/syria.tsv", "35.1", "95.1", "places/syria.tsv:2: lat 95.1, lon 40.2 is nowhere on Earth"},
		{"not a number", "places/syria.tsv", "35.1", "NaN", "places/syria.tsv:2: lat NaN, lon 40.2 is nowhere"},
		{"half a point", "places/syria.tsv", "\t40.2", "\t", `places/syria.tsv:2: lat "35.1", lon ""`},
		{"null island", "places/syria.tsv", "35.1\t40.2", "0\t0", "places/syria.tsv:2: lat 0, lon 0"},
		{"wikidata", "places/syria.tsv", "Q9", "9", `places/syria.tsv:2: wikidata id "9"`},
		{"geonames", "places/syria.tsv", "123", "G123", `places/syria.tsv:2: geonames id "G123"`},
		{"name of nobody", "actors/syria.names.tsv", "sy-b\tالفرقة الأولى", "sy-c\tاللواء", `actors/syria.names.tsv:4: no entity "sy-c"`},
		{"unnamed", "actors/syria.tsv", "\tB\t\n", "\tB\t\nsy-c\tbody\tother\n", `actors/syria.tsv:4: "sy-c" has no name`},
		{"no main name", "actors/syria.names.tsv", "الجيش\tmain", "الجيش\talias", `actors/syria.tsv:2: "sy-a" has 0 main names`},
		{"two main names", "actors/syria.names.tsv", "الأولى\talias", "الأولى\tmain", `actors/syria.tsv:3: "sy-b" has 2 main names`},
		{"double alias", "actors/syria.names.tsv", "الفرقة الأولى\talias", "الفرقه\talias", `actors/syria.names.tsv:4: the name`},
		{"use", "actors/syria.names.tsv", "\talias", "\talso", `actors/syria.names.tsv:4: unknown use "also"`},
		{"empty name", "actors/syria.names.tsv", "الفرقة الأولى", "-", `actors/syria.names.tsv:4: an empty name of "sy-b"`},
		{"quotes in a name", "actors/syria.names.tsv", "الفرقة الأولى", "«الفرقة الأولى»", "actors/syria.names.tsv:4: a mark in the name"},
		{"shared name", "actors/syria.names.tsv", "الفرقة الأولى", "الجيش", `actors/syria.names.tsv:4: the name "الجيش" belongs to "sy-a" (syria.names.tsv:2) too`},
		{"name shared with an outlet", "media/syria.names.tsv", "الوكالة", "الجيش", `media/syria.names.tsv:2: the name "الجيش" belongs to "sy-a"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := maps.Clone(sound)
			broken[c.file] = strings.Replace(broken[c.file], c.old, c.new, 1)
			if broken[c.file] == sound[c.file] {
				t.Fatalf("%q does not stand in %s", c.old, c.file)
			}
			faults := lintOf(broken)
			if !slices.ContainsFunc(faults, func(f lexicon.Fault) bool { return strings.HasPrefix(f.Error(), "ar/"+c.want) }) {
				t.Errorf("got %v; want a fault that begins ar/%s", faults, c.want)
			}
			for _, f := range faults {
				if f.What == "" || f.Remedy == "" || strings.Contains(f.Error(), "\n") {
					t.Errorf("not one line with a remedy: %q", f.Error())
				}
			}
		})
	}
}

// TestLintAllowed: what looks like a fault and is none.
func TestLintAllowed(t *testing.T) {
	for name, c := range map[string][3]string{
		"generic under two":        {"actors/syria.names.tsv", "الفرقة الأولى\talias", "الجيش\tgeneric"},
		"gated name of an actor":   {"actors/syria.names.tsv", "الفرقة الأولى\talias", "الجيش\tgated"},
		"two places with one name": {"places/syria.names.tsv", "البئر\tmain,gated", "البادية\tmain"},
		"kin without a role":       {"persons/syria.tsv", "sy-m\tleads", "sy-a\t"},
		"comment":                  {"words.tsv", "id\tform", "# words\n\nid\tform"},
	} {
		broken := maps.Clone(sound)
		broken[c[0]] = strings.Replace(broken[c[0]], c[1], c[2], 1)
		if broken[c[0]] == sound[c[0]] {
			t.Fatalf("%s: %q does not stand in %s", name, c[1], c[0])
		}
		if faults := lintOf(broken); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestLintMissingTable(t *testing.T) {
	for _, file := range []string{"words.tsv", "nouns.tsv", "frames.tsv", "triggers.tsv", "trigger-forms.tsv", "generic.tsv", "actors/syria.tsv"} {
		broken := maps.Clone(sound)
		delete(broken, file)
		if len(lintOf(broken)) == 0 {
			t.Errorf("nothing said of the missing %s", file)
		}
	}
}

func TestLintOrder(t *testing.T) {
	broken := maps.Clone(sound)
	broken["words.tsv"] = "id\tform\n" + strings.Repeat("fi\tفي\n", 12)
	broken["actors/syria.names.tsv"] = "id\tname\tuse\n"
	faults := lintOf(broken)
	at := func(f lexicon.Fault) string { return fmt.Sprintf("%s:%06d", f.File, f.Line) }
	if len(faults) < 13 || !slices.IsSortedFunc(faults, func(a, b lexicon.Fault) int { return strings.Compare(at(a), at(b)) }) {
		t.Errorf("not in the order of files and lines: %v", faults)
	}
}
