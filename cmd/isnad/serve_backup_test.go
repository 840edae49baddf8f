package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// backedUp is a server that writes its store and gives backups of it, with what the test needs to ask it.
type backedUp struct {
	*process
	dir, url, token string
}

func startBackedUp(t *testing.T) *backedUp {
	t.Helper()
	b := &backedUp{dir: t.TempDir()}
	articles := b.at("in.jsonl")
	if err := os.WriteFile(articles, fmt.Appendf(nil, attackRow+attackRow, 1, 2), 0o600); err != nil {
		t.Fatal(err)
	}
	runOK(t, "ingest", articles, "--store", b.at("store"))
	b.token = strings.TrimSpace(runOK(t, "token", "--name", "huda", "--role", "admin", "--file", b.at("tokens")))
	b.keep(t, "admin", b.token)
	b.keep(t, "curator", runOK(t, "token", "--name", "samir", "--role", "curator", "--file", b.at("tokens")))
	b.keep(t, "guessed", "isnad_guessed")
	b.process = start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", b.at("store"), "--writable", "--token-file", b.at("tokens"), "--audit", b.at("audit"))
	graphql, _, _ := strings.Cut(b.until(t, "GraphQL at "), ";")
	b.url = strings.TrimSuffix(graphql, "/graphql")
	return b
}

func (b *backedUp) at(name string) string { return filepath.Join(b.dir, name) }

func (b *backedUp) keep(t *testing.T, name, token string) {
	t.Helper()
	if err := os.WriteFile(b.at(name), []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ingest has the server store one more article.
func (b *backedUp) ingest(t *testing.T, key string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": `mutation { ingest(articles: [{key: "` + key + `", text: "هاجم تنظيم داعش مدينة هجين."}]) { articles { status } } }`})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+b.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if answer, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(answer), "NEW") {
		t.Fatalf("%s, %v", answer, err)
	}
}

// take runs isnad backup against the server, and returns its exit code with what it said.
func (b *backedUp) take(t *testing.T, token string, args ...string) (int, string) {
	t.Helper()
	p := start(t, strings.NewReader(""), append([]string{"backup", "--from", b.url, "--token-file", b.at(token)}, args...)...)
	talk := p.rest()
	return <-p.code, p.stdout.String() + talk
}

// TestBackupOfAServer takes a whole backup and one that continues it from a server that goes on writing; the store that is restored
// of them verifies, and exports what the server's does.
func TestBackupOfAServer(t *testing.T) {
	b := startBackedUp(t)
	if code, said := b.take(t, "admin", "--to", b.at("whole")); code != exitOK || !strings.Contains(said, "whole") {
		t.Fatalf("exit code %d: %s", code, said)
	}
	b.ingest(t, "a3")
	if code, said := b.take(t, "admin", "--to", b.at("next"), "--since", b.at("whole")); code != exitOK || !strings.Contains(said, "incremental") {
		t.Fatalf("exit code %d: %s", code, said)
	}
	for what, c := range map[string]struct {
		token string
		args  []string
		code  int
		says  string
	}{
		"a curator":          {"curator", []string{"--to", b.at("x")}, exitUsage, "needs the role admin"},
		"nobody known":       {"guessed", []string{"--to", b.at("x")}, exitUsage, "the token is not known here"},
		"hashes":             {"tokens", []string{"--to", b.at("x")}, exitUsage, "want one token"},
		"over what is there": {"admin", []string{"--to", b.at("whole")}, exitConflict, "never written over"},
		"since what is none": {"admin", []string{"--to", b.at("x"), "--since", b.at("in.jsonl")}, exitCheck, "not a sound backup"},
		"in the clear":       {"admin", []string{"--to", b.at("x"), "--from", "http://example.org"}, exitUsage, "in the clear"},
	} {
		if code, said := b.take(t, c.token, c.args...); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit code %d: %s", what, code, said)
		}
	}
	if _, err := os.Stat(b.at("x")); err == nil {
		t.Error("a refused backup left a file")
	}
	b.stop()
	b.until(t, "stopped")
	if code := <-b.code; code != exitOK {
		t.Errorf("exit code %d", code)
	}
	runOK(t, "restore", "--from", b.at("whole"), b.at("next"), "--store", b.at("again"))
	runOK(t, "verify", "--store", b.at("again"))
	runOK(t, "export", "jsonl", "--to", b.at("one"), "--store", b.at("store"))
	runOK(t, "export", "jsonl", "--to", b.at("two"), "--store", b.at("again"))
	if !bytes.Equal(read(t, b.at("one")), read(t, b.at("two"))) {
		t.Error("the restored store exports something else")
	}
	told := string(read(t, b.at("audit")))
	for _, want := range []string{`"act":"backup","who":"huda","role":"admin","since":0`, `"sha256":"`, `"act":"backup","who":"samir","role":"curator","refused":"FORBIDDEN"`} {
		if !strings.Contains(told, want) {
			t.Errorf("the audit lacks %s: %s", want, told)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestNoBackupOfAnOpenServer: where nobody has to say who asks, nobody takes the store away.
func TestNoBackupOfAnOpenServer(t *testing.T) {
	dir := t.TempDir()
	articles, token := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "token")
	for path, text := range map[string]string{articles: fmt.Sprintf(attackRow, 1), token: "isnad_x"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runOK(t, "ingest", articles, "--store", filepath.Join(dir, "store"))
	p := start(t, nil, "serve", "--listen", "127.0.0.1:0", "--store", filepath.Join(dir, "store"), "--writable")
	graphql, _, _ := strings.Cut(p.until(t, "GraphQL at "), ";")
	b := &backedUp{dir: dir, url: strings.TrimSuffix(graphql, "/graphql")}
	if code, said := b.take(t, "token", "--to", b.at("x")); code != exitNotFound || !strings.Contains(said, "gives no backups") {
		t.Errorf("exit code %d: %s", code, said)
	}
	p.stop()
	p.until(t, "stopped")
	<-p.code
}
