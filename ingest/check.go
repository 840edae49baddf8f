package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// fault is what is wrong with a text, and the remedy.
type fault struct{ what, remedy string }

func (f *fault) Error() string { return f.what }

// checkText returns what keeps b from being read as an article.
func checkText(b []byte) error {
	if err := checkBytes(b); err != nil {
		return err
	}
	if !bytes.ContainsFunc(b, isArabicLetter) {
		return &fault{"no Arabic in it", "only Arabic articles are read"}
	}
	return nil
}

// checkBytes returns what keeps b from being read as UTF-8 text at all.
func checkBytes(b []byte) error {
	switch {
	case len(bytes.TrimFunc(b, isBlank)) == 0:
		return &fault{"empty", "nothing to read; leave it out"}
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return &fault{"not UTF-8: it looks like UTF-16", "convert it with: iconv -f UTF-16 -t UTF-8"}
	case isBinary(b):
		return &fault{"binary, not text", "give the article as .txt, .html or .jsonl"}
	}
	if i := invalidUTF8(b); i >= 0 {
		return notUTF8(b, i)
	}
	return nil
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == 0 }

func isArabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// isBinary reports whether b has a NUL byte, or more than one control character in ten.
func isBinary(b []byte) bool {
	control := 0
	for _, c := range b {
		if c == 0 {
			return true
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			control++
		}
	}
	return control*10 > len(b)
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// endsInside is the fault of a text that was cut between the bytes of a character.
var endsInside = &fault{"ends in the middle of a character", "it was cut off: get it again"}

func notUTF8(b []byte, at int) *fault {
	if !utf8.FullRune(b[at:]) && !looksWindows1256(b) {
		return endsInside
	}
	what := fmt.Sprintf("not UTF-8 at byte %d", at)
	if looksWindows1256(b) {
		return &fault{what + ": it looks like windows-1256", "convert it with: iconv -f WINDOWS-1256 -t UTF-8"}
	}
	return &fault{what, "convert it to UTF-8"}
}

// looksWindows1256 reports whether most bytes of b beyond ASCII are letters in the Arabic code page of
// Windows: in UTF-8 and in Latin pages they are not.
func looksWindows1256(b []byte) bool {
	letters, high := 0, 0
	for _, c := range b[:min(len(b), 1<<16)] {
		if c < 0x80 {
			continue
		}
		high++
		if isArabicLetter(charmap.Windows1256.DecodeByte(c)) {
			letters++
		}
	}
	return high > 0 && letters*10 >= high*7
}

// asFault returns the fault in err, or one made of it.
func asFault(err error) *fault {
	var f *fault
	if errors.As(err, &f) {
		return f
	}
	return &fault{err.Error(), "see that the file can be read, and run again"}
}
