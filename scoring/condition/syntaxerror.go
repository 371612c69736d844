package condition

import (
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// SyntaxError says where a sentence stops making sense.
type SyntaxError struct {
	Offset   int      // of the word in the sentence, in bytes
	Found    string   // the word it stopped at, quotes included; "" at the end of the sentence
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

// withPrefix is s behind the prefix, or nothing for nothing.
func withPrefix(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
