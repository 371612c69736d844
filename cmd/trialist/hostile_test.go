//go:build unix

package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// hostile are texts that try to move the cursor, set colours and titles, fill the
// clipboard, hide the rest of a line or pass for another name.
var hostile = []string{
	"\x1b[31mred\x1b[2J\x1b[H",
	"\x1b]0;title\x07\x1b]52;c;aGk=\x07",
	"c1 \u009b31m \u0085 \u009d0;x\u009c",
	"bidi \u202egnp.exe\u2066 \u200f zero\u200bwidth tag\U000e0041",
	"line\nbreak\rback\ttab\v\f",
	"unended \x1b]8;;https://evil.example",
	"broken \xff\xfe\xc3 utf-8",
	"del \x7f nul",
	strings.Repeat("long ", 2000),
	"=cmd|' /C calc'!A0",
}

// meterLine matches the progress line as the meter draws and clears it. Whether
// there is one depends on how fast the machine is.
var meterLine = regexp.MustCompile(`\r([^\x00-\x1f]*)\x1b\[K`)

// TestHostileTextOnATerminal prints hostile text with every command that shows data
// of others. The terminal must get nothing but printable characters.
func TestHostileTextOnATerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "customers.csv")
	var b strings.Builder
	out := csv.NewWriter(&b)
	header := []string{"id", "name", "trial_start", "trial_end", "note", "odd " + hostile[0]}
	if err := out.Write(header); err != nil {
		t.Fatal(err)
	}
	for i, name := range hostile {
		id := "h" + string(rune('0'+i))
		if err := out.Write([]string{id, name, "2026-11-01", "2026-11-15", name, name}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range hostile[:4] { // ids are untrusted, too
		if err := out.Write([]string{id, "", "2026-11-01", "2026-13-15", id, id}); err != nil {
			t.Fatal(err)
		}
	}
	out.Flush()
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "hostile.db")
	for _, command := range [][]string{
		{"import", path},
		{"list"},
		{"list", "--csv"},
		{"list", "--json"},
		{"show", "h0"},
		{"show", "h2", "--json"},
		{"show", "h6"},
		{"show", hostile[0]},
		{"export", "customers"},
		{"export", "--raw", "customers"},
		{"export", "ranking"},
		{"signals", "add", "--side", "fit", "--name", "X", "--when", `attribute note contains "` + hostile[0] + `"`},
		{"signals"},
		{"config", "export"},
		{"signals", "add", "--side", "adoption", "--name", "Y", "--when", `event a happened more than 0 times ever`},
		{"journey", "plan", "edit", "--welcome-subject", "{{account.name}} {{account.attribute note}}", "--welcome-body", "{{account.attribute note}} {{account.id}}"},
		{"journey", "due"},
		{"journey", "due", "--csv"},
		{"journey", "due", "--json"},
		{"journey", "sent", "h0", "h4"},
		{"journey", "export", "--delivery", "all"},
		{"journey", "outbox"},
		{"journey", "plan"},
		{"summary"},
		{"doctor"},
		{"import", hostile[1]},
		{"list", "--filter", hostile[0]},
		{hostile[1]},
		{"--" + hostile[3]},
	} {
		d := open(t, append([]string{"--db", db, "--as-of", "2026-11-05"}, command...)...)
		shown := meterLine.ReplaceAllString(d.All(), "$1\r\n")
		for _, line := range strings.Split(shown, "\r\n") {
			if i := strings.IndexFunc(line, dangerous); i >= 0 || !utf8.ValidString(line) {
				t.Errorf("%q shows %q", command, line)
			}
		}
		if command[0] == "list" && len(command) == 1 {
			for _, line := range strings.Split(shown, "\r\n") {
				if ansi.StringWidth(line) > 100 {
					t.Errorf("wider than the terminal: %q", line)
				}
			}
			if !strings.Contains(shown, "␛[31mred") {
				t.Errorf("what was made safe does not show: %q", shown)
			}
		}
		if strings.TrimSpace(shown) == "" {
			t.Errorf("%q shows nothing", command)
		}
	}
}

// dangerous reports whether a terminal may do something else with r than draw it in
// its place.
func dangerous(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co) }
