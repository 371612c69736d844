package feed

import (
	"errors"
	"fmt"
	"io"
)

// chunkSize is how much text is read at a time: eight thousand short rows.
const chunkSize = 384 << 10

// maxRecord is the longest row that is read, in bytes. A quote or a brace that
// is not closed swallows what follows; this keeps it from swallowing the memory
// too.
const maxRecord = 4 << 20

// buffer is a window on the text of a file that moves on as rows are used.
type buffer struct {
	in         io.Reader
	buf        []byte // buf[start:end] is read and not yet used
	start, end int
	eof        bool
}

// reset makes the window read the input, of which head is the start.
func (b *buffer) reset(in *input) {
	size := chunkSize
	if in.complete {
		size = min(size, len(in.head)+1) // and one byte to find the end with
	}
	b.in, b.buf = in, make([]byte, size)
}

// Resize makes the window that size in bytes, before anything is read. Tests make it
// small, so that rows lie across its end.
func (b *buffer) Resize(size int) { b.buf = make([]byte, size) }

// text is what is read and not yet used.
func (b *buffer) text() []byte { return b.buf[b.start:b.end] }

// fill reads on until the window is full.
func (b *buffer) fill() error {
	if b.eof || b.start == 0 && b.end == len(b.buf) {
		return nil
	}
	b.end = copy(b.buf, b.text())
	b.start = 0
	n, err := readFull(b.in, b.buf[b.end:])
	b.end += n
	if b.eof = errors.Is(err, io.EOF); err != nil && !b.eof {
		return err
	}
	return nil
}

// grow makes the window larger, for a row that does not fit into it. The error
// names the line that the row starts on.
func (b *buffer) grow(line int) error {
	if b.end-b.start >= maxRecord {
		return fmt.Errorf("line %d: the row is longer than %d MiB; something is opened in it and never closed, or line ends are missing", line, maxRecord>>20)
	}
	wider := make([]byte, 2*len(b.buf))
	b.start, b.end = 0, copy(wider, b.text())
	b.buf = wider
	return b.fill()
}
