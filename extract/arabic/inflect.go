package arabic

import "strings"

// FormKind says which form of a lemma a word is.
type FormKind uint8

// Kinds of forms.
const (
	Particle   FormKind = iota // a word that does not inflect
	Perfect                    // finite verb, perfect
	Imperfect                  // finite verb, imperfect
	PassiveVrb                 // finite verb, perfect, passive beyond doubt
	Masdar                     // verbal noun
	Noun                       // any other noun
	Participle                 // active or passive participle, adjective
)

// IsVerb reports whether k is a finite verb.
func (k FormKind) IsVerb() bool { return k == Perfect || k == Imperfect || k == PassiveVrb }

// Form is one inflected form with its features. Gender is 'm', 'f' or 0; Number is 's', 'd', 'p' or 0;
// Person is '1', '2', '3'.
type Form struct {
	Text           string
	Kind           FormKind
	Gender, Number byte
	Person         byte
	Bound          bool // needs a pronoun suffix or a genitive behind it
	Passive        bool // an imperfect or a participle that is passive beyond doubt
	Jussive        bool // stands only behind a negation of the past
}

const (
	taa  = string(rune(Teh))
	alef = string(rune(Alef))
	waw  = string(rune(Waw))
	noon = string(rune(Noon))
	yeh  = string(rune(Yeh))
	heh  = string(rune(Heh))
	meem = string(rune(Meem))
	lam  = string(rune(Lam))
	seen = string(rune(Seen))
)

// PerfectForms inflects the perfect of a verb from its third person masculine singular, in normal form
// but for a final hamza, which stays on its alef. Passive says that stem is a passive stem.
func PerfectForms(stem string, passive bool) []Form {
	kind := Perfect
	if passive {
		kind = PassiveVrb
	}
	base, weak := stem, ""
	if last := lastLetter(stem); last == yeh && !passive || last == alef && runeLen(stem) > 2 {
		base, weak = strings.TrimSuffix(stem, last), last
	}
	f := func(text string, g, n, p byte) Form {
		return Form{Text: text, Kind: kind, Gender: g, Number: n, Person: p}
	}
	forms := []Form{
		f(stem, 'm', 's', '3'),
		f(base+taa, 'f', 's', '3'),
		f(base+waw+alef, 'm', 'p', '3'),
		bound(f(base+waw, 'm', 'p', '3')),
		f(base+taa+alef, 'f', 'd', '3'),
	}
	strong, dual := touched(base, passive), base
	if weak != "" {
		strong, dual = base+yeh, base+yeh
		forms = append(forms, bound(f(base+alef, 'm', 's', '3')))
	}
	for _, seat := range seats(base) {
		forms = append(forms, f(seat+waw+alef, 'm', 'p', '3'), bound(f(seat+waw, 'm', 'p', '3')))
	}
	if runeLen(strong) > 2 {
		forms = append(forms, f(strong+noon, 'f', 'p', '3')) // the shortest are spelled like nouns
	}
	return append(forms, f(dual+alef, 'm', 'd', '3'), f(strong+noon+alef, 0, 'p', '1'))
}

// seats returns the spellings that a stem with a final hamza has before a vowel of its ending: the hamza
// on waw and on ya instead of on alef or on the line.
func seats(stem string) []string {
	last := lastLetter(stem)
	if last != string(rune(AlefHamzaUp)) && last != string(rune(Hamza)) {
		return nil
	}
	base := strings.TrimSuffix(stem, last)
	return []string{base + string(rune(WawHamza)), base + string(rune(YehHamza))}
}

// touched returns the stem that a perfect has before a suffix that begins with a consonant: a hollow verb
// loses its long vowel, a doubled one is written with both consonants.
func touched(stem string, passive bool) string {
	r := []rune(stem)
	n := len(r)
	switch {
	case n == 2:
		return stem + string(r[1])
	case n > 2 && (r[n-2] == Alef || passive && r[n-2] == Yeh):
		return string(r[:n-2]) + string(r[n-1])
	}
	return stem
}

