package linear

import (
	"bytes"
	"errors"
	"testing"
)

// rows are rows whose label is told by feature 7 against feature 9; the other features tell nothing.
func rows(n int) []Row {
	var out []Row
	for i := range n {
		r := Row{Features: []uint64{uint64(100 + i%13), uint64(1000 + i%7)}, Y: i%3 == 0}
		r.Features = append(r.Features, map[bool]uint64{true: 7, false: 9}[r.Y])
		out = append(out, r)
	}
	return out
}

func fitted(t *testing.T, rows []Row) *Model {
	t.Helper()
	m, err := Train(rows, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTrainLearnsWhatTells(t *testing.T) {
	m := fitted(t, rows(3000))
	if yes, no := m.Logit([]uint64{7}), m.Logit([]uint64{9}); yes < 1 || no > -1 {
		t.Errorf("log-odds %.2f with the feature and %.2f against it, want at least 1 and at most -1", yes, no)
	}
	if a, b := m.Logit([]uint64{7, 100}), m.Logit([]uint64{7}); a-b > 0.5 || b-a > 0.5 {
		t.Errorf("a feature that tells nothing moves the log-odds by %.2f", a-b)
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := fitted(t, rows(500)).Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two fits of the same rows differ")
	}
}

func TestTrainNeedsRows(t *testing.T) {
	if _, err := Train(nil, Options{}); !errors.Is(err, ErrNoRows) {
		t.Errorf("got %v, want ErrNoRows", err)
	}
}

func TestFileKeepsTheModel(t *testing.T) {
	m := fitted(t, rows(500))
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	back, err := Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for f := range uint64(1200) {
		if a, b := m.Logit([]uint64{f}), back.Logit([]uint64{f}); a != b {
			t.Fatalf("feature %d: %v before, %v after", f, a, b)
		}
	}
	for n := range file.Len() {
		if _, err := Read(bytes.NewReader(file.Bytes()[:n])); !errors.Is(err, ErrFormat) {
			t.Fatalf("cut to %d bytes: %v, want ErrFormat", n, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(header))
	f.Add([]byte(header + "\x00\x00\x00\x00\x00\x00\x80\x3f\x01\x05\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		var file bytes.Buffer
		if err := m.Write(&file); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(&file); err != nil {
			t.Fatalf("what was written is not read: %v", err)
		}
	})
}
