package cli

import (
	"context"
	"errors"
	"io"
	"os"
)

// StatusInterrupted is the exit status of a program that was interrupted, as
// shells have it.
const StatusInterrupted = 130

// InterruptibleReader is r, but for that waiting for it ends with the context. What r
// itself waits for goes on until the program ends.
func InterruptibleReader(ctx context.Context, r io.Reader) io.Reader {
	return readInBackground(ctx, func() (io.ReadCloser, error) { return io.NopCloser(r), nil })
}

// InterruptibleFile is the bytes of a file that somebody may still be writing, such as a
// named pipe. Neither waiting for a writer nor for what it writes outlives the
// context.
func InterruptibleFile(ctx context.Context, path string) io.Reader {
	return readInBackground(ctx, func() (io.ReadCloser, error) {
		return os.Open(path) // #nosec G304 -- the user names the file to read
	})
}

// readInBackground opens a reader when it is first read from and reads it, both on a
// goroutine of its own so that nobody has to wait for longer than the context.
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
					_ = r.Close() // it was only read from
				}
				in.CloseWithError(err)
			}()
		}
		return out.Read(p)
	})
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// interruptedError is what a command says that the user gave up on.
type interruptedError struct{ line string }

func (e interruptedError) Error() string { return e.line }
func (interruptedError) Unwrap() error   { return context.Canceled }

// AsInterrupted is err, or when it only says that the user gave up, that in
// plain words.
func AsInterrupted(err error, line string) error {
	if errors.Is(err, context.Canceled) {
		return interruptedError{line}
	}
	return err
}

// DescribeInterrupt is err, but for that giving up has a line of its own.
func DescribeInterrupt(err error) error {
	if _, said := errors.AsType[interruptedError](err); said {
		return err
	}
	return AsInterrupted(err, "interrupted")
}
