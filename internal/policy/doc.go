// Package policy holds the tests of what the whole tree promises: which package may import which, where
// libraries come in, that no Arabic stands in code, and how long files and functions are.
package policy
