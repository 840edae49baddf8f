package badgerstore

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"
)

// keySizes are those of AES, in bytes.
var keySizes = []int{16, 24, 32}

// indexCache holds what Badger decrypts of its tables' indexes, in bytes; without encryption it reads
// them where they lie.
const indexCache = 64 << 20

// ParseKey reads the key of an encrypted store out of the content of a key file: 16, 24 or 32 bytes,
// raw or as hexadecimal digits, with or without a line end. It returns an error that wraps ErrKey for
// anything else.
func ParseKey(content []byte) ([]byte, error) {
	if key, err := hex.DecodeString(strings.TrimSpace(string(content))); err == nil && isKeySize(len(key)) {
		return key, nil
	}
	raw := content
	if !isKeySize(len(raw)) {
		raw = []byte(strings.TrimSuffix(strings.TrimSuffix(string(raw), "\n"), "\r"))
	}
	if !isKeySize(len(raw)) {
		return nil, fmt.Errorf("%w: %d bytes, want 16, 24 or 32, raw or in hexadecimal; `openssl rand -hex 32` makes one", ErrKey, len(content))
	}
	return slices.Clone(raw), nil
}

func isKeySize(n int) bool { return slices.Contains(keySizes, n) }

// checkKey checks that opts have a key just where the store is encrypted.
func checkKey(i identity, opts Options) error {
	switch {
	case i.encrypted && len(opts.Key) == 0:
		return fmt.Errorf("%w: the store is encrypted; give the file that holds its key (--key-file, ISNAD_KEY_FILE)", ErrKey)
	case !i.encrypted && len(opts.Key) > 0:
		return fmt.Errorf("%w: the store is not encrypted; open it without a key, or back it up and restore it with one", ErrKey)
	case len(opts.Key) > 0 && !isKeySize(len(opts.Key)):
		return fmt.Errorf("%w: %d bytes, want 16, 24 or 32", ErrKey, len(opts.Key))
	}
	return nil
}

// withKey sets what Badger needs to encrypt. Its index cache must not be without bounds then.
func withKey(o badger.Options, key []byte) badger.Options {
	if len(key) == 0 {
		return o
	}
	return o.WithEncryptionKey(key).WithIndexCacheSize(indexCache)
}

// isWrongKey reports whether err is Badger's for a key that does not fit.
func isWrongKey(err error) bool {
	return errors.Is(err, badger.ErrEncryptionKeyMismatch) || says(err, badger.ErrEncryptionKeyMismatch.Error())
}