// ImperfectForms inflects the imperfect of a verb from its third person masculine singular, in normal form
// but for a final hamza, which stays on its alef.
func ImperfectForms(stem string) []Form {
	rest, ok := strings.CutPrefix(stem, yeh)
	if !ok {
		return []Form{{Text: stem, Kind: Imperfect, Person: '3'}}
	}
	open := rest
	if last := lastLetter(rest); (last == yeh || last == waw) && runeLen(rest) > 2 {
		open = strings.TrimSuffix(rest, last)
	}
	f := func(text string, g, n, p byte) Form {
		return Form{Text: text, Kind: Imperfect, Gender: g, Number: n, Person: p}
	}
	forms := []Form{
		f(yeh+rest, 'm', 's', '3'), f(taa+rest, 'f', 's', '3'),
		f(yeh+open+waw+noon, 'm', 'p', '3'), f(yeh+open+waw+alef, 'm', 'p', '3'),
		bound(f(yeh+open+waw, 'm', 'p', '3')),
		f(yeh+rest+alef+noon, 'm', 'd', '3'), f(taa+rest+alef+noon, 'f', 'd', '3'),
		f(yeh+rest+alef, 'm', 'd', '3'), f(yeh+rest+noon, 'f', 'p', '3'),
	}
	if runeLen(rest) > 2 && !hollow(rest) {
		forms = append(forms, f(noon+rest, 0, 'p', '1')) // those of hollow verbs are spelled like nouns
	}
	for _, seat := range seats(rest) {
		forms = append(forms, f(yeh+seat+waw+noon, 'm', 'p', '3'), f(yeh+seat+waw+alef, 'm', 'p', '3'))
	}
	if short := shortened(rest); short != rest {
		forms = append(forms, jussive(f(yeh+short, 'm', 's', '3')), jussive(f(taa+short, 'f', 's', '3')))
	}
	return forms
}

// shortened returns what the jussive leaves of an imperfect without its first letter: a hollow verb loses
// its long vowel, a defective one its last letter; other verbs stay as they are.
func shortened(rest string) string {
	r := []rune(rest)
	n := len(r)
	switch {
	case n > 2 && (r[n-1] == Yeh || r[n-1] == Waw):
		return string(r[:n-1])
	case hollow(rest):
		return string(r[:n-2]) + string(r[n-1])
	}
	return rest
}

// hollow reports whether an imperfect without its first letter has a long vowel before its last letter. Two of them, or
// a hamza on its seat before one, are those of a doubled middle: «supports».
func hollow(rest string) bool {
	r := []rune(rest)
	n := len(r)
	long := func(c rune) bool { return c == Waw || c == Yeh || c == Alef }
	return n > 2 && long(r[n-2]) && !long(r[n-1]) && r[n-3] != Alef && r[n-3] != Waw && r[n-3] != WawHamza
}

// ParticipleForms inflects a participle from its masculine singular, in normal form, by gender and number.
func ParticipleForms(stem string, passive bool) []Form {
	f := func(text string, g, n byte) Form {
		return Form{Text: text, Kind: Participle, Gender: g, Number: n, Passive: passive}
	}
	return []Form{
		f(stem, 'm', 's'), f(stem+alef, 'm', 's'), f(stem+heh, 'f', 's'), bound(f(stem+taa, 'f', 's')),
		f(stem+alef+noon, 'm', 'd'), f(stem+taa+alef+noon, 'f', 'd'), f(stem+taa+yeh+noon, 'f', 'd'),
		f(stem+waw+noon, 'm', 'p'), f(stem+yeh+noon, 'm', 'p'), bound(f(stem+waw, 'm', 'p')), f(stem+alef+taa, 'f', 'p'),
	}
}

// NounForms inflects a noun from its singular and, if it has one, its broken plural, in normal form:
// dual, sound plurals, construct forms and the alef of the indefinite accusative. Sound says that the
// noun takes the plural in -un; feminine plurals in -at are always formed.
func NounForms(singular, broken string, gender byte, sound bool) []Form {
	f := func(text string, n byte) Form { return Form{Text: text, Kind: Noun, Gender: gender, Number: n} }
	stem := strings.TrimSuffix(singular, heh)
	hasTaa := stem != singular
	forms := []Form{f(singular, 's')}
	dual := singular
	if hasTaa {
		dual = stem + taa
		forms = append(forms, bound(f(stem+taa, 's')))
	} else {
		forms = append(forms, f(singular+alef, 's'))
	}
	for _, seat := range seats(singular) {
		forms = append(forms, bound(f(seat, 's')))
	}
	forms = append(forms, f(dual+alef+noon, 'd'), f(dual+yeh+noon, 'd'), f(dual+alef, 'd'), f(dual+yeh, 'd'))
	if sound {
		forms = append(forms, f(singular+waw+noon, 'p'), f(singular+yeh+noon, 'p'), f(singular+waw, 'p'),
			f(singular+waw+alef, 'p'), f(singular+yeh, 'p'))
	}
	if broken != "" {
		forms = append(forms, f(broken, 'p'))
		if b, ok := strings.CutSuffix(broken, heh); ok {
			forms = append(forms, bound(f(b+taa, 'p')))
		} else {
			forms = append(forms, f(broken+alef, 'p'))
		}
	}
	if hasTaa || broken == "" && !sound {
		forms = append(forms, f(stem+alef+taa, 'p'))
	}
	return forms
}

func bound(f Form) Form {
	f.Bound = true
	return f
}

func jussive(f Form) Form {
	f.Jussive = true
	return f
}

func lastLetter(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	return string(r[len(r)-1])
}

func runeLen(s string) int { return len([]rune(s)) }
