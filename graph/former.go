package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Former is what a change keeps of a claim as it was before, where it retracts or changes it: no more than it takes
// to know which other claims it may have been one event with.
type Former struct {
	Claim ID           `json:"claim"`
	Doc   ID           `json:"doc"`
	Type  schema.Type  `json:"type"`
	Phase schema.Phase `json:"phase,omitempty"`
	From  Day          `json:"from,omitempty"`
	To    Day          `json:"to,omitempty"`
}

// FormerOf returns what is kept of c, and whether it can have been of an event at all.
func FormerOf(c *Claim) (Former, bool) {
	f := Former{Claim: c.ID, Doc: c.Doc, Type: c.Type, Phase: c.Phase, From: c.Period.From, To: c.Period.To}
	return f, !c.Type.IsLasting() && c.Review != Rejected
}

// Reshaped reports whether the rule of event identity may see another entity in is than in was, of which one may be
// nil: it asks what kind an entity is of and what it is a part of, and nothing else.
func Reshaped(was, is *Entity) bool {
	if was == nil || is == nil {
		return was != is
	}
	return was.Kind != is.Kind || was.Parent != is.Parent
}

// EventState is the events of one revision, and what they were made of.
type EventState struct {
	Claims   []*Claim // all, ascending
	Events   []*Event
	Atlas    *Atlas
	Overrule Overrule
	Acts     []*Judgement // all
}

// TouchedEvents returns what may have become of events by changes, which lead to the revision of now, ascending by
// id. Who had the events before the first of them, drops those that are retracted and reads anew those that are added
// or changed, has the events of now.
//
// It is never less than what became of them, and can be more: an event that is told as changed may be what it
// was, or may be new, and an id that is told as retracted may have been that of no event. An event that is told as added was
// not there. All that the changes did lies among the claims that have likenesses, one by one, with what they
// touched.
func TouchedEvents(changes []*Change, now EventState) []Touched {
	if len(changes) == 0 {
		return nil
	}
	t := newTouching(changes, now)
	reached := t.reach()
	there := map[ID]bool{} // claims of an event
	var out []Touched
	for _, e := range now.Events {
		for _, c := range e.Claims {
			there[c] = true
		}
		if slices.ContainsFunc(e.Claims, func(c ID) bool { return reached[c] }) {
			out = append(out, t.event(e)...)
		}
	}
	for _, f := range t.formers {
		if !there[f.Claim] && t.was(f.Claim) {
			out = append(out, t.touched(f.Claim, Retracted, f.Claim))
		}
	}
	slices.SortFunc(out, func(a, b Touched) int { return a.ID.Compare(b.ID) })
	return slices.CompactFunc(out, func(a, b Touched) bool { return a.ID == b.ID })
}

// touching is what changes touched, as far as events hang on it.
type touching struct {
	EventState
	last     *Change
	claims   map[ID]*Change // by claim: the last change that touched it
	first    map[ID]Op      // by claim: what became of it first
	formers  []Former
	reshaped map[ID]bool // entities
}

func newTouching(changes []*Change, now EventState) *touching {
	t := &touching{
		EventState: now, last: changes[len(changes)-1], claims: map[ID]*Change{}, first: map[ID]Op{},
		reshaped: map[ID]bool{},
	}
	acts := map[ID]*Judgement{}
	for _, j := range now.Acts {
		acts[j.ID] = j
	}
	for _, c := range changes {
		t.take(c, acts)
	}
	return t
}

func (t *touching) take(c *Change, acts map[ID]*Judgement) {
	for _, touch := range c.Claims {
		if _, seen := t.first[touch.ID]; !seen {
			t.first[touch.ID] = touch.Op
		}
		t.claims[touch.ID] = c
	}
	t.formers = append(t.formers, c.Formers...)
	for _, e := range c.Reshaped {
		t.reshaped[e] = true
	}
	for _, r := range c.Reasons {
		for j := acts[r.Act]; j != nil; j = acts[j.Undoes] { // an undo of an undo makes it stand again
			for _, claim := range j.Claims {
				if t.claims[claim] == nil {
					t.claims[claim] = c
				}
			}
		}
	}
}

// was reports whether a claim was there before all changes.
func (t *touching) was(claim ID) bool { return t.first[claim] != Added }

// event tells of e, and of the ids that it may have had before, or what is of it now.
func (t *touching) event(e *Event) []Touched {
	op := Changed
	if !t.was(e.ID) {
		op = Added
	}
	out := []Touched{t.touched(e.ID, op, e.Claims...)}
	for _, c := range e.Claims[1:] {
		if t.was(c) {
			out = append(out, t.touched(c, Retracted, e.Claims...))
		}
	}
	return out
}

// touched tells of an event by the last change that touched one of claims, or by the last of all where they are what
// they were.
func (t *touching) touched(id ID, op Op, claims ...ID) Touched {
	by := (*Change)(nil)
	for _, c := range claims {
		if of := t.claims[c]; of != nil && (by == nil || of.Number > by.Number) {
			by = of
		}
	}
	if by == nil {
		by = t.last
	}
	return Touched{Touch{id, op}, by.Number, by.Reasons}
}

