package scoring

import (
	"strings"
	"unicode/utf8"
)

// listed is the items as people list them: "a", "a or b", "a, b or c".
func listed(items []string, conjunction string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " " + conjunction + " " + items[last]
}

// shorten cuts a text that is too long to be quoted in a message or shown as
// evidence.
func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
