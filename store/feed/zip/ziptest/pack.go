package ziptest

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// Pack makes a zip file of names and texts in turns.
func Pack(tb testing.TB, namesAndTexts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(namesAndTexts); i += 2 {
		f, err := w.Create(namesAndTexts[i])
		if err == nil {
			_, err = io.WriteString(f, namesAndTexts[i+1])
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
