package lexicon

import (
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

// Entry returns the entity with key.
func (l *Lexicon) Entry(key string) (*Entry, bool) {
	i, ok := l.byKey[key]
	if !ok {
		return nil, false
	}
	return &l.Entries[i], true
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
		for _, x := range schemes {
			if v := r.Get(x); v != "" {
				if e.External == nil {
					e.External = map[string]string{}
				}
				e.External[x] = v
				l.external[x+":"+v] = int32(len(l.Entries))
			}
		}
		l.byKey[key] = int32(len(l.Entries))
		l.Entries = append(l.Entries, e)
	}
	return nil
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
		words := NameWords(r.Get("name"))
		if len(words) == 0 {
			return r.Errorf("an empty name")
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
			case "instead":
				l.instead = append(l.instead, claimedName{words, i})
			case "alias", "loaded", "free":
			default:
				return r.Errorf("use %q: want %s", u, strings.Join(nameUses, ", "))
			}
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
