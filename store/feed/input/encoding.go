package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"trialist/store/feed/chars"
)

// Encoding is a character encoding. The zero Encoding means that [Open] detects it.
type Encoding struct {
	name string
	code encoding.Encoding // nil is UTF-8
}

var (
	utf8Text    = Encoding{"UTF-8", nil}
	utf16Little = Encoding{"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	utf16Big    = Encoding{"UTF-16 (big endian)", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	windows1252 = Encoding{"Windows-1252", charmap.Windows1252}
)

// UTF8 is UTF-8, for inputs that need no detection.
var UTF8 = utf8Text

// String is the name of the encoding, "" of the zero Encoding.
func (e Encoding) String() string { return e.name }

// ParseEncoding reads the name of an encoding, such as utf-8 or windows-1252; "" and "auto"
// mean detection.
func ParseEncoding(s string) (Encoding, error) {
	name := foldEncoding(s)
	switch name {
	case "", "auto":
		return Encoding{}, nil
	case "utf8":
		return utf8Text, nil
	case "utf16", "utf16le":
		return utf16Little, nil
	case "utf16be":
		return utf16Big, nil
	case "latin1":
		return windows1252, nil // a superset of the printable characters of ISO 8859-1
	}
	for _, e := range charmap.All {
		m, ok := e.(*charmap.Charmap)
		if !ok {
			continue
		}
		if own := foldEncoding(m.String()); own == name || own == "windows"+name || "cp"+strings.TrimPrefix(own, "windows") == name {
			return Encoding{m.String(), m}, nil
		}
	}
	return Encoding{}, fmt.Errorf("%q is not an encoding that is understood; say one such as utf-8, utf-16, windows-1252, windows-1250 or iso-8859-15", s)
}

// foldEncoding normalizes the name of an encoding.
func foldEncoding(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// decoded reads what r holds as UTF-8.
func (e Encoding) decoded(r io.Reader) io.Reader {
	if e.code == nil {
		return r
	}
	return transform.NewReader(r, e.code.NewDecoder())
}

// findUTF16 detects UTF-16 by its byte order mark or, without one, by zeros in half of its
// bytes, as nearly all characters of tables are below U+0100.
func findUTF16(head []byte) (Encoding, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return utf16Little, true
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return utf16Big, true
	}
	var zeros [2]int
	head = head[:min(len(head), 4<<10)&^1]
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 4:
	case zeros[0] == 0 && 10*zeros[1] > 9*half:
		return utf16Little, true
	case zeros[1] == 0 && 10*zeros[0] > 9*half:
		return utf16Big, true
	}
	return Encoding{}, false
}

// findEncoding detects the encoding of an input that starts with head. UTF-8 and
// Windows-1252 agree on ASCII. If the head is all ASCII, the decision is left to the first
// other byte, see [Text.Read].
func (in *Text) findEncoding(head []byte) error {
	in.encoding = utf8Text
	if e, ok := findUTF16(head); ok {
		in.encoding = e
		in.Notes.Say("read as %s", e.name)
		return nil
	}
	if in.onlyASCII = chars.IsASCII(head); in.onlyASCII {
		return nil
	}
	return in.decideUTF8()
}

// decideUTF8 decides by the whole input whether it is UTF-8, Windows-1252, or a mixture of
// the two. The position of the input does not change.
func (in *Text) decideUTF8() error {
	in.onlyASCII = false
	each := func(visit func(text []byte) bool) error {
		r, _, err := unpack(io.NewSectionReader(in.raw, 0, math.MaxInt64))
		if err != nil {
			return err
		}
		return eachText(r, visit)
	}
	valid := true
	err := each(func(text []byte) bool {
		valid = utf8.Valid(text)
		return valid
	})
	if err != nil || valid {
		return err
	}
	var counts mixtureCounts
	err = each(func(text []byte) bool {
		counts.count(text)
		return true
	})
	if err != nil {
		return err
	}
	if counts.isMixture() {
		in.noteMixture(counts)
		return nil
	}
	in.encoding = windows1252
	in.Notes.Say("read as Windows-1252, as it is not UTF-8; --encoding NAME reads it otherwise")
	return nil
}

// noteMixture says how a text is read that is UTF-8 but for some bytes.
func (in *Text) noteMixture(c mixtureCounts) {
	lost := "1 byte is"
	if c.lost > 1 {
		lost = fmt.Sprintf("%d bytes are", c.lost)
	}
	const otherwise = "; --encoding NAME reads it otherwise"
	if c.stray == 0 {
		in.Notes.Say("read as UTF-8, though %s not%s", lost, otherwise)
		return
	}
	in.encoding = mixedText
	stray := "1 character, which is in Windows-1252"
	if c.stray > 1 {
		stray = fmt.Sprintf("%d characters, which are in Windows-1252", c.stray)
	}
	if c.lost > 0 {
		stray += ", and though " + lost + " neither"
	}
	in.Notes.Say("read as UTF-8 but for %s%s", stray, otherwise)
}

// decodeFrom decides the encoding when p, just read, is the first text with other than ASCII
// characters. It decodes p in place and returns its new length.
func (in *Text) decodeFrom(p []byte) (int, error) {
	if err := in.decideUTF8(); err != nil || in.encoding.code == nil {
		return len(p), err
	}
	ascii := bytes.IndexFunc(p, func(r rune) bool { return r >= utf8.RuneSelf })
	in.rest = in.encoding.decoded(io.MultiReader(bytes.NewReader(bytes.Clone(p[ascii:])), in.rest))
	if ascii > 0 {
		return ascii, nil
	}
	return in.Read(p)
}

// eachText calls visit with the text of r in pieces that end between characters, until visit
// returns false.
func eachText(r io.Reader, visit func(text []byte) bool) error {
	buf, kept := make([]byte, chunkSize), 0
	for {
		n, err := readFull(r, buf[kept:])
		if err != nil && !errors.Is(err, io.EOF) {
			return readError(err)
		}
		text := buf[:kept+n]
		whole := len(text)
		if err == nil {
			whole = wholeCharacters(text)
		}
		if !visit(text[:whole]) || err != nil {
			return nil //nolint:nilerr // a read error ends the text here, and is reported when it is read
		}
		kept = copy(buf, text[whole:])
	}
}

// wholeCharacters is the length of p without a character that is cut at its end.
func wholeCharacters(p []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(p); back++ {
		if at := len(p) - back; utf8.RuneStart(p[at]) {
			if !utf8.FullRune(p[at:]) {
				return at
			}
			break
		}
	}
	return len(p)
}
