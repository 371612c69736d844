package csv

import (
	"bytes"
	"slices"

	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/number"
)

// valueAmongNames is a cell of the line of column names that is a date, a number or
// an e-mail address, where no cell of it is a name that is recognised: then the file
// begins with its first row, which must not be lost as names of columns. It is ""
// without one.
func valueAmongNames(names []string) string {
	if slices.ContainsFunc(names, field.IsKnownName) {
		return ""
	}
	for _, name := range names {
		p := []byte(name)
		set, _ := date.FormatsOf(p)
		_, number := number.Parse(p, false)
		if set != 0 || number || isAddress(p) {
			return name
		}
	}
	return ""
}

// isAddress reports whether a text looks like an e-mail address.
func isAddress(p []byte) bool {
	at := bytes.IndexByte(p, '@')
	return at > 0 && bytes.IndexByte(p[at:], '.') > 1 && bytes.IndexByte(p, ' ') < 0
}
