package graph

import (
	"slices"

	"github.com/isnad-graph/isnad/schema"
)

// Telling is what decides of a claim whether it goes back to the same source as another one.
type Telling struct {
	Doc    ID
	Origin Origin
	Status schema.Status // told or meant
}

// TellingOf returns what decides of c, a claim of a document of the outlet, which is empty where it is not known.
func TellingOf(outlet string, c *Claim) Telling {
	return Telling{Doc: c.Doc, Origin: originOf(outlet, c), Status: StatusOf(c)}.known()
}

// originOf returns whom c is heard from.
func originOf(outlet string, c *Claim) Origin {
	if len(c.Sources) > 0 {
		return Origin{Source: c.Sources[0].Entity}
	}
	return Origin{Outlet: outlet}
}

// known puts the document in the place of a source of which nothing is known.
func (t Telling) known() Telling {
	if t.Origin == (Origin{}) {
		t.Origin.Source = t.Doc
	}
	return t
}

// OneSource reports whether a and b go back to one source: they name the same nearest one or are one outlet's own
// word, they stand in one article, or one article is a copy of the other. Who denies what the other one tells is
// heard besides, in the same article too where somebody else is named for it.
func (s Sketches) OneSource(a, b Telling) bool {
	return a.Origin == b.Origin || a.Doc == b.Doc && a.denies() == b.denies() || s.Copied(a, b)
}

// Copied reports whether one of a and b is what the other one's article prints. Who changed a report into one that
// it did not happen, or is only planned, has not copied it, however many of its words are left.
func (s Sketches) Copied(a, b Telling) bool {
	return a.Doc != b.Doc && a.Status == b.Status && s[a.Doc].Copies(s[b.Doc])
}

func (t Telling) denies() bool { return t.Status == schema.Denied }

// Sources returns how many independent sources tellings have: the most of them of which no two go back to one
// source. It does not depend on their order. Another telling makes it fewer only where it makes one story of two: its article
// is a copy of both, or says besides what the other one says.
func (s Sketches) Sources(tellings []Telling) int {
	if n := sourcesAtMost(tellings); n < 2 {
		return n
	}
	count := SourceCount{}
	for i, story := range s.Stories(tellings) {
		count.Add(tellings[i], story)
	}
	return count.Sources()
}

// sourcesAtMost returns how many independent sources there can be, whatever is a copy of what.
func sourcesAtMost(tellings []Telling) int {
	origins, stories := map[Origin]bool{}, map[teller]bool{}
	for _, t := range tellings {
		origins[t.known().Origin], stories[t.teller()] = true, true
	}
	return min(len(origins), len(stories))
}

// Needed returns, ascending, the documents whose sketches decide how many sources tellings have: none where there are
// less than two whatever is a copy of what.
func Needed(tellings []Telling) []ID {
	if sourcesAtMost(tellings) < 2 {
		return nil
	}
	docs := make([]ID, 0, len(tellings))
	for _, t := range tellings {
		docs = append(docs, t.Doc)
	}
	slices.SortFunc(docs, ID.Compare)
	return slices.Compact(docs)
}

// SourceCount counts independent sources among tellings of which it is known which story they stand in. The zero
// value is ready.
type SourceCount struct {
	stories map[Origin][]int
	seen    map[originStory]bool
}

type originStory struct {
	origin Origin
	story  int
}

// Add adds a telling. Its story is a number that Stories gave it; one call of Stories for all that is added.
func (n *SourceCount) Add(t Telling, story int) {
	if n.stories == nil {
		n.stories, n.seen = map[Origin][]int{}, map[originStory]bool{}
	}
	of := originStory{t.known().Origin, story}
	if !n.seen[of] {
		n.seen[of] = true
		n.stories[of.origin] = append(n.stories[of.origin], story)
	}
}

// Sources returns the most tellings of which no two share an origin or a story, which is a greatest matching of
// the ones to the others.
func (n *SourceCount) Sources() int {
	m := matching{told: map[int]int{}, tried: map[int]int{}}
	for _, stories := range n.stories {
		m.stories = append(m.stories, stories)
	}
	matched := 0
	for i := range m.stories {
		if m.round++; m.augment(i) {
			matched++
		}
	}
	return matched
}

// matching matches origins to stories.
type matching struct {
	stories [][]int     // by origin
	told    map[int]int // by story: its origin, plus one
	tried   map[int]int // by story: the round in which it was tried last
	round   int
}

// augment finds a story for origin, and moves other origins to other stories of theirs where that takes it.
func (m *matching) augment(origin int) bool {
	for _, story := range m.stories[origin] {
		if m.told[story] == 0 {
			m.told[story] = origin + 1
			return true
		}
	}
	for _, story := range m.stories[origin] {
		if m.tried[story] == m.round {
			continue
		}
		m.tried[story] = m.round
		if m.augment(m.told[story] - 1) {
			m.told[story] = origin + 1
			return true
		}
	}
	return false
}

