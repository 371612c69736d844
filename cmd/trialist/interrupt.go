package main

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// interruptible is r, but for that waiting for it ends with the context. What r
// itself waits for goes on until the program ends.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	started := false
	return readerFunc(func(p []byte) (int, error) {
		if !started {
			started = true
			context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
			go func() {
				_, err := io.Copy(in, r)
				in.CloseWithError(err)
			}()
		}
		return out.Read(p)
	})
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// interruption is err in plain words when it only says that the user gave up.
func interruption(err error, what string) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s interrupted; nothing of it was kept", what)
	}
	return err
}
