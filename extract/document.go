package extract

import (
	"slices"
	"sort"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/schema"
)

// document is an article on its way through the pipeline.
type document struct {
	*Extractor
	doc         Document
	outlets     []int32 // entries of the outlet that it appeared in
	sentences   []*sentence
	zones       []Zone
	entities    map[string]*entity
	order       []*entity
	opened      map[int32]bool     // gated names that the article has used behind a type noun
	inFull      map[int32]bool     // the entries that the text names with more than one word
	kinds       map[int32]kindSaid // the places that the text names with the noun of their kind
	named       map[int32]int      // how often an unambiguous name of an entry stands in the text
	theatres    map[string]int
	away        bool               // see abroad
	main        int                // how often the theatre is named that is named most
	fieldCounts map[string]int     // see wordsByField; nil: not counted yet
	lands       map[int32]int      // how often places of a country outside the theatres are named
	heard       map[int32]bool     // see hear
	byWord      map[string]*entity // last words of the names of persons
	placeNames  map[string]*entity // see entity.index
	byNoun      map[string]*entity // whose «cell», «unit», «patrol» the article spoke of
	claims      []*occurrence
	lasting     []*occurrence // entered with relates
	lastingAt   int           // the first that the sentence told that is being read
	focus       focus
	foes        map[[2]*entity]int // how often two fight each other, as the rules read the article
	armed       bool               // something in the article shows that it tells of armed conflict
	hardCount   int
	eventCount  int
	typeCount   [32]int          // occurrences by type
	clusters    [32][]*cluster   // by type, those that may be told again
	told        [32]int          // occurrences that are in clusters, by type
	plays       map[*entity]bool // who takes part in a claim
	para        int
	now         int  // the sentence that is being read
	dotted      bool // the article writes every final ya with dots
	kept        *kept
	lookups     *lookups // of kept
	buf         *scratch // of kept
	diagnostics []Diagnostic
}

// entity is an entity of the article.
type entity struct {
	id         int
	key        string
	kind       schema.Kind
	name, en   string
	folded     [2]string // a name and its key, see nameKey
	names      []string
	index      map[string]*entity // of a place: the first place of the article by each name
	gender     byte
	entry      int32 // in the lexicon, or -1
	refs       []mentionRef
	stands     standing
	relations  []*occurrence // lasting ones of which it is the subject, in the order of document.lasting
	speaks     int           // scopes in which it is a source
	aircraft   answer        // see flies
	seen       bool          // it is the actor of a phrase of a sentence that is read
	used       bool
	out        int
	candidates []string
}

func (e *entity) isPlace() bool { return e != nil && e.kind.IsPlace() }

// armed reports whether e is somebody who fights.
func (e *entity) armed() bool {
	switch e.kind {
	case schema.Military, schema.ArmedGroup, schema.Coalition, schema.State, schema.Unknown:
		return true
	}
	return false
}

func (e *entity) addName(n string) {
	if n == "" {
		return
	}
	for _, have := range e.names {
		if have == n {
			return
		}
	}
	e.names = append(e.names, n)
	if e.index != nil && (e.index[n] == nil || e.index[n].id > e.id) {
		e.index[n] = e
	}
}

// entry returns the entity of the article that stands for the lexicon's entry.
func (d *document) entryEntity(i int32) *entity {
	x := &d.lex.Entries[i]
	if e, ok := d.entities[x.Key]; ok {
		return e
	}
	return d.add(&entity{key: x.Key, kind: x.Kind, name: x.Name, en: x.En, gender: x.Gender, entry: i})
}

// intern returns the entity with a synthetic key, making it where it is new.
func (d *document) intern(kind schema.Kind, name string) *entity {
	return d.internAs(kind, arabic.Normalize(name), name)
}

// internAs returns the entity of that kind that is known by key, making it with a name where it is new.
func (d *document) internAs(kind schema.Kind, key, name string) *entity {
	key = "~" + string(kind) + ":" + key
	if e, ok := d.entities[key]; ok {
		return e
	}
	return d.add(&entity{key: key, kind: kind, name: name, entry: -1})
}

