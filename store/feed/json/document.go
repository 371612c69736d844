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

// descriptionKeys are the keys of lists that describe the rows or come along with them, in
// lower case.
var descriptionKeys = []string{"meta", "metadata", "columns", "cols", "fields", "schema", "headers", "included", "errors", "warnings", "links", "facets", "aggregations"}

// partKeys are the usual keys of lists of what belongs to an account, in lower case.
var partKeys = []string{"contacts", "users", "people", "events", "activities"}

// is reports whether the last key of the list is one of some.
func (l list) is(keys []string) bool {
	return slices.Contains(keys, strings.ToLower(l.path[strings.LastIndexByte(l.path, '.')+1:]))
}

// describes reports whether the list is no list of rows.
func (l list) describes() bool {
	first, _, _ := strings.Cut(l.path, ".")
	return l.is(descriptionKeys) || list{path: first}.is(descriptionKeys)
}

// findList finds the list in the document at head; nil when head is no such document. The
// error says that there are several lists, or why the list cannot be read.
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
	all := len(s.lists)
	s.lists = slices.DeleteFunc(s.lists, list.describes)
	named := slices.ContainsFunc(s.lists, func(l list) bool { return l.is(wrapperKeys) })
	part := slices.IndexFunc(s.lists, func(l list) bool { return l.is(partKeys) })
	switch {
	case len(s.lists) == 0 && s.cells != "":
		return nil, fmt.Errorf("is one document with the rows %q as lists of cells; save it with an object for each row, or as CSV", s.cells)
	case len(s.lists) == 0 && all == 0 && s.empty != "" && !s.account && s.closed:
		return nil, fmt.Errorf("has nothing in its list %q", s.empty)
	case len(s.lists) == 0, s.account && !named:
		return nil, nil
	case part >= 0 && (s.owner || s.bare && s.name):
		return nil, fmt.Errorf("is one object with the list %q in it; save the list as a file of its own, with the account in each of its objects", s.lists[part].path)
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
	cells   string // path of a list of lists; "" without one
	empty   string // path of an empty list with the usual key of one of rows; "" without one
	account bool   // the outermost object has a key of an account
	owner   bool   // and one that says that it is an id
	bare    bool   // it has one that says no more
	name    bool   // it has one of a name
	closed  bool   // the outermost object ends within the text
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
		if depth == 0 {
			s.outermost(field.PlainName(key))
		}
		if !s.value(strings.TrimPrefix(path+"."+key, "."), depth) {
			return false
		}
	}
}

// outermost takes in a plain key of the outermost object.
func (s *documentScanner) outermost(key string) {
	rank := field.AccountRank(key)
	s.account = s.account || rank >= 0
	s.owner = s.owner || rank >= 0 && rank <= field.AccountsOfPeople && field.SaysID(key)
	s.bare = s.bare || key == field.BareID
	s.name = s.name || key == field.Name
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
		inner := bytes.TrimLeft(rest[1:], " \t\r\n")
		switch l := (list{path, s.at}); {
		case len(inner) == 0:
		case inner[0] == '{':
			s.lists = append(s.lists, l)
		case inner[0] == '[':
			s.cells = path
		case inner[0] == ']' && l.is(wrapperKeys):
			s.empty = path
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
	if r.counted {
		line = 1 + bytes.Count(r.before, []byte{'\n'})
	}
	whole := slices.Concat(r.before, []byte("[]"), r.Text())
	r.Start, r.array = r.End, false
	if !json.Valid(whole) {
		return fmt.Errorf("line %d: the list has ended, and what follows it is not the rest of a JSON document", line)
	}
	s := documentScanner{text: whole}
	s.space()
	s.object("", 0)
	if s.lists = slices.DeleteFunc(s.lists, list.describes); len(s.lists) > 0 {
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
		if !r.counted {
			r.line += bytes.Count(r.Text()[:n], []byte{'\n'})
		}
		r.Start += n
		r.skip -= n
	}
	return nil
}
