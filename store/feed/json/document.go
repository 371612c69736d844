package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"trialist/store/feed/field"
)

// Many programs return one document with the rows in a list, beside metadata:
// {"data": [...], "has_more": false}.

// list is a list of objects within a document.
type list struct {
	path  string // keys joined by dots
	start int    // of its bracket
}

// wrapperKeys are the usual keys of such lists, in lower case.
var wrapperKeys = []string{
	"data", "items", "results", "result", "records", "rows", "objects", "values", "list", "entries", "hits", "response",
	"customers", "accounts", "companies", "contacts", "users", "people", "events", "activities",
}

// findList finds the list in the document at head; nil when head is no such document. The
// error says that there are several lists.
func findList(head []byte) (*list, error) {
	s := documentScanner{text: head}
	s.space()
	if s.at == len(head) || head[s.at] != '{' || !s.object("", 0) {
		return nil, nil
	}
	if s.closed {
		if s.space(); s.at < len(head) {
			return nil, nil // one object of several
		}
	}
	named := slices.ContainsFunc(s.lists, func(l list) bool {
		return slices.Contains(wrapperKeys, strings.ToLower(l.path[strings.LastIndexByte(l.path, '.')+1:]))
	})
	switch {
	case len(s.lists) == 0, s.account && !named:
		return nil, nil
	case len(s.lists) > 1:
		return nil, fmt.Errorf("is one document with several lists of rows, %q and %q; save each list as a file of its own", s.lists[0].path, s.lists[1].path)
	}
	return &s.lists[0], nil
}

// documentScanner finds the lists in a document.
type documentScanner struct {
	text    []byte
	at      int
	lists   []list
	account bool // the outermost object has a key of an account
	closed  bool // the outermost object ends within the text
}

func (s *documentScanner) space() {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
}

// object scans an object. It is false when the text is not JSON. The text may end within the
// object.
func (s *documentScanner) object(path string, depth int) bool {
	s.at++ // the brace
	for {
		s.space()
		switch {
		case s.at == len(s.text):
			return true
		case s.text[s.at] == '}':
			s.at++
			s.closed = depth == 0
			return true
		case s.text[s.at] == ',':
			s.at++
			continue
		case s.text[s.at] != '"':
			return false
		}
		n := stringEnd(s.text[s.at+1:])
		if n < 0 {
			s.at = len(s.text)
			return true
		}
		key := string(s.text[s.at+1 : s.at+n])
		s.at += 1 + n
		if s.space(); s.at < len(s.text) && s.text[s.at] != ':' {
			return false
		}
		s.at = min(s.at+1, len(s.text))
		s.account = s.account || depth == 0 && field.AccountRank(field.PlainName(key)) >= 0
		if !s.value(strings.TrimPrefix(path+"."+key, "."), depth) {
			return false
		}
	}
}

// value scans the value of a key.
func (s *documentScanner) value(path string, depth int) bool {
	const deepestList = 3
	s.space()
	if s.at == len(s.text) {
		return true
	}
	rest := s.text[s.at:]
	switch rest[0] {
	case '{':
		if depth < deepestList {
			return s.object(path, depth+1)
		}
	case '[':
		if inner := bytes.TrimLeft(rest[1:], " \t\r\n"); len(inner) > 0 && inner[0] == '{' {
			s.lists = append(s.lists, list{path, s.at})
		}
	}
	n := valueEnd(rest, false)
	if n == 0 {
		n = len(rest)
	}
	s.at += n
	return true
}

// endOfDocument reads what follows the list. The error says that there is a second one.
func (r *reader) endOfDocument() error {
	for !r.Eof {
		if err := r.readMore(); err != nil {
			return err
		}
	}
	line := r.line
	whole := slices.Concat(r.before, []byte("[]"), r.Text())
	r.Start, r.array = r.End, false
	if !json.Valid(whole) {
		return fmt.Errorf("line %d: the list has ended, and what follows it is not the rest of a JSON document", line)
	}
	s := documentScanner{text: whole}
	s.space()
	if s.object("", 0); len(s.lists) > 0 {
		return fmt.Errorf("line %d: is one document with several lists of rows, of which %q is one; save each list as a file of its own", line, s.lists[0].path)
	}
	return io.EOF
}

// pass skips what comes before the list.
func (r *reader) pass() error {
	for r.skip > 0 {
		if len(r.Text()) == 0 {
			if r.Eof {
				return errors.New("is cut short")
			}
			if err := r.Fill(); err != nil {
				return err
			}
		}
		n := min(r.skip, len(r.Text()))
		r.line += bytes.Count(r.Text()[:n], []byte{'\n'})
		r.Start += n
		r.skip -= n
	}
	return nil
}
