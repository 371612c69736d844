package column

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"trialist/scoring/condition"
	"trialist/scoring/substring"
	"trialist/scoring/value"
)

// textArray is many texts in one piece of memory. A column of e-mail addresses has a
// text for nearly every row. As strings their headers would take as much memory
// again, and searching each on its own takes longer than searching all of them as
// one text.
type textArray struct {
	text        []byte // one after the other
	ends        []int  // of each
	hasUnfolded bool   // some are not as Fold leaves them
}

func (w *textArray) Len() int { return len(w.ends) }

// At is the i-th text.
func (w *textArray) At(i int) []byte { return w.text[w.start(i):w.ends[i]] }

func (w *textArray) start(i int) int {
	if i == 0 {
		return 0
	}
	return w.ends[i-1]
}

// add appends a text.
func (w *textArray) add(text []byte) {
	w.hasUnfolded = w.hasUnfolded || !isFolded(text)
	w.text = append(w.text, text...)
	w.ends = append(w.ends, len(w.text))
}

// addAll appends all texts of another array.
func (w *textArray) addAll(others *textArray) {
	shift := len(w.text)
	w.hasUnfolded = w.hasUnfolded || others.hasUnfolded
	w.text = append(w.text, others.text...)
	for _, end := range others.ends {
		w.ends = append(w.ends, shift+end)
	}
}

// clipped is the same texts without spare capacity, so that appending to it does not
// write to memory that it shares.
func (w *textArray) clipped() textArray {
	return textArray{text: w.text[:len(w.text):len(w.text)], ends: w.ends[:len(w.ends):len(w.ends)], hasUnfolded: w.hasUnfolded}
}

// asciiLower has for each byte of ASCII what [value.Fold] makes of it.
var asciiLower = func() (table [256]byte) {
	for i := range table {
		table[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			table[i] += 'a' - 'A'
		}
	}
	return table
}()

// isFolded reports whether Fold leaves the text as it is.
func isFolded(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return value.Fold(string(text)) == string(text)
		}
		if asciiLower[c] != c {
			return false
		}
	}
	return true
}

// foldBlock is how many texts are folded at a time: few enough that they are still in
// the cache when they are searched.
const foldBlock = 1 << 10

// matchPredicate tests the texts of [from, to) and sets the answer of each, by its
// index. The answers must be false before.
func (w *textArray) matchPredicate(t *condition.Predicate, from, to int, answers []bool) {
	if t.Op == condition.IsSet || !t.Op.ComparesText() {
		for i := from; i < to; i++ {
			yes, ok := value.ParseYesNo(w.At(i))
			answers[i] = t.Op == condition.IsSet || ok && (yes && t.Op == condition.IsYes || !yes && t.Op == condition.IsNo)
		}
		return
	}
	var folded textArray
	var finders []substring.Finder
	for ; from < to; from += foldBlock {
		end := min(from+foldBlock, to)
		base := w.start(from)
		block := textArray{text: w.text[base:w.ends[end-1]], ends: w.ends[from:end]}
		if w.hasUnfolded {
			block.fold(&folded, &base)
			block = folded
		}
		if finders == nil {
			finders = newFinders(t.Folded, block.text)
		}
		block.matchSubstrings(t.Op, finders, base, answers[from:end])
		if t.Op == condition.IsNot || t.Op == condition.DoesNotContain {
			for i := from; i < end; i++ {
				answers[i] = !answers[i]
			}
		}
	}
}

// fold fills folded with the folded texts. Base is what to subtract from the ends; it
// changes where folding changes lengths.
func (w *textArray) fold(folded *textArray, base *int) {
	folded.text = slices.Grow(folded.text[:0], len(w.text))[:len(w.text)]
	if lowerASCII(folded.text, w.text) {
		folded.ends = w.ends
		return
	}
	folded.text, folded.ends = folded.text[:0], make([]int, len(w.ends))
	start := 0
	for i, end := range w.ends {
		folded.text = append(folded.text, value.Fold(string(w.text[start:end-*base]))...)
		folded.ends[i] = len(folded.text)
		start = end - *base
	}
	*base = 0
}

// lowerASCII writes the text in lower case to into, which must be as long, eight bytes
// at a time. It is false when the text is not all ASCII.
func lowerASCII(into, text []byte) bool {
	const every = 0x0101010101010101
	at := 0
	for ; at+8 <= len(text); at += 8 {
		eight := binary.LittleEndian.Uint64(text[at:])
		if eight&(0x80*every) != 0 {
			return false
		}
		fromA, aboveZ := eight+(0x80-'A')*every, eight+(0x7f-'Z')*every // each byte in its top bit
		upper := (fromA &^ aboveZ) & (0x80 * every)
		binary.LittleEndian.PutUint64(into[at:], eight|upper>>2) // sets the bit of 0x20
	}
	for ; at < len(text); at++ {
		if text[at] >= utf8.RuneSelf {
			return false
		}
		into[at] = asciiLower[text[at]]
	}
	return true
}

// sampleSize is how many bytes are counted to tell how rare each one is.
const sampleSize = 1 << 12

// newFinders makes finders of the texts, for searching what the sample is from.
func newFinders(texts []string, sample []byte) []substring.Finder {
	var counts substring.ByteCounts
	counts.Add(sample[:min(len(sample), sampleSize)])
	finders := make([]substring.Finder, len(texts))
	for i, text := range texts {
		finders[i] = substring.New(text, &counts)
	}
	return finders
}

// matchSubstrings answers which of the folded texts match one of those to find, as if
// a negated operator were not. The text starts at base.
func (w *textArray) matchSubstrings(op condition.Operator, finders []substring.Finder, base int, answers []bool) {
	for _, f := range finders {
		if op == condition.Contains || op == condition.DoesNotContain {
			w.searchSubstring(f, base, answers)
			continue
		}
		start := 0
		for i, end := range w.ends {
			end -= base
			answers[i] = answers[i] || matchesEnds(op, w.text[start:end], f.Text())
			start = end
		}
	}
}

// matchesEnds reports whether the text starts with the other, ends with it or is it,
// as the operator asks.
func matchesEnds(op condition.Operator, text []byte, other string) bool {
	beyond := len(text) - len(other)
	switch {
	case beyond < 0:
		return false
	case op == condition.StartsWith:
		return string(text[:len(other)]) == other
	case op == condition.EndsWith:
		return string(text[beyond:]) == other
	}
	return string(text) == other
}

// searchSubstring answers which texts contain the one to find. It searches all of them
// as one text, and ignores what it finds across the end of a text.
func (w *textArray) searchSubstring(f substring.Finder, base int, answers []bool) {
	at := 0
	for i := 0; i < len(w.ends); {
		found := f.Index(w.text, at)
		if found < 0 {
			return
		}
		for i < len(w.ends)-1 && w.ends[i]-base <= found {
			i++
		}
		at = found + 1
		if end := w.ends[i] - base; found+len(f.Text()) <= end {
			answers[i] = true
			at = end
			i++
		}
	}
}
