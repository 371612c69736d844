package main

import (
	"bytes"
	"io"

	"trialist/ui/clean"
)

// terminalSafe is w, or where w is a terminal, a writer that makes each line
// safe to show there.
func terminalSafe(w io.Writer) io.Writer {
	if !isTerminal(w) {
		return w
	}
	return &safeLines{w: w}
}

// safeLines makes lines safe. What it was given last is written once its line
// ends, as all that is exported does.
type safeLines struct {
	w    io.Writer
	line []byte
}

func (s *safeLines) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			s.line = append(s.line, rest...)
			break
		}
		s.line = append(s.line, rest[:end]...)
		line := clean.Upto(string(s.line), len(s.line)+1)
		s.line, rest = s.line[:0], rest[end+1:]
		if err := say(s.w, string(line)); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}
