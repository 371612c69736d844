package scoring

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// words is many texts in one piece of memory. A column of e-mail addresses has
// one for nearly every row: as strings they would cost as much again for their
// headers, and looking into each on its own would cost more than searching all
// of them as one text.
type words struct {
	text   []byte // one after the other
	ends   []int  // of each
	raised bool   // some are not as Fold leaves them
}

func (w *words) len() int { return len(w.ends) }

// at is the i-th text.
func (w *words) at(i int) []byte { return w.text[w.start(i):w.ends[i]] }

func (w *words) start(i int) int {
	if i == 0 {
		return 0
	}
	return w.ends[i-1]
}

// add appends a text. Bytes that others share are not written to.
func (w *words) add(text []byte) {
	w.raised = w.raised || !isFolded(text)
	w.text = append(w.text, text...)
	w.ends = append(w.ends, len(w.text))
}

// addAll appends the texts of others.
func (w *words) addAll(others *words) {
	shift := len(w.text)
	w.raised = w.raised || others.raised
	w.text = append(w.text, others.text...)
	for _, end := range others.ends {
		w.ends = append(w.ends, shift+end)
	}
}

// shared is the same texts, ready to be appended to without changing these.
func (w *words) shared() words {
	return words{text: w.text[:len(w.text):len(w.text)], ends: w.ends[:len(w.ends):len(w.ends)], raised: w.raised}
}

// lower has for each byte of ASCII what [Fold] makes of it.
var lower = func() (table [256]byte) {
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
			return Fold(string(text)) == string(text)
		}
		if lower[c] != c {
			return false
		}
	}
	return true
}

// blockWords is how many texts are folded at a time: few enough that they are
// still at hand when they are looked into.
const blockWords = 1 << 10

// test answers the rule for the texts of [from, to), each at its place in
// answers, which are false before.
func (w *words) test(t *valueTest, from, to int, answers []bool) {
	if t.op == IsSet || !t.op.onText() {
		for i := from; i < to; i++ {
			answers[i] = t.op == IsSet
		}
		return
	}
	var folded words
	var needles []needle
	for ; from < to; from += blockWords {
		end := min(from+blockWords, to)
		base := w.start(from)
		block := words{text: w.text[base:w.ends[end-1]], ends: w.ends[from:end]}
		if w.raised {
			block.fold(&folded, &base)
			block = folded
		}
		if needles == nil {
			needles = newNeedles(t.folded, block.text)
		}
		block.match(t.op, needles, base, answers[from:end])
		if t.op == IsNot || t.op == DoesNotContain {
			for i := from; i < end; i++ {
				answers[i] = !answers[i]
			}
		}
	}
}

// fold makes folded what Fold makes of the texts. It moves base where the texts
// lie elsewhere than before.
func (w *words) fold(folded *words, base *int) {
	folded.text = slices.Grow(folded.text[:0], len(w.text))[:len(w.text)]
	if lowered(folded.text, w.text) {
		folded.ends = w.ends
		return
	}
	folded.text, folded.ends = folded.text[:0], make([]int, len(w.ends))
	start := 0
	for i, end := range w.ends {
		folded.text = append(folded.text, Fold(string(w.text[start:end-*base]))...)
		folded.ends[i] = len(folded.text)
		start = end - *base
	}
	*base = 0
}

// lowered makes into, which is as long, the text in lower case, eight bytes at a
// time. It is false when it meets what is not ASCII.
func lowered(into, text []byte) bool {
	const every = 0x0101010101010101
	at := 0
	for ; at+8 <= len(text); at += 8 {
		eight := binary.LittleEndian.Uint64(text[at:])
		if eight&(0x80*every) != 0 {
			return false
		}
		fromA, aboveZ := eight+(0x80-'A')*every, eight+(0x7f-'Z')*every // the top bit says so
		upper := (fromA &^ aboveZ) & (0x80 * every)
		binary.LittleEndian.PutUint64(into[at:], eight|upper>>2) // what makes lower case of it
	}
	for ; at < len(text); at++ {
		if text[at] >= utf8.RuneSelf {
			return false
		}
		into[at] = lower[text[at]]
	}
	return true
}

// match answers which of the folded texts match a needle, as if a negated
// operator were not. The text starts at base.
func (w *words) match(op Operator, needles []needle, base int, answers []bool) {
	for _, n := range needles {
		if op == Contains || op == DoesNotContain {
			w.search(n, base, answers)
			continue
		}
		start := 0
		for i, end := range w.ends {
			end -= base
			answers[i] = answers[i] || n.matches(op, w.text[start:end])
			start = end
		}
	}
}

// search answers which texts contain the needle. It looks through all of them as
// one, and leaves out what it finds across the end of one.
func (w *words) search(n needle, base int, answers []bool) {
	at := 0
	for i := 0; i < len(w.ends); {
		found := n.find(w.text, at)
		if found < 0 {
			return
		}
		for i < len(w.ends)-1 && w.ends[i]-base <= found {
			i++
		}
		at = found + 1
		if end := w.ends[i] - base; found+len(n.text) <= end {
			answers[i] = true
			at = end
			i++
		}
	}
}
