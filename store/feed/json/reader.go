package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"trialist/store/feed/input"
)

// reader splits a file of JSON into values: one on a line, the elements of an array, or one
// after the other over any number of lines. With lines, a bad value does not affect others.
type reader struct {
	input.Buffer
	lines   bool // a value a line
	array   bool // the values are the elements of one array
	started bool // behind the opening bracket of the array
	counted bool // the list stands on one line: the numbers of lines are those of its values
	line    int  // of the next byte, from 1; of the next value where they are counted

	before []byte // the document up to its list; nil when the file is no such document
	skip   int    // bytes of it to pass over
}

// newReader is a reader of a file that starts with head.
func newReader(head []byte) *reader {
	r := &reader{line: 1}
	if list, err := findList(head); list != nil && err == nil {
		r.array, r.before, r.skip = true, bytes.Clone(head[:list.start]), list.start
		r.counted = hasManyOnOneLine(head[list.start:])
		return r
	}
	r.array = bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	r.lines = !r.array && hasWholeLine(head)
	r.counted = r.array && hasManyOnOneLine(bytes.TrimLeft(head, " \t\r\n"))
	return r
}

// hasManyOnOneLine reports whether a list, whose start is given, has its first values on the
// line that it begins on.
func hasManyOnOneLine(list []byte) bool {
	line, _, _ := bytes.Cut(list, []byte{'\n'})
	const enough = 3
	for n := range enough {
		line = bytes.TrimLeft(line[min(1, len(line)):], " \t\r,")
		end := valueEnd(line, false)
		if end == 0 || line[0] == ']' {
			return n > 1
		}
		line = line[end-1:]
	}
	return true
}

// headReader is a reader of the head only.
func headReader(head []byte) *reader {
	r := newReader(head)
	r.Buf, r.End, r.Eof = head, len(head), true
	return r
}

// hasWholeLine reports whether one of the first lines is a value of its own.
func hasWholeLine(head []byte) bool {
	for range 20 {
		line, rest, more := bytes.Cut(head, []byte{'\n'})
		if line = bytes.TrimSpace(line); len(line) > 1 && line[0] == '{' && json.Valid(line) {
			return true
		}
		if !more {
			break
		}
		head = rest
	}
	return false
}

// element returns the next value, valid until the next call, and the line that it starts on.
// It returns io.EOF after the last.
func (r *reader) element() (raw []byte, line int, err error) {
	if err := r.pass(); err != nil {
		return nil, 0, err
	}
	if r.Start == r.End {
		if err := r.Fill(); err != nil {
			return nil, 0, err
		}
	}
	if r.lines {
		return r.lineValue()
	}
	return r.nextValue()
}

// lineValue is the next line that is not blank.
func (r *reader) lineValue() ([]byte, int, error) {
	for {
		text := r.Text()
		n := bytes.IndexByte(text, '\n')
		used := n + 1
		if n < 0 {
			if !r.Eof {
				if err := r.readMore(); err != nil {
					return nil, 0, err
				}
				continue
			}
			if len(text) == 0 {
				return nil, 0, io.EOF
			}
			n, used = len(text), len(text)
		}
		line := r.line
		r.Start += used
		r.line++
		if raw := bytes.TrimSpace(text[:n]); len(raw) > 0 {
			return raw, line, nil
		}
	}
}

// readMore makes room and reads on.
func (r *reader) readMore() error {
	if r.Start > 0 {
		return r.Fill()
	}
	return r.Grow(r.line)
}

// nextValue is the next element of the array, or the next of several values.
func (r *reader) nextValue() ([]byte, int, error) {
	for {
		r.skipBetween()
		text := r.Text()
		if len(text) == 0 && !r.Eof {
			if err := r.readMore(); err != nil {
				return nil, 0, err
			}
			continue
		}
		switch {
		case len(text) == 0 && r.array:
			return nil, 0, fmt.Errorf("line %d: the list is not closed; the file is cut short", r.line)
		case len(text) == 0:
			return nil, 0, io.EOF
		case r.array && text[0] == '[' && !r.started:
			r.started = true
			r.Start++
			continue
		case r.array && text[0] == ']':
			another, err := r.finish()
			if !another {
				return nil, 0, err
			}
			continue
		}
		if r.before != nil && r.array && !r.started {
			return nil, 0, fmt.Errorf("line %d: is not JSON", r.line)
		}
		n := valueEnd(text, r.Eof)
		if n > 0 {
			line := r.line
			if r.counted {
				r.line++
			} else {
				r.line += bytes.Count(text[:n], []byte{'\n'})
			}
			r.Start += n
			return text[:n], line, nil
		}
		if r.Eof {
			return nil, 0, fmt.Errorf("line %d: what starts here is never closed; the file is cut short", r.line)
		}
		if err := r.readMore(); err != nil {
			return nil, 0, err
		}
	}
}

// skipBetween skips what separates values.
func (r *reader) skipBetween() {
	for ; r.Start < r.End; r.Start++ {
		switch r.Buf[r.Start] {
		case '\n':
			if !r.counted {
				r.line++
			}
		case ' ', '\t', '\r', ',':
		default:
			return
		}
	}
}

// finish goes on to another array, as pages that were put together have them. Otherwise it
// makes sure that nothing follows the array, and ends the file.
func (r *reader) finish() (another bool, err error) {
	r.Start++
	if r.before != nil {
		return false, r.endOfDocument()
	}
	for {
		r.skipBetween()
		if text := r.Text(); len(text) > 0 && text[0] == '[' {
			r.started = false
			return true, nil
		} else if len(text) > 0 {
			return false, fmt.Errorf("line %d: the list has ended and something follows it", r.line)
		}
		if r.Eof {
			r.array = false // asking again is the end again
			return false, io.EOF
		}
		if err := r.Fill(); err != nil {
			return false, err
		}
	}
}

// valueEnd is the length of the value at the start of p; 0 when p ends before it does. It only
// counts brackets; the parser validates.
func valueEnd(p []byte, last bool) int {
	depth := 0
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '"':
			n := stringEnd(p[i+1:])
			if n < 0 {
				return 0
			}
			i += n
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				if depth < 0 && i > 0 {
					return i // the end of the array after a value without brackets
				}
				return i + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	if last && depth == 0 {
		return len(p)
	}
	return 0
}

// stringEnd is the length of a string after its opening quote, including the closing one; -1
// when p ends before it does.
func stringEnd(p []byte) int {
	for i := 0; i < len(p); i++ {
		n := bytes.IndexByte(p[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		escapes := 0
		for escapes < i && p[i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i + 1
		}
	}
	return -1
}

// badJSON says what is wrong with a value that could not be parsed.
func badJSON(raw []byte) string {
	if !utf8.Valid(raw) {
		return "is not UTF-8 text"
	}
	var syntax *json.SyntaxError
	var any json.RawMessage
	if err := json.Unmarshal(raw, &any); errors.As(err, &syntax) {
		return fmt.Sprintf("is not JSON: %s, at character %d", syntax.Error(), syntax.Offset)
	}
	return "is not JSON that can be read"
}

// Is reports whether a file that starts with head looks like an object or an array of them.
func Is(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if bytes.HasPrefix(head, []byte("[")) {
		head = bytes.TrimLeft(head[1:], " \t\r\n")
		return len(head) == 0 || strings.IndexByte("{][\"", head[0]) >= 0
	}
	return len(head) > 0 && head[0] == '{'
}
