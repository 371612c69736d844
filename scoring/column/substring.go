package column

import (
	"bytes"

	"trialist/scoring/condition"
)

// substring is a text to find in others. It is looked for by its byte that is
// rarest in them: bytes.Index goes by the first one, and stops at every "o" of
// an address on its way to an "outlook". That made three alternatives take
// 90 ms in a million addresses; this way it is 15 ms.
type substring struct {
	text       string // not empty
	rareOffset int    // where in it that byte is
}

// sampleSize is how many bytes tell how rare each one is.
const sampleSize = 1 << 12

// newSubstrings makes needles of the texts for looking into what the sample is of.
func newSubstrings(texts []string, sample []byte) []substring {
	var count [256]uint32
	for _, c := range sample[:min(len(sample), sampleSize)] {
		count[c]++
	}
	needles := make([]substring, len(texts))
	for i, text := range texts {
		needles[i].text = text
		for at := range len(text) {
			if count[text[at]] < count[text[needles[i].rareOffset]] {
				needles[i].rareOffset = at
			}
		}
	}
	return needles
}

// indexFrom is where in text, from at on, the needle is next; -1 where it is not.
func (n substring) indexFrom(text []byte, at int) int {
	for at+len(n.text) <= len(text) {
		found := bytes.IndexByte(text[at+n.rareOffset:len(text)-len(n.text)+n.rareOffset+1], n.text[n.rareOffset])
		if found < 0 {
			return -1
		}
		at += found
		if string(text[at:at+len(n.text)]) == n.text {
			return at
		}
		at++
	}
	return -1
}

// matches reports whether the text starts with the needle, ends with it or is it,
// as the operator asks.
func (n substring) matches(op condition.Operator, text []byte) bool {
	beyond := len(text) - len(n.text)
	switch {
	case beyond < 0:
		return false
	case op == condition.StartsWith:
		return string(text[:len(n.text)]) == n.text
	case op == condition.EndsWith:
		return string(text[beyond:]) == n.text
	}
	return string(text) == n.text
}
