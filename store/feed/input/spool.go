package input

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool reads a stream to its end. A stream longer than the head goes to a temporary file
// that only its owner can read. Where the system allows it the file has no name, so that
// nothing is left of it even after a crash.
//
// The copy has two reasons. Import holds a lock on the workspace while it reads rows, and a
// stream may stall; and rows are read twice, which a stream cannot.
func (in *Text) spool(stream io.Reader, o Options) error {
	come := &spoolMeter{report: o.Spooled}
	stream = io.TeeReader(stream, come)
	head, err := readHead(stream, cmp.Or(o.Head, HeadSize), 0)
	if errors.Is(err, io.EOF) {
		in.raw, in.Size = bytes.NewReader(head), int64(len(head))
		return nil
	}
	if err != nil {
		return readError(err)
	}
	if in.file, err = os.CreateTemp("", "trialist-*"); err != nil {
		return spoolError(err)
	}
	in.raw = in.file
	if os.Remove(in.file.Name()) != nil {
		in.remove = in.file.Name()
	}
	if _, err := in.file.Write(head); err != nil {
		return spoolError(err)
	}
	n, err := io.Copy(in.file, stream)
	if err != nil {
		return spoolError(err)
	}
	if _, err := in.file.Seek(0, io.SeekStart); err != nil {
		return spoolError(err)
	}
	in.Size = int64(len(head)) + n
	return nil
}

// spoolError says why a stream could not be copied.
func spoolError(err error) error {
	return fmt.Errorf("cannot be kept in %s until it has come: %w", os.TempDir(), fileCause(err))
}

// spoolMeter counts and reports the bytes written to it.
type spoolMeter struct {
	bytes  int64
	report func(bytes int64)
}

func (m *spoolMeter) Write(p []byte) (int, error) {
	m.bytes += int64(len(p))
	if m.report != nil {
		m.report(m.bytes)
	}
	return len(p), nil
}
