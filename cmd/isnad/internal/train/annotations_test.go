package train_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/cmd/isnad/internal/train"
	"github.com/isnad-graph/isnad/schema"
)

const article = "قسد تتقدم\n\nقتل أربعة من عناصر داعش في هجين."

func write(t *testing.T, line string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func annotated(sum string) string {
	return `{"doc":"d","sha256":"` + sum + `","entities":[{"kind":"armed-group","names":[[30,34]]},{"kind":"settlement","names":[[38,42]]}],` +
		`"events":[{"type":"kill","quote":[11,34],"patients":[0],"places":[1],"from":"2018-10-21","count":[4,null]}],"relations":[["ally-of",0,1]]}`
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:16]
}

func TestAnnotationsLieOverTheText(t *testing.T) {
	list, err := train.ReadAnnotations(write(t, annotated(sumOf(article))))
	if err != nil {
		t.Fatal(err)
	}
	g, err := list[0].Gold(article)
	if err != nil {
		t.Fatal(err)
	}
	e := g.Events[0]
	if g.Entities[0].Names[0] != "داعش" || g.Entities[1].Names[0] != "هجين" || article[e.Quote.Start:e.Quote.End] != "قتل أربعة من عناصر داعش" {
		t.Errorf("entities %v, quote %q", g.Entities, article[e.Quote.Start:e.Quote.End])
	}
	if e.Type != schema.Kill || e.Status != schema.Happened || e.Count.Min != 4 || e.Count.Max != -1 || e.From != "2018-10-21" || g.Relations[0].Object != 1 {
		t.Errorf("event %+v, relations %v", e, g.Relations)
	}
}

func TestAnnotationsOfAnotherText(t *testing.T) {
	list, err := train.ReadAnnotations(write(t, annotated(sumOf(article))))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := list[0].Gold(article + " "); err == nil || !strings.Contains(err.Error(), "not the one that was annotated") {
		t.Errorf("an edited article: %v", err)
	}
	short := "قسد"
	list[0].SHA256 = sumOf(short)
	if _, err := list[0].Gold(short); err == nil || !strings.Contains(err.Error(), "outside the text") {
		t.Errorf("offsets beyond the text: %v", err)
	}
	if _, err := train.ReadAnnotations(write(t, `{"doc":`)); err == nil || !strings.Contains(err.Error(), "a.jsonl:1") {
		t.Errorf("a broken line: %v", err)
	}
}

// TestAnnotationsHold: the labels of the file that the models learn from are those of the vocabulary.
func TestAnnotationsHold(t *testing.T) {
	list, err := train.ReadAnnotations("../../../../testdata/annotations/pool.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		for _, e := range a.Entities {
			kind := schema.Kind(e.Kind)
			if !slices.Contains(schema.Kinds, kind) || len(e.Names) == 0 && kind != schema.Civilians && kind != schema.Unknown {
				t.Errorf("%s: entity of kind %q with %d names", a.Doc, e.Kind, len(e.Names))
			}
		}
		for _, e := range a.Events {
			if !slices.Contains(schema.EventTypes, schema.Type(e.Type)) || e.Quote[0] >= e.Quote[1] {
				t.Errorf("%s: event of type %q, quote %v", a.Doc, e.Type, e.Quote)
			}
			for _, i := range slices.Concat(e.Agents, e.Patients, e.Places, e.Sources) {
				if i < 0 || i >= len(a.Entities) {
					t.Errorf("%s: no entity %d", a.Doc, i)
				}
			}
		}
	}
}

func TestTextStandsUnderItsTitle(t *testing.T) {
	for _, c := range [][3]string{{"عنوان", "نص", "عنوان\n\nنص"}, {"عنوان", "عنوان\nنص", "عنوان\nنص"}, {"", "نص", "نص"}} {
		if got := train.Text(c[0], c[1]); got != c[2] {
			t.Errorf("%q under %q: %q", c[1], c[0], got)
		}
	}
}
