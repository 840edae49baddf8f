package schema

import (
	"slices"
	"strings"
	"testing"
)

// acledSubEvents are the words of ACLED's codebook, by event type.
var acledSubEvents = map[string][]string{
	"Battles":                    {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
	"Explosions/Remote violence": {"Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED", "Shelling/artillery/missile attack", "Suicide bomb"},
	"Violence against civilians": {"Abduction/forced disappearance", "Attack", "Sexual violence"},
	"Protests":                   {"Excessive force against protesters", "Peaceful protest", "Protest with intervention"},
	"Riots":                      {"Mob violence", "Violent demonstration"},
	"Strategic developments": {"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
		"Looting/property destruction", "Non-violent transfer of territory", "Other"},
	"": {""},
}

var plover = []string{"", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
	"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

func TestCodes(t *testing.T) {
	last, types := "", map[Type]bool{}
	for _, r := range codes() {
		if r.id <= last {
			t.Errorf("%s comes after %s", r.id, last)
		}
		last, types[r.typ] = r.id, true
		want := string(r.typ)
		for _, part := range [][2]string{{".", r.qualifier}, {"+", r.against}, {"@", r.by}} {
			if part[1] != "" {
				want += part[0] + part[1]
			}
		}
		if r.id != want {
			t.Errorf("id %s, want %s", r.id, want)
		}
		if r.qualifier != "" && !slices.Contains(Modes, Mode(r.qualifier)) && !slices.Contains(Phases, Phase(r.qualifier)) {
			t.Errorf("%s: %q is no mode and no phase", r.id, r.qualifier)
		}
		if !slices.Contains(acledSubEvents[r.Event], r.SubEvent) {
			t.Errorf("%s: ACLED has no %q among %q", r.id, r.SubEvent, r.Event)
		}
		if !slices.Contains(plover, r.PLOVER) {
			t.Errorf("%s: PLOVER has no %q", r.id, r.PLOVER)
		}
	}
	for _, typ := range EventTypes {
		if !types[typ] {
			t.Errorf("%s has no row", typ)
		}
	}
	if len(types) != len(EventTypes) {
		t.Errorf("%d types have rows, and there are %d", len(types), len(EventTypes))
	}
	for line := range strings.Lines(codesTSV) {
		if n := strings.Count(line, "\t"); n != 8 && !strings.HasPrefix(line, "#") {
			t.Errorf("%d tabs in %q", n, line)
		}
	}
}

func TestCodeOf(t *testing.T) {
	for _, test := range []struct {
		c         Case
		sub       string
		aggressor bool
	}{
		{Case{Type: Attack}, "Armed clash", true},
		{Case{Type: Attack, Mode: Shooting}, "Armed clash", true},
		{Case{Type: Attack, Against: true}, "Attack", true},
		{Case{Type: Attack, Mode: Airstrike, Against: true}, "Air/drone strike", true},
		{Case{Type: Clash}, "Armed clash", false},
		{Case{Type: Control, Phase: Gain, By: "rebel"}, "Non-state actor overtakes territory", false},
		{Case{Type: Control, Phase: Gain, By: "state-forces"}, "Government regains territory", false},
		{Case{Type: Control, Phase: Hold, By: "state-forces"}, "", false},
		{Case{Type: Detain, Mode: Kidnap}, "Abduction/forced disappearance", true},
		{Case{Type: Meet}, "", false},
		{Case{Type: PartOf}, "", false},
	} {
		if got := CodeOf(test.c); got.SubEvent != test.sub || got.Aggressor != test.aggressor {
			t.Errorf("%+v: %+v", test.c, got)
		}
	}
}
