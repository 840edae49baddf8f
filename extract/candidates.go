package extract

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// mentionRef is one place where an entity is mentioned: a phrase of a sentence.
type mentionRef struct {
	s      *sentence
	phrase int
}

// candidate is an entity that could play a role in an occurrence, by the mention of it that stands best.
type candidate struct {
	e    *entity
	at   mentionRef
	same int // mentions in the sentence of the occurrence
}

// reach is how many sentences before an occurrence its participants are looked for.
const reach = 2

// number numbers the sentences and notes who is mentioned in them, and who spoke last before.
func (d *document) number() {
	var spoke *entity
	for n, s := range d.sentences {
		s.n, s.spoke = n, spoke
		s.noteTurns(d.cls.Turn, d.cls.Aside)
		if sc := s.sources; len(sc) > 0 && len(sc[len(sc)-1].sources) > 0 {
			spoke = sc[len(sc)-1].sources[0].entity
		}
		for k := range s.phrases {
			ph := &s.phrases[k]
			for _, e := range ph.both {
				d.mention(e, s, k)
			}
			if ph.actor != nil {
				d.mention(ph.actor, s, k)
			}
			if ph.place != nil && ph.place != ph.actor {
				d.mention(ph.place, s, k)
			}
			if ph.site != nil {
				d.mention(ph.site, s, k)
			}
		}
		s.links = slices.Clone(s.refs)
		for k := range s.phrases {
			ph := &s.phrases[k]
			for _, e := range ph.chain {
				s.links = append(s.links, ref{e, k})
			}
			if ph.leader != nil {
				s.links = append(s.links, ref{ph.leader, k})
			}
			if ph.org != nil && ph.org != ph.actor {
				s.links = append(s.links, ref{ph.org, k})
			}
		}
	}
}

func (d *document) mention(e *entity, s *sentence, k int) {
	s.refs = append(s.refs, ref{e, k})
	e.refs = append(e.refs, mentionRef{s, k})
}

// ref is an entity and the phrase that mentions it.
type ref struct {
	e      *entity
	phrase int
}

// candidatesHere returns the candidates of o in the buffer, behind those that are there.
func (d *document) candidatesHere(o *occurrence, places bool) []candidate {
	b, n := d.buf, len(d.buf.candidates)
	b.candidates = append(b.candidates, d.candidates(b.candidates[n:], o, places)...) // in place, where there was room
	return slices.Clip(b.candidates[n:])
}

// candidates lists the entities around o that could take part in it, places or others, each once, in out, which is empty.
func (d *document) candidates(out []candidate, o *occurrence, places bool) []candidate {
	add := func(s *sentence) {
		for _, r := range s.refs {
			if r.e.isPlace() != places {
				continue
			}
			out = better(out, candidate{r.e, mentionRef{s, r.phrase}, b2i(s == o.s)}, o)
		}
	}
	add(o.s)
	for n := 1; n <= reach; n++ {
		if o.s.n-n >= 0 {
			add(d.sentences[o.s.n-n])
		}
	}
	if o.s.n+1 < len(d.sentences) {
		add(d.sentences[o.s.n+1])
	}
	if o.s.n > reach && d.sentences[0].zone == TitleZone {
		add(d.sentences[0])
	}
	list := o.places
	if !places {
		list = append(o.agents[:len(o.agents):len(o.agents)], o.patients...)
	}
	for _, a := range list {
		if a.entity.isPlace() == places && !holdsCandidate(out, a.entity) {
			out = append(out, candidate{e: a.entity})
		}
	}
	if h := o.s.heading; places && h != nil && !holdsCandidate(out, h) {
		out = append(out, candidate{e: h})
	}
	return out
}

func holdsCandidate(list []candidate, e *entity) bool {
	return slices.ContainsFunc(list, func(c candidate) bool { return c.e == e })
}

// better adds c to list, or puts it in the place of a mention of the same entity that stands further off.
func better(list []candidate, c candidate, o *occurrence) []candidate {
	for i := range list {
		if list[i].e != c.e {
			continue
		}
		same := list[i].same + c.same
		if farther(list[i].at, c.at, o) {
			list[i] = c
		}
		list[i].same = same
		return list
	}
	return append(list, c)
}

// farther reports whether mention a stands further from o than b. Sentences count first, in the order in
// which candidates are gathered; inside the sentence, items do.
func farther(a, b mentionRef, o *occurrence) bool {
	if a.s != o.s || b.s != o.s {
		return a.s != o.s && b.s == o.s || a.s == b.s && b.phrase > a.phrase && a.s.n < o.s.n
	}
	return gap(&b.s.phrases[b.phrase], o.at) < gap(&a.s.phrases[a.phrase], o.at)
}

// gap counts the items between a phrase and item i.
func gap(ph *phrase, i int) int {
	switch {
	case i < ph.first:
		return ph.first - i
	case i > ph.last:
		return i - ph.last
	}
	return 0
}

// standing counts in how many occurrences of the article, as the rules read them, an entity stands.
type standing struct{ agent, patient, place int }

// tallyRoles counts the roles that the rules gave.
func (d *document) tallyRoles() {
	for _, e := range d.order {
		e.stands, e.speaks = standing{}, 0
	}
	clear(d.foes)
	for _, s := range d.sentences {
		for _, sc := range s.sources {
			for _, a := range sc.sources {
				a.entity.speaks++
			}
		}
	}
	for o := range d.events() {
		for _, a := range o.agents {
			a.entity.stands.agent++
		}
		for _, a := range o.patients {
			a.entity.stands.patient++
		}
		for _, a := range o.places {
			a.entity.stands.place++
		}
		d.noteFoes(o)
	}
}

// noteFoes remembers who fights whom.
func (d *document) noteFoes(o *occurrence) {
	pair := func(a, b *entity) {
		if a != b && !a.isPlace() && !b.isPlace() {
			d.foes[[2]*entity{a, b}]++
			d.foes[[2]*entity{b, a}]++
		}
	}
	switch o.typ {
	case schema.Attack, schema.Kill, schema.Injure, schema.Besiege, schema.Detain, schema.Raid:
		for _, a := range o.agents {
			for _, b := range o.patients {
				pair(a.entity, b.entity)
			}
		}
	case schema.Clash:
		if len(o.agents) == 2 {
			pair(o.agents[0].entity, o.agents[1].entity)
		}
	}
}

// foeOf counts how often e fights one of args elsewhere in the article.
func (d *document) foeOf(e *entity, args []arg) int {
	n := 0
	for _, a := range args {
		n += d.foes[[2]*entity{e, a.entity}]
	}
	return n
}
