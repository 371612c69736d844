package input

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/klauspost/compress/gzip"
)

// readError is an error of reading in words for people.
func readError(err error) error {
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("is damaged: the compressed data ends early or is wrong; get the file again")
	}
	return fmt.Errorf("cannot be read: %w", fileCause(err))
}

// fileCause is the cause of an error of a file without operation and path, which are in the
// message already.
func fileCause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// readFull fills p as far as the reader goes. Unlike [io.ReadFull] it leaves
// the reader's error as it is, so that the end of the file can be told from a
// compressed file that was cut.
func readFull(r io.Reader, p []byte) (int, error) {
	n := 0
	for n < len(p) {
		got, err := r.Read(p[n:])
		n += got
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// readHead reads up to most bytes, in memory of about their size. About as many as
// expected are there, where that is known.
func readHead(r io.Reader, most int, expected int64) ([]byte, error) {
	head := make([]byte, 0, min(int64(most), max(expected+1, 16<<10))) // one more byte shows the end
	for {
		n, err := readFull(r, head[len(head):cap(head)])
		head = head[:len(head)+n]
		if err != nil || len(head) == most {
			return head, err
		}
		head = slices.Grow(head, min(3*len(head), most-len(head)))
		head = head[:len(head):min(cap(head), most)]
	}
}

// countingReader counts what is read through it.
type countingReader struct {
	from io.Reader
	n    *int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	*c.n += int64(n)
	return n, err
}

// prefixReader reads bytes that were read ahead, then the rest.
type prefixReader struct {
	prefix []byte
	from   io.Reader
}

func (r *prefixReader) Read(p []byte) (int, error) {
	if len(r.prefix) > 0 {
		n := copy(p, r.prefix)
		r.prefix = r.prefix[n:]
		return n, nil
	}
	return r.from.Read(p)
}