// teller is an article, or what it says in denial.
type teller struct {
	doc    ID
	denies bool
}

func (t Telling) teller() teller { return teller{t.Doc, t.denies()} }

func (a teller) compare(b teller) int {
	if a.denies != b.denies && a.doc == b.doc {
		if b.denies {
			return -1
		}
		return 1
	}
	return a.doc.Compare(b.doc)
}

// statuses is a set of statuses, by their place in the vocabulary.
type statuses uint8

func (t Telling) status() statuses { return 1 << max(0, slices.Index(schema.Statuses, t.Status)) }

// Stories tells which tellings stand in one story: an article and all its copies, and what is a copy of these. It
// returns a number for each telling, equal for those of one story.
func (s Sketches) Stories(tellings []Telling) []int {
	says := map[teller]statuses{}
	for _, t := range tellings {
		says[t.teller()] |= t.status()
	}
	articles := make([]teller, 0, len(says))
	for a := range says {
		articles = append(articles, a)
	}
	slices.SortFunc(articles, teller.compare)
	c := copies{sketches: make([]Sketch, len(articles)), says: make([]statuses, len(articles)), story: make([]int, len(articles))}
	number := map[teller]int{}
	for i, a := range articles {
		c.sketches[i], c.says[i], c.story[i], number[a] = s[a.doc], says[a], i, i
	}
	c.find()
	out := make([]int, len(tellings))
	for i, t := range tellings {
		out[i] = c.root(number[t.teller()])
	}
	return out
}

// copies finds which of many articles are copies of each other without comparing each with each: what is one has
// many hashes in common.
type copies struct {
	sketches []Sketch
	says     []statuses
	story    []int // by article: one of the same story with a lower number, or itself
}

// What more articles than crowded have, as the footer of an outlet, says little of which are copies: of those only the
// nearest are looked at, which is enough to make one story of any number of copies.
const (
	crowded = 256
	nearest = 8
)

// few is up to how many articles each is compared with each, which is cheaper than to look for what they have in common.
const few = 16

func (c *copies) find() {
	if len(c.sketches) <= few {
		for i := range c.sketches {
			for j := range i {
				c.try(i, j)
			}
		}
		return
	}
	articles, shared := c.shared()
	common := make([]int32, len(c.sketches)) // by article: hashes that it shares with the one that is looked at
	var met []int32
	for i, hashes := range shared {
		met = met[:0]
		passed := 0 // hashes for which not all articles were looked at
		for _, h := range hashes {
			before := articles[h.first:h.at]
			if h.end-h.first > crowded {
				passed++
				before = before[max(0, len(before)-nearest):]
			}
			for _, j := range before {
				if common[j]++; common[j] == 1 {
					met = append(met, j)
				}
			}
		}
		for _, j := range met {
			if c.sketches[i].mayCopy(c.sketches[j], int(common[j])+passed) {
				c.try(i, int(j))
			}
			common[j] = 0
		}
	}
}

// sharedHash is a hash that several articles have: from first to end in the list of these, where that of the article
// at hand stands at.
type sharedHash struct{ first, at, end int32 }

// shared returns the articles that have a hash, hash by hash, and for each article those of its hashes that others have too.
func (c *copies) shared() (articles []int32, hashes [][]sharedHash) {
	var uses []uint64 // hash and article
	for i, s := range c.sketches {
		for _, h := range s.Lowest {
			uses = append(uses, uint64(h)<<32|uint64(i))
		}
	}
	slices.Sort(uses)
	articles, hashes = make([]int32, len(uses)), make([][]sharedHash, len(c.sketches))
	for first, end := 0, 0; first < len(uses); first = end {
		for end = first; end < len(uses) && uses[end]>>32 == uses[first]>>32; end++ {
			articles[end] = int32(uint32(uses[end]))
		}
		for at := first; at < end && end-first > 1; at++ {
			a := articles[at]
			hashes[a] = append(hashes[a], sharedHash{int32(first), int32(at), int32(end)})
		}
	}
	return articles, hashes
}

// try joins the stories of two articles, if one is a copy of the other and says a thing that the other one says.
func (c *copies) try(i, j int) {
	a, b := c.root(i), c.root(j)
	if a == b || c.says[i]&c.says[j] == 0 || !c.sketches[i].Copies(c.sketches[j]) {
		return
	}
	c.story[max(a, b)] = min(a, b)
}

func (c *copies) root(i int) int {
	for c.story[i] != i {
		c.story[i] = c.story[c.story[i]]
		i = c.story[i]
	}
	return i
}
