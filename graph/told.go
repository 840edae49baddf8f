package graph

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/schema"
)

// Told is what a claim said when it was judged, as it was read. Ids of claims come from the text and the rules, so an
// edited article, or newer rules, make other ones: by what was told, a judgement finds the claim that says the same
// now. It has no words of the article, only hashes of their search forms.
type Told struct {
	Article  string       `json:"article"` // key of the document
	Type     schema.Type  `json:"type"`
	Phase    schema.Phase `json:"phase,omitempty"`
	Sentence ID           `json:"sentence,omitzero"` // of the words of the sentence; zero where there are none
	Trigger  ID           `json:"trigger,omitzero"`  // of the words of the trigger
	At       [2]int       `json:"at"`                // which words of the sentence are the trigger: from, up to
	Agents   []ID         `json:"agents,omitempty"`  // ascending, as the others
	Patients []ID         `json:"patients,omitempty"`
	Places   []ID         `json:"places,omitempty"`
	From     Day          `json:"from,omitempty"`
	To       Day          `json:"to,omitempty"`
	Says     ID           `json:"says"`            // of type, phase, status, who, whom, where, when and how many
	Alone    []Way        `json:"alone,omitempty"` // ways that led to no other claim of the document when it was judged
}

// Way is how a claim that was judged is found again.
type Way string

// Ways, in the order in which they are tried. All ask for the same type and phase.
const (
	SameWords    Way = "words"    // one sentence, a trigger that shares a word, nothing told that contradicts
	SameSentence Way = "sentence" // one sentence, and it says the same
	SameTrigger  Way = "trigger"  // one trigger in another sentence, it says the same, who, and where or when
)

// Ways lists them.
var Ways = []Way{SameWords, SameSentence, SameTrigger}

// TellOf returns what the claim with id says in d, which is as it was read; nil where d has no such claim.
func TellOf(d *Delta, id ID) *Told {
	i := slices.IndexFunc(d.Claims, func(c *Claim) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	all := tellAll(d)
	t := all[i].Told
	for _, way := range Ways {
		rival := func(other toldClaim) bool { return other.claim != id && way.leads(&t, &other.Told) }
		if way.leads(&t, &t) && !slices.ContainsFunc(all, rival) {
			t.Alone = append(t.Alone, way)
		}
	}
	return &t
}

// toldClaim is what a claim of a document says.
type toldClaim struct {
	Told
	claim ID
}

func tellAll(d *Delta) []toldClaim {
	out := make([]toldClaim, len(d.Claims))
	for i, c := range d.Claims {
		out[i] = toldClaim{tell(d.Document, c), c.ID}
	}
	return out
}

func tell(d *Document, c *Claim) Told {
	t := Told{
		Article: d.Key, Type: c.Type, Phase: c.Phase, Agents: sortedIDs(c.Agents), Patients: sortedIDs(c.Patients), Places: sortedIDs(c.Places),
		From: c.Period.From, To: c.Period.To, Says: saysID(c),
	}
	sentence, trigger := c.Evidence.Sentence, c.Evidence.Trigger
	t.Trigger = wordsID(d.Text[trigger.Start:trigger.End])
	if sentence.Start <= trigger.Start && trigger.End <= sentence.End {
		t.Sentence = wordsID(d.Text[sentence.Start:sentence.End])
		t.At = wordsAt(d.Text[sentence.Start:sentence.End], trigger.Start-sentence.Start, trigger.End-sentence.Start)
	}
	return t
}

// wordsID returns an id of the search form of text; the zero ID where it has none.
func wordsID(text string) ID {
	if form := FoldName(text); form != "" {
		return NewID("words", form)
	}
	return ID{}
}

// wordsAt returns which words of text lie in [start, end), those that it cuts among them.
func wordsAt(text string, start, end int) [2]int {
	from := words(text[:start])
	if cutsWord(text, start) {
		from = max(0, from-1)
	}
	return [2]int{from, words(text[:end])}
}

func words(text string) int { return len(strings.Fields(FoldName(text))) }

func cutsWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return at > 0 && at < len(text) && !notNameRune(before) && !notNameRune(after)
}

// saysID returns an id of what c says of the occurrence, wherever and in whatever words.
func saysID(c *Claim) ID {
	bare := *c
	bare.Mode, bare.Certainty, bare.Stance, bare.Sources, bare.Sides = "", "", "", nil, nil
	bare.Period = Period{From: c.Period.From, To: c.Period.To, Anchored: true}
	return NewID("says", Content(&bare))
}

// leads reports whether w leads from t to other.
func (w Way) leads(t, other *Told) bool {
	if t.Type != other.Type || t.Phase != other.Phase {
		return false
	}
	oneSentence := t.Sentence == other.Sentence && !t.Sentence.IsZero()
	switch w {
	case SameWords:
		return oneSentence && t.At[0] < other.At[1] && other.At[0] < t.At[1] && t.agrees(other)
	case SameSentence:
		return oneSentence && t.Says == other.Says
	case SameTrigger:
		return t.Trigger == other.Trigger && !t.Trigger.IsZero() && t.Says == other.Says && t.particular()
	}
	return false
}

// agrees reports whether nothing that t tells contradicts what other tells.
func (t *Told) agrees(other *Told) bool {
	return agree(t.Agents, other.Agents) && agree(t.Patients, other.Patients) && agree(t.Places, other.Places) &&
		(t.From+t.To == "" || other.From+other.To == "" || t.From == other.From && t.To == other.To)
}

// agree reports whether all of one list are in the other one.
func agree(a, b []ID) bool { return within(a, b) || within(b, a) }

// particular reports whether t tells who took part, and where or when.
func (t *Told) particular() bool {
	return len(t.Agents)+len(t.Patients) > 0 && (len(t.Places) > 0 || t.From+t.To != "")
}

// successor returns the one claim of all to which t leads by the first way that leads to any; false where there is none, or
// more than one.
func (t *Told) successor(all []toldClaim) (found ID, one bool) {
	for _, way := range t.Alone {
		n := 0
		for i := range all {
			if way.leads(t, &all[i].Told) {
				found, n = all[i].claim, n+1
			}
		}
		if n > 0 {
			return found, n == 1
		}
	}
	return ID{}, false
}

// equal reports whether t and other are one record.
func (t *Told) equal(other *Told) bool {
	a, err := json.Marshal(t)
	b, err2 := json.Marshal(other)
	return err == nil && err2 == nil && string(a) == string(b)
}
