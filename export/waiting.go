package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// waiting is a part of a file that has to wait for another part. It lies in a file of its own until then.
type waiting struct {
	*bufio.Writer
	file *os.File
}

// wait makes one. What is written to a file by way of it is made once, and memory does not grow with it.
func (o *output) wait() (*waiting, error) {
	f, err := os.CreateTemp(o.temp, "isnad-export-")
	if err != nil {
		return nil, fmt.Errorf("make a file for what has to wait: %w", err)
	}
	_ = os.Remove(f.Name()) // so that nothing is left of it whatever happens; where that does not go, discard does it
	return &waiting{bufio.NewWriterSize(f, 1<<16), f}, nil
}

// pour writes to w what waited.
func (s *waiting) pour(w io.Writer) error {
	if err := s.Flush(); err != nil {
		return fmt.Errorf("keep what has to wait: %w", err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read what waited: %w", err)
	}
	if _, err := io.Copy(w, s.file); err != nil {
		return fmt.Errorf("write what waited: %w", err)
	}
	return nil
}

func (s *waiting) discard() error {
	err := s.file.Close()
	_ = os.Remove(s.file.Name())
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
