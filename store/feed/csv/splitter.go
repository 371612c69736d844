package csv

import (
	"bytes"
	"errors"
	"fmt"
)

// splitter cuts delimited text into records and fields. Fields alias the text,
// which is overwritten where a quoted field has doubled quotes in it.
type splitter struct {
	delimiter byte
	eol       byte // '\n', or '\r' in files that have nothing else

	fields  [][]byte // of the last record
	lines   int      // that it spans
	problem string   // why it cannot be trusted; "" when it can
}

// unclosedQuote is a quote that nothing closes.
type unclosedQuote struct{ line int }

func (e *unclosedQuote) Error() string {
	return fmt.Sprintf("line %d: a quote is opened here and never closed", e.line)
}

// errIncomplete is a record that goes on beyond the text at hand.
var errIncomplete = errors.New("incomplete record")

// record splits the record at the start of p and returns the bytes that it and
// its line end take. quotes says whether there can be any in p. Text that ends
// within the record gives errIncomplete, or, where it is the last of the file,
// an *unclosedQuote with the line counted from 0.
func (s *splitter) record(p []byte, quotes, last bool) (int, error) {
	end := bytes.IndexByte(p, s.eol)
	used := end + 1
	if end < 0 {
		if !last {
			return 0, errIncomplete
		}
		end, used = len(p), len(p)
	}
	line := p[:end]
	if quotes && bytes.IndexByte(line, '"') >= 0 {
		return s.quoted(p, last)
	}
	s.lines, s.problem = 1, ""
	s.fields = s.plain(s.fields[:0], dropCR(line))
	return used, nil
}

// plain splits a line without quotes.
func (s *splitter) plain(fields [][]byte, line []byte) [][]byte {
	for {
		i := bytes.IndexByte(line, s.delimiter)
		if i < 0 {
			return append(fields, line)
		}
		fields = append(fields, line[:i])
		line = line[i+1:]
	}
}

// quoted splits a record that has quotes in it. A field is quoted when its
// first character, spaces aside, is a quote; elsewhere a quote is a character
// like any other.
func (s *splitter) quoted(p []byte, last bool) (int, error) {
	s.fields, s.lines, s.problem = s.fields[:0], 1, ""
	at := 0
	for {
		start := at
		for start < len(p) && p[start] == ' ' {
			start++
		}
		if start < len(p) && p[start] == '"' {
			field, next, err := s.unquote(p, start+1, last)
			if err != nil {
				return 0, err
			}
			s.fields = append(s.fields, field)
			at = next
		} else {
			end := s.fieldEnd(p, at)
			field := p[at:end]
			if end == len(p) || p[end] == s.eol {
				field = dropCR(field)
			}
			s.fields = append(s.fields, field)
			at = end
		}
		switch {
		case at == len(p):
			if !last {
				return 0, errIncomplete
			}
		case p[at] == s.delimiter:
			at++
			continue
		default: // the line end
			at++
		}
		return at, nil
	}
}

// unquote reads a quoted field from behind its opening quote, and what may
// follow the closing one: spaces, then a delimiter or the line end.
func (s *splitter) unquote(p []byte, start int, last bool) (field []byte, next int, err error) {
	from, to := start, start
	opened := s.lines
	for {
		n := bytes.IndexByte(p[from:], '"')
		if n < 0 {
			if !last {
				return nil, 0, errIncomplete
			}
			return nil, 0, &unclosedQuote{line: opened - 1}
		}
		s.lines += bytes.Count(p[from:from+n], []byte{s.eol})
		if from != to {
			copy(p[to:], p[from:from+n])
		}
		from, to = from+n+1, to+n
		if from < len(p) && p[from] == '"' {
			p[to] = '"'
			from, to = from+1, to+1
			continue
		}
		if from == len(p) && !last {
			return nil, 0, errIncomplete
		}
		break
	}
	end := s.fieldEnd(p, from)
	if len(bytes.Trim(p[from:end], " \r")) > 0 {
		s.problem = "has text behind a closing quote; a quote within a quoted value is written twice"
	}
	return p[start:to:to], end, nil
}

// fieldEnd is the place of the next delimiter or line end from at on, or the
// end of the text.
func (s *splitter) fieldEnd(p []byte, at int) int {
	for i, c := range p[at:] {
		if c == s.delimiter || c == s.eol {
			return at + i
		}
	}
	return len(p)
}

// dropCR takes the carriage return off a line that ended in both.
func dropCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}
