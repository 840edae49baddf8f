package extract

import "github.com/isnad-graph/isnad/schema"

// theseAlone reports whether «these» stands without a noun: what follows at item i is no part of it.
func (p *parser) theseAlone(i int) bool {
	it := p.item(i)
	return it == nil || it.punct != "" || it.prep != 0 || it.conj != 0 || it.qty != nil ||
		it.isWord() && it.isAny(p.c.Per, p.c.Fi, p.c.Min, p.c.Ala, p.c.Ila, p.c.An, p.c.During, p.c.Clause, p.c.Comp)
}

// theseReach is how many sentences back «these» looks for its list.
const theseReach = 2

// these returns whom «these» means: the members of the latest list of several.
func (d *document) these(s *sentence, k int) []*entity {
	for n := d.now; n >= 0 && n >= d.now-theseReach; n-- {
		x := d.sentences[n]
		if d.para-x.para > 1 {
			break
		}
		last := len(x.phrases) - 1
		if x == s {
			last = k - 1
		}
		for ; last >= 0; last-- {
			if list := x.listEnding(last); len(list) > 1 {
				return list
			}
		}
	}
	return nil
}

// listEnding returns those whom the list that ends with phrase k names, where it names bodies or persons.
func (s *sentence) listEnding(k int) []*entity {
	if !s.phrases[k].joined || s.phrases[k].and >= 0 {
		return nil
	}
	var out []*entity
	for ; k >= 0; k-- {
		e := s.phrases[k].actor
		if e == nil || !organised(e) && e.kind != schema.Person {
			return nil
		}
		out = append([]*entity{e}, out...)
		if !s.phrases[k].joined {
			break
		}
	}
	return out
}
