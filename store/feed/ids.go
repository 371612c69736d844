package feed

import (
	"bytes"

	"golang.org/x/text/unicode/norm"
)

// Two ids that look the same to who wrote them must be one account, and two
// accounts must never be one id. So what cannot be seen is taken off an id, and
// an id of which a program before this one lost a part is refused.

// idNotes count what was taken off ids.
type idNotes struct {
	hidden, formula, fraction, composed, lost *note
}

func newIDNotes(n *notes) idNotes {
	return idNotes{
		hidden:   n.counter("1 id had invisible characters or odd spaces around it, which were taken off", "%d ids had invisible characters or odd spaces around them, which were taken off"),
		formula:  n.counter(`1 id stood as ="..." and was read without that`, `%d ids stood as ="..." and were read without that`),
		fraction: n.counter("1 id stood as a number with .0 and was read without that", "%d ids stood as numbers with .0 and were read without that"),
		composed: n.counter("1 id was written with parted accents, which were put together", "%d ids were written with parted accents, which were put together"),
		lost:     n.counter("1 value has \ufffd where a character was lost before; ? stands for it", "%d values have \ufffd where a character was lost before; ? stands for it"),
	}
}

// tidied is an id or a name without what does not show. It is p itself but for
// ids that take a closer look.
func (m *rowBuilder) tidied(p []byte) []byte {
	bare := trimInvisible(p)
	if len(bare) < len(p) && len(bare) < len(bytes.Trim(p, " \t\r\n")) {
		m.ids.hidden.count++
	}
	if norm.NFC.IsNormal(bare) {
		return bare
	}
	m.ids.composed.count++
	return norm.NFC.Bytes(bare)
}

// unwrapped is the text in ="...", which spreadsheets are given so that they leave
// an id alone.
func (m *rowBuilder) unwrapped(p []byte) []byte {
	if len(p) < 3 || p[0] != '=' || p[1] != '"' || p[len(p)-1] != '"' {
		return p
	}
	m.ids.formula.count++
	return trimInvisible(p[2 : len(p)-1])
}

// whole is an id without the fraction of zeros that all of its column have.
func (m *rowBuilder) whole(c *column, p []byte) []byte {
	if !c.wholeFloats || !isWholeFloat(p) {
		return p
	}
	m.ids.fraction.count++
	return p[:countDigits(p)]
}

// mended is a text without characters that were lost before.
func (m *rowBuilder) mended(p []byte) []byte {
	whole, lost := mend(p)
	if lost {
		m.ids.lost.count++
	}
	return whole
}

// bareID is an id without what spreadsheets and data frames put around it.
func (m *rowBuilder) bareID(c *column, p []byte) []byte { return m.whole(c, m.unwrapped(p)) }
