package graph

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestPointsAsDocumented: the table of docs/EVENTS.md has the points of the rule, and all of them.
func TestPointsAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/EVENTS.md")
	if err != nil {
		t.Fatal(err)
	}
	points := map[string]int{
		"another type of the family: attack and clash; retreat and loss; talks and meeting": typeNear,
		"a repelled attack told as an attack":                                               statusNear,

		"the same day": dayEqual, "the same longer period; a day in a week": spanEqual, "a day in a month; the day beside": dayBeside,
		"the day beside, of fighting": dayFought,

		"the same town, quarter or building": placeEqual, "one in the other, up to a town": placeInside, "one in the other, up to a district": districtInside,
		"a governorate or desert; a governorate around the other place": regionOnly, "a country": countryOnly,
		"a clash, no closer than a town or district": clashInTown, "a further area in one of them, of fighting and of persons: less by": placeBeyond,

		"the same actor": actorEqual, "the same person": personEqual, "one a part of the other, by the lexicon": actorPart, "other actors": actorDiffers,
		"both sides of a clash or talks, together at most": sidesEqual, "not all victims of the claim with fewer, at most": actorSome,

		"means that are often taken for each other": modeNear,

		"the same figure of ten or more": tallyLarge, "the same figure": tallyEqual, "one or two persons": tallySmall,
		"ten or more that differ by a quarter at most": tallyClose, "figures that differ": tallyFar, "figures far apart": tallyRemote,
		"of persons, not told by both": tallyUnsaid,
	}
	if dayInWeek != spanEqual || dayInSpan != dayBeside || tallyNear != tallyFar || placeContext != actorContext {
		t.Error("the table has one line for what differs now")
	}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 {
			continue
		}
		want, ok := points[strings.TrimSpace(cells[3])]
		if !ok {
			continue
		}
		if got, err := strconv.Atoi(strings.TrimSpace(cells[4])); err != nil || got != want {
			t.Errorf("%s: %s points, want %+d", strings.TrimSpace(cells[3]), strings.TrimSpace(cells[4]), want)
		}
		delete(points, strings.TrimSpace(cells[3]))
	}
	for line := range points {
		t.Errorf("the table lacks «%s»", line)
	}
	if !strings.Contains(string(page), "**"+strconv.Itoa(Threshold)+"**") {
		t.Error("the threshold is another one")
	}
}
