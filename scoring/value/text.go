package value

import (
	"strings"
	"unicode/utf8"
)

// JoinList is the items as people list them: "a", "a or b", "a, b or c".
func JoinList(items []string, conjunction string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " " + conjunction + " " + items[last]
}

// Truncate cuts a text that is too long to be quoted in a message or shown as
// evidence.
func Truncate(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
