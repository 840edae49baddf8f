package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/pattern"
	"github.com/isnad-graph/isnad/schema"
)

// ruler applies the rules to one sentence.
type ruler struct {
	d   *document
	s   *sentence
	row *chunkRow
	b   binder
}

// applyRules lets the rules speak on s: they tell occurrences and lasting relations of their own, complete
// those that triggers made, and change what became of them.
func (d *document) applyRules(s *sentence) {
	if len(d.rules.set.Rules) == 0 {
		return
	}
	row := d.chunksOf(s)
	found := d.rules.set.Find(row)
	if len(found) == 0 {
		return
	}
	r := &ruler{d, s, row, binder{d, s, &d.cls, row.occs}}
	for i := range found {
		m := &found[i]
		for k := range m.Rule.Effects {
			r.apply(m, &m.Rule.Effects[k])
		}
	}
}

func (r *ruler) apply(m *pattern.Derivation, e *pattern.Effect) {
	switch e.Verb {
	case pattern.ClaimVerb:
		if e.Type.IsLasting() {
			r.lasting(m, e)
		} else {
			r.claim(m, e)
		}
	case pattern.SetVerb:
		if o := r.occurrence(m, e.On); o != nil {
			r.settle(m, e, o)
			r.step(m, o)
		}
	case pattern.DropVerb:
		if o := r.occurrence(m, e.On); o != nil {
			o.dead = true
			r.step(m, o)
		}
	case pattern.CauseVerb:
		from, to := r.occurrence(m, e.From), r.occurrence(m, e.To)
		if from != nil && to != nil && from != to && to.cause == nil {
			to.cause = from
			r.step(m, to)
		}
	}
}

// span returns the text that a run of chunks covers.
func (r *ruler) span(at pattern.Range) Span {
	first, last := r.row.chunks[at.First], r.row.chunks[at.Last-1]
	return Span{r.s.items[first.first].start, r.s.items[last.last].end}
}

// step writes the derivation of a match into o.
func (r *ruler) step(m *pattern.Derivation, o *occurrence) {
	var b strings.Builder
	fmt.Fprintf(&b, "line %d", m.Rule.Matches[m.Match].Line)
	for _, c := range m.Captures {
		s := r.span(c.Range)
		fmt.Fprintf(&b, " %s=%s", c.Name, trimMarks(r.d.text(s.Start, s.End)))
	}
	o.step(m.Rule.ID, b.String(), r.span(m.At))
}

// occurrence returns the living occurrence that a capture holds, or nil.
func (r *ruler) occurrence(m *pattern.Derivation, name string) *occurrence {
	c, ok := m.Get(name)
	if !ok {
		return nil
	}
	for i := c.First; i < c.Last; i++ {
		if o := r.row.occs[r.row.chunks[i].first]; o != nil && o.event() && !o.dead {
			return o
		}
	}
	return nil
}

// phrases returns the phrases that a binding means.
func (r *ruler) phrases(m *pattern.Derivation, b pattern.Binding) []int {
	c, ok := m.Get(b.Capture)
	if !ok {
		return nil
	}
	var list []int
	for i := c.First; i < c.Last; i++ {
		for k := r.row.chunks[i].phrase; k >= 0; k = r.s.phrases[k].and {
			list = append(list, k)
		}
	}
	switch {
	case len(list) == 0:
	case b.Part == pattern.First:
		return list[:1]
	case b.Part == pattern.Last:
		return list[len(list)-1:]
	}
	return list
}

// lasting tells a standing relation between each of one list and each of another.
func (r *ruler) lasting(m *pattern.Derivation, e *pattern.Effect) {
	for _, a := range r.standing(m, e, schema.Agent) {
		for _, b := range r.standing(m, e, schema.Patient) {
			if a.entity == b.entity || related(e.Type, a.entity, b.entity) {
				continue
			}
			o := &occurrence{
				typ: e.Type, status: schema.Happened, certainty: schema.Asserted, s: r.s, at: r.evidence(m, e), subjAt: -1,
				agents: []arg{a}, patients: []arg{b}, rule: m.Rule.ID,
			}
			o.stance = r.d.stanceTo(r.phraseOf(a), r.phraseOf(b))
			r.step(m, o)
			r.d.relates(o)
		}
	}
}

