package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// spelling is another way to write the same text. Those that are not wide are tried on few articles, since a
// wide one does the same and more.
type spelling struct {
	name  string
	wide  bool
	write func(string) string
}

func mapped(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

// inWords applies change to every Arabic word of more than three letters and signs.
func inWords(change func(word string) string) func(string) string {
	return everyWord(func(word string) string {
		if utf8.RuneCountInString(word) > 3 {
			return change(word)
		}
		return word
	})
}

// everyWord applies change to every word.
func everyWord(change func(word string) string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		last := 0
		for _, t := range arabic.Tokenize(text, 0, len(text)) {
			b.WriteString(text[last:t.Start])
			word := text[t.Start:t.End]
			if t.Kind == arabic.Word {
				word = change(word)
			}
			b.WriteString(word)
			last = t.End
		}
		return b.String() + text[last:]
	}
}

// behind puts sign behind the n-th letter of a word.
func behind(n int, sign string) func(string) string {
	return func(word string) string {
		r := []rune(word)
		return string(r[:n]) + sign + string(r[n:])
	}
}

// atEnd writes the last letter of every word otherwise.
func atEnd(from, to string) func(string) string {
	return everyWord(func(word string) string {
		if stem, ok := strings.CutSuffix(word, from); ok && utf8.RuneCountInString(stem) > 1 {
			return stem + to
		}
		return word
	})
}

// undotted writes final ya without dots, as in Egypt; not in the name that becomes the preposition «on» by it.
var undotted = everyWord(func(word string) string {
	if stem, ok := strings.CutSuffix(word, "ي"); ok && arabic.Normalize(word) != "علي" {
		return stem + "ى"
	}
	return word
})

// unvowelled drops every vowel sign but a damma on a first letter: it is what tells «was killed» from
// «killed», and the extractor reads it (see arabic.Token.Damma).
func unvowelled(word string) string {
	var b strings.Builder
	letters := 0
	for _, r := range word {
		if r >= '\u064B' && r <= '\u0652' || r == '\u0670' {
			if !(r == arabic.Damma && letters == 1) {
				continue
			}
		} else {
			letters++
		}
		b.WriteRune(r)
	}
	return b.String()
}

// vowelled writes a sign on every letter of the word: a damma on none, which would make a verb passive.
func vowelled(word string) string {
	signs := []string{"\u064E", "\u0650", "\u0652", "\u0651\u064E", "\u0651\u0650", "\u0670"}
	var b strings.Builder
	r := []rune(word)
	for i, c := range r {
		b.WriteRune(c)
		if !arabic.IsLetter(c) || c == arabic.Tatweel || i+1 < len(r) && arabic.IsMark(r[i+1]) {
			continue
		}
		if i == len(r)-1 {
			b.WriteString([]string{"\u064C", "\u064D", "\u064F"}[len(r)%3])
			continue
		}
		b.WriteString(signs[(int(c)+i)%len(signs)])
	}
	return b.String()
}

// invisible strews joiners and direction marks into a word and around it.
func invisible(word string) string {
	signs := []rune{'\u200C', '\u200D', '\u200E', '\u200F', '\u2066', '\u2069', '\uFEFF', '\u00AD', '\u061C', '\u200B'}
	var b strings.Builder
	for i, r := range word {
		b.WriteRune(signs[(i+int(r))%len(signs)])
		b.WriteRune(r)
	}
	return b.String() + "\u200F"
}

// shapes holds the presentation forms of a letter, or of lam and alef: isolated, final, initial, medial.
var shapes = func() map[string][]rune {
	out := map[string][]rune{}
	for r := rune(0xFE80); r <= 0xFEFC; r++ {
		letters := norm.NFKC.String(string(r))
		out[letters] = append(out[letters], r)
	}
	return out
}()

// shaped writes a word in presentation forms, as texts taken out of old page layouts are.
func shaped(word string) string {
	r := []rune(word)
	var b strings.Builder
	joined := false // the letter before reaches out to this one
	for i := 0; i < len(r); i++ {
		unit := string(r[i])
		if i+1 < len(r) && shapes[unit+string(r[i+1])] != nil {
			unit += string(r[i+1])
			i++
		}
		forms := shapes[unit]
		at := b2i(joined)
		joined = len(forms) == 4 && i+1 < len(r) && shapes[string(r[i+1])] != nil
		if joined {
			at += 2
		}
		if at >= len(forms) {
			at = 0
		}
		if forms == nil {
			b.WriteString(unit)
			continue
		}
		b.WriteRune(forms[at])
	}
	return b.String()
}

const (
	latinDigits   = "0123456789"
	arabicDigits  = "٠١٢٣٤٥٦٧٨٩"
	persianDigits = "۰۱۲۳۴۵۶۷۸۹"
)