func (d *document) add(e *entity) *entity {
	e.id = len(d.order)
	if e.isPlace() {
		e.index = d.placeNames
	}
	d.entities[e.key] = e
	d.order = append(d.order, e)
	return e
}

func (d *document) generic(kind schema.Kind) *entity {
	key := "~" + string(kind)
	if e, ok := d.entities[key]; ok {
		return e
	}
	return d.add(&entity{key: key, kind: kind, name: d.word(string(kind)), entry: -1})
}

// text returns the text of a span as it stands.
func (d *document) text(start, end int) string { return d.doc.Text[start:end] }

// survey finds the names of all sentences and settles what the ambiguous among them mean.
func (d *document) survey() {
	for _, s := range d.sentences {
		for i := 0; i < len(s.tokens); i++ {
			if s.tokens[i].Kind != arabic.Word || !d.beginsName(s, i) {
				continue
			}
			var n lexicon.Name
			n, d.buf.splits = d.lex.FindName(s.tokens, i, d.buf.splits)
			if len(n.Refs) == 0 {
				continue
			}
			s.names = append(s.names, n)
			d.count(n)
			i = n.Last
		}
	}
	for _, n := range d.theatres {
		d.main = max(d.main, n)
	}
	d.away = d.abroad()
	for _, s := range d.sentences {
		d.noteKinds(s)
	}
}

// count notes what an unambiguous name says of the theatre of the article.
func (d *document) count(n lexicon.Name) {
	if len(n.Refs) > 4 {
		return
	}
	for _, r := range n.Refs {
		if r.Gated || r.Generic {
			continue
		}
		x := &d.lex.Entries[r.Entry]
		d.named[r.Entry]++
		d.hear(d.homeOf(r.Entry))
		if n.Last > n.First {
			d.inFull[r.Entry] = true
		}
		if x.Theatre != world && d.oneTheatre(n.Refs) {
			d.theatres[x.Theatre]++
		} else if th := countryTheatre[x.Key]; th != "" {
			d.theatres[th] += 2
		} else if x.Kind.IsPlace() && d.oneTheatre(n.Refs) {
			d.countLand(r.Entry)
		}
	}
}

// countLand notes the country that a place lies in.
func (d *document) countLand(at int32) {
	for range 6 { // chains of places are short
		x := &d.lex.Entries[at]
		if x.Kind == schema.Country {
			d.lands[at]++
			return
		}
		p := d.lex.Parent(int(at))
		if p < 0 {
			return
		}
		at = int32(p)
	}
}

// abroad reports whether the article tells more of one country outside the theatres than of any theatre:
// there «the army» is none of the armies that the lexicon knows under that name.
func (d *document) abroad() bool {
	land := 0
	for _, n := range d.lands {
		land = max(land, n)
	}
	return land > d.main
}

// oneTheatre reports whether all readings of a name lie in one theatre.
func (d *document) oneTheatre(refs []lexicon.NameRef) bool {
	for _, r := range refs {
		if d.lex.Entries[r.Entry].Theatre != d.lex.Entries[refs[0].Entry].Theatre {
			return false
		}
	}
	return true
}

// countryTheatre leads from the countries of the theatres to the names of their tables.
var countryTheatre = map[string]string{
	"place/x-syria": "syria", "place/x-iraq": "iraq", "place/x-yemen": "yemen", "place/x-libya": "libya", "place/x-lebanon": "lebanon",
	"place/x-palestine": "palestine", "place/x-israel": "palestine", "place/x-sudan": "sudan", "place/x-south-sudan": "sudan",
}

// wholeVerb reports whether a word as it stands can be a verb: «broke» is no «like Sirte».
func (d *document) wholeVerb(norm string) bool {
	return slices.ContainsFunc(d.look(norm).whole, func(r lexicon.Reading) bool {
		return r.Sense.Trigger != nil && r.Split.Prep == 0 && r.Split.Conj == 0 && r.Sense.Form.Kind == arabic.Perfect
	})
}

