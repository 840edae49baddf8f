package graph

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/schema"
)

// Judgement is an act of curation: a record of what somebody decided about what articles were read to
// say. It changes no document; stores show documents as the judgements that stand make them. It is
// taken back by another record, never erased.
//
// Which fields a kind uses:
//
//	same-as   Entity is Other (Entity's id then leads to Other); or two Claims tell one occurrence
//	not-same  Entity is not Other; or two Claims tell two occurrences
//	accept    Claims were read and hold
//	reject    Claims were read and do not hold: they bear no edge and belong to no event
//	relabel   Field of Entity, or of the one claim in Claims, is Value
//	split     in Claims, what was taken for Entity, or for what is judged to be Entity, is Other
//	undo      the judgement Undoes does not stand any more
type Judgement struct {
	ID     ID            `json:"id"` // a version 7 UUID: ids ascend with time
	Kind   JudgementKind `json:"kind"`
	Entity *Referent     `json:"entity,omitempty"`
	Other  *Referent     `json:"other,omitempty"`
	Claims []ID          `json:"claims,omitempty"`
	Field  string        `json:"field,omitempty"`
	Value  string        `json:"value,omitempty"`
	Undoes ID            `json:"undoes,omitzero"`
	Author string        `json:"author"`
	Time   time.Time     `json:"time"` // UTC
	Note   string        `json:"note,omitempty"`

	// Told is what each of Claims said when it was judged, in their order, so that the judgement bears on what says the
	// same later: see Curation.Successors. It is empty where nobody noted it; the judgement then bears on Claims alone.
	Told []*Told `json:"told,omitempty"`
}

// JudgementKind is a sort of judgement.
type JudgementKind string

// Kinds of judgements.
const (
	SameAs  JudgementKind = "same-as"
	NotSame JudgementKind = "not-same"
	Accept  JudgementKind = "accept"
	Reject  JudgementKind = "reject"
	Relabel JudgementKind = "relabel"
	Split   JudgementKind = "split"
	Undo    JudgementKind = "undo"
)

// JudgementKinds lists all kinds.
var JudgementKinds = []JudgementKind{SameAs, NotSame, Accept, Reject, Relabel, Split, Undo}

// Referent is an entity as a judgement names it. Kind and Name describe it where no article does.
type Referent struct {
	Key  string      `json:"key"`
	Kind schema.Kind `json:"kind,omitempty"`
	Name string      `json:"name,omitempty"`
}

// ID returns the id of the entity.
func (r *Referent) ID() ID { return EntityID(r.Key) }

// Review is what judgements say of a claim as a whole.
type Review string

// Reviews; the empty one is that nobody judged.
const (
	Accepted Review = "accepted"
	Rejected Review = "rejected"
)

// Fields that a relabel may set.
var (
	EntityFields = []string{"name", "kind", "class", "parent"}
	ClaimFields  = []string{"type", "status", "mode", "phase"}
)

// Validate returns an error that wraps ErrInvalid where j lacks what its kind needs, or has what it does
// not know.
func (j *Judgement) Validate() error {
	if err := j.check(); err != nil {
		return fmt.Errorf("%w: judgement %s: %v", ErrInvalid, j.ID, err)
	}
	return nil
}

func (j *Judgement) check() error {
	switch {
	case j.ID.IsZero():
		return fmt.Errorf("no id")
	case strings.TrimSpace(j.Author) == "":
		return fmt.Errorf("no author")
	case j.Time.IsZero():
		return fmt.Errorf("no time")
	case j.Kind != Undo && !j.Undoes.IsZero():
		return fmt.Errorf("only an undo undoes")
	case j.Kind != Relabel && j.Field+j.Value != "":
		return fmt.Errorf("only a relabel has a field and a value")
	}
	if err := errors.Join(j.checkTexts(), j.checkTold()); err != nil {
		return err
	}
	return j.checkKind()
}

func (j *Judgement) checkTold() error {
	if err := j.want(len(j.Told) == 0 || len(j.Told) == len(j.Claims), "as many that tell as claims"); err != nil {
		return err
	}
	for _, t := range j.Told {
		if t == nil || t.Article == "" || len(t.Article) > MaxKey || !utf8.ValidString(t.Article) {
			return fmt.Errorf("a claim that tells of no article")
		}
	}
	return nil
}

func (j *Judgement) checkTexts() error {
	for _, s := range []string{j.Author, j.Note, j.Field, j.Value} {
		if !utf8.ValidString(s) {
			return fmt.Errorf("not UTF-8: %.60q", s)
		}
	}
	for _, r := range []*Referent{j.Entity, j.Other} {
		if r == nil {
			continue
		}
		if r.Key == "" || len(r.Key) > MaxKey || !utf8.ValidString(r.Key+r.Name) || len(r.Name) > MaxName {
			return fmt.Errorf("an entity without a key, or with one that no store takes: %.60q", r.Key)
		}
	}
	return nil
}

