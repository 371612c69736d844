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

// JSONVersion is the version of the JSON contract. It is raised when a field changes
// its meaning or goes away, not when one is added.
const JSONVersion = 1

// WriteJSON writes v as indented JSON.
func WriteJSON(w io.Writer, v any) error {
	text, err := MarshalIndented(v, "")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// MarshalIndented returns v as indented JSON. Every line but the first starts with
// prefix. Control and format characters are written as \u escapes: that means the
// same in JSON, and a terminal does not act on them.
func MarshalIndented(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(v)
	return bytes.TrimSuffix(escapeNonGraphic(b.Bytes()), []byte{'\n'}), err
}

// escapeNonGraphic writes every rune that is neither ASCII nor graphic as a \u
// escape. In JSON such runes stand only inside strings.
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

// Tenths is a number in tenths, such as a score, written with at most one decimal.
type Tenths int

func (t Tenths) MarshalJSON() ([]byte, error) { return json.Marshal(float64(t) / 10) }

// String returns the number as in JSON, such as "75" or "66.7".
func (t Tenths) String() string {
	if t%10 == 0 {
		return strconv.Itoa(int(t / 10))
	}
	return t.Fixed()
}

// Fixed returns the number with exactly one decimal.
func (t Tenths) Fixed() string {
	room := make([]byte, 0, 8)
	if t < 0 {
		room, t = append(room, '-'), -t
	}
	return string(append(strconv.AppendInt(room, int64(t/10), 10), '.', byte('0'+t%10)))
}

// Instant is written as an RFC 3339 time in UTC, as null when it is not known.
type Instant value.Instant

func (i Instant) MarshalJSON() ([]byte, error) {
	at := value.Instant(i)
	if !at.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(at.String())
}

// String returns the time as in JSON, "" when it is not known.
func (i Instant) String() string {
	if at := value.Instant(i); at.Known() {
		return at.String()
	}
	return ""
}

// OrNull returns a pointer to v, or nil, which JSON prints as null, unless it is
// known.
func OrNull[T any](v T, known bool) *T {
	if !known {
		return nil
	}
	return &v
}

// TextOrNull returns a pointer to s, or nil if it is empty.
func TextOrNull(s string) *string { return OrNull(s, s != "") }

// ScoreOrNull returns the score in tenths, or nil if it is not known.
func ScoreOrNull(s rulebook.Score) *Tenths { return OrNull(Tenths(s.Tenths()), s.Known()) }
