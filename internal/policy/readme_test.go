package policy

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the answer in README.md")

// TestREADME runs what README.md tells a newcomer to run, and compares the answer that it prints.
func TestREADME(t *testing.T) {
	readme := string(read(t, "README.md"))
	isnad := build(t)
	dir := t.TempDir()
	for _, command := range strings.Split(strings.TrimSpace(block(t, readme, "")), "\n") {
		if target, ok := strings.CutPrefix(command, "make "); ok {
			target, _, _ = strings.Cut(target, " ")
			if !bytes.Contains(read(t, "Makefile"), []byte("\n"+target+":")) {
				t.Errorf("README.md: %q, but there is no such target", command)
			}
		}
	}
	_, exportSection, _ := strings.Cut(readme, "## First export")
	for _, command := range strings.Split(strings.TrimSpace(block(t, exportSection, "")), "\n") {
		args := strings.Fields(command)
		if args[0] != "bin/isnad" {
			t.Fatalf("README.md: cannot run %q", command)
		}
		run(t, isnad, dir, "", args[1:]...)
	}
	got := run(t, isnad, dir, block(t, readme, "graphql"), "query", "-")
	want := block(t, readme, "json")
	if compact(got) == compact(want) {
		return
	}
	if !*update {
		t.Fatalf("README.md prints another answer than the program gives; go test ./internal/policy -update mends it\n%s", got)
	}
	readme = strings.Replace(readme, "```json\n"+want+"```", "```json\n"+got+"```", 1)
	if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(readme), 0o666); err != nil {
		t.Fatal(err)
	}
}

// block returns the first fenced block of that language.
func block(t *testing.T, doc, language string) string {
	t.Helper()
	m := regexp.MustCompile("(?sm)^```" + language + "\n(.*?)^```$").FindStringSubmatch(doc)
	if m == nil {
		t.Fatalf("README.md has no block of %q", language)
	}
	return m[1]
}

// compact drops white space, so that the page may lay JSON out for reading.
func compact(s string) string { return strings.Join(strings.Fields(s), "") }

func build(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "isnad")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/isnad")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// run gives the command what it reads from the project by its path there, and the rest in dir.
func run(t *testing.T, isnad, dir, stdin string, args ...string) string {
	t.Helper()
	for i, arg := range args {
		if _, err := os.Stat(filepath.Join(root, arg)); err == nil && strings.Contains(arg, "/") {
			path, err := filepath.Abs(filepath.Join(root, arg))
			if err != nil {
				t.Fatal(err)
			}
			args[i] = path
		}
	}
	cmd := exec.Command(isnad, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("isnad %s: %v\n%s", strings.Join(args, " "), err, talk.Bytes())
	}
	return string(out)
}
