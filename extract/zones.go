package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// line is one line of the article, trimmed.
type line struct {
	Span
	words    int
	norm     string
	dateline bool // the place and the agency before the first sentence of a report
	site     bool // what site it is, before the title of a page
}

// zone divides the article into zones. The first line that speaks is the title; a line that repeats it,
// a byline, a date, a caption, a heading and what belongs to the page and not to the article are told
// apart by their shape and place.
func (d *document) zone() {
	lines := d.lines()
	body := firstLong(lines)
	tail, block := false, false
	title, again := "", -2 // the line that repeats the title, behind which a page has its picture
	for i, l := range lines {
		kind := BodyZone
		boiler, after := d.boilerplate(l)
		tail = tail || after == "tail" && i > body
		block = after == "block" || block && l.words < 15 && !endsSentence(d.doc.Text[l.Start:l.End])
		switch {
		case l.dateline || d.stamp(l):
			kind = DatelineZone
		case l.site || boiler || block || tail && l.words < 25 && i > body:
			kind = BoilerplateZone
		case d.byline(l, i, body):
			kind = BylineZone
		case dateLine(l):
			kind = DatelineZone
		case i < body && title == "" && l.words >= 3 && !d.caption(l):
			kind, title = TitleZone, l.norm
		case title != "" && l.norm != "" && l.words >= 3 && strings.HasSuffix(title, l.norm):
			kind, again = BoilerplateZone, i
		case i <= body && d.caption(l), again == i-1 && i < body && l.words > 3 && l.words < captionWords && !endsSentence(d.doc.Text[l.Start:l.End]):
			kind = CaptionZone
		case i < body && l.words <= 2 && title == "":
			kind = BoilerplateZone
		case l.words <= 4 && !endsSentence(d.doc.Text[l.Start:l.End]) && i > body && i+1 < len(lines) && lines[i+1].words > 10,
			l.words <= 3 && i < body && title != "" && !endsSentence(d.doc.Text[l.Start:l.End]):
			kind = HeadingZone
		}
		d.zones = append(d.zones, Zone{l.Span, kind})
	}
}

func (d *document) lines() []line {
	var out []line
	text := d.doc.Text
	for start := 0; start < len(text); {
		end := start + strings.IndexFunc(text[start:], arabic.IsLineBreak)
		if end < start {
			end = len(text)
		}
		if l := d.line(start, end); l.Start < l.End {
			for _, piece := range d.unfold(l) {
				if len(out) == 0 {
					out, piece = d.pastSite(piece)
				}
				out = append(out, d.pastDateline(piece)...)
			}
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		start = end + max(size, 1)
	}
	return out
}

// paragraph is from how many words on a line is one.
const paragraph = 40

// line returns what stands between two bytes of the text as a line. A paragraph has no normal form: it is
// neither a title nor a mark of the page.
func (d *document) line(start, end int) line {
	l := line{Span: trimmed(d.doc.Text, Span{start, end})}
	text := d.doc.Text[l.Start:l.End]
	blank := true
	for _, r := range text {
		was := blank
		if blank = unicode.IsSpace(r); was && !blank {
			l.words++
		}
	}
	if l.words < paragraph {
		l.norm = arabic.Normalize(strings.Join(strings.Fields(text), " "))
	}
	return l
}

// contentMark begins what a page says of itself, where the reader of the page took that for text.
const contentMark = "content="

// unfold parts a line whose breaks were lost into its pieces, where one of them begins a block of the page, dates it or
// is what it says of itself: runs of blanks stand where the breaks were.
func (d *document) unfold(l line) []line {
	text := d.doc.Text
	if wideGap(text[l.Start:l.End]) == l.End-l.Start {
		return []line{l}
	}
	var pieces []line
	block := false
	for at := l.Start; at < l.End; {
		end := at + wideGap(text[at:l.End])
		p := d.line(at, end)
		_, after := d.boilerplate(p)
		block = block || after == "block" || dateLine(p) || d.stamp(p) || strings.HasPrefix(p.norm, contentMark)
		pieces = append(pieces, p)
		at = end + len(text[end:l.End]) - len(strings.TrimLeftFunc(text[end:l.End], unicode.IsSpace))
	}
	if !block || len(pieces) < 2 {
		return []line{l}
	}
	return pieces
}

// wideGap returns where the first run of three blanks begins in text, or its length.
func wideGap(text string) int {
	if i := strings.Index(text, "   "); i >= 0 {
		return i
	}
	return len(text)
}

// trimmed returns s without the white space, joiners and direction marks at its ends.
func trimmed(text string, s Span) Span {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }
	s.Start += len(text[s.Start:s.End]) - len(strings.TrimLeftFunc(text[s.Start:s.End], blank))
	s.End = s.Start + len(strings.TrimRightFunc(text[s.Start:s.End], blank))
	return s
}

