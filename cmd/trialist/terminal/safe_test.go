package terminal

import (
	"strings"
	"testing"
)

// TestLinesAreMadeSafe writes lines in pieces that end in the middle of an escape
// sequence. Each line is written whole, and without control characters.
func TestLinesAreMadeSafe(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	w := &safeWriter{w: &b}
	for _, piece := range []string{"id,name\na,\x1b", "[31mred\n", "b,long " + strings.Repeat("x", 5000) + "\nc"} {
		if n, err := w.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	lines := strings.SplitAfter(b.String(), "\n")
	if len(lines) != 4 || lines[0] != "id,name\n" || lines[3] != "" {
		t.Fatalf("%d lines: %.60q", len(lines)-1, b.String())
	}
	if strings.Contains(lines[1], "\x1b") || !strings.HasSuffix(lines[1], "[31mred\n") {
		t.Errorf("an escape sequence is written as %q", lines[1])
	}
	if len(lines[2]) != len("b,long \n")+5000 {
		t.Errorf("a long line has %d bytes", len(lines[2]))
	}
}

// TestOnlyTerminalsAreMadeSafe leaves what goes to a file or a pipe as it is.
func TestOnlyTerminalsAreMadeSafe(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if w := NewSafeWriter(&b); w != &b {
		t.Errorf("a buffer is written through %T", w)
	}
	if Is(&b) || Width(&b) != 0 {
		t.Error("a buffer is taken for a terminal")
	}
}
