package linear

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// header begins a file of a model; the number is the version of the form.
const header = "linear 1\n"

// ErrFormat says that a file is not one that Write wrote.
var ErrFormat = errors.New("not a linear model")

// Write writes m: the header, bias and scale as little-endian floats, the number of weights that are not zero
// as a varint, then for each of them how far it stands behind the one before, as a varint, and its value in a byte.
func (m *Model) Write(w io.Writer) error {
	b := []byte(header)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.bias))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.scale))
	n := 0
	for _, x := range m.weights {
		if x != 0 {
			n++
		}
	}
	b = binary.AppendUvarint(b, uint64(n))
	last := 0
	for i, x := range m.weights {
		if x != 0 {
			b = append(binary.AppendUvarint(b, uint64(i-last)), byte(x))
			last = i
		}
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// Read reads what Write wrote. It returns an error that wraps ErrFormat for anything else.
func Read(r io.Reader) (*Model, error) {
	b := bufio.NewReader(r)
	head := make([]byte, len(header)+8)
	if _, err := io.ReadFull(b, head); err != nil || string(head[:len(header)]) != header {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrFormat, header)
	}
	float := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(head[len(header)+at:])) }
	m := &Model{bias: float(0), scale: float(4), weights: make([]int8, mask+1)}
	if !finite(m.bias) || !finite(m.scale) {
		return nil, fmt.Errorf("%w: bias or scale is no number", ErrFormat)
	}
	n, err := binary.ReadUvarint(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return m, m.read(b, n)
}

func (m *Model) read(b *bufio.Reader, n uint64) error {
	at := uint64(0)
	for range n {
		step, err := binary.ReadUvarint(b)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFormat, err)
		}
		x, err := b.ReadByte()
		if at += step; err != nil || step > mask || at > mask {
			return fmt.Errorf("%w: weight %d lies outside", ErrFormat, at)
		}
		m.weights[at] = int8(x)
	}
	return nil
}

func finite(x float32) bool { return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0) }
