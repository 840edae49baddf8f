package lexicon

import "github.com/isnad-graph/isnad/extract/arabic"

// Reading is a sense of a word together with the clitics that this sense leaves.
type Reading struct {
	Split arabic.Split
	Sense Sense
}

// Readings appends the ways in which the lexicon can read a single word, the least cut first.
func (l *Lexicon) Readings(norm string, splits []arabic.Split, out []Reading) ([]Reading, []arabic.Split) {
	splits = arabic.Splits(norm, splits)
	return l.ReadingsOf(splits, out), splits
}

// ReadingsOf is Readings of a word that is split already.
func (l *Lexicon) ReadingsOf(splits []arabic.Split, out []Reading) []Reading {
	for _, s := range splits {
		for _, sense := range l.senses[s.Stem] {
			if fits(s, sense.Form) {
				out = append(out, Reading{s, sense})
			}
		}
	}
	return out
}

// fits reports whether the clitics of s can stand with a form.
func fits(s arabic.Split, f arabic.Form) bool {
	if f.Bound && s.Suffix == "" {
		return false
	}
	switch {
	case f.Kind == arabic.Imperfect:
		return !s.Def && (s.Prep == 0 || s.Prep == 's' || s.Prep == 'l')
	case f.Kind.IsVerb():
		return !s.Def && s.Prep == 0
	case f.Kind == arabic.Particle:
		return s.Prep != 's' && s.Suffix == "" && !s.Def
	}
	return s.Prep != 's' && !(s.Def && s.Suffix != "")
}

// open are the prepositions that an expression may end in; they are part of the next word.
var open = map[string]byte{string(rune(arabic.Lam)): 'l', string(rune(arabic.Beh)): 'b'}

// Phrase finds the longest expression of several words that begins at tokens[i], and returns the
// readings of it and the number of tokens. An expression that ends in a preposition leaves a
// preposition that is written together with the next word to that word.
func (l *Lexicon) Phrase(tokens []arabic.Token, i int, splits []arabic.Split) ([]Reading, int, []arabic.Split) {
	splits = arabic.Splits(tokens[i].Norm, splits)
	var best []Reading
	bestLen := 0
	for _, s := range splits {
		n := l.phrases.next[s.Stem]
		if n == nil {
			continue
		}
		n, length := walk(n, tokens, i+1, &best, bestLen, s)
		if n != nil && length > bestLen {
			bestLen = length
		}
	}
	return best, bestLen, splits
}

func walk(n *node[Sense], tokens []arabic.Token, j int, best *[]Reading, bestLen int, s arabic.Split) (*node[Sense], int) {
	var found *node[Sense]
	start, length := j-1, 0
	for n != nil {
		if len(n.here) > 0 && j-start > 1 && accept(n, s) {
			found, length = n, j-start
		}
		if j >= len(tokens) {
			break
		}
		if o := openNode(n, tokens[j]); o != nil && accept(o, s) {
			consumed := j - start
			if _, whole := open[tokens[j].Norm]; whole {
				consumed++
			}
			if consumed > length {
				found, length = o, consumed
			}
		}
		if tokens[j].Kind == arabic.Punct {
			break
		}
		n = n.next[tokens[j].Norm]
		j++
	}
	if found == nil || length <= bestLen {
		return nil, 0
	}
	*best = (*best)[:0]
	for _, sense := range found.here {
		if fitsPhrase(s, sense.Form) {
			*best = append(*best, Reading{s, sense})
		}
	}
	return found, length
}

func accept(n *node[Sense], s arabic.Split) bool {
	for _, sense := range n.here {
		if fitsPhrase(s, sense.Form) {
			return true
		}
	}
	return false
}

// fitsPhrase is fits for the first word of an expression: its verb has its complement in the words behind
// it and takes no pronoun.
func fitsPhrase(s arabic.Split, f arabic.Form) bool {
	return fits(s, f) && !(f.Kind.IsVerb() && s.Suffix != "")
}

// openNode returns the node of an expression that ends in the preposition with which t begins.
func openNode(n *node[Sense], t arabic.Token) *node[Sense] {
	for letter := range open {
		if child := n.next[letter]; child != nil && len(child.here) > 0 && len(t.Norm) >= len(letter) && t.Norm[:len(letter)] == letter {
			return child
		}
	}
	return nil
}

// Begins reports whether an expression of several words can begin with a word of those splits, and whether a
// name can, whichever clitics stand before it.
func (l *Lexicon) Begins(splits []arabic.Split) (phrase, name bool) {
	for _, s := range splits {
		phrase = phrase || l.phrases.next[s.Stem] != nil
		switch {
		case s.Suffix != "" || name || s.Def && s.Prep != 'l':
		case s.Def:
			name = l.entities.next[definite+s.Stem] != nil
		default:
			name = l.entities.next[s.Stem] != nil
		}
	}
	return phrase, name
}

// Name is a place in the text where a name of the lexicon stands.
type Name struct {
	First, Last int // tokens, inclusive
	Split       arabic.Split
	Refs        []NameRef
	Open        bool // no reading is gated
}

// FindName returns the longest name that begins at tokens[i], whichever clitics stand before it; its
// Refs are empty where there is none. Quotes inside a name are passed over.
func (l *Lexicon) FindName(tokens []arabic.Token, i int, splits []arabic.Split) (Name, []arabic.Split) {
	splits = arabic.Prefixes(tokens[i].Norm, splits)
	var best Name
	for _, s := range splits {
		stem := s.Stem
		if s.Def {
			if s.Prep != 'l' {
				continue
			}
			stem = definite + stem
		}
		n := l.entities.next[stem]
		if n == nil {
			continue
		}
		last, refs := longest(n, tokens, i)
		if len(refs) > 0 && (best.Refs == nil || last > best.Last) {
			best = Name{First: i, Last: last, Split: s, Refs: refs}
		}
	}
	return best, splits
}

var definite = string([]rune{arabic.Alef, arabic.Lam})

func longest(n *node[NameRef], tokens []arabic.Token, i int) (int, []NameRef) {
	last, refs := i, n.here
	for j := i + 1; j < len(tokens) && n.next != nil; j++ {
		if tokens[j].Kind == arabic.Punct {
			if tokens[j].Norm == `"` || tokens[j].Norm == "(" && j == i+1 {
				continue
			}
			if tokens[j].Norm == "-" && j > i+1 {
				continue
			}
			break
		}
		if n = n.next[tokens[j].Norm]; n == nil {
			break
		}
		if len(n.here) > 0 {
			last, refs = j, n.here
		}
	}
	return last, refs
}
