package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// names of the values of categories, in the order of their numbers.
var (
	typeNames   = stringsOf(schema.EventTypes)
	kindNames   = stringsOf(schema.Kinds)
	statusNames = stringsOf(schema.Statuses)
	phaseNames  = stringsOf([]schema.Phase{schema.Gain, schema.Hold, schema.Lose})
	modeNames   = stringsOf([]schema.Mode{schema.Ground, schema.Airstrike, schema.Shelling, schema.Explosion, schema.Suicide, schema.Shooting, schema.Assassination})
	formNames   = []string{"particle", "noun", "perfect", "imperfect", "passive", "masdar"}
	formKinds   = []arabic.FormKind{arabic.Particle, arabic.Noun, arabic.Perfect, arabic.Imperfect, arabic.PassiveVrb, arabic.Masdar}
	zoneNames   = []string{string(TitleZone), string(HeadingZone), string(CaptionZone)}
	slotNames   = []string{"agent", "patient", "place", "loser", "dest"}
	natureList  = []string{"whole", "members", "forces", "sites", "civils", "families"}
	anaphorList = []string{"none", "org", "latter", "both", "pronoun", "self", "these", "bare", "place"}
)

func stringsOf[T ~string](list []T) []string {
	var out []string
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

func position[T comparable](list []T, x T) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return -1
}

// frameIDs lists the frames of the triggers, sorted.
func frameIDs(triggers []*lexicon.Trigger) []string {
	var out []string
	for _, t := range triggers {
		out = append(out, t.Frame.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// typeNumber numbers the event types.
var typeNumber = func() map[schema.Type]int {
	out := map[schema.Type]int{}
	for i, t := range schema.EventTypes {
		out[t] = i
	}
	return out
}()

// lemmas lists the lemmas of the triggers that tell events, sorted.
func lemmas(triggers []*lexicon.Trigger) []string {
	var out []string
	for _, t := range triggers {
		if t.Kind == "event" {
			out = append(out, t.ID)
		}
	}
	slices.Sort(out)
	return out
}