// phraseOf returns the phrase that an argument stands for.
func (r *ruler) phraseOf(a arg) *phrase {
	for k := range r.s.phrases {
		if ph := &r.s.phrases[k]; r.d.phraseSpan(r.s, ph) == a.span {
			return ph
		}
	}
	return &phrase{}
}

// related reports whether the article already tells that relation, an alliance in either direction.
func related(t schema.Type, a, b *entity) bool {
	return relation(t, a, b) != nil || t == schema.AllyOf && relation(t, b, a) != nil
}

// standing returns the entities of a role that can stand in a lasting relation.
func (r *ruler) standing(m *pattern.Derivation, e *pattern.Effect, role schema.Role) []arg {
	var out []arg
	for _, b := range e.Roles {
		if b.Role != role {
			continue
		}
		for _, k := range r.phrases(m, b) {
			ph := &r.s.phrases[k]
			if x := ph.actor; x != nil && x.kind != schema.Civilians && x.kind != schema.Unknown {
				out = addArg(out, arg{x, r.d.phraseSpan(r.s, ph), ph.anaphor != noAnaphor})
			}
		}
	}
	return out
}

// claim tells an occurrence, or completes one of that type whose word the match holds.
func (r *ruler) claim(m *pattern.Derivation, e *pattern.Effect) {
	if o := r.there(m, e); o != nil {
		if !o.dead && r.settle(m, e, o) {
			r.step(m, o)
		}
		return
	}
	t := r.d.rules.triggers[e]
	at := r.evidence(m, e)
	if r.row.occs[at] != nil && r.row.occs[at].typ == e.Type {
		return
	}
	it := &r.s.items[at]
	o := &occurrence{
		typ: t.Type, mode: t.Mode, phase: t.Phase, status: schema.Happened, certainty: schema.Asserted, s: r.s, at: at, trig: t,
		form: it.form, noun: !it.finite(), definite: it.def, subjAt: -1, rule: m.Rule.ID,
	}
	r.settle(m, e, o)
	if len(o.agents)+len(o.patients)+len(o.places) == 0 || r.repeats(o) {
		return
	}
	o.hold.tally = firmness(0).with(firm, o.hold.counted)
	o.hold.roles[1] = firmness(0).with(firm, o.hold.counted && len(o.patients) == 1 && !o.patients[0].inferred)
	r.beside(o)
	r.step(m, o)
	r.b.negate(o)
	r.insert(o)
}

// beside makes a toll that a rule tells one of a list with the toll that the sentence told before it: «820 of A against
// 470 of B».
func (r *ruler) beside(o *occurrence) {
	if !harm(o.typ) || !o.hold.counted {
		return
	}
	for _, x := range r.s.occs {
		if x.event() && !x.dead && x.typ == o.typ && x.at < o.at && x.tally != nil {
			x.hold.list, o.hold.list = x, x
			return
		}
	}
}

// insert keeps the occurrences of the sentence in the order of their words.
func (r *ruler) insert(o *occurrence) {
	r.s.insert(o)
	if r.row.occs[o.at] == nil {
		r.row.occs[o.at] = o
	}
}

// there returns the occurrence of the effect's type whose word lies in the match.
func (r *ruler) there(m *pattern.Derivation, e *pattern.Effect) *occurrence {
	first, last := r.row.chunks[m.At.First].first, r.row.chunks[m.At.Last-1].last
	if c, ok := m.Get(e.At); ok {
		first, last = r.row.chunks[c.First].first, r.row.chunks[c.Last-1].last
	}
	for _, o := range r.s.occs {
		if o.event() && o.typ == e.Type && o.at >= first && o.at <= last && (e.Phase == "" || o.phase == e.Phase || o.phase == "") {
			return o
		}
	}
	return nil
}

// repeats reports whether the sentence already tells o with the same participants.
func (r *ruler) repeats(o *occurrence) bool {
	return slices.ContainsFunc(r.s.occs, func(x *occurrence) bool {
		return x.event() && x.typ == o.typ && !x.dead && covered(o.agents, x.agents) && covered(o.patients, x.patients) && covered(o.places, x.places)
	})
}

func covered(a, b []arg) bool { return common(a, b) == len(a) }