// firstLong returns the index of the first line that is a paragraph; the number of lines if none is.
func firstLong(lines []line) int {
	for i, l := range lines {
		if l.words >= 30 || l.words >= 18 && i > 0 {
			return i
		}
	}
	return len(lines) - 1
}

// boilerplate reports whether a line belongs to the page, and which of the lines behind it do: of a
// «tail» all short ones, of a «block» the short ones up to the next paragraph.
func (d *document) boilerplate(l line) (boiler bool, after string) {
	if strings.HasPrefix(l.norm, contentMark) || strings.HasSuffix(l.norm, "/>") {
		return true, ""
	}
	if l.words > 12 {
		return false, ""
	}
	norm := strings.TrimLeft(l.norm, " •*-|>«\"")
	for _, b := range d.boiler {
		if norm == b.form || strings.HasPrefix(norm, b.form) && (l.words <= 6 || b.kind != "line") {
			return true, b.kind
		}
	}
	letters := strings.IndexFunc(l.norm, unicode.IsLetter) >= 0
	return !letters && !dateLine(l), ""
}

// byline reports whether a line only says who wrote or carried the article.
func (d *document) byline(l line, i, body int) bool {
	text := d.doc.Text[l.Start:l.End]
	if strings.HasPrefix(text, "|") && l.words <= 10 || strings.HasPrefix(l.norm, d.sourceLine+":") && l.words <= 8 {
		return true
	}
	if d.doc.Outlet != "" && l.words <= 4 && strings.Contains(l.norm, arabic.Normalize(d.doc.Outlet)) {
		return true
	}
	if l.words > 6 || i > body+1 && i < body {
		return false
	}
	return i < body && strings.ContainsAny(text, "-|") && d.onlyMedia(l)
}

// onlyMedia reports whether every name in a line is that of an outlet, and there is one.
func (d *document) onlyMedia(l line) bool {
	tokens := arabic.Tokenize(d.doc.Text, l.Start, l.End)
	found := false
	for i := range tokens {
		n, _ := d.lex.FindName(tokens, i, nil)
		for _, r := range n.Refs {
			if d.lex.Entries[r.Entry].Kind != "media" {
				return false
			}
			found = true
		}
	}
	return found
}

// What a dateline is not longer than: words, and bytes of the agency in brackets.
const (
	datelineWords  = 9
	datelineAgency = 24
)

// pastDateline parts the dateline from a line that begins with one: «Baghdad, Iraq (CNN) -- Five people …». What happened did
// not happen where the report was written, nor by whom it names.
func (d *document) pastDateline(l line) []line {
	text := d.doc.Text[l.Start:l.End]
	open := strings.IndexByte(text, '(')
	if open < 0 || len(strings.Fields(text[:open])) >= datelineWords || strings.ContainsAny(text[:open], ".:!?\"«") {
		return []line{l}
	}
	agency := strings.IndexByte(text[open:], ')')
	if agency < 0 || agency > datelineAgency || !d.agency(text[open+1:open+agency]) {
		return []line{l}
	}
	rest := text[open+agency+1:]
	after := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf) })
	if after == "" || strings.IndexFunc(rest[:len(rest)-len(after)], func(r rune) bool { return unicode.Is(unicode.Pd, r) }) < 0 {
		return []line{l}
	}
	from := l.End - len(after)
	head := d.line(l.Start, from)
	head.dateline = true
	return []line{head, d.line(from, l.End)}
}

