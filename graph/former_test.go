package graph

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// past is a store of scenes in its plainest form, and its changes.
type past struct {
	*scene
	all      []*Claim
	gone     map[ID]bool    // documents
	as       map[ID]*Claim  // claims that are judged to be something else
	shaped   map[ID]*Entity // entities that are something else, nil: not there
	acts     []*Judgement   // that stand
	made     []*Judgement   // all
	claims   map[ID]*Claim  // of now
	entities map[ID]*Entity // of now
	changes  []*Change
}

func newPast(seed uint64) *past {
	s := newScene(seed)
	p := &past{
		scene: s, all: s.denied(s.claims(50)), gone: map[ID]bool{}, as: map[ID]*Claim{}, shaped: map[ID]*Entity{},
		claims: map[ID]*Claim{}, entities: map[ID]*Entity{},
	}
	for i := range 40 {
		p.gone[DocumentID(fmt.Sprint(i), "")] = s.rand.IntN(2) == 0
	}
	p.settle(&Change{Number: 1, Reasons: []Reason{{Cause: Ingested}}})
	return p
}

// step does one random thing.
func (p *past) step() {
	c := &Change{Number: uint64(len(p.changes) + 1), Reasons: []Reason{{Cause: Ingested}}}
	claim := p.all[p.rand.IntN(len(p.all))]
	switch p.rand.IntN(8) {
	case 0, 1, 2:
		p.gone[claim.Doc] = !p.gone[claim.Doc]
	case 3, 4:
		as := *claim
		switch p.rand.IntN(4) {
		case 0:
			as.Review = Rejected
		case 1:
			as.Places = p.args("place/", 7)
		case 2:
			as.Status = schema.Statuses[p.rand.IntN(len(schema.Statuses))]
		default:
			as.Period = p.period()
		}
		if p.as[claim.ID] = &as; p.rand.IntN(3) == 0 {
			delete(p.as, claim.ID)
		}
	case 5:
		e := *p.scene.entities[p.rand.IntN(len(p.scene.entities))]
		e.Parent = ""
		if p.shaped[e.ID] = &e; p.rand.IntN(2) == 0 {
			p.shaped[e.ID] = nil
		}
		if p.rand.IntN(3) == 0 {
			delete(p.shaped, e.ID)
		}
	default:
		c.Reasons = []Reason{p.judge(claim)}
	}
	p.settle(c)
}

// judge puts claims together, keeps them apart, or undoes that.
func (p *past) judge(claim *Claim) Reason {
	n := len(p.made) + 1
	if len(p.acts) > 0 && p.rand.IntN(3) == 0 {
		i := p.rand.IntN(len(p.acts))
		undone := p.acts[i]
		p.acts = slices.Delete(slices.Clone(p.acts), i, i+1)
		p.made = append(p.made, &Judgement{ID: ID{1, byte(n)}, Kind: Undo, Undoes: undone.ID})
		return Reason{Cause: Undone, Act: undone.ID}
	}
	j := &Judgement{ID: ID{1, byte(n)}, Kind: []JudgementKind{SameAs, NotSame}[p.rand.IntN(2)]}
	j.Claims = []ID{claim.ID, p.all[p.rand.IntN(len(p.all))].ID}
	if e := p.state().Events; p.rand.IntN(2) == 0 && len(e) > 0 {
		if e := e[p.rand.IntN(len(e))]; len(e.Claims) > 1 {
			j.Claims = []ID{e.Claims[0], e.Claims[1]}
		}
	}
	p.made, p.acts = append(p.made, j), append(p.acts, j)
	return Reason{Cause: Judged, Act: j.ID}
}

// settle notes in c what differs, as stores do.
func (p *past) settle(c *Change) {
	claims, entities := map[ID]*Claim{}, map[ID]*Entity{}
	for _, claim := range p.all {
		if as := p.as[claim.ID]; as != nil {
			claim = as
		}
		if !p.gone[claim.Doc] {
			claims[claim.ID] = claim
		}
	}
	for _, e := range p.scene.entities {
		if shaped, is := p.shaped[e.ID]; is {
			e = shaped
		}
		if e != nil {
			entities[e.ID] = e
		}
	}
	for _, claim := range p.all {
		was, is := p.claims[claim.ID], claims[claim.ID]
		if was != nil && !reflect.DeepEqual(was, is) {
			if f, may := FormerOf(was); may {
				c.Formers = append(c.Formers, f)
			}
		}
		switch {
		case was == nil && is != nil:
			c.Claims = append(c.Claims, Touch{claim.ID, Added})
		case was != nil && is == nil:
			c.Claims = append(c.Claims, Touch{claim.ID, Retracted})
		case !reflect.DeepEqual(was, is):
			c.Claims = append(c.Claims, Touch{claim.ID, Changed})
		}
	}
	for _, e := range p.scene.entities {
		if Reshaped(p.entities[e.ID], entities[e.ID]) {
			c.Reshaped = append(c.Reshaped, e.ID)
		}
	}
	p.claims, p.entities, p.changes = claims, entities, append(p.changes, c)
}

func (p *past) state() EventState {
	now := EventState{Acts: p.made}
	now.Claims = slices.SortedFunc(maps.Values(p.claims), func(a, b *Claim) int { return a.ID.Compare(b.ID) })
	now.Atlas = NewAtlas(slices.Collect(maps.Values(p.entities)))
	for _, j := range p.acts {
		pair := [2]ID{j.Claims[0], j.Claims[1]}
		if j.Kind == SameAs {
			now.Overrule.Together = append(now.Overrule.Together, pair)
		} else {
			now.Overrule.Apart = append(now.Overrule.Apart, pair)
		}
	}
	now.Events = Occurrences(now.Claims, now.Atlas, now.Overrule)
	return now
}

// TestCopyOfEventsNeverDrifts: who follows the changes of events has those of the newest revision, whatever comes, goes, is
// judged or is told to be a part of something else; and most events are left alone.
func TestCopyOfEventsNeverDrifts(t *testing.T) {
	told, needed, all := 0, 0, 0
	for seed := range uint64(60) {
		p := newPast(seed)
		have, at := map[ID]string{}, 0
		for range 20 {
			for range 1 + p.rand.IntN(2) {
				p.step()
			}
			now, is := p.state(), map[ID]string{}
			for _, e := range now.Events {
				is[e.ID] = fmt.Sprint(*e)
			}
			before := maps.Clone(have)
			for _, e := range TouchedEvents(p.changes[at:], now) {
				_, had := have[e.ID]
				if told++; e.Op == Added && had || e.Op == Retracted && is[e.ID] != "" || len(e.Reasons) == 0 {
					t.Fatalf("seed %d: event %s is %s, and the copy had it: %t", seed, e.ID, e.Op, had)
				}
				if is[e.ID] != before[e.ID] {
					needed++
				}
				if delete(have, e.ID); e.Op != Retracted {
					have[e.ID] = is[e.ID]
				}
			}
			if at, all = len(p.changes), all+len(is); !maps.Equal(have, is) {
				t.Fatalf("seed %d: the copy has drifted: %d events, want %d", seed, len(have), len(is))
			}
		}
	}
	if needed < 1000 || told > all*9/10 {
		t.Errorf("%d events told, of which %d had changed, of %d in all", told, needed, all)
	}
}
