package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/schema"
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

// Trigger is a lemma that tells an occurrence, or that bears on one.
type Trigger struct {
	ID     string
	Kind   string // event, light, suffer, scene, occur, repel, cause, try, fail, plan, deny, report, plain
	Type   schema.Type
	Mode   schema.Mode
	Phase  schema.Phase
	Stance schema.Stance // of a reporting lemma
	Frame  *Frame
	Needs  Class  // a class of which a word must follow, or NoClass
	Req    string // what the arguments must hold for the reading to count
}

// Frame says which complement fills which role.
type Frame struct {
	ID                                                     string
	Subj, Obj, Gen, Li, Ala, Didd, Min, Ila, An, Maa, Bayn Slot
}

// Slot is the role that a complement fills.
type Slot string

// Slots.
const (
	NoSlot      Slot = ""
	AgentSlot   Slot = "agent"
	PatientSlot Slot = "patient"
	PlaceSlot   Slot = "place"
	LoserSlot   Slot = "loser" // from whom a place is taken
	DestSlot    Slot = "dest"  // where to; no role of its own
)

// Entry is an entity that the lexicon knows.
type Entry struct {
	Key      string
	Kind     schema.Kind
	Class    string
	Parent   string
	Gender   byte // 'm', 'f' or 0
	En       string
	Name     string   // main name
	Heads    []string // first words of its names of several words, in normal form
	HasPoint bool
	Lat, Lon float64
	External map[string]string
	Theatre  string
	Role     string // of a person towards Parent
}

