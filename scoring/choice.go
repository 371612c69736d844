package scoring

import (
	"fmt"
	"strings"
)

// parseChoice reads one of the words that the choices print, ignoring case and
// space around it. The error names them all.
func parseChoice[T fmt.Stringer](what, s string, choices []T) (T, error) {
	word := strings.TrimSpace(s)
	words := make([]string, len(choices))
	for i, choice := range choices {
		words[i] = choice.String()
		if strings.EqualFold(word, words[i]) {
			return choice, nil
		}
	}
	var none T
	return none, fmt.Errorf("unknown %s %q: use %s", what, s, listed(words, "or"))
}