// digits writes all digits in one script.
func digits(script string) func(string) string {
	to := []rune(script)
	return func(text string) string {
		return strings.Map(func(r rune) rune {
			for _, from := range []string{latinDigits, arabicDigits, persianDigits} {
				if i := strings.IndexRune(from, r); i >= 0 {
					return to[utf8.RuneCountInString(from[:i])]
				}
			}
			return r
		}, text)
	}
}

// quoted writes all quotation marks in one style; of straight ones, every other in a line closes.
func quoted(open, closing string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		inside := false
		for _, r := range text {
			switch r {
			case '"':
				inside = !inside
			case '«', '“', '„':
				inside = true
			case '»', '”':
				inside = false
			default:
				inside = inside && r != '\n'
				b.WriteRune(r)
				continue
			}
			if inside {
				b.WriteString(open)
			} else {
				b.WriteString(closing)
			}
		}
		return b.String()
	}
}

// cutLast begins a paragraph with the last sentence that stands within one.
func cutLast(text string) string {
	if at := strings.LastIndex(text, ". "); at >= 0 {
		return text[:at+1] + "\n\n" + text[at+2:]
	}
	return text
}

// boilerplated puts under an article what stands under articles.
func boilerplated(lines ...string) func(string) string {
	return func(text string) string {
		return strings.TrimRight(text, " \n\t") + "\n\n" + strings.Join(lines, "\n") + "\n"
	}
}

var spellings = []spelling{
	{"vowel signs dropped", true, everyWord(unvowelled)},
	{"vowel signs added", true, everyWord(vowelled)},
	{"fatha added", false, inWords(behind(2, "\u064E"))},
	{"shadda added", false, inWords(behind(3, "\u0651"))},
	{"tatweel added", true, inWords(behind(2, "\u0640\u0640"))},
	{"tatweel before the last letter", true, inWords(func(w string) string { return behind(utf8.RuneCountInString(w)-1, "\u0640\u0640\u0640")(w) })},
	{"direction marks added", false, inWords(func(w string) string { return "\u200F" + w + "\u200F" })},
	{"invisible signs strewn", true, everyWord(invisible)},
	{"presentation forms", true, everyWord(shaped)},
	{"letters decomposed", true, norm.NFD.String},
	{"hamza on alef dropped", true, mapped("أ", "ا", "إ", "ا", "آ", "ا")},
	{"alef maksura as yeh", true, mapped("ى", "ي")},
	{"final yeh as alef maksura", true, undotted},
	{"yeh as in Persian", false, mapped("ي", "ی", "ك", "ک")},
	{"teh marbuta as heh", true, mapped("ة", "ه")},
	{"final heh as teh marbuta", true, atEnd("ه", "ة")},
	{"Latin digits", true, digits(latinDigits)},
	{"Arabic digits", true, digits(arabicDigits)},
	{"Persian digits", true, digits(persianDigits)},
	{"straight quotes", true, quoted(`"`, `"`)},
	{"curly quotes", true, quoted("“", "”")},
	{"angle quotes", true, quoted("«", "»")},
	{"low and high quotes", false, quoted("„", "“")},
	{"two single quotes", false, quoted("''", "''")},
	{"Latin commas", false, mapped("،", ",")},
	{"two blanks", false, mapped(" ", "  ")},
	{"no-break space", false, mapped("في ", "في\u00A0")},
	{"carriage returns", true, mapped("\n", "\r\n")},
	{"old carriage returns", false, mapped("\r\n", "\r", "\n", "\r")},
	{"line separators", false, mapped("\r\n", "\u2028", "\n", "\u2028")},
	{"empty lines", true, mapped("\n", "\n\n")},
	{"no empty lines", true, func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), "\n")
	}},
	{"blanks around lines", false, mapped("\n", " \t\n\u00A0 ")},
	{"byte order mark", false, func(s string) string { return "\ufeff" + s }},
	{"page around it", false, boilerplated("زر الذهاب إلى الأعلى", "مقالات متعلقة", "الجيش السوري يقصف مدينة سراقب", "اشترك في النشرة البريدية")},
	{"share bar", false, boilerplated("شارك المقال", "فيسبوك", "تويتر", "واتساب", "نسخ الرابط", "طباعة")},
	{"read more", false, boilerplated("اقرأ أيضا", "تنظيم داعش يهاجم حقل العمر", "مقتل ثلاثة جنود في تدمر", "قصف تركي على منبج")},
	{"comment box", false, boilerplated("التعليقات", "أضف تعليقا", "الاسم", "البريد الإلكتروني", "الجيش السوري سيهاجم إدلب قريبا")},
	{"foot of a page", true, boilerplated("شارك المقال", "فيسبوك", "تويتر", "جميع الحقوق محفوظة © 2019", "اقرأ أيضا", "قصف تركي على منبج", "", "التعليقات", "أضف تعليقا")},
}
