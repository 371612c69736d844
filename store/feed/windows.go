package feed

import (
	"errors"
	"io"
)

// The windows through which the rest of a file is looked at.
const (
	fewWindows = 16
	windowSize = 64 << 10 // bytes
)

// windows are pieces of the text behind the head, all over it, and the size of the
// whole text. There are none of a file that is hardly longer than its head.
func (in *input) windows() (pieces [][]byte, size int64, err error) {
	switch {
	case in.complete:
		return nil, 0, nil
	case in.packed || in.encoding.code != nil:
		return in.windowsOfStream()
	case in.size <= headSize+windowSize:
		return nil, in.size, nil
	}
	rest := in.size - headSize - windowSize
	for i := range int64(fewWindows) {
		piece := make([]byte, windowSize)
		n, err := in.raw.ReadAt(piece, headSize+rest*i/(fewWindows-1))
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, readError(err)
		}
		pieces = append(pieces, piece[:n])
	}
	return pieces, in.size, nil
}

// windowsOfStream are the windows of a text that can be read from its start only, and
// whose length shows at its end: each time there are twice as many as it takes, every
// other one is dropped and the next ones lie twice as far apart.
func (in *input) windowsOfStream() (pieces [][]byte, size int64, err error) {
	if err := in.rewind(); err != nil {
		return nil, 0, err
	}
	skip := func(n int64) error {
		skipped, err := io.CopyN(io.Discard, in, n)
		size += skipped
		return err
	}
	apart := int64(windowSize)
	err = skip(headSize)
	for err == nil {
		if len(pieces) == 2*fewWindows {
			for i := range fewWindows {
				pieces[i] = pieces[2*i]
			}
			pieces = pieces[:fewWindows]
			if err = skip(apart); err != nil {
				break
			}
			apart *= 2
		}
		piece := make([]byte, windowSize)
		var n int
		n, err = readFull(in, piece)
		if size += int64(n); n > 0 {
			pieces = append(pieces, piece[:n])
		}
		if err == nil {
			err = skip(apart - windowSize)
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	return pieces, size, in.rewind()
}
