package feed

import (
	"fmt"
	"io"
	"os"
)

// spool makes a second pass possible: the text of a stream is copied to a
// temporary file; a regular file needs nothing. The copy is readable by its owner
// only, and where the system allows it nothing is left of it even after a crash.
func (in *input) spool() error {
	if in.complete || in.seekable {
		return nil
	}
	file, err := os.CreateTemp("", "trialist-*")
	if err != nil {
		return fmt.Errorf("cannot be kept for a second look: %w", fileCause(err))
	}
	if os.Remove(file.Name()) != nil {
		in.remove = file.Name()
	}
	stream, rest := in.file, in.rest
	in.file, in.seekable, in.spooled, in.encoding, in.checked = file, true, true, utf8Text, false
	if stream != nil {
		defer stream.Close() //nolint:errcheck // it was only read from
	}
	if _, err := file.Write(in.head); err != nil {
		return fmt.Errorf("cannot be kept for a second look: %w", fileCause(err))
	}
	n, err := io.Copy(file, rest)
	if err != nil {
		return fmt.Errorf("cannot be kept for a second look: %w", fileCause(err))
	}
	in.size = int64(len(in.head)) + n
	return nil
}