// nameAt returns the name that begins at token i of s, unless it counts only behind a type noun that
// is not there.
func (d *document) nameAt(s *sentence, i int) *lexicon.Name {
	k := sort.Search(len(s.names), func(k int) bool { return s.names[k].First >= i })
	if k == len(s.names) || s.names[k].First != i {
		return nil
	}
	n := &s.names[k]
	if n.Split.Prep == 's' || d.othersSurname(s, n) || n.Split.Prep == 'k' && n.Last == i && d.wholeVerb(s.tokens[i].Norm) {
		return nil
	}
	if at := d.outletAt(s, n); at >= 0 {
		outlet := *n
		outlet.Refs = n.Refs[at : at+1]
		return &outlet
	}
	if d.gateOpen(s, n) {
		if !n.Open {
			d.open(n)
		}
		return n
	}
	kept := n.Refs[:0:0]
	for _, r := range n.Refs {
		if !r.Gated || d.opened[r.Entry] {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	free := *n
	free.Refs = kept
	return &free
}

// open remembers that the article uses a word that can also be common as the name of a place.
func (d *document) open(n *lexicon.Name) {
	for _, r := range n.Refs {
		if x := &d.lex.Entries[r.Entry]; r.Gated && x.Kind != schema.Person && len([]rune(x.Name)) > 4 {
			d.opened[r.Entry] = true
		}
	}
}

// gateOpen reports whether a name that is also a common word stands where it must be a name.
func (d *document) gateOpen(s *sentence, n *lexicon.Name) bool {
	gated := false
	for _, r := range n.Refs {
		gated = gated || r.Gated
	}
	if !gated {
		n.Open = true
		return true
	}
	if d.surnameOpen(s, n) || d.siblingOpen(s, n) {
		return true
	}
	for k := len(s.items) - 1; k >= 0 && k >= len(s.items)-4; k-- {
		it := &s.items[k]
		if it.punct == `"` {
			continue
		}
		if d.placeNoun(it) != "" {
			return !it.def && (k == len(s.items)-1 || n.Split.Conj != 0 || s.items[len(s.items)-1].punct == `"`)
		}
		if it.name == nil || n.Split.Conj == 0 {
			return false
		}
	}
	return false
}

// placeNoun returns the kind that a type noun gives to the place behind it, or "".
func (d *document) placeNoun(it *item) schema.Kind {
	if !it.isWord() || len(it.reads) == 0 {
		return ""
	}
	for i := range it.reads {
		if kind := d.cls.kindOf(it.reads[i].Sense.Class); kind != "" {
			return kind
		}
	}
	return ""
}

// kindOf returns the kind of place that a noun of a class is for, or "".
func (c *classes) kindOf(class lexicon.Class) schema.Kind {
	switch class {
	case c.PSettlement:
		return schema.Settlement
	case c.PNeighbourhood:
		return schema.Neighbourhood
	case c.PDistrict:
		return schema.District
	case c.PRegion, c.PArea:
		return schema.Region
	case c.PNatural:
		return schema.Natural
	case c.PFacility:
		return schema.Facility
	}
	return ""
}

// best picks the reading of a name among the entries that keep, by what else the article names.
func (d *document) best(refs []lexicon.NameRef, keep func(*lexicon.Entry) bool) (int32, []string) {
	bestAt, bestScore := int32(-1), -1<<30
	var all []string
	for _, r := range refs {
		x := &d.lex.Entries[r.Entry]
		if !keep(x) || r.Generic && (d.elsewhere(r.Entry) || len(refs) > 1 && d.unheard(r.Entry)) {
			continue
		}
		all = append(all, x.Key)
		if score := d.likely(r, x, refs); score > bestScore {
			bestAt, bestScore = r.Entry, score
		}
	}
	if len(all) < 2 {
		all = nil
	}
	return bestAt, all
}
