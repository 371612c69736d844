package main

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

// jsonVersion is the version of the JSON contract. It grows when a field
// changes its meaning or goes away, not when one is added.
const jsonVersion = 1

// writeJSON writes v indented.
func writeJSON(w io.Writer, v any) error {
	text, err := indented(v, "")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// indented is v as JSON. Every line but the first starts with the prefix. Control
// and format characters are \u escapes: the JSON says the same, and a terminal that
// it is printed on obeys none of them.
func indented(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(v)
	return bytes.TrimSuffix(escapeInvisible(b.Bytes()), []byte{'\n'}), err
}

// escapeInvisible spells every rune of the JSON that is not ASCII and not
// graphic as a \u escape. Such runes occur inside strings only.
func escapeInvisible(p []byte) []byte {
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

// tenths is a score or points in tenths, printed as a number with at most one
// decimal.
type tenths int

func (t tenths) MarshalJSON() ([]byte, error) { return json.Marshal(float64(t) / 10) }

// String is the number as JSON has it, such as "75" or "66.7".
func (t tenths) String() string { return strconv.FormatFloat(float64(t)/10, 'f', -1, 64) }

// fixed is the number with one decimal, as the detail of an account shows it.
func (t tenths) fixed() string { return strconv.FormatFloat(float64(t)/10, 'f', 1, 64) }

// instant is an RFC 3339 UTC time, or null when it is not known.
type instant value.Instant

func (i instant) MarshalJSON() ([]byte, error) {
	at := value.Instant(i)
	if !at.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(at.String())
}

// String is the time, or nothing when it is not known.
func (i instant) String() string {
	if at := value.Instant(i); at.Known() {
		return at.String()
	}
	return ""
}

// orNull is a pointer to v, or nil, which JSON prints as null.
func orNull[T any](v T, known bool) *T {
	if !known {
		return nil
	}
	return &v
}

// orNullText is the text, or nil when it is empty.
func orNullText(s string) *string { return orNull(s, s != "") }

func scoreJSON(s rulebook.Score) *tenths { return orNull(tenths(s.Tenths()), s.Known()) }
