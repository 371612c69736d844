package cell

import (
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\ufeff=1", "\"=1", "'=1", "''=1", "`=1", " \" '=1", "＝1", "＋1", "－1", "＠x", "\x00=1",
	} {
		if got := EscapeFormula(text, nil); got != "'"+text {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	for _, text := range []string{"", "a", "Acme", "'tis", "''", "a=b", "1-2", "é", "\"quoted\"", "123"} {
		if got := EscapeFormula(text, nil); got != text {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	for text, typed := range map[string]bool{"123": true, "yes": true, "2026-01-02": true, "NULL": true, "1/2/2026": true, "": false, "007": true, "N/A": true, "$5": true, "Acme": false} {
		if got := EscapeFormula(text, ParsesAsValue); (got != text) != typed {
			t.Errorf("%q is written as %q", text, got)
		}
	}
}

// FuzzGuard checks that guarding is undone exactly, whatever the text, and that
// no guarded text can run.
func FuzzGuard(f *testing.F) {
	for _, text := range []string{"=1", "'=1", "''=1", "'", "' =", "'tis", "'123", "＝", "NULL", "'NULL", "yes"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, special := range map[string]func(string) bool{"plain": nil, "typed": ParsesAsValue, "key": AltersID} {
			cell := EscapeFormula(text, special)
			if back, _ := UnescapeFormula(cell, special); back != text {
				t.Errorf("%s: %q is written as %q and read as %q", name, text, cell, back)
			}
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Errorf("%s: %q is written as %q, which runs", name, text, cell)
			}
		}
	})
}