// NameRef is one reading of a name.
type NameRef struct {
	Entry   int32
	Gated   bool // counts only behind a type noun
	Generic bool // shared by several entities
	Main    bool
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
// add to it. It returns every fault that it meets, each with file and line.
func Load(root string, fsys ...fs.FS) (*Lexicon, error) {
	l := &Lexicon{
		byKey: map[string]int32{}, classes: map[string]Class{}, names: []string{""},
		filled: map[Class]bool{}, senses: map[string][]Sense{}, phrases: &node[Sense]{}, entities: &node[NameRef]{},
	}
	h := sha256.New()
	for _, f := range fsys {
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
	}
	l.sum = hex.EncodeToString(h.Sum(nil))[:12]
	return l, nil
}

// Version names the content of the data: equal data, equal version.
func (l *Lexicon) Version() string { return l.sum }

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

// Entry returns the entity with key.
func (l *Lexicon) Entry(key string) (*Entry, bool) {
	i, ok := l.byKey[key]
	if !ok {
		return nil, false
	}
	return &l.Entries[i], true
}

// Index returns the index in Entries of the entity with key, or -1.
func (l *Lexicon) Index(key string) int {
	if i, ok := l.byKey[key]; ok {
		return int(i)
	}
	return -1
}

// Within reports whether the entity with index a is b or lies, by its parents, within b.
func (l *Lexicon) Within(a, b int) bool {
	for n := 0; a >= 0 && n < 8; n++ {
		if a == b {
			return true
		}
		a = l.Index(l.Entries[a].Parent)
	}
	return false
}

func (l *Lexicon) load(fsys fs.FS, root string) error {
	steps := []func(fs.FS, string) error{l.loadWords, l.loadNouns, l.loadTriggers, l.loadEntities}
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

func (l *Lexicon) loadWords(fsys fs.FS, root string) error {
	file := path.Join(root, "words.tsv")
	if !exists(fsys, file) {
		return nil
	}
	rows, err := ReadTable(fsys, file)
	if err != nil {
		return err
	}
	for _, r := range rows {
		l.addForm(Sense{Class: l.Class(r.ID), Form: arabic.Form{Text: r.Get("form"), Kind: arabic.Particle}})
	}
	return nil
}

func (l *Lexicon) loadNouns(fsys fs.FS, root string) error {
	file := path.Join(root, "nouns.tsv")
	if !exists(fsys, file) {
		return nil
	}
	rows, err := ReadTable(fsys, file)
	if err != nil {
		return err
	}
	for _, r := range rows {
		plural := r.Get("plural")
		sound := plural == "+"
		if sound {
			plural = ""
		}
		head, tail := cutWord(arabic.Normalize(r.Get("singular")))
		broken, brokenTail := cutWord(arabic.Normalize(plural))
		if r.Get("gender") == "" {
			return r.Errorf("a noun needs its gender, m or f")
		}
		for _, f := range arabic.NounForms(head, "", r.Get("gender")[0], sound) {
			f.Text += tail
			l.addForm(Sense{Class: l.Class(r.ID), Form: f})
		}
		if broken != "" {
			for _, f := range arabic.NounForms(broken, "", r.Get("gender")[0], false)[:2] {
				f.Number, f.Text = 'p', f.Text+brokenTail
				l.addForm(Sense{Class: l.Class(r.ID), Form: f})
			}
		}
	}
	return nil
}

// cutWord splits an expression into its first word, which inflects, and the rest with its blank.
func cutWord(s string) (string, string) {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func (l *Lexicon) loadTriggers(fsys fs.FS, root string) error {
	if !exists(fsys, path.Join(root, "triggers.tsv")) {
		return nil
	}
	frames, err := l.loadFrames(fsys, root)
	if err != nil {
		return err
	}
	rows, err := ReadTable(fsys, path.Join(root, "triggers.tsv"))
	if err != nil {
		return err
	}
	byID := map[string]*Trigger{}
	for _, r := range rows {
		t := &Trigger{
			ID: r.ID, Kind: r.Get("kind"), Type: schema.Type(r.Get("type")), Mode: schema.Mode(r.Get("mode")),
			Phase: schema.Phase(r.Get("phase")), Frame: frames[r.Get("frame")], Needs: l.Class(r.Get("needs")), Req: r.Get("req"),
		}
		if t.Kind == "report" {
			t.Stance, t.Type = schema.Stance(t.Type), ""
		}
		if t.Frame == nil {
			return r.Errorf("no frame %q in frames.tsv", r.Get("frame"))
		}
		byID[r.ID] = t
		l.Triggers = append(l.Triggers, t)
	}
	return l.loadTriggerForms(fsys, root, byID)
}

func (l *Lexicon) loadFrames(fsys fs.FS, root string) (map[string]*Frame, error) {
	rows, err := ReadTable(fsys, path.Join(root, "frames.tsv"))
	if err != nil {
		return nil, err
	}
	frames := map[string]*Frame{}
	for _, r := range rows {
		s := func(c string) Slot { return Slot(r.Get(c)) }
		frames[r.ID] = &Frame{
			ID: r.ID, Subj: s("subj"), Obj: s("obj"), Gen: s("gen"), Li: s("li"), Ala: s("ala"), Didd: s("didd"),
			Min: s("min"), Ila: s("ila"), An: s("an"), Maa: s("maa"), Bayn: s("bayn"),
		}
	}
	return frames, nil
}

func (l *Lexicon) loadTriggerForms(fsys fs.FS, root string, byID map[string]*Trigger) error {
	rows, err := ReadTable(fsys, path.Join(root, "trigger-forms.tsv"))
	if err != nil {
		return err
	}
	for _, r := range rows {
		t := byID[r.ID]
		if t == nil {
			return r.Errorf("no trigger %q in triggers.tsv", r.ID)
		}
		head, tail := cutWord(arabic.Normalize(r.Get("form")))
		forms, err := inflect(head, r.Get("kind"))
		if err != nil {
			return r.Errorf("%v", err)
		}
		for _, f := range forms {
			f.Text += tail
			l.addForm(Sense{Trigger: t, Form: f, Class: l.Class("t." + t.Kind)})
		}
	}
	return nil
}

func inflect(stem, kind string) ([]arabic.Form, error) {
	switch kind {
	case "perfect":
		return arabic.PerfectForms(stem, false), nil
	case "passive":
		return arabic.PerfectForms(stem, true), nil
	case "imperfect":
		return arabic.ImperfectForms(stem), nil
	case "masdar":
		forms := arabic.NounForms(stem, "", 0, false)
		for i := range forms {
			forms[i].Kind = arabic.Masdar
		}
		return forms[:2], nil
	case "noun":
		forms := arabic.NounForms(stem, "", 'm', false)
		for i := range forms {
			forms[i].Kind = arabic.Masdar
		}
		return forms, nil
	case "masdar-plural", "plural":
		return []arabic.Form{{Text: stem, Kind: arabic.Masdar, Number: 'p'}}, nil
	}
	return nil, fmt.Errorf("no kind of form %q; use perfect, passive, imperfect, masdar, masdar-plural, noun or plural", kind)
}

func (l *Lexicon) addForm(s Sense) {
	text := arabic.Normalize(s.Form.Text)
	s.Form.Text = text
	l.filled[s.Class] = true
	words := strings.Fields(text)
	if len(words) == 0 {
		return
	}
	if len(words) > 1 {
		l.phrases.add(words, s)
		return
	}
	for _, have := range l.senses[text] {
		if have.Class == s.Class && have.Trigger == s.Trigger && have.Form.Kind == s.Form.Kind && have.Form.Bound == s.Form.Bound && have.Form.Number == s.Form.Number {
			return
		}
	}
	l.senses[text] = append(l.senses[text], s)
}

func (l *Lexicon) loadEntities(fsys fs.FS, root string) error {
	for _, group := range []string{"actors", "media", "persons", "places"} {
		files, err := fs.Glob(fsys, path.Join(root, group, "*.tsv"))
		if err != nil {
			return fmt.Errorf("list %s: %w", group, err)
		}
		sort.Strings(files)
		for _, f := range files {
			if strings.HasSuffix(f, ".names.tsv") {
				continue
			}
			if err := l.loadEntries(fsys, f, group); err != nil {
				return err
			}
		}
		for _, f := range files {
			if strings.HasSuffix(f, ".names.tsv") {
				if err := l.loadNames(fsys, f, group); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (l *Lexicon) loadEntries(fsys fs.FS, file, group string) error {
	rows, err := ReadTable(fsys, file)
	if err != nil {
		return err
	}
	theatre := strings.TrimSuffix(path.Base(file), ".tsv")
	for _, r := range rows {
		key := Key(group, r.ID)
		if _, ok := l.byKey[key]; ok {
			return r.Errorf("id %q stands twice; ids are unique among %s", r.ID, group)
		}
		e := Entry{
			Key: key, Kind: schema.Kind(r.Get("kind")), Class: r.Get("class"), Parent: Key(group, r.Get("parent")),
			En: r.Get("en"), Theatre: theatre, Role: r.Get("role"),
		}
		if group == "media" {
			e.Parent = Key("actors", r.Get("parent"))
		}
		if group == "persons" {
			e.Kind, e.Parent = schema.Person, l.employer(r.Get("affiliation"))
		}
		if g := r.Get("gender"); g != "" {
			e.Gender = g[0]
		}
		if err := e.setPoint(r); err != nil {
			return err
		}
		for _, x := range []string{"pcode", "geonames", "wikidata"} {
			if v := r.Get(x); v != "" {
				if e.External == nil {
					e.External = map[string]string{}
				}
				e.External[x] = v
			}
		}
		l.byKey[key] = int32(len(l.Entries))
		l.Entries = append(l.Entries, e)
	}
	return nil
}

// employer returns the key of the actor or outlet with id.
func (l *Lexicon) employer(id string) string {
	if key := Key("media", id); l.Index(key) >= 0 {
		return key
	}
	return Key("actors", id)
}

func (e *Entry) setPoint(r Row) error {
	lat, lon := r.Get("lat"), r.Get("lon")
	if lat == "" && lon == "" {
		return nil
	}
	var err1, err2 error
	e.Lat, err1 = strconv.ParseFloat(lat, 64)
	e.Lon, err2 = strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil {
		return r.Errorf("lat %q, lon %q: want decimal degrees", lat, lon)
	}
	e.HasPoint = true
	return nil
}

// Key returns the key of the entity with id in a group of tables: "actor/x-isis", "place/sy-hajin".
func Key(group, id string) string {
	if id == "" {
		return ""
	}
	return strings.TrimSuffix(group, "s") + "/" + id
}

func (l *Lexicon) loadNames(fsys fs.FS, file, group string) error {
	rows, err := ReadTable(fsys, file)
	if err != nil {
		return err
	}
	for _, r := range rows {
		i, ok := l.byKey[Key(group, r.ID)]
		if !ok {
			return r.Errorf("no entity %q in %s", r.ID, strings.Replace(path.Base(file), ".names", "", 1))
		}
		ref := NameRef{Entry: i}
		for _, u := range strings.Split(r.Get("use"), ",") {
			switch u {
			case "main":
				ref.Main = true
				l.Entries[i].Name = r.Get("name")
			case "gated":
				ref.Gated = true
			case "generic":
				ref.Generic = true
			case "alias", "loaded":
			default:
				return r.Errorf("use %q: want main, alias, gated, generic or loaded", u)
			}
		}
		words := NameWords(r.Get("name"))
		if len(words) == 0 {
			return r.Errorf("an empty name")
		}
		l.entities.add(words, ref)
		l.Entries[i].addHead(words)
	}
	return nil
}

// addHead notes the first word of a name of several words: the noun by which a text refers back to it.
func (e *Entry) addHead(words []string) {
	if len(words) > 1 && !slices.Contains(e.Heads, words[0]) {
		e.Heads = append(e.Heads, words[0])
	}
}

// NameWords returns the normal forms of the words of a name, without punctuation.
func NameWords(name string) []string {
	var words []string
	for _, t := range arabic.Tokenize(name, 0, len(name)) {
		if t.Kind != arabic.Punct {
			words = append(words, t.Norm)
		}
	}
	return words
}
