package input

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Rows of two systems that were put into one file give a text of two encodings. Reading it
// as either alone spoils the characters of the other, so each byte that is no part of a
// UTF-8 character is read as Windows-1252.

var mixedText = Encoding{"UTF-8 with Windows-1252", mixture{}}

// mixture is the encoding of texts that are in part UTF-8 and in part Windows-1252.
type mixture struct{}

func (mixture) NewDecoder() *encoding.Decoder {
	return &encoding.Decoder{Transformer: mixtureDecoder{}}
}

func (mixture) NewEncoder() *encoding.Encoder { return unicode.UTF8.NewEncoder() }

// mixtureDecoder turns a mixture into UTF-8. What is of neither encoding stays as it is.
type mixtureDecoder struct{ transform.NopResetter }

// Transform implements [transform.Transformer].
func (mixtureDecoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		r, size := utf8.DecodeRune(src[nSrc:])
		if r == utf8.RuneError && size == 1 {
			if r = strayByte(src[nSrc:]); r == utf8.RuneError {
				if nDst == len(dst) {
					return nDst, nSrc, transform.ErrShortDst
				}
				dst[nDst] = src[nSrc]
				nDst, nSrc = nDst+1, nSrc+1
				continue
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// strayByte is the character in Windows-1252 of the first byte of p, which begins no UTF-8
// character. It is utf8.RuneError where the byte is rather what is left of a damaged
// character: the start of one that was cut, or a byte that texts do not have.
func strayByte(p []byte) rune {
	next := byte(0)
	if len(p) > 1 {
		next = p[1]
	}
	letter := next|0x20 >= 'a' && next|0x20 <= 'z'
	switch c := p[0]; {
	case c >= 0xfe, next&0xc0 == 0x80 && c >= 0xc0, (c == 0xc2 || c == 0xc3) && !letter:
		return utf8.RuneError
	default:
		return charmap.Windows1252.DecodeByte(c)
	}
}

// mixtureCounts are the characters of a text beyond ASCII, by encoding.
type mixtureCounts struct {
	utf8   int
	likely int // of utf8, those that a text in Windows-1252 hardly has by chance
	stray  int // bytes of Windows-1252
	lost   int // bytes of neither
}

// count takes in a text that ends between characters.
func (m *mixtureCounts) count(text []byte) {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case n > 1:
			m.utf8++
			if r < 0x180 || r >= 0x800 {
				m.likely++
			}
		case r != utf8.RuneError:
		case strayByte(text) == utf8.RuneError:
			m.lost++
		default:
			m.stray++
		}
		text = text[n:]
	}
}

// isMixture reports whether some of the text is UTF-8, rather than all of it Windows-1252.
func (m *mixtureCounts) isMixture() bool {
	wrong := m.stray + m.lost
	return m.utf8 > wrong || m.likely > 0 && 100*m.likely >= wrong
}
