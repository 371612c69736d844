package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// JSONVersion is the version of the JSON contract. It grows when a field
// changes its meaning or goes away, not when one is added.
const JSONVersion = 1

// WriteJSON writes v indented.
func WriteJSON(w io.Writer, v any) error {
	text, err := MarshalIndented(v, "")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// MarshalIndented is v as JSON. Every line but the first starts with the prefix. Control
// and format characters are \u escapes: the JSON says the same, and a terminal that
// it is printed on obeys none of them.
func MarshalIndented(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(v)
	return bytes.TrimSuffix(escapeNonGraphic(b.Bytes()), []byte{'\n'}), err
}

// escapeNonGraphic spells every rune of the JSON that is not ASCII and not
// graphic as a \u escape. Such runes occur inside strings only.
func escapeNonGraphic(p []byte) []byte {
	out := make([]byte, 0, len(p))
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		switch {
		case r < 0x7f, r > 0x7f && unicode.IsGraphic(r) && !unicode.Is(unicode.Zl, r) && !unicode.Is(unicode.Zp, r):
			out = append(out, p[:n]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		p = p[n:]
	}
	return out
}

// Tenths is a score or points in tenths, printed as a number with at most one
// decimal.
type Tenths int

func (t Tenths) MarshalJSON() ([]byte, error) { return json.Marshal(float64(t) / 10) }

// String is the number as JSON has it, such as "75" or "66.7".
func (t Tenths) String() string { return strconv.FormatFloat(float64(t)/10, 'f', -1, 64) }

// Fixed is the number with one decimal, as the detail of an account shows it.
func (t Tenths) Fixed() string { return strconv.FormatFloat(float64(t)/10, 'f', 1, 64) }

// Instant is an RFC 3339 UTC time, or null when it is not known.
type Instant value.Instant

func (i Instant) MarshalJSON() ([]byte, error) {
	at := value.Instant(i)
	if !at.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(at.String())
}

// String is the time, or nothing when it is not known.
func (i Instant) String() string {
	if at := value.Instant(i); at.Known() {
		return at.String()
	}
	return ""
}

// OrNull is a pointer to v, or nil, which JSON prints as null.
func OrNull[T any](v T, known bool) *T {
	if !known {
		return nil
	}
	return &v
}

// TextOrNull is the text, or nil when it is empty.
func TextOrNull(s string) *string { return OrNull(s, s != "") }

func ScoreOrNull(s rulebook.Score) *Tenths { return OrNull(Tenths(s.Tenths()), s.Known()) }
