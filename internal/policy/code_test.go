package policy

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Names of letters are single letters; the article is the longest piece of grammar that code may spell.
const spelledLetters = 2

func TestNoArabicInCode(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR {
				return true
			}
			if countArabic(lit.Value) > 0 {
				t.Errorf("%s: Arabic in a literal: put words into extract/data, spell single letters by their Unicode escapes", f.fset.Position(lit.Pos()))
			} else if countArabic(unquoted(lit)) > spelledLetters {
				t.Errorf("%s: an Arabic word spelled by escapes: put it into extract/data", f.fset.Position(lit.Pos()))
			}
			return true
		})
	}
}

func countArabic(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Arabic, r) {
			n++
		}
	}
	return n
}

func unquoted(lit *ast.BasicLit) string {
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return lit.Value
	}
	return s
}

// TestPurity: the world outside comes in through cmd.
func TestPurity(t *testing.T) {
	banned := map[string][]string{
		"time":         {"Now", "Since", "Until"},
		"os":           {"Getenv", "LookupEnv", "Environ", "Args", "Exit"},
		"math/rand":    nil,
		"math/rand/v2": nil,
		"flag":         nil,
	}
	for _, f := range goFiles(t) {
		if f.isTest() || under(f.path, "cmd") || under(f.path, "graph/graphtest") {
			continue
		}
		names := map[string]string{} // by which the file calls a package
		for _, spec := range f.ast.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			members, known := banned[path]
			switch {
			case known && members == nil:
				t.Errorf("%s imports %s; only cmd reads flags, and nothing is random", f.path, path)
			case known && spec.Name != nil:
				names[spec.Name.Name] = path
			case known:
				names[path] = path
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(banned[names[x.Name]], sel.Sel.Name) {
				t.Errorf("%s: %s.%s: only cmd reads environment and clock; take the value as an argument", f.fset.Position(n.Pos()), x.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

// Bounds of size, in lines. A function above the ninth decile is looked at, not forbidden.
const (
	medianFunction = 10
	ninthDecile    = 40
	longestFile    = 400
)

func TestSizes(t *testing.T) {
	type function struct {
		where string
		lines int
	}
	var functions []function
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		if n := strings.Count(string(f.src), "\n"); n > longestFile {
			t.Errorf("%s has %d lines, at most %d: split it by what it does", f.path, n, longestFile)
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				from, to := f.fset.Position(fn.Pos()), f.fset.Position(fn.End())
				functions = append(functions, function{from.String() + " " + fn.Name.Name, to.Line - from.Line + 1})
			}
		}
	}
	slices.SortFunc(functions, func(a, b function) int { return cmp.Or(a.lines-b.lines, strings.Compare(a.where, b.where)) })
	median, decile := functions[len(functions)/2].lines, functions[len(functions)*9/10].lines
	t.Logf("%d functions: median %d lines, nine in ten at most %d", len(functions), median, decile)
	for _, fn := range functions[max(0, len(functions)-10):] {
		t.Logf("%4d %s", fn.lines, fn.where)
	}
	if median > medianFunction || decile > ninthDecile {
		t.Errorf("functions have grown: median %d (at most %d), nine in ten at most %d (at most %d)", median, medianFunction, decile, ninthDecile)
	}
}
