package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trialist/store/feed/zip"
)

// maxTexts is the most bytes of shared texts. All are held in memory, as cells refer to them
// by index.
const maxTexts = 512 << 20

// readTexts reads the shared texts, if there are any.
func (w *Workbook) readTexts() error {
	const part = "xl/sharedStrings.xml"
	if w.texts != nil {
		return nil
	}
	w.texts = []string{}
	r, err := w.archive.Reader(part)
	if zip.IsMissing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // only read from
	d := newTokens(r)
	size := 0
	for {
		token, err := d.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return partError(part, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "si" {
			continue
		}
		text, err := readText(d, "si")
		if err != nil {
			return partError(part, err)
		}
		if size += len(text); size > maxTexts {
			return fmt.Errorf("has more than %d MiB of texts; save the sheet as CSV", maxTexts>>20)
		}
		w.texts = append(w.texts, text)
	}
}

// partError wraps an error of reading a part. An error of the archive stays as it is; any
// other says that the part is not valid XML.
func partError(part string, err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return damaged(part)
	}
	return err
}

// readText is the text within an element whose start was read. It joins the runs and leaves
// out phonetic text.
func readText(d *tokens, element string) (string, error) {
	var text strings.Builder
	inText, aloud := false, 0
	for {
		token, err := d.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = true
			case "rPh":
				aloud++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case element:
				return unescape(text.String()), nil
			case "t":
				inText = false
			case "rPh":
				aloud--
			}
		case xml.CharData:
			if inText && aloud == 0 {
				text.Write(t)
			}
		}
	}
}

// unescape decodes characters that XML cannot hold, which are written like _x000D_.
func unescape(text string) string {
	const width = len("_x0000_")
	at := strings.Index(text, "_x")
	if at < 0 {
		return text
	}
	var whole strings.Builder
	for ; at >= 0; at = strings.Index(text, "_x") {
		whole.WriteString(text[:at])
		text = text[at:]
		if len(text) >= width && text[width-1] == '_' {
			if code, err := strconv.ParseUint(text[2:width-1], 16, 16); err == nil {
				whole.WriteRune(rune(code))
				text = text[width:]
				continue
			}
		}
		whole.WriteString(text[:2])
		text = text[2:]
	}
	whole.WriteString(text)
	return whole.String()
}
