package substring

import "bytes"

// ByteCounts is how often each byte occurs in a sample of the texts to look into.
// Some thousand bytes tell enough.
type ByteCounts [256]uint32

// Add counts the bytes of a sample.
func (c *ByteCounts) Add(sample []byte) {
	for _, b := range sample {
		c[b]++
	}
}

// Finder looks for one text.
type Finder struct {
	text string // not empty
	rare int    // index in it of the byte to look for
}

// New makes a finder of the text, which must not be empty, in texts like those that
// were counted.
func New(text string, counts *ByteCounts) Finder {
	f := Finder{text: text}
	for i := range len(text) {
		if counts[text[i]] < counts[text[f.rare]] {
			f.rare = i
		}
	}
	return f
}

// Text is what the finder looks for.
func (f Finder) Text() string { return f.text }

// Index is where the text occurs first in s, from start on; -1 where it does not.
func (f Finder) Index(s []byte, start int) int {
	for start+len(f.text) <= len(s) {
		next := bytes.IndexByte(s[start+f.rare:len(s)-len(f.text)+f.rare+1], f.text[f.rare])
		if next < 0 {
			return -1
		}
		start += next
		if string(s[start:start+len(f.text)]) == f.text {
			return start
		}
		start++
	}
	return -1
}
