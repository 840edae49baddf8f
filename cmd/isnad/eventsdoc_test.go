package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWorkedExample: docs/EVENTS.md shows what the program says of the bundled articles.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/EVENTS.md")
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "store")
	run := func(args ...string) string {
		var out, talk bytes.Buffer
		a := &app{stdin: strings.NewReader(""), stdout: &out, stderr: &talk, getenv: func(string) string { return "" }}
		if code := a.main(t.Context(), append([]string{"--store", store}, args...)); code != exitOK {
			t.Fatalf("isnad %v ends with %d: %s", args, code, talk.String())
		}
		return out.String()
	}
	run("ingest", "../../testdata/articles.jsonl")
	events := strings.Split(strings.TrimSpace(run("events", "--type", "attack", "--min-documents", "2", "--format", "csv")), "\n")
	if len(events) != 2 {
		t.Fatalf("events: %q", events)
	}
	id := events[1][strings.LastIndexByte(events[1], ',')+1:]
	paragraphs := strings.Split(run("why", id), "\n\n")
	if len(paragraphs) < 3 || !strings.Contains(string(page), "```\n"+paragraphs[1]+"\n```") {
		t.Errorf("the page does not have\n%s", paragraphs[1])
	}
	if !strings.Contains(paragraphs[0], "told by 2 claims; independent sources: 1") {
		t.Errorf("the event is %s", paragraphs[0])
	}
	if kills := run("events", "--type", "kill", "--min-documents", "2", "--format", "csv"); strings.Count(kills, "\n") != 1 {
		t.Errorf("the page says that the deaths stay two events: %s", kills)
	}
}
