package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/facts"
)

// Letters by their Unicode names.
const (
	wawHamza = '\u0624'
	yehHamza = '\u0626'
	alef     = '\u0627'
	tehMarb  = '\u0629'
	reh      = '\u0631'
	seen     = '\u0633'
	tatweel  = '\u0640'
	lam      = '\u0644'
	heh      = '\u0647'
	waw      = '\u0648'
	maksura  = '\u0649'
	yeh      = '\u064A'
)

var (
	article = string([]rune{alef, lam})
	suri    = string([]rune{seen, waw, reh, yeh}) // the stem of a name that is written with alef or with heh
)

// key returns the form under which two spellings of a name are the same for the scorer.
func key(name string) string {
	text := strings.Map(letter, norm.NFKC.String(name))
	text = cases.Lower(language.Und).String(text)
	text = strings.Map(func(r rune) rune {
		if norm.NFD.PropertiesString(string(r)).CCC() != 0 {
			return -1
		}
		return r
	}, text)
	words := strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for i, w := range words {
		words[i] = word(w)
	}
	return strings.Join(words, " ")
}

func word(w string) string {
	if rest, ok := strings.CutPrefix(w, article); ok && len([]rune(rest)) >= 2 {
		w = rest
	}
	if stem, ok := strings.CutSuffix(w, string(heh)); ok && strings.HasSuffix(stem, suri) {
		w = stem + string(alef)
	}
	return w
}

func letter(r rune) rune {
	switch r {
	case '\u0623', '\u0625', '\u0622', '\u0671':
		return alef
	case maksura, yehHamza:
		return yeh
	case tehMarb:
		return heh
	case wawHamza:
		return waw
	case tatweel:
		return -1
	}
	if r >= '\u0660' && r <= '\u0669' {
		return '0' + r - '\u0660'
	}
	return r
}

// names returns the keys of all names of e.
func names(e *facts.Entity) map[string]bool {
	forms := map[string]bool{}
	for _, n := range append([]string{e.Name}, e.Names...) {
		if k := key(n); k != "" {
			forms[k] = true
		}
	}
	return forms
}
