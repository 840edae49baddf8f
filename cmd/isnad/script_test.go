package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"

	"github.com/isnad-graph/isnad/graph/badgerstore"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"isnad": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("ISNAD_STORE", filepath.Join(env.WorkDir, "store"))
			docs, err := filepath.Abs(filepath.Join("..", "..", "docs"))
			env.Setenv("DOCS", docs)
			env.Setenv("PYTHONIOENCODING", "utf-8")
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"occupy":   occupy,
			"lock":     lock,
			"encode":   encode,
			"compress": compress,
			"cut":      cut,
			"pack":     pack,
			"big":      big,
			"bigrow":   bigRow,
			"id":       id,
			"revision": revision,
			"endpoint": endpoint,
		},
	})
}

// exits CODE COMMAND ARGS… runs a command that must end with that exit code, and with one line of talk
// that has a remedy, unless it is 0.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	for line := range strings.Lines(ts.ReadFile("stderr")) {
		if !strings.HasPrefix(line, "isnad: ") {
			ts.Fatalf("a line of talk without «isnad: »: %q", line)
		}
	}
}

// occupy takes a port until the script ends, and puts its address into $ADDRESS.
func occupy(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv("ADDRESS", l.Addr().String())
}

// lock DIR keeps a store open until the script ends.
func lock(ts *testscript.TestScript, _ bool, args []string) {
	store, err := badgerstore.Open(context.Background(), ts.MkAbs(args[0]), badgerstore.Options{})
	ts.Check(err)
	ts.Defer(func() { store.Close() })
}

// encode FILE writes a file of UTF-8 anew in the Arabic code page of Windows.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	text, err := charmap.Windows1256.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// compress FILE writes FILE.gz.
func compress(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0])+".gz", b.Bytes(), 0o600))
}

// pack ARCHIVE FILE… writes files into a .zip.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range args[1:] {
		w, err := z.Create(filepath.Base(name))
		ts.Check(err)
		_, err = w.Write([]byte(ts.ReadFile(name)))
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}

// cut FILE N drops the last N bytes of a file.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-n]), 0o600))
}

// big FROM TO MIB writes the text of a file again and again, until it has so many MiB.
func big(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[2])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Repeat(text, size<<20/len(text)+1)), 0o600))
}

// bigRow FILE MIB writes JSONL with an article of so many MiB between two good ones.
func bigRow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	row := func(id, text string) string { return `{"id": "` + id + `", "text": "` + text + `"}` + "\n" }
	text := "قصف طيران مجهول بلدة الكشمة."
	rows := row("row1", text) + row("row2", strings.Repeat(text, size<<20/len(text)+1)) + row("row3", text)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(rows), 0o600))
}

// id NAME puts the first id in the standard output into $NAME.
func id(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).FindString(ts.ReadFile("stdout"))
	if found == "" {
		ts.Fatalf("no id in the output")
	}
	ts.Setenv(args[0], found)
}

// revision NAME sets a variable to the revision in the output of the last command.
func revision(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(`[0-9a-f-]{36}@[0-9]+`).FindString(ts.ReadFile("stdout"))
	if found == "" {
		ts.Fatalf("no revision in the output")
	}
	ts.Setenv(args[0], found)
}
