package arabic

// Sentences groups tokens into sentences and returns the index of the first token of each, and the
// number of tokens at the end. A sentence ends at a line break, or behind «.», «؟» or «;» where white
// space follows; not at an editorial «!», at dots of ellipsis, behind an initial, or inside a number.
func Sentences(tokens []Token) []int {
	bounds := []int{0}
	for i := 1; i < len(tokens); i++ {
		if tokens[i].Break || ends(tokens, i-1) {
			if bounds[len(bounds)-1] != i {
				bounds = append(bounds, i)
			}
		}
	}
	if bounds[len(bounds)-1] != len(tokens) {
		bounds = append(bounds, len(tokens))
	}
	return bounds
}

// ends reports whether a sentence ends behind token i, of which a next token exists.
func ends(tokens []Token, i int) bool {
	t, next := tokens[i], tokens[i+1]
	if t.Kind != Punct {
		return false
	}
	switch t.Norm {
	case "?", "...":
		return next.Space && t.Norm == "?"
	case ".":
		if next.Kind == Punct && (next.Norm == "." || next.Norm == `"`) {
			return false
		}
		if i > 0 && tokens[i-1].Kind == Punct && tokens[i-1].Norm == "." {
			return next.Space && next.Kind != Punct
		}
		if i > 0 && tokens[i-1].Kind == Word && initial(tokens[i-1].Norm) {
			return false
		}
		return true
	case `"`:
		// A full stop inside the closing quote ends the sentence with it.
		return i > 0 && tokens[i-1].Kind == Punct && tokens[i-1].Norm == "." && next.Space
	}
	return false
}

func initial(word string) bool { return runeLen(word) == 1 }
