package xlsx

import (
	"encoding/xml"
	"fmt"
	"io"
)

// maxToken is the most bytes of one tag or text. A cell holds 32,767 characters; longer ones
// are an attack on the memory.
const maxToken = 1 << 20

// tokens reads the tags and texts of a part one by one.
type tokens struct {
	from    io.Reader
	decoder *xml.Decoder
	left    int // bytes that may still be read for the current token
}

func newTokens(from io.Reader) *tokens {
	t := &tokens{from: from}
	t.decoder = xml.NewDecoder(t)
	return t
}

// next is the next token, valid until the next call.
func (t *tokens) next() (xml.Token, error) {
	t.left = maxToken
	return t.decoder.RawToken()
}

// Read reads for the decoder, and fails beyond maxToken.
func (t *tokens) Read(p []byte) (int, error) {
	if t.left <= 0 {
		return 0, fmt.Errorf("is a spreadsheet with a text of more than %d KiB in one cell", maxToken>>10)
	}
	n, err := t.from.Read(p)
	t.left -= n
	return n, err
}
