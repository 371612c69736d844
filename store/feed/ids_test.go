package feed

import (
	"strings"
	"testing"
)

// TestIDs checks how ids are read, in a table and in objects, each in a file with
// another id of its kind.
func TestIDs(t *testing.T) {
	t.Parallel()
	const refused = "refused"
	tests := []struct{ name, first, second, want string }{
		{"as it is", "acme", "12", "acme 12"},
		{"odd spaces", "\u00a0acme\u3000", " bolt ", "acme bolt"},
		{"no width", "\u200bacme\ufeff", "bo\u200blt", "acme bo\u200blt"},
		{"formula", `="00123"`, "7", "00123 7"},
		{"formula in spaces", ` ="00123" `, "7", "00123 7"},
		{"floats", "1001.0", "7.00", "1001 7"},
		{"not all floats", "1001.0", "v7", "1001.0 v7"},
		{"a version is no float", "1.0.1", "1.5", "1.0.1 1.5"},
		{"parted accents", "mu\u0308ller", "müller", "müller müller"},
		{"shortened", "1.23457E+11", "7", refused + " 7"},
		{"shortened, whole", "1E+15", "7", refused + " 7"},
		{"shortened, comma", "1,23457E+11", "7", refused + " 7"},
		{"a code with e", "12e5", "3E8", "12e5 3E8"},
		{"lost characters", "m\ufffdller", "7", refused + " 7"},
		{"marked as text", "'1001.0", "'1E+15", "1001.0 1E+15"},
		{"leading zeros", "007", "0", "007 0"},
		{"a word for nothing", "undefined", "7", refused + " 7"},
		{"floats and a word for nothing", "nan", "7.0", refused + " 7"},
	}
	for _, test := range tests {
		for format, text := range map[string]string{
			"csv": "account_id,plan\n" + cellOf(test.first) + ",x\n" + cellOf(test.second) + ",y\n",
			"events": "account_id,event,timestamp\n" + cellOf(test.first) + ",x,2026-01-02T03:04:05Z\n" + cellOf(test.second) + ",y,2026-01-02T03:04:05Z\n" +
				cellOf(test.second) + ",z,2026-01-02T03:04:05Z\n",
			"json": `{"account_id":` + quoteJSON(test.first) + `,"plan":"x"}` + "\n" + `{"account_id":` + quoteJSON(test.second) + `,"plan":"y"}` + "\n",
		} {
			if format == "json" && test.name == "marked as text" {
				continue // the mark is one of spreadsheets
			}
			var got []string
			for line := range strings.Lines(rowsOf(t, openText(t, text, Options{}))) {
				_, rest, _ := strings.Cut(line, `"`)
				id, _, _ := strings.Cut(rest, `"`)
				if strings.Contains(line, " reject ") {
					got = append([]string{refused}, got...)
				} else {
					got = append(got, unescapeGo(id))
				}
			}
			if all := strings.Join(got[:2], " "); all != test.want {
				t.Errorf("%s as %s: ids are %q, want %q", test.name, format, all, test.want)
			}
		}
	}
}

func cellOf(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func quoteJSON(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func unescapeGo(s string) string { return strings.ReplaceAll(s, `\u200b`, "\u200b") }

// TestNoLostCharacterIsKept checks that no replacement character gets into a row,
// and that it is said.
func TestNoLostCharacterIsKept(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"account_id,company,plan,note\na,M\ufffdller,Gr\ufffdw," + strings.Repeat("\ufffd", 40) + "\n",
		"{\"account_id\":\"a\",\"company\":\"M\ufffdller\",\"plan\":\"Gr\ufffdw\",\"note\":\"" + strings.Repeat("\ufffd", 40) + "\"}\n",
		"account_id,company,plan,note\na,Müüller,Größe ä,M\xffller\n",
	} {
		f := openText(t, text, Options{})
		if rows := rowsOf(t, f); strings.Contains(rows, "\ufffd") || !strings.Contains(rows, "?") || strings.Contains(rows, "reject") {
			t.Errorf("%q reads as %s", text, rows)
		}
		if len(f.Notes()) == 0 {
			t.Errorf("%q: nothing is said", text)
		}
	}
}
