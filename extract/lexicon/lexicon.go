package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
)

// Class is a class of words («prepositions of opposition», «nouns for fighters»), numbered within one Lexicon.
type Class uint16

// NoClass is the class of nothing.
const NoClass Class = 0

// Sense is what a form can be: a member of a word class, or a form of a trigger, or both.
type Sense struct {
	Class   Class
	Trigger *Trigger // nil for plain words
	Form    arabic.Form
}

// Lexicon is the linguistic data, indexed. It is safe for concurrent use once loaded.
type Lexicon struct {
	Entries  []Entry
	Triggers []*Trigger
	byKey    map[string]int32
	classes  map[string]Class
	names    []string // class names, by Class
	senses   map[string][]Sense
	phrases  *node[Sense]
	entities *node[NameRef]
	filled   map[Class]bool
	frames   map[string]*Frame
	lemmas   map[string]*Trigger
	common   map[string]bool  // stems of words that are names of places too
	areas    map[string]bool  // nouns that say of which sort an administrative area is
	external map[string]int32 // places by the id that another gazetteer gives them
	instead  []claimedName
	parents  []int32            // of entries; -1 where there is none
	outlets  map[string][]int32 // media by the letters of their English names and ids
	builtIn  int                // triggers of the first file system
	sum      string
}

type node[T any] struct {
	next map[string]*node[T]
	here []T
}

func (n *node[T]) add(words []string, v T) {
	for _, w := range words {
		if n.next == nil {
			n.next = map[string]*node[T]{}
		}
		child := n.next[w]
		if child == nil {
			child = &node[T]{}
			n.next[w] = child
		}
		n = child
	}
	n.here = append(n.here, v)
}

// Load reads the tables below root in fsys: the first file system holds the built-in data, further ones
// add to it. It stops at the first fault, and names file and line.
func Load(root string, fsys ...fs.FS) (*Lexicon, error) {
	l := &Lexicon{
		byKey: map[string]int32{}, classes: map[string]Class{}, names: []string{""}, frames: map[string]*Frame{},
		lemmas: map[string]*Trigger{}, common: map[string]bool{}, areas: map[string]bool{}, external: map[string]int32{},
		filled: map[Class]bool{}, senses: map[string][]Sense{}, phrases: &node[Sense]{}, entities: &node[NameRef]{},
	}
	h := sha256.New()
	builtIn := 0
	for n, f := range fsys {
		if err := l.load(f, root); err != nil {
			return nil, err
		}
		if err := fs.WalkDir(f, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(f, p)
			fmt.Fprintf(h, "%s %d\n", p, len(b))
			h.Write(b)
			return err
		}); err != nil {
			return nil, fmt.Errorf("hash lexicon: %w", err)
		}
		if n == 0 {
			builtIn, l.builtIn = len(l.Entries), len(l.Triggers)
		}
	}
	l.settle(builtIn)
	l.indexOutlets()
	l.indexParents()
	l.sum = hex.EncodeToString(h.Sum(nil))[:12]
	return l, nil
}

// BuiltInTriggers returns the triggers of the built-in data alone: what is learned of them must not depend on a user's own.
func (l *Lexicon) BuiltInTriggers() []*Trigger { return l.Triggers[:l.builtIn] }

// Version names the content of the data: equal data, equal version.
func (l *Lexicon) Version() string { return l.sum }

// indexParents notes which entry each one's parent is.
func (l *Lexicon) indexParents() {
	l.parents = make([]int32, len(l.Entries))
	for i := range l.Entries {
		l.parents[i] = int32(l.Index(l.Entries[i].Parent))
	}
}

// Class returns the class with that name, making it where it is new.
func (l *Lexicon) Class(name string) Class {
	if name == "" {
		return NoClass
	}
	c, ok := l.classes[name]
	if !ok {
		c = Class(len(l.names))
		l.classes[name] = c
		l.names = append(l.names, name)
	}
	return c
}

// nearPrefix begins the ids of the classes that only the column «needs» of the triggers names.
const nearPrefix = "near-"

// Near reports whether c only says what stands near a trigger: its words are otherwise read as if the
// lexicon did not know them.
func (l *Lexicon) Near(c Class) bool { return strings.HasPrefix(l.names[c], nearPrefix) }

// ClassName returns the name of c.
func (l *Lexicon) ClassName(c Class) string { return l.names[c] }

// LookupClass returns the class with that name, and whether there is one.
func (l *Lexicon) LookupClass(name string) (Class, bool) {
	c, ok := l.classes[name]
	return c, ok
}

// Filled reports whether any word belongs to the class with that name.
func (l *Lexicon) Filled(class string) bool {
	c, ok := l.classes[class]
	return ok && l.filled[c]
}

// Index returns the index in Entries of the entity with key, or -1.
func (l *Lexicon) Index(key string) int {
	if i, ok := l.byKey[key]; ok {
		return int(i)
	}
	return -1
}

// Parent returns the index in Entries of the parent of the entity with index i, or -1.
func (l *Lexicon) Parent(i int) int { return int(l.parents[i]) }

// Within reports whether the entity with index a is b or lies, by its parents, within b.
func (l *Lexicon) Within(a, b int) bool {
	for n := 0; a >= 0 && n < 8; n++ {
		if a == b {
			return true
		}
		a = l.Parent(a)
	}
	return false
}

func (l *Lexicon) load(fsys fs.FS, root string) error {
	steps := []func(fs.FS, string) error{l.loadCommon, l.loadWords, l.loadNouns, l.loadTriggers, l.loadEntities}
	for _, step := range steps {
		if err := step(fsys, root); err != nil {
			return err
		}
	}
	return nil
}

func exists(fsys fs.FS, file string) bool {
	_, err := fs.Stat(fsys, file)
	return err == nil
}

// optional reads a table that need not be there.
func optional(fsys fs.FS, root, name string) ([]Row, error) {
	file := path.Join(root, name)
	if !exists(fsys, file) {
		return nil, nil
	}
	return ReadTable(fsys, file)
}

// employer returns the key of the actor or outlet with id.
func (l *Lexicon) employer(id string) string {
	if key := Key("media", id); l.Index(key) >= 0 {
		return key
	}
	return Key("actors", id)
}
