package cli

import (
	"context"
	"errors"
	"io"
	"os"
)

// StatusInterrupted is the exit status after an interrupt: 128 plus the number of
// SIGINT, as in shells.
const StatusInterrupted = 130

// InterruptibleReader returns r with reads that end with the context. The read of r
// itself goes on in the background until the process ends.
func InterruptibleReader(ctx context.Context, r io.Reader) io.Reader {
	return readInBackground(ctx, func() (io.ReadCloser, error) { return io.NopCloser(r), nil })
}

// InterruptibleFile returns the bytes of a file that somebody may still be writing,
// such as a named pipe. Neither opening it nor reading it outlasts the context.
func InterruptibleFile(ctx context.Context, path string) io.Reader {
	return readInBackground(ctx, func() (io.ReadCloser, error) {
		return os.Open(path) // #nosec G304 -- the user names the file to read
	})
}

// readInBackground opens a reader at the first read, and opens and reads it on its
// own goroutine, so that the caller waits no longer than the context.
func readInBackground(ctx context.Context, open func() (io.ReadCloser, error)) io.Reader {
	out, in := io.Pipe()
	started := false
	return readerFunc(func(p []byte) (int, error) {
		if !started {
			started = true
			context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
			go func() {
				r, err := open()
				if err == nil {
					_, err = io.Copy(in, r)
					_ = r.Close() // only read
				}
				in.CloseWithError(err)
			}()
		}
		return out.Read(p)
	})
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// interruptedError is the message of a command that the user interrupted.
type interruptedError struct{ line string }

func (e interruptedError) Error() string { return e.line }
func (interruptedError) Unwrap() error   { return context.Canceled }

// AsInterrupted returns err, or an error with the text of line if err only says that
// the user interrupted the command.
func AsInterrupted(err error, line string) error {
	if errors.Is(err, context.Canceled) {
		return interruptedError{line}
	}
	return err
}

// DescribeInterrupt returns err, with the text "interrupted" if it is an interrupt
// that nobody has described yet.
func DescribeInterrupt(err error) error {
	if _, said := errors.AsType[interruptedError](err); said {
		return err
	}
	return AsInterrupted(err, "interrupted")
}
