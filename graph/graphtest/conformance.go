package graphtest

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// Open returns a new, empty store for one test. It closes the store when the test ends, should the test
// not have done so.
type Open func(testing.TB) graph.Store

// Run holds a store to the contract of graph.Store and graph.Reader, sentence by sentence.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, *fixture)
	}{
		{"apply stores all that deltas say", applyStores},
		{"apply is idempotent", applyTwice},
		{"apply of nothing changes nothing", applyNothing},
		{"a changed text takes the place of the older one", applyNewText},
		{"changed claims of one text take the place of the older ones", applyNewClaims},
		{"of two deltas with one key the later one stays", applySameKey},
		{"apply does not depend on order", applyAnyOrder},
		{"apply stores all or none", applyAtomic},
		{"an invalid delta is refused", applyInvalid},
		{"a cancelled context stores nothing", applyCancelled},
		{"a long text comes back as it was", applyLongText},
		{"remove leaves a store that never saw the document", removeEqualsNever},
		{"remove prints what went", removeReceipt},
		{"remove of what is absent is not found", removeAbsent},
		{"names go with the last document that uses them", removeNames},
		{"the least document id speaks for an entity", leastSpeaks},
		{"what is judged the same is one, until that is undone", judgeSameAs},
		{"merges follow one another", judgeChain},
		{"judgements wait for what they judge", judgeFirst},
		{"what is rejected bears no edge", judgeReject},
		{"labels are what judgements say", judgeLabels},
		{"what is split off is another", judgeSplit},
		{"what is split off a merged entity is another", judgeSplitOfMerged},
		{"judgements bear on what an edited text says", judgeEdited},
		{"judgements bear on nothing that may not be meant", judgeUnsure},
		{"judgements that contradict are refused", judgeConflicts},
		{"a preview changes nothing", previewChangesNothing},
		{"changes tell why", changesTellWhy},
		{"a view is one state", viewIsSnapshot},
		{"a view returns the error of its function", viewError},
		{"a reader is over when its view is", viewOver},
		{"verify finds nothing wrong", verifyClean},
		{"a closed store says so", closed},
		{"batches have a place for each id", batches},
		{"sequences ascend after an id", sequences},
		{"sequences stop at an error", sequencesCancelled},
		{"one may read while a sequence goes on", nestedReads},
		{"relations are what their witnesses say", relations},
		{"relations are found by their ends", relationsOf},
		{"claims are found by their roles", claimsOf},
		{"documents are found by their keys", documentsByKey},
		{"entities are found by their names", entitiesByName},
		{"what documents say of an entity makes it up", contributions},
		{"the sketches of texts are those of the articles", sketches},
		{"stats count", stats},
		{"a watcher hears of the last change", watch},
		{"readers and writers work at once", concurrent},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.run(t, &fixture{T: t, ctx: t.Context(), Store: open(t), open: open})
		})
	}
}

// fixture is a store under test and the shorthands of the cases.
type fixture struct {
	*testing.T
	graph.Store
	ctx  context.Context
	open Open
}

// small is a world in which articles have nearly everything in common.
var small = world{seed: 7, actors: 6, places: 5, sentences: 4}

// retold is a part of it in which articles tell the same few occurrences.
var retold = world{seed: 7, actors: 3, places: 3, sentences: 10, told: true}

// articles returns n small ones.
func articles(n int) []*graph.Delta {
	deltas := make([]*graph.Delta, n)
	for i := range deltas {
		deltas[i] = article("doc-"+string(rune('a'+i)), i)
	}
	return deltas
}

// article returns version n of what may be read under key.
func article(key string, n int) *graph.Delta { return small.delta(key, uint64(n)) }

func (f *fixture) apply(deltas ...*graph.Delta) {
	f.Helper()
	if err := f.Apply(f.ctx, deltas...); err != nil {
		f.Fatalf("apply: %v", err)
	}
}

func (f *fixture) remove(d *graph.Delta) *graph.Receipt {
	f.Helper()
	r, err := f.Store.Remove(f.ctx, d.Document.ID)
	if err != nil {
		f.Fatalf("remove: %v", err)
	}
	return r
}

// view runs fn over a snapshot; fn ends the test itself where something is wrong.
func (f *fixture) view(fn func(r graph.Reader)) {
	f.Helper()
	err := f.View(f.ctx, func(r graph.Reader) error {
		fn(r)
		return nil
	})
	if err != nil {
		f.Fatalf("view: %v", err)
	}
}

func (f *fixture) dump() []byte {
	f.Helper()
	return dump(f.T, f.Store)
}

// like returns the dump of a fresh store of the same sort that holds deltas alone.
func (f *fixture) like(deltas ...*graph.Delta) []byte {
	f.Helper()
	fresh := f.open(f.T)
	defer fresh.Close()
	for _, d := range deltas {
		if err := fresh.Apply(f.ctx, d); err != nil {
			f.Fatalf("apply: %v", err)
		}
	}
	return dump(f.T, fresh)
}

func (f *fixture) same(what string, got, want []byte) {
	f.Helper()
	if !bytes.Equal(got, want) {
		f.Errorf("%s: the graphs differ:\n%s", what, firstDifference(got, want))
	}
}

// clean fails the test where verify finds something.
func (f *fixture) clean() {
	f.Helper()
	faults, err := f.Verify(f.ctx)
	if err != nil {
		f.Fatalf("verify: %v", err)
	}
	for _, fault := range faults {
		f.Errorf("verify: %s: %s", fault.Where, fault.What)
	}
}

// TB is what a dump needs of a test, also of a random one.
type tb interface {
	Helper()
	Fatalf(format string, args ...any)
}

func dump(t tb, s graph.Store) []byte {
	t.Helper()
	var out []byte
	err := s.View(context.Background(), func(r graph.Reader) (err error) {
		out, err = Dump(context.Background(), r)
		return err
	})
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	return out
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got  " + clip(g[i]) + "\nwant " + clip(w[i])
		}
	}
	return "one ends before the other"
}

func clip(line []byte) string {
	const most = 600
	return string(line[:min(len(line), most)])
}

func shuffled(deltas []*graph.Delta, seed uint64) []*graph.Delta {
	out := make([]*graph.Delta, len(deltas))
	for i, j := range rand.New(rand.NewPCG(seed, seed)).Perm(len(deltas)) {
		out[i] = deltas[j]
	}
	return out
}
