package terminal

import (
	"bytes"
	"io"

	"trialist/ui/clean"
)

// NewSafeWriter returns w, or if w is a terminal, a writer that makes each line safe
// to show.
func NewSafeWriter(w io.Writer) io.Writer {
	if !Is(w) {
		return w
	}
	return &safeWriter{w: w}
}

// safeWriter makes lines safe. It writes a line when its end arrives, so text after
// the last line end is never written; every export ends with one.
type safeWriter struct {
	w    io.Writer
	line []byte
}

func (s *safeWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			s.line = append(s.line, rest...)
			break
		}
		s.line = append(s.line, rest[:end]...)
		line := clean.Limit(string(s.line), len(s.line)+1)
		s.line, rest = s.line[:0], rest[end+1:]
		if err := PrintLine(s.w, string(line)); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}
