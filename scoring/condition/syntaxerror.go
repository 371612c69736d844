package condition

import (
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// SyntaxError says where a sentence cannot be read any further, and why.
type SyntaxError struct {
	Offset   int      // of the word in the sentence, in bytes
	Found    string   // the word there, quotes included; "" at the end of the sentence
	Reason   string   // what is wrong with the word, where that says more than Expected
	Expected []string // what could stand there: words in double quotes, or descriptions
	Hint     string   // what to try; may be empty
}

// Error is one line such as `at "foo": expected "ever" or "in the last"`.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	if e.Found == "" {
		b.WriteString("at the end")
	} else {
		b.WriteString("at " + strconv.Quote(value.Truncate(strings.Trim(e.Found, OpeningQuotes))))
	}
	separator := ": "
	for _, part := range []string{e.Reason, withPrefix("expected ", value.JoinList(e.Expected, "or")), e.Hint} {
		if part != "" {
			b.WriteString(separator + part)
			separator = "; "
		}
	}
	return b.String()
}

// withPrefix is s with the prefix before it, and "" for "".
func withPrefix(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