// agency reports whether what stands in brackets is an agency: its letters, or a name of one.
func (d *document) agency(s string) bool {
	words := strings.Fields(arabic.Normalize(s))
	short := len(words) > 0
	for _, w := range words {
		latin := strings.IndexFunc(w, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }) < 0
		short = short && (latin || utf8.RuneCountInString(w) == 1 && !unicode.IsDigit([]rune(w)[0]))
	}
	return short || len(words) == 1 && d.spells(words[0], d.cls.Agency)
}

// dateLine reports whether a line is a date or a time and little else.
func dateLine(l line) bool {
	digits, letters := 0, 0
	for _, r := range l.norm {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return l.words <= 5 && digits >= 3 && letters <= 12
}

// captionWords bounds a caption that has no credit.
const captionWords = 18

// clock reports whether s tells a time of day or a year: four digits, or two on both sides of a colon.
func clock(s string) bool {
	run := 0
	for i, r := range s {
		if !unicode.IsDigit(r) {
			if r == ':' && run >= 1 && i+1 < len(s) && unicode.IsDigit(rune(s[i+1])) {
				return true
			}
			run = 0
		} else if run++; run == 4 {
			return true
		}
	}
	return false
}

// pastSite parts the name of the site, and of its section, from the title of a page: «example.com - T», «Outlet - World - T».
func (d *document) pastSite(l line) ([]line, line) {
	text := d.doc.Text[l.Start:l.End]
	head, rest, ok := strings.Cut(text, siteMark)
	site := trimmed(d.doc.Text, Span{l.Start, l.Start + len(head)})
	if !ok || len(strings.Fields(head)) > 3 || !webAddress(arabic.Normalize(head)) && len(d.lex.Outlets(d.doc.Text[site.Start:site.End])) == 0 {
		return nil, l
	}
	if section, title, ok := strings.Cut(rest, siteMark); ok && len(strings.Fields(section)) <= 3 && !d.tellsSomething(section) {
		rest = title
	}
	from := l.End - len(rest)
	mark := d.line(l.Start, from)
	mark.site = true
	return []line{mark}, d.line(from, l.End)
}

// tellsSomething reports whether a word of s can tell an occurrence.
func (d *document) tellsSomething(s string) bool {
	for _, t := range arabic.Tokenize(s, 0, len(s)) {
		for _, r := range d.look(t.Norm).all {
			if r.Sense.Trigger != nil && r.Sense.Trigger.Kind == "event" {
				return true
			}
		}
	}
	return false
}

// siteMark parts a page's title from what it is a page of.
const siteMark = " - "

// webAddress reports whether s is the name of a host.
func webAddress(s string) bool {
	name, end, ok := strings.Cut(strings.TrimSpace(s), ".")
	return ok && name != "" && end != "" && strings.IndexFunc(name+end, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsSpace(r) }) < 0
}

// caption reports whether a line describes a picture: it ends in a credit in brackets.
func (d *document) caption(l line) bool {
	text := d.doc.Text[l.Start:l.End]
	return l.words <= 30 && strings.HasSuffix(text, ")") && strings.Contains(text, "(")
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '\u061F' || r == ':' || r == '!' || r == '?' || r == '\u060C' || r == ','
}

// speaks reports whether claims are read from a zone.
func (k ZoneKind) speaks() bool {
	return k == TitleZone || k == CaptionZone || k == BodyZone
}
