package temporal

import (
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// numeric reads a date in digits: 2015/08/01, 01-08-2015, 1.8.2015.
func (p *parser) numeric(i int) (v period, next int) {
	for i < len(p.tokens) && p.tokens[i].Kind == arabic.Word && p.at(i).size == 2 {
		i++ // a particle before the digits
	}
	if i >= len(p.tokens) || p.tokens[i].Kind != arabic.Number {
		return period{}, 0
	}
	var f [3]int
	next = i + 1
	if s := p.tokens[i].Norm; strings.Count(s, ".") == 2 {
		for k, part := range strings.SplitN(s, ".", 3) {
			f[k], _ = strconv.Atoi(part)
		}
	} else if next = p.threeNumbers(i, &f); next == 0 {
		return period{}, 0
	}
	n, ok := numericDay(f)
	if !ok {
		return period{}, 0
	}
	if p.is(next, eraWord) {
		next = p.after(next)
	}
	return absolute(n, n, days, KindDate), next
}

// threeNumbers reads «a/b/c» and «a-b-c».
func (p *parser) threeNumbers(i int, f *[3]int) (next int) {
	if i+4 >= len(p.tokens) || !p.punct(i+1, "/") && !p.punct(i+1, "-") || !p.punct(i+3, p.tokens[i+1].Norm) {
		return 0
	}
	for k := range f {
		tok := p.tokens[i+2*k]
		n, err := strconv.Atoi(tok.Norm)
		if tok.Kind != arabic.Number || err != nil {
			return 0
		}
		f[k] = n
	}
	return i + 5
}

// numericDay takes the year from the end that has it; the day stands before the month unless that
// cannot be.
func numericDay(f [3]int) (day, bool) {
	y, m, d := f[0], f[1], f[2]
	if f[2] > 31 {
		y, m, d = f[2], f[1], f[0]
	}
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	if y >= firstHijri && y <= lastHijri {
		return dateOf(y, m, d, true)
	}
	if y < firstYear || y > lastYear {
		return 0, false
	}
	return dateOf(y, m, d, false)
}
