package input

import (
	"errors"
	"io"
	"slices"

	"trialist/store/feed/chars"
)

// The number of windows on the rest of a file, and the size of one.
const (
	FewWindows = 16
	WindowSize = 64 << 10 // bytes
)

// Windows are pieces spread over the text after the head, and the size of the whole text.
// There are none if the file is hardly longer than its head.
func (in *Text) Windows() (pieces [][]byte, size int64, err error) {
	switch {
	case in.Complete:
		return nil, 0, nil
	case in.packed || in.encoding.code != nil:
		return in.windowsOfStream()
	case in.Size <= HeadSize+WindowSize:
		return nil, in.Size, nil
	}
	rest := in.Size - HeadSize - WindowSize
	for i := range int64(FewWindows) {
		piece := make([]byte, WindowSize)
		n, err := in.raw.ReadAt(piece, HeadSize+rest*i/(FewWindows-1))
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, readError(err)
		}
		pieces = append(pieces, piece[:n])
	}
	if in.onlyASCII && slices.ContainsFunc(pieces, func(p []byte) bool { return !chars.IsASCII(p) }) {
		if err := in.decideUTF8(); err != nil {
			return nil, 0, err
		}
		if in.encoding.code != nil {
			return in.windowsOfStream()
		}
	}
	return pieces, in.Size, nil
}

// windowsOfStream are the windows of a text that can only be read from its start, and whose
// length is not known before its end. When there are twice as many windows as needed, every
// other one is dropped, and the distance of the next ones doubles.
func (in *Text) windowsOfStream() (pieces [][]byte, size int64, err error) {
	if err := in.Rewind(); err != nil {
		return nil, 0, err
	}
	skip := func(n int64) error {
		skipped, err := io.CopyN(io.Discard, in, n)
		size += skipped
		return err
	}
	apart := int64(WindowSize)
	err = skip(HeadSize)
	for err == nil {
		if len(pieces) == 2*FewWindows {
			for i := range FewWindows {
				pieces[i] = pieces[2*i]
			}
			pieces = pieces[:FewWindows]
			if err = skip(apart); err != nil {
				break
			}
			apart *= 2
		}
		piece := make([]byte, WindowSize)
		var n int
		n, err = readFull(in, piece)
		if size += int64(n); n > 0 {
			pieces = append(pieces, piece[:n])
		}
		if err == nil {
			err = skip(apart - WindowSize)
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	return pieces, size, in.Rewind()
}