func (j *Judgement) checkKind() error {
	switch j.Kind {
	case SameAs, NotSame:
		return j.checkPair()
	case Accept, Reject:
		return j.want(j.Entity == nil && j.Other == nil && len(j.Claims) > 0, "claims and nothing else")
	case Relabel:
		return j.checkRelabel()
	case Split:
		if err := j.want(j.Entity != nil && j.Other != nil && len(j.Claims) > 0, "an entity, another one, and claims"); err != nil {
			return err
		}
		return j.want(j.Entity.Key != j.Other.Key && j.Other.Kind != "" && j.Other.Name != "", "another entity with a key of its own, a kind and a name")
	case Undo:
		return j.want(j.Entity == nil && j.Other == nil && j.Claims == nil && !j.Undoes.IsZero(), "the judgement that it undoes and nothing else")
	}
	return fmt.Errorf("unknown kind %q", j.Kind)
}

func (j *Judgement) want(ok bool, what string) error {
	if !ok {
		return fmt.Errorf("%s needs %s", j.Kind, what)
	}
	return nil
}

func (j *Judgement) checkPair() error {
	entities, claims := j.Entity != nil && j.Other != nil, len(j.Claims) == 2
	if err := j.want(entities != claims && (j.Entity != nil) == entities && (j.Other != nil) == entities && (claims || j.Claims == nil), "two entities or two claims"); err != nil {
		return err
	}
	if entities {
		return j.want(j.Entity.Key != j.Other.Key, "two that differ")
	}
	return j.want(j.Claims[0] != j.Claims[1], "two that differ")
}

func (j *Judgement) checkRelabel() error {
	if err := j.want((j.Entity != nil) != (len(j.Claims) == 1) && j.Other == nil && len(j.Claims) <= 1, "one entity or one claim"); err != nil {
		return err
	}
	if j.Entity != nil {
		return j.checkEntityLabel()
	}
	known := map[string][]string{
		"type": texts(slices.Concat(schema.EventTypes, schema.LastingTypes)), "status": texts(schema.Statuses),
		"mode": append(texts(schema.Modes), ""), "phase": append(texts(schema.Phases), ""),
	}
	values, ok := known[j.Field]
	if !ok {
		return fmt.Errorf("a claim has no field %q to relabel; it has %s", j.Field, strings.Join(ClaimFields, ", "))
	}
	if !slices.Contains(values, j.Value) {
		return fmt.Errorf("no %s is called %q", j.Field, j.Value)
	}
	return nil
}

func (j *Judgement) checkEntityLabel() error {
	switch j.Field {
	case "name":
		return j.want(strings.TrimSpace(j.Value) != "" && len(j.Value) <= MaxName, "a name that is not empty")
	case "kind":
		if !slices.Contains(schema.Kinds, schema.Kind(j.Value)) {
			return fmt.Errorf("no kind is called %q", j.Value)
		}
	case "class", "parent":
	default:
		return fmt.Errorf("an entity has no field %q to relabel; it has %s", j.Field, strings.Join(EntityFields, ", "))
	}
	return nil
}

func texts[T ~string](values []T) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// names returns the one name that j gives an entity, with language and script as far as letters tell.
func (r *Referent) names() []Name {
	if r.Name == "" {
		return nil
	}
	n := Name{Text: r.Name, Lang: "und", Script: "Latn"}
	if strings.ContainsFunc(r.Name, func(c rune) bool { return unicode.Is(unicode.Arabic, c) }) {
		n.Lang, n.Script = "ar", "Arab"
	}
	return []Name{n}
}

// SortJudgements returns judgements ascending by id, which is by time.
func SortJudgements(all []*Judgement) []*Judgement {
	return slices.SortedFunc(slices.Values(all), func(a, b *Judgement) int { return a.ID.Compare(b.ID) })
}

// Equal reports whether j and other are one record.
func (j *Judgement) Equal(other *Judgement) bool {
	return j.ID == other.ID && j.Kind == other.Kind && referent(j.Entity) == referent(other.Entity) &&
		referent(j.Other) == referent(other.Other) && slices.Equal(j.Claims, other.Claims) && j.Field == other.Field &&
		j.Value == other.Value && j.Undoes == other.Undoes && j.Author == other.Author && j.Note == other.Note &&
		slices.EqualFunc(j.Told, other.Told, (*Told).equal) &&
		cmp.Compare(j.Time.UnixNano(), other.Time.UnixNano()) == 0
}

func referent(r *Referent) Referent {
	if r == nil {
		return Referent{}
	}
	return *r
}
