package value

// longestAnswer is the length of "false".
const longestAnswer = 5

// ParseYesNo reads a text as the answer to a yes/no question, in the words of
// databases and spreadsheets and in any case: yes, y, true, t, on and 1; no, n,
// false, f, off and 0.
func ParseYesNo[T string | []byte](s T) (yes, ok bool) {
	var word [longestAnswer]byte
	if len(s) > len(word) {
		return false, false
	}
	for i := range len(s) {
		word[i] = s[i]
		if 'A' <= s[i] && s[i] <= 'Z' {
			word[i] += 'a' - 'A'
		}
	}
	switch string(word[:len(s)]) {
	case "yes", "y", "true", "t", "on", "1":
		return true, true
	case "no", "n", "false", "f", "off", "0":
		return false, true
	}
	return false, false
}
