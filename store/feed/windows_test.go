package feed

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"trialist/store/feed/input"
)

// TestCompressedFileIsLookedAtAllOver has ids that repeat behind the head only: there
// they show that a row is no customer but an event.
func TestCompressedFileIsLookedAtAllOver(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("account_id,activity,created_at\n")
	for i := 0; text.Len() < input.HeadSize+1000; i++ {
		fmt.Fprintf(&text, "acme-%07d,signed up,2026-01-02 03:04:05\n", i)
	}
	for i := 0; text.Len() < 12*input.HeadSize; i++ {
		fmt.Fprintf(&text, "acme-%07d,logged in,2026-01-02 03:04:05\n", i%100)
	}
	plain := filepath.Join(t.TempDir(), "plain.csv")
	check(t, os.WriteFile(plain, []byte(text.String()), 0o600))
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text.String()))
	check(t, err)
	check(t, w.Close())
	packed := plain + ".gz"
	check(t, os.WriteFile(packed, b.Bytes(), 0o600))
	wide := plain + ".utf16"
	check(t, os.WriteFile(wide, utf16LE(text.String()), 0o600))

	want := ""
	for _, path := range []string{plain, packed, wide} {
		f, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		in := f.in
		pieces, size, err := in.Windows()
		if err != nil || size < int64(text.Len())-10 || len(pieces) < input.FewWindows {
			t.Errorf("%s: %d windows of %d bytes, %v", filepath.Base(path), len(pieces), size, err)
		}
		for _, piece := range pieces[:len(pieces)-1] {
			if len(piece) != input.WindowSize || !strings.Contains(text.String(), string(piece)) {
				t.Fatalf("%s: a window is no piece of the text", filepath.Base(path))
			}
		}
		got := string(f.Kind) + printUses(f)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%s is %s, want %s", filepath.Base(path), got, want)
		}
		check(t, f.Close())
	}
}

func utf16LE(s string) []byte {
	p := []byte{0xff, 0xfe}
	for _, c := range []byte(s) {
		p = append(p, c, 0)
	}
	return p
}
