package rows

import (
	"bytes"

	"golang.org/x/text/unicode/norm"

	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/notes"
)

// Ids that look the same must be the same account, and different accounts must never
// share an id. So invisible characters are trimmed off ids, and an id of which an earlier
// program lost a part is refused.

// idNotes count what was taken off ids.
type idNotes struct {
	hidden, formula, fraction, composed, lost *notes.Counter
}

func newIDNotes(n *notes.List) idNotes {
	return idNotes{
		hidden:   n.Counter("1 id had invisible characters or odd spaces around it, which were taken off", "%d ids had invisible characters or odd spaces around them, which were taken off"),
		formula:  n.Counter(`1 id stood as ="..." and was read without that`, `%d ids stood as ="..." and were read without that`),
		fraction: n.Counter("1 id stood as a number with .0 and was read without that", "%d ids stood as numbers with .0 and were read without that"),
		composed: n.Counter("1 id was written with parted accents, which were put together", "%d ids were written with parted accents, which were put together"),
		lost:     n.Counter("1 value has \ufffd where a character was lost before; ? stands for it", "%d values have \ufffd where a character was lost before; ? stands for it"),
	}
}

// NormalizedID is an id or a name in Unicode normal form C, without invisible characters
// at its ends. It does not allocate unless the form changes.
func (m *Builder) NormalizedID(p []byte) []byte {
	bare := chars.TrimInvisible(p)
	if len(bare) < len(p) && len(bare) < len(bytes.Trim(p, " \t\r\n")) {
		m.ids.hidden.Count++
	}
	if norm.NFC.IsNormal(bare) {
		return bare
	}
	m.ids.composed.Count++
	return norm.NFC.Bytes(bare)
}

// unwrapped is the text in ="...", which is how spreadsheets are made to keep leading
// zeros.
func (m *Builder) unwrapped(p []byte) []byte {
	if len(p) < 3 || p[0] != '=' || p[1] != '"' || p[len(p)-1] != '"' {
		return p
	}
	m.ids.formula.Count++
	return chars.TrimInvisible(p[2 : len(p)-1])
}

// whole is an id without its fraction of zeros, such as 1001.0, where all ids of the
// column have one. Data frames write whole numbers so.
func (m *Builder) whole(c *columns.Column, p []byte) []byte {
	if !c.WholeFloats || !cell.IsWholeFloat(p) {
		return p
	}
	m.ids.fraction.Count++
	return p[:chars.CountDigits(p)]
}

// WholeID is an id that is a number, not a text, without a fraction of zeros.
func (m *Builder) WholeID(p []byte) []byte {
	if !cell.IsWholeFloat(p) {
		return p
	}
	m.ids.fraction.Count++
	return p[:chars.CountDigits(p)]
}

// ReplaceLost is a text with a question mark for each U+FFFD, which stands for a
// character that an earlier program lost.
func (m *Builder) ReplaceLost(p []byte) []byte {
	whole, lost := cell.ReplaceLost(p)
	if lost {
		m.ids.lost.Count++
	}
	return whole
}

// BareID is an id without ="..." and without a fraction of zeros.
func (m *Builder) BareID(c *columns.Column, p []byte) []byte { return m.whole(c, m.unwrapped(p)) }
