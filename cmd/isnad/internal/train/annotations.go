package train

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

// Annotation is what people found in an article, as offsets and labels without its text. Offsets are
// [start, end) in code points of the text that Text returns; slots hold indexes of entities.
type Annotation struct {
	Doc      string `json:"doc"`
	SHA256   string `json:"sha256"` // of the text, its first 16 digits
	Entities []struct {
		Kind  string   `json:"kind"`
		Names [][2]int `json:"names"`
	} `json:"entities"`
	Events    []annotatedEvent `json:"events"`
	Relations [][3]any         `json:"relations"` // type, subject, object
}

type annotatedEvent struct {
	Type     string   `json:"type"`
	Mode     string   `json:"mode"`
	Phase    string   `json:"phase"`
	Status   string   `json:"status"` // happened where it is left out
	Agents   []int    `json:"agents"`
	Patients []int    `json:"patients"`
	Places   []int    `json:"places"`
	Sources  []int    `json:"sources"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	Count    *[2]*int `json:"count"` // min and max
	Quote    [2]int   `json:"quote"`
}

// ReadAnnotations reads a file of annotations, one JSON object a line. An error names the line at fault.
func ReadAnnotations(path string) ([]Annotation, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read annotations: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 8<<20)
	var out []Annotation
	for line := 1; s.Scan(); line++ {
		var a Annotation
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		out = append(out, a)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// Text returns the text that annotations point into: the article under its title.
func Text(title, text string) string {
	title = strings.TrimSpace(title)
	if title == "" || strings.HasPrefix(strings.TrimSpace(text), title) {
		return text
	}
	return title + "\n\n" + text
}

// Gold lays the annotation over text. It returns an error where text is not what was annotated.
func (a *Annotation) Gold(text string) (*extract.Gold, error) {
	sum := sha256.Sum256([]byte(text))
	if hex.EncodeToString(sum[:])[:len(a.SHA256)] != a.SHA256 {
		return nil, fmt.Errorf("%s: the article is not the one that was annotated", a.Doc)
	}
	l := layer{runes: []rune(text)}
	g := &extract.Gold{}
	for _, e := range a.Entities {
		x := extract.GoldEntity{Kind: schema.Kind(e.Kind)}
		for _, n := range e.Names {
			x.Names = append(x.Names, l.text(n))
		}
		g.Entities = append(g.Entities, x)
	}
	for _, e := range a.Events {
		g.Events = append(g.Events, l.event(e))
	}
	for _, r := range a.Relations {
		g.Relations = append(g.Relations, extract.GoldRelation{Type: schema.Type(fmt.Sprint(r[0])), Subject: index(r[1]), Object: index(r[2])})
	}
	if l.outside {
		return nil, fmt.Errorf("%s: an offset lies outside the text", a.Doc)
	}
	return g, nil
}

func index(x any) int {
	n, _ := x.(float64)
	return int(n)
}

// layer reads offsets in code points of a text.
type layer struct {
	runes   []rune
	outside bool
}

func (l *layer) text(at [2]int) string {
	if at[0] < 0 || at[1] > len(l.runes) || at[0] > at[1] {
		l.outside = true
		return ""
	}
	return string(l.runes[at[0]:at[1]])
}

func (l *layer) event(e annotatedEvent) extract.GoldEvent {
	start := len(l.text([2]int{0, e.Quote[0]}))
	out := extract.GoldEvent{
		Type: schema.Type(e.Type), Phase: schema.Phase(e.Phase), Status: schema.Status(e.Status),
		Agents: e.Agents, Patients: e.Patients, Places: e.Places, Sources: e.Sources, From: e.From, To: e.To,
		Quote: extract.Span{Start: start, End: start + len(l.text(e.Quote))},
	}
	if out.Status == "" {
		out.Status = schema.Happened
	}
	if e.Count != nil {
		out.Count = &extract.Tally{Min: end(e.Count[0]), Max: end(e.Count[1])}
	}
	return out
}

func end(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}
