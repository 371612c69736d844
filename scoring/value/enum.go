package value

import (
	"fmt"
	"strings"
)

// ParseEnum reads one of the words that the choices print, ignoring case and
// space around it. The error names them all.
func ParseEnum[T fmt.Stringer](what, s string, choices []T) (T, error) {
	word := strings.TrimSpace(s)
	words := make([]string, len(choices))
	for i, choice := range choices {
		words[i] = choice.String()
		if strings.EqualFold(word, words[i]) {
			return choice, nil
		}
	}
	var none T
	return none, fmt.Errorf("unknown %s %q: use %s", what, s, JoinList(words, "or"))
}
