package arabic

import (
	"slices"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"two sentences", "قصف الجيش حلب. وانسحب المسلحون.", []string{"قصف الجيش حلب.", "وانسحب المسلحون."}},
		{"question", "من قصف حلب؟ لا أحد يعرف.", []string{"من قصف حلب؟", "لا أحد يعرف."}},
		{"line break", "عنوان بلا نقطة\nمتن الخبر", []string{"عنوان بلا نقطة", "متن الخبر"}},
		{"editorial mark", "قال إنه انتصر (!) في المعركة.", []string{"قال إنه انتصر (!) في المعركة."}},
		{"exclamation within", "الجيش «المنتصر!» انسحب من حلب.", []string{"الجيش «المنتصر!» انسحب من حلب."}},
		{"decimal", "دفع 3.5 مليون دولار.", []string{"دفع 3.5 مليون دولار."}},
		{"ellipsis of one sign", "انسحبوا… ثم عادوا.", []string{"انسحبوا… ثم عادوا."}},
		{"ellipsis of dots", "انسحبوا... وعادوا.", []string{"انسحبوا...", "وعادوا."}},
		{"initial", "قال أ. حسن إن الجيش انسحب.", []string{"قال أ. حسن إن الجيش انسحب."}},
		{"two initials", "قال د. م. حسن إن الجيش انسحب.", []string{"قال د. م. حسن إن الجيش انسحب."}},
		{"stop within quotes", "قال «انسحبنا.» ثم سكت.", []string{"قال «انسحبنا.»", "ثم سكت."}},
		{"stop without white space", "انسحب الجيش.وعاد.", []string{"انسحب الجيش.", "وعاد."}},
		{"comma and semicolon", "انسحب، ثم عاد؛ ثم انسحب.", []string{"انسحب، ثم عاد؛ ثم انسحب."}},
		{"empty lines", "أول\n\n\nثان", []string{"أول", "ثان"}},
	} {
		tokens := Tokenize(c.text, 0, len(c.text))
		bounds := Sentences(tokens)
		var got []string
		for i := 1; i < len(bounds); i++ {
			part := tokens[bounds[i-1]:bounds[i]]
			got = append(got, c.text[part[0].Start:part[len(part)-1].End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q; want %q", c.name, got, c.want)
		}
	}
	if got := Sentences(nil); !slices.Equal(got, []int{0}) {
		t.Errorf("no tokens: %v", got)
	}
}
