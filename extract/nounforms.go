package extract

import "github.com/isnad-graph/isnad/extract/arabic"

// nounOf returns the type noun with the letters of the text, without clitics, the article and signs.
func (d *document) nounOf(it *item) string {
	text := arabic.Plain(d.text(it.start, it.end))
	if it.def {
		return trimArticle(text)
	}
	for k := range it.reads {
		if it.reads[k].Sense.Form.Number == 'd' {
			return singular(text)
		}
	}
	return text
}

// singular turns the dual of a noun, as the text spells it, into its singular.
func singular(text string) string {
	r := []rune(text)
	switch arabic.Fold(r[len(r)-1]) {
	case arabic.Noon:
		r = r[:len(r)-2]
	case arabic.Yeh, arabic.Alef:
		r = r[:len(r)-1]
	}
	if r[len(r)-1] == arabic.Teh {
		r[len(r)-1] = arabic.TehMarbuta
	}
	return string(r)
}
