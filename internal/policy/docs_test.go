package policy

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNoMachinePaths: what is committed holds on every machine.
func TestNoMachinePaths(t *testing.T) {
	machine := regexp.MustCompile(`(^|[\s"'(=:])/(work|home|root|Users)/`)
	walk(t, func(path string) {
		src := read(t, path)
		if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
			return
		}
		if at := machine.FindIndex(src); at != nil {
			t.Errorf("%s:%d: a path of one machine", path, 1+bytes.Count(src[:at[1]], []byte("\n")))
		}
	})
}

// TestLinks: what a page of the documentation points at is there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	files, dirs, pages := map[string]bool{}, map[string]bool{".": true}, 0
	walk(t, func(p string) {
		files[p] = true
		for d := path.Dir(p); !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
		}
	})
	for page := range files {
		if !strings.HasSuffix(page, ".md") {
			continue
		}
		pages++
		for _, m := range link.FindAllStringSubmatch(string(read(t, page)), -1) {
			target := path.Join(path.Dir(page), m[1])
			if !files[target] && !dirs[target] {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
	if pages == 0 {
		t.Error("no page found")
	}
}

// TestDecisions: each decision has a number of its own and says what was chosen and what it costs.
func TestDecisions(t *testing.T) {
	name := regexp.MustCompile(`^docs/decisions/(\d{4})-[a-z0-9-]+\.md$`)
	numbers := map[string]string{}
	walk(t, func(p string) {
		if path.Dir(p) != "docs/decisions" {
			return
		}
		m := name.FindStringSubmatch(p)
		if m == nil {
			t.Errorf("%s: want docs/decisions/NNNN-title.md", p)
			return
		}
		if other, taken := numbers[m[1]]; taken {
			t.Errorf("%s and %s have one number", other, p)
		}
		numbers[m[1]] = p
	})
	if len(numbers) == 0 {
		t.Error("no decision found")
	}
}