// evidence returns the item that shows what a match tells: of the capture that the effect names, else
// the first word of the match outside its phrases.
func (r *ruler) evidence(m *pattern.Derivation, e *pattern.Effect) int {
	if c, ok := m.Get(e.At); ok {
		return r.row.chunks[c.First].first
	}
	for i := m.At.First; i < m.At.Last; i++ {
		if c := r.row.chunks[i]; c.phrase < 0 && r.s.items[c.first].isWord() {
			return c.first
		}
	}
	return r.row.chunks[m.At.First].first
}

// symmetric reports whether all parties of an occurrence play one part.
func symmetric(t schema.Type) bool {
	switch t {
	case schema.Agree, schema.Negotiate, schema.Meet, schema.Clash:
		return true
	}
	return false
}

// settle writes what an effect says into o, and reports whether that changes it. What the sentence tells
// of a role already stands, but parties of one part are gathered.
func (r *ruler) settle(m *pattern.Derivation, e *pattern.Effect, o *occurrence) bool {
	changed := fieldsOf(e, o)
	var roles []schema.Role
	for _, b := range e.Roles {
		if slices.Contains(roles, b.Role) {
			continue
		}
		roles = append(roles, b.Role)
		before := len(o.agents) + len(o.patients) + len(o.places)
		list := *roleOf(o, b.Role)
		if len(list) > 0 && !(b.Role == schema.Agent && symmetric(o.typ)) {
			continue
		}
		r.fill(m, e, o, b.Role)
		changed = changed || len(o.agents)+len(o.patients)+len(o.places) > before
	}
	return r.count(m, e, o) || changed
}

func fieldsOf(e *pattern.Effect, o *occurrence) bool {
	old := *o
	if e.Phase != "" {
		o.phase = e.Phase
	}
	if e.Status != "" {
		o.status = e.Status
	}
	if e.Mode != "" && o.mode == "" {
		o.mode = e.Mode
	}
	if e.Certainty != "" {
		o.certainty = e.Certainty
	}
	return old.phase != o.phase || old.status != o.status || old.mode != o.mode || old.certainty != o.certainty
}

func roleOf(o *occurrence, role schema.Role) *[]arg {
	switch role {
	case schema.Agent:
		return &o.agents
	case schema.Patient:
		return &o.patients
	case schema.Place:
		return &o.places
	}
	return &o.sources
}

var slots = map[schema.Role]lexicon.Slot{schema.Agent: lexicon.AgentSlot, schema.Patient: lexicon.PatientSlot, schema.Place: lexicon.PlaceSlot}

// fill gives o all that the effect binds to a role.
func (r *ruler) fill(m *pattern.Derivation, e *pattern.Effect, o *occurrence, role schema.Role) {
	for _, b := range e.Roles {
		if b.Role != role {
			continue
		}
		for _, k := range r.phrases(m, b) {
			ph := &r.s.phrases[k]
			for _, x := range append(slices.Clone(ph.both), r.d.asRole(o, ph, slots[role])) {
				r.give(o, role, ph, x)
			}
			if role == schema.Patient {
				r.b.count(o, ph)
			}
		}
	}
}

func (r *ruler) give(o *occurrence, role schema.Role, ph *phrase, x *entity) {
	if x == nil || role == schema.Agent && has(o.patients, x) || role == schema.Patient && has(o.agents, x) {
		return
	}
	if x.isPlace() && role != schema.Source {
		role = schema.Place
	}
	list := roleOf(o, role)
	*list = addArg(*list, arg{x, r.d.phraseSpan(r.s, ph), ph.anaphor != noAnaphor})
	o.loaded = append(o.loaded, ph.loaded...)
	ph.taken = true
}

// count takes the number that an effect names as the tally of o.
func (r *ruler) count(m *pattern.Derivation, e *pattern.Effect, o *occurrence) bool {
	c, ok := m.Get(e.Count)
	if !ok || o.tally != nil || !o.typ.HasTally() {
		return false
	}
	ch := r.row.chunks[c.First]
	if ch.phrase >= 0 {
		o.tally = r.s.phrases[ch.phrase].tally
	} else if it := &r.s.items[ch.first]; it.qty != nil {
		p := parser{d: r.d, s: r.s, c: &r.d.cls}
		o.tally = p.tally(it)
	}
	return o.tally != nil
}
