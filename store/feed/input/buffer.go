package input

import (
	"errors"
	"fmt"
	"io"
)

// chunkSize is how much text is read at a time: eight thousand short rows.
const chunkSize = 384 << 10

// maxRecord is the longest row that is read, in bytes. It bounds the memory for a quote or
// a brace that is never closed.
const maxRecord = 4 << 20

// Buffer is a window on the text of a file that moves on as rows are used.
type Buffer struct {
	in         io.Reader
	Buf        []byte // buf[start:end] is read and not yet used
	Start, End int
	Eof        bool
}

// Reset makes the window read the input from its start.
func (b *Buffer) Reset(in *Text) {
	size := chunkSize
	if in.Complete {
		size = min(size, len(in.Head)+1) // and one byte to find the end
	}
	b.in, b.Buf = in, make([]byte, size)
}

// Resize makes the window that size in bytes, before anything is read. Tests make it
// small, so that rows lie across its end.
func (b *Buffer) Resize(size int) { b.Buf = make([]byte, size) }

// Text is what was read and not yet used.
func (b *Buffer) Text() []byte { return b.Buf[b.Start:b.End] }

// Fill reads on until the window is full.
func (b *Buffer) Fill() error {
	if b.Eof || b.Start == 0 && b.End == len(b.Buf) {
		return nil
	}
	b.End = copy(b.Buf, b.Text())
	b.Start = 0
	n, err := readFull(b.in, b.Buf[b.End:])
	b.End += n
	if b.Eof = errors.Is(err, io.EOF); err != nil && !b.Eof {
		return err
	}
	return nil
}

// Grow enlarges the window for a row that does not fit into it. The error, beyond maxRecord,
// names the line that the row starts on.
func (b *Buffer) Grow(line int) error {
	if b.End-b.Start >= maxRecord {
		return fmt.Errorf("line %d: the row is longer than %d MiB; something is opened in it and never closed, or line ends are missing", line, maxRecord>>20)
	}
	wider := make([]byte, 2*len(b.Buf))
	b.Start, b.End = 0, copy(wider, b.Text())
	b.Buf = wider
	return b.Fill()
}
