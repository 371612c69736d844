package feed

import (
	"fmt"
	"strings"
	"testing"
)

// notesOf is what was said about a file that was read, a note a line.
func notesOf(f *File) string {
	var notes strings.Builder
	for _, n := range f.Notes() {
		fmt.Fprintln(&notes, n.Text)
	}
	return notes.String()
}

// TestJSONKeysInAnySpelling reads objects whose keys are spelled otherwise than those
// of the first, or have space around them: what was recognised must be read.
func TestJSONKeysInAnySpelling(t *testing.T) {
	t.Parallel()
	head := strings.Repeat(`{"account_id":"z","event":"e","time":"2026-11-01T00:00:00Z"}`+"\n", 5000)
	for _, test := range []struct{ name, text, want string }{
		{
			"space around keys of a customer", `{"account_id":"a"," name ":"Anna"," trial_started_at ":"2026-06-01"}`,
			`1 customer "a" "Anna" "trial_started_at"=date(2026-06-01)`,
		},
		{"space around the key of the company", `{"account_id ":"a","contact_id":"p1","email":"b@y.io"}`, `1 contact "p1" of "a" "email"="b@y.io"`},
		{"space around keys of an event", `{"account_id ":"a"," event":"login","time\t":"2026-11-01T00:00:00Z"}`, `1 event "a" "" "login" 2026-11-01`},
		{"another case in a later row", `{"account_id":"a","name":"Anna"}` + "\n" + `{"Account_ID":"b","NAME":"Bob"}`, `2 customer "b" "Bob"`},
		{"space within objects", `{"account ":{" id":"a"},"name":"Anna","trial_started_at":"2026-06-01"}`, `1 customer "a" "Anna"`},
		{"another case behind what is looked at first", head + `{"Account_ID":"late","EVENT":"login","Time":"2026-11-01T00:00:00Z"}`, `5001 event "late" "" "login" 2026-11-01`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := Options{}
			if strings.HasPrefix(test.want, `1 customer "a" "Anna"`) && !strings.Contains(test.text, " name ") {
				o.Map = map[string]string{"account.id": "account"}
			}
			if got := rowsOf(t, openText(t, test.text, o)); !strings.Contains(got, test.want) {
				t.Errorf("got\n%s\nwant %s", got[max(0, len(got)-2000):], test.want)
			}
		})
	}
}

// TestJSONKeysOfOneColumn reads objects with two keys that are one column.
func TestJSONKeysOfOneColumn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, rows, note string }{
		{"the same value", `{"account_id":"a","name":"A","Country":"FR","country":"FR"}`, `(FR)`, "1 object has a key twice"},
		{"a blank beside a value", `{"account_id":"a","name":"A","country":"FR","Country":""}`, `(FR)`, ""},
		{"a value behind null", `{"account_id":"a","name":"A","country":null,"Country":"FR"}`, `(FR)`, ""},
		{"attributes that differ", `{"account_id":"a","name":"A","Country":"FR","country":"DE"}`, `(DE)`, `column "Country": 1 value, "DE" (line 1), stands beside a different one`},
		{"accounts that differ", `{"account_id":"a","name":"A","Account_ID":"b"}`, `1 reject has "account_id" twice, or in two spellings, with different values: "a" and "b"`, ""},
		{"events that differ", `{"account_id":"a","event":"x","Event ":"y","time":"2026-11-01T00:00:00Z"}`, `1 reject has "event" twice, or in two spellings, with different values: "x" and "y"`, ""},
		{"what events do not use", `{"account_id":"a","event":"x","os":"a","OS":"b","time":"2026-11-01T00:00:00Z"}`, `1 event "a" "" "x"`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := openText(t, test.text, Options{})
			got := strings.ReplaceAll(rowsOf(t, f), `"FR"`, "(FR)")
			got = strings.ReplaceAll(got, `"DE"`, "(DE)")
			if !strings.Contains(got, test.rows) {
				t.Errorf("rows: got\n%s\nwant %s", got, test.rows)
			}
			if notes := notesOf(f); !strings.Contains(notes, test.note) || test.note == "" && notes != "" {
				t.Errorf("notes: got\n%s\nwant %s", notes, test.note)
			}
		})
	}
}
