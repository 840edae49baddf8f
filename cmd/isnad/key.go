package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/isnad-graph/isnad/graph/badgerstore"
)

// key reads a key of an encrypted store; no name gives none.
func (a *app) key(file string) ([]byte, error) {
	if file == "" {
		return nil, nil
	}
	info, err := os.Stat(file)
	if err != nil {
		return nil, usagef("key file: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		a.say("key file %s can be read by others; `chmod 600` keeps it yours", file)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	key, err := badgerstore.ParseKey(content)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", file, err)
	}
	return key, nil
}
