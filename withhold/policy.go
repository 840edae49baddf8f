package withhold

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// Kind says what a rule withholds.
type Kind string

// Kinds of rules.
const (
	Person Kind = "person"
	Actor  Kind = "actor"  // whoever is no place; with All, no person either, and nobody who is generic
	Source Kind = "source" // whoever is no place; with All, all who are named as a source
	Place  Kind = "place"
	Outlet Kind = "outlet" // of documents, and the media of that name
)

// Kinds lists the kinds of rules.
var Kinds = []Kind{Person, Actor, Source, Place, Outlet}

// All is the reference of a rule that means all of its kind.
const All = "*"

// Rule withholds one thing, or all of a kind.
type Rule struct {
	Line int // in the file, from 1
	Kind Kind
	Ref  string // a key, an id, a name in any spelling, or All
	As   string // a pseudonym, empty for the default; of a place a level, empty for none: it is withheld outright
}

// Policy is what is withheld. It does not change and is safe for concurrent use.
type Policy struct {
	Name  string // of its file, for messages
	Rules []Rule
}

// levels are the words for the levels to which places are coarsened.
var levels = map[string]schema.Kind{
	"country": schema.Country, "governorate": schema.Region, "region": schema.Region,
	"district": schema.District, "settlement": schema.Settlement,
}

// levelWords are the words of levels, for messages.
const levelWords = "country, governorate, district, settlement"

// rank orders kinds of places from the widest; what is no level of its own comes last.
func rank(k schema.Kind) int {
	switch k {
	case schema.Country:
		return 0
	case schema.Region:
		return 1
	case schema.District:
		return 2
	case schema.Settlement:
		return 3
	}
	return 4
}

// MaxPolicy is how many bytes of a policy file are read, at most.
const MaxPolicy = 16 << 20

// ReadPolicy reads a policy file: lines of kind, reference and, if need be, «as», with tabs between them, blank lines,
// and comments after «#». The name of the file is for messages. It returns an error that wraps ErrPolicy and names file,
// line and remedy where a line is not so, and where there is no rule at all.
func ReadPolicy(r io.Reader, name string) (*Policy, error) {
	p := &Policy{Name: name}
	lines := bufio.NewScanner(io.LimitReader(r, MaxPolicy+1))
	lines.Buffer(nil, 1<<20)
	size := 0
	for n := 1; lines.Scan(); n++ {
		if size += len(lines.Bytes()) + 1; size > MaxPolicy {
			return nil, p.errorf(n, "more than %d MiB, which is no policy", MaxPolicy>>20)
		}
		line := strings.TrimRight(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rule, err := parseRule(line)
		if err != nil {
			return nil, p.errorf(n, "%v", err)
		}
		rule.Line = n
		p.Rules = append(p.Rules, rule)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %v", ErrPolicy, name, err)
	}
	if len(p.Rules) == 0 {
		return nil, fmt.Errorf("%w: %s: it withholds nothing; write lines of kind, reference and «as» with tabs between them", ErrPolicy, name)
	}
	return p, p.checkTwice()
}

func (p *Policy) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("%w: %s:%d: %s", ErrPolicy, p.Name, line, fmt.Sprintf(format, args...))
}

func parseRule(line string) (Rule, error) {
	fields := strings.Split(line, "\t")
	if !utf8.ValidString(line) {
		return Rule{}, fmt.Errorf("not UTF-8: save the file so")
	}
	if len(fields) < 2 || len(fields) > 3 {
		return Rule{}, fmt.Errorf("%d columns: want kind, reference and, if need be, «as», with a tab between them", len(fields))
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	rule := Rule{Kind: Kind(fields[0]), Ref: fields[1]}
	if len(fields) == 3 {
		rule.As = fields[2]
	}
	return rule, rule.check()
}

func (r Rule) check() error {
	if !slices.Contains(Kinds, r.Kind) {
		return fmt.Errorf("no kind is called %.60q: there are person, actor, source, place, outlet", r.Kind)
	}
	if r.Ref == "" {
		return fmt.Errorf("no reference: give a key, an id, a name, or * for all")
	}
	if len(r.Ref) > graph.MaxName || len(r.As) > graph.MaxName/2 {
		return fmt.Errorf("a name of more bytes than any has")
	}
	if strings.ContainsFunc(r.Ref+r.As, unicode.IsControl) || strings.Contains(r.As, Token) {
		return fmt.Errorf("a control character, or the sign that masks, in a name: take it out")
	}
	if _, known := levels[r.As]; r.Kind == Place && r.As != "" && !known {
		return fmt.Errorf("%.60q is no level of places: there are %s; leave it empty to withhold the place outright", r.As, levelWords)
	}
	return nil
}

// checkTwice returns an error where two lines say different things of one reference.
func (p *Policy) checkTwice() error {
	first := map[[2]string]Rule{}
	for _, r := range p.Rules {
		at := [2]string{string(r.Kind), r.Ref}
		if have, twice := first[at]; twice && have.As != r.As {
			return p.errorf(r.Line, "line %d has the same reference, as another one: keep one of them", have.Line)
		}
		first[at] = r
	}
	return nil
}
