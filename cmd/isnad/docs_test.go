package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/testdata"
)

var updateDocs = flag.Bool("update", false, "write what the commands of docs/*.md print into them")

// consoleBlock is a block of commands, each after a dollar sign, with what they print.
var consoleBlock = regexp.MustCompile("(?ms)^```isnad\n(.*?)^```$")

// TestDocumentedCommandsPrintWhatTheDocsSay runs the commands of each page, in their order, on a store of
// the bundled articles.
func TestDocumentedCommandsPrintWhatTheDocsSay(t *testing.T) {
	docs, err := filepath.Abs(filepath.Join("..", "..", "docs")) // a page has a working directory of its own
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(docs, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !consoleBlock.Match(text) {
			continue
		}
		ran++
		t.Run(filepath.Base(page), func(t *testing.T) { checkPage(t, page, string(text)) })
	}
	if ran == 0 {
		t.Error("no page has a block of commands")
	}
}

// fileBlock is a block with a file that commands of the page read.
var fileBlock = regexp.MustCompile("(?ms)^```(?:tsv|jsonl) ([a-z.]+)\n(.*?)^```$")

func checkPage(t *testing.T, path, text string) {
	t.Chdir(t.TempDir())
	for _, file := range fileBlock.FindAllStringSubmatch(text, -1) {
		if err := os.WriteFile(file[1], []byte(file[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := newDocsApp(t)
	got := consoleBlock.ReplaceAllStringFunc(text, func(block string) string {
		var out strings.Builder
		out.WriteString("```isnad\n")
		for line := range strings.Lines(block) {
			if command, is := strings.CutPrefix(line, "$ "); is {
				out.WriteString(line)
				out.WriteString(a.run(t, strings.TrimSpace(command)))
			}
		}
		return out.String() + "```"
	})
	if got == text {
		return
	}
	if *updateDocs {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s does not show what its commands print; -update writes it. First difference:\n%s", filepath.Base(path), firstLineThatDiffers(text, got))
}

func firstLineThatDiffers(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf("line %d\nshown   %s\nprinted %s", i+1, as[i], bs[i])
		}
	}
	return fmt.Sprintf("%d lines, and %d", len(as), len(bs))
}

// docsApp runs commands on a store of its own.
type docsApp struct {
	store     string
	variables map[string]string
}

func newDocsApp(t *testing.T) *docsApp {
	a := &docsApp{store: filepath.Join(t.TempDir(), "store"), variables: map[string]string{}}
	articles := filepath.Join(t.TempDir(), "articles.jsonl")
	text, err := testdata.FS.ReadFile(testdata.Articles)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(articles, text, 0o644); err != nil {
		t.Fatal(err)
	}
	a.run(t, "isnad ingest "+articles)
	return a
}

// passing are ids that differ from run to run.
var passing = regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\b`)

// assignment sets a variable to the last line of what a command prints.
var assignment = regexp.MustCompile(`^([A-Z]+)=\$\((.*) \| tail -n 1\)$`)

// backupSize is what a backup says of its size and its hash, which depend on the id of the store.
var backupSize = regexp.MustCompile(`(?m)(\.isnad,(?:whole|incremental),\d+,\d+),\d+,(true|false),[0-9a-f]{64}$`)

// took is how long a verb says that it took.
var took = regexp.MustCompile(` in [0-9.]+[mµn]?s \(\d+ a second\)`)

// run returns what a command prints, its talk aside unless the command ends in 2>&1, with what differs from run to run
// cut short.
func (d *docsApp) run(t *testing.T, command string) string {
	t.Helper()
	if set := assignment.FindStringSubmatch(command); set != nil {
		d.variables[set[1]] = d.output(t, set[2], false)
		lines := strings.Split(strings.TrimSpace(d.variables[set[1]]), "\n")
		d.variables[set[1]] = lines[len(lines)-1]
		return ""
	}
	for name, value := range d.variables {
		command = strings.ReplaceAll(command, "$"+name, value)
	}
	command, talk := strings.CutSuffix(command, " 2>&1")
	printed := strings.ReplaceAll(backupSize.ReplaceAllString(d.output(t, command, talk), "$1,…,$2,…"), d.store, "isnad-data")
	var out strings.Builder
	for line := range strings.Lines(passing.ReplaceAllStringFunc(printed, func(id string) string { return id[:2] + "…" })) {
		out.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return out.String()
}

// output returns what a command prints, with its talk behind it where that is asked for.
func (d *docsApp) output(t *testing.T, command string, talk bool) string {
	t.Helper()
	args := shellWords(command)
	if len(args) == 0 || args[0] != "isnad" {
		t.Fatalf("not a command of ours: %s", command)
	}
	var stdout, stderr bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(name string) string {
		return map[string]string{"ISNAD_STORE": d.store}[name]
	}}
	if code := a.main(context.Background(), args[1:]); code != exitOK {
		t.Fatalf("%s: exit code %d: %s", command, code, stderr.String())
	}
	if talk {
		stdout.WriteString(took.ReplaceAllString(stderr.String(), ""))
	}
	return stdout.String()
}

// shellWords splits a command at blanks outside of single quotes.
func shellWords(command string) []string {
	var words []string
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}