// reach returns the claims whose event the changes can have changed: those that they touched, those that may have
// been one event with what they touched, and all that have likenesses to these, one by one.
//
// That is enough. Take the events before and after that have a claim in common, one by one, with one that holds what was
// touched: each two claims of an event are like each other, and what was not touched is as like as it was, so that
// all of them are reached. Of the others no claim was ever joined to one of these, before or after, and
// among themselves they are grouped by the same pairs in the same order.
func (t *touching) reach() map[ID]bool {
	accounts, atlas := t.accounts()
	g := newGrouping(accounts, atlas, t.Overrule)
	n := uint32(accounts.rows.n)
	k := newKin(n)
	b := newBlocks(accounts, atlas)
	for _, some := range g.kindred() {
		for _, p := range b.samePairs(some) {
			k.join(p.a, p.b)
		}
	}
	for _, p := range g.indices(t.Overrule.Together) {
		k.join(p[0], p[1])
	}
	for i := range n { // denials
		k.join(i, *g.groupOf(i))
	}
	seeds, seed := map[uint32]bool{}, t.seeds(accounts, atlas)
	var r reading
	for i := range n {
		if seed(accounts.read(i, &r)) {
			seeds[k.root(i)] = true
		}
	}
	reached := map[ID]bool{}
	for id := range t.claims {
		reached[id] = true // also what is of an event by itself
	}
	for i := range n {
		if seeds[k.root(i)] {
			reached[accounts.rows.at(i).id] = true
		}
	}
	return reached
}

// accounts returns what is read of the claims that may be one event with another one, and an atlas that knows them all.
func (t *touching) accounts() (*ledger, *Atlas) {
	atlas, named := t.Atlas.extended(t.Claims), t.Overrule.named()
	accounts := &ledger{}
	for _, c := range t.Claims {
		if _, may := FormerOf(c); may && (mayJoin(c) || mayDeny(c) || named[c.ID]) {
			accounts.add(c, atlas)
		}
	}
	return accounts, atlas
}

// seeds returns a function that reports whether the changes may have changed by themselves with what an account is one
// event: it was touched, or one that it was put together with was, or one of its document, or what it is about; or it
// may have been like what is no more, or is no more what it was.
func (t *touching) seeds(accounts *ledger, atlas *Atlas) func(*account) bool {
	was := map[family][]account{}
	note := func(family family, from, to Day) {
		if !slices.ContainsFunc(was[family], func(b account) bool { return b.From == from && b.To == to }) {
			was[family] = append(was[family], account{gist: gist{From: from, To: to}, family: family, when: whenOf(Period{From: from, To: to})})
		}
	}
	for _, f := range t.formers {
		note(familyOf(f.Type, f.Phase), f.From, f.To)
	}
	docs, reshaped := t.docsTouched(), atlas.those(t.reshaped)
	var r reading
	for i := range uint32(accounts.rows.n) {
		if a := accounts.read(i, &r); a.about(reshaped, atlas) {
			docs[a.Doc] = true
			note(a.family, a.From, a.To) // it may have been like what it is not like any more
		}
	}
	return func(a *account) bool {
		return docs[a.Doc] || slices.ContainsFunc(was[a.family], func(b account) bool { return !compareDays(a, &b).Excludes })
	}
}

// docsTouched returns the documents of claims that were touched, and of those that people put together with such: what
// a claim denies in its document is asked of all that stands there, as judgements make it.
func (t *touching) docsTouched() map[ID]bool {
	docs, mates := map[ID]bool{}, t.mates()
	for _, c := range t.Claims {
		if t.claims[c.ID] != nil || mates[c.ID] {
			docs[c.Doc] = true
		}
	}
	for _, f := range t.formers {
		docs[f.Doc] = true
	}
	return docs
}

// mates returns the claims that people put together with what was touched.
func (t *touching) mates() map[ID]bool {
	mates := map[ID]bool{}
	for _, p := range t.Overrule.Together {
		if t.claims[p[0]] != nil || t.claims[p[1]] != nil {
			mates[p[0]], mates[p[1]] = true, true
		}
	}
	return mates
}

// those returns the numbers of entities that a knows.
func (a *Atlas) those(entities map[ID]bool) []int32 {
	var out []int32
	for id := range entities {
		if n, ok := a.number[id]; ok {
			out = append(out, n)
		}
	}
	return out
}

// about reports whether a party or place of a is one of entities or a part of one.
func (a *account) about(entities []int32, atlas *Atlas) bool {
	within := func(n int32) bool {
		return slices.ContainsFunc(entities, func(e int32) bool { return n == e || atlas.inside(n, e) })
	}
	of := func(p party) bool { return within(p.actor) }
	return len(entities) > 0 && (slices.ContainsFunc(a.places, within) || slices.ContainsFunc(a.agents, of) || slices.ContainsFunc(a.patients, of))
}

// kin is accounts in sets that are joined.
type kin []uint32

func newKin(n uint32) kin {
	k := make(kin, n)
	for i := range n {
		k[i] = i
	}
	return k
}

func (k kin) join(i, j uint32) { k[k.root(i)] = k.root(j) }

func (k kin) root(i uint32) uint32 {
	for k[i] != i {
		k[i] = k[k[i]]
		i = k[i]
	}
	return i
}
