package feed

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

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

// isSeenThrough reports whether a character shows nothing: spaces of every width,
// and what has no width at all.
func isSeenThrough(r rune) bool {
	switch r {
	case '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180e', '\u3164', '\ufeff', '\uffa0':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' ||
		r >= '\u2060' && r <= '\u206f'
}

// trimInvisible takes what does not show off both ends.
func trimInvisible(p []byte) []byte {
	if len(p) == 0 || p[0] > ' ' && p[0] < utf8.RuneSelf && p[len(p)-1] > ' ' && p[len(p)-1] < utf8.RuneSelf {
		return p
	}
	return bytes.TrimFunc(p, isSeenThrough)
}

// isWholeFloat reports whether a cell is a whole number with a fraction of zeros.
func isWholeFloat(p []byte) bool {
	n := countDigits(p)
	return n > 0 && n < len(p)-1 && n <= 18 && p[n] == '.' && len(bytes.Trim(p[n+1:], "0")) == 0
}

// isShortened reports whether a cell is a number of which a spreadsheet kept only
// the first digits, as 1.23457E+11. A code may well be 12e5.
func isShortened(p []byte) bool {
	at := bytes.IndexByte(p, '+')
	if at < 2 || p[at-1]|0x20 != 'e' || len(p) < at+2 || countDigits(p[at+1:]) != len(p)-at-1 {
		return false
	}
	mantissa := p[:at-1]
	n := countDigits(mantissa)
	return n > 0 && (n == len(mantissa) || (mantissa[n] == '.' || mantissa[n] == ',') && n+1+countDigits(mantissa[n+1:]) == len(mantissa))
}

var replacement = []byte(string(utf8.RuneError))

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

// idFault is why an id cannot be taken, "" when it can.
func idFault(p []byte) string {
	switch {
	case isShortened(p):
		return "is a number that a spreadsheet shortened, so that different ids look the same; format the column as text there, and save it again"
	}
	return lostFault(p)
}

// lostFault is why an id that is text cannot be taken, "" when it can.
func lostFault(p []byte) string {
	if bytes.Contains(p, replacement) {
		return "has a character that was lost before, so that different ids look the same; save the file again, as UTF-8"
	}
	return ""
}

// mended is a text without characters that were lost before.
func (m *rowBuilder) mended(p []byte) []byte {
	if !bytes.Contains(p, replacement) {
		return p
	}
	m.ids.lost.count++
	return bytes.ReplaceAll(p, replacement, []byte{'?'})
}

// bareID is an id without what spreadsheets and data frames put around it.
func (m *rowBuilder) bareID(c *column, p []byte) []byte { return m.whole(c, m.unwrapped(p)) }

// idProblem words the reason why a row with an id that has a fault is rejected.
func idProblem(header string, id []byte, fault string) string {
	return fmt.Sprintf("%s %q %s", truncateText(header, 60), truncateText(string(id), 60), fault)
}
