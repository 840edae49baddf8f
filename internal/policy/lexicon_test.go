package policy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLexiconPage works through docs/LEXICON.md: writes the files that it shows, runs its commands, and compares what they print.
func TestLexiconPage(t *testing.T) {
	isnad, dir := build(t), t.TempDir()
	fence := regexp.MustCompile("(?sm)^```([a-z]+) ?([^\n]*)\n(.*?)^```$")
	commands := 0
	for _, m := range fence.FindAllStringSubmatch(string(read(t, "docs/LEXICON.md")), -1) {
		switch {
		case m[2] != "":
			file := filepath.Join(dir, m[2])
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(m[3]), 0o600); err != nil {
				t.Fatal(err)
			}
		case m[1] == "console":
			for _, session := range strings.Split(m[3], "$ isnad ")[1:] {
				command, want, _ := strings.Cut(session, "\n")
				commands++
				if got := printed(isnad, dir, strings.Fields(command)...); !shows(want, got) {
					t.Errorf("docs/LEXICON.md: isnad %s prints\n%s\nnot\n%s", command, got, want)
				}
			}
		}
	}
	if commands < 5 {
		t.Errorf("only %d commands found", commands)
	}
}

// printed returns what a command prints, data and talk; its exit code is part of neither.
func printed(isnad, dir string, args ...string) string {
	cmd := exec.Command(isnad, args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
	_ = cmd.Run()
	return out.String()
}

// shows reports whether got is what a page shows, where «…» stands for anything.
func shows(want, got string) bool {
	parts := strings.Split(strings.TrimSpace(want), "…")
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(strings.Trim(p, "\n"))
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*") + "$").MatchString(strings.TrimSpace(got))
}
