//go:build unix

package main

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
)

// frameSequence matches what the dashboard may send to a terminal besides text: styles and
// where the cursor is, modes, the keyboard protocol, questions to the terminal, its title,
// and what a copy puts into the clipboard, which is encoded.
var frameSequence = regexp.MustCompile(`\x1b\[[0-9;]*[mHABCDGdJKXLMPST@rZIbf` + "`" + `ae]|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[\?5W|\x1b\[[>=<?]?[0-9;]*[umc]|\x1b\[[0-9]* q|\x1b\[>q|` +
	`\x1bM|\x1b\]1[01];\?\x07|\x1b\]2;(trialist hostile\.db)?\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07`)

// TestRandomKeysOnATerminal presses random keys on all screens of a workspace with hostile
// text, pastes such text and resizes the terminal. Nothing of the text may act on the
// terminal, which must be left as it was found.
func TestRandomKeysOnATerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, db := filepath.Join(dir, "customers.csv"), filepath.Join(dir, "hostile.db")
	var b strings.Builder
	out := csv.NewWriter(&b)
	rows := [][]string{{"id", "name", "trial_start", "trial_end", "note", "odd " + hostile[0]}}
	for i, text := range hostile {
		rows = append(rows, []string{"h" + string(rune('0'+i)) + hostile[i%4], text, "2026-11-01", "2026-11-15", text, text})
	}
	if err := out.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	trialist(t, db, "import", path)
	trialist(t, db, "signals", "add", "--side", "fit", "--name", "X", "--when", "attribute note is set")

	d := open(t, "--db", db, "--as-of", "2026-11-05", "--no-mouse")
	d.Await("10 trials")
	// Enter is none of them, as it can run any action, nor are q and the keys of signals.
	keys := []string{"\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\t", "\x7f", "\x1b", "\x1b", "é", "東", "\u0301"}
	for r := ' '; r <= '~'; r++ {
		if r != 'q' {
			keys = append(keys, string(r))
		}
	}
	for _, text := range hostile[:4] {
		keys = append(keys, "\x1b[200~"+strings.ReplaceAll(text, "\x1b", "")+"\x1b[201~")
	}
	dice := rand.New(rand.NewPCG(7, 27))
	for n := range 600 {
		switch {
		case n%60 == 0:
			d.Press("\x1b\x1b\x1b" + string(rune('1'+n/60%8)))
		case n%20 == 0:
			d.Resize(uint16(1+dice.IntN(50)), uint16(1+dice.IntN(150)))
		default:
			d.Press(keys[dice.IntN(len(keys))])
		}
	}
	d.Signal(syscall.SIGTERM)
	d.CheckEnded(143)
	written := strings.ReplaceAll(d.Written(), "\x00", "") // by which CheckEnded knew that it was all
	text := frameSequence.ReplaceAllString(written, "")
	if !utf8.ValidString(text) {
		t.Error("bytes that are no text reach the terminal")
	}
	at := strings.IndexFunc(text, func(r rune) bool { return dangerous(r) && !strings.ContainsRune("\r\n\b\t", r) })
	if at >= 0 {
		t.Errorf("the terminal gets %q", text[max(at-20, 0):min(at+40, len(text))])
	}
	trialist(t, db, "doctor")
}
