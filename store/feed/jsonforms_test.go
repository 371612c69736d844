package feed

import (
	"strings"
	"testing"
)

// jsonCases are documents in the forms that programs write, with the rows that they
// hold as [printRows] has them, or the error that refuses them.
var jsonCases = map[string]struct{ text, rows, note, fault string }{
	"values of a database of documents": {
		text: `{"_id":{"$oid":"507f"},"trial_start":{"$date":"2026-11-02T00:00:00Z"},"seats":{"$numberInt":"5"}}` + "\n" +
			`{"_id":{"$oid":"508f"},"trial_start":{"$date":{"$numberLong":"1793577600000"}},"seats":{"$numberLong":"6"},"size":{"$s":"1"}}`,
		rows: `customer "507f" "" "trial_started_at"=date(2026-11-02) "seats"=number(5)` + "\n" + `customer "508f" "" "trial_started_at"=date(2026-11-02) "seats"=number(6) "size.$s"=number(1)`,
	},
	"NaN is nothing": {
		text: `[{"account_id":"a","name":NaN,"trial_start":"2026-11-02","trial_end":NaN,"mrr":NaN},` + "\n" + `{"account_id":NaN,"mrr":1}]`,
		rows: `customer "a" "" "trial_started_at"=date(2026-11-02)` + "\n" + `reject has no account in "account_id"`,
		note: `column "mrr": 1 cell, "NaN", was taken as empty`,
	},
	"numbers as times": {
		text: `{"account_id":"a","event":"x","time":1.7935776e9}` + "\n" + `{"account_id":"b","event":"x","time":1793577600.0}`,
		rows: `event "a" "" "x" 2026-11-02T00:00:00Z x1` + "\n" + `event "b" "" "x" 2026-11-02T00:00:00Z x1`,
	},
	"0 is no time": {
		text: `[{"account_id":"a","trial_start":1793577600,"converted_at":0},` + "\n" + `{"account_id":"b","trial_start":1793577600,"converted_at":1793577600}]`,
		rows: `customer "a" "" "trial_started_at"=date(2026-11-02)` + "\n" + `customer "b" "" "trial_started_at"=date(2026-11-02) "converted_at"=date(2026-11-02)`,
		note: `column "converted_at": 1 cell, "0", was taken as empty`,
	},
	"numbers as ids": {
		text: `{"account_id":1001.0,"seats":1}` + "\n" + `{"account_id":"x","seats":1}` + "\n" + `{"account_id":"1.0","seats":1}` + "\n" + `{"account_id":1.23457e+11,"seats":1}`,
		rows: `customer "1001" "" "seats"=number(1)` + "\n" + `customer "x" "" "seats"=number(1)` + "\n" + `customer "1.0" "" "seats"=number(1)` + "\n" + `reject account_id "1.23457e+11" is a number that a spreadsheet shortened`,
		note: "1 id stood as a number with .0",
	},
	"lists one after the other": {
		text: `[{"account_id":"a","seats":1}]` + "\n" + `[{"account_id":"b","seats":2}]`,
		rows: `customer "a" "" "seats"=number(1)` + "\n" + `customer "b" "" "seats"=number(2)`,
	},
	"a description of the columns": {
		text: "{\"meta\":\n[{\"name\":\"account_id\",\"id\":1}],\n\"data\":\n[{\"account_id\":\"a\",\"seats\":1}],\"included\":[{\"id\":\"p\"}]}",
		rows: `customer "a" "" "seats"=number(1)`,
	},
	"rows of cells":        {text: `{"data":{"rows":[["a",1]],"cols":[{"id":5,"name":"account_id"}]}}`, fault: `the rows "data.rows" as lists of cells; save it with an object for each row, or as CSV`},
	"a list of lists":      {text: `[["account_id","seats"],["a",1]]`, fault: "line 1: is not an object but a JSON array"},
	"a list of texts":      {text: `["a","b"]`, fault: "line 1: is not an object but a JSON string"},
	"an empty list":        {text: `{"data":[],"more":false}`, fault: `has nothing in its list "data"`},
	"users of one account": {text: `{"account_id":"a","name":"A","users":[{"id":"u1","email":"u@a.test"}]}`, fault: `is one object with the list "users" in it; save the list as a file of its own`},
	"events of one id":     {text: `{"id":"a","name":"A","events":[{"id":"e1","created_at":"2026-11-02"}]}`, fault: `is one object with the list "events" in it`},
	"a list with an id":    {text: `{"id":"request 7","users":[{"id":"u1","signup_date":"2026-11-02"}]}`, rows: `customer "u1" "" "trial_started_at"=date(2026-11-02)`},
}

// TestFormsOfJSON checks that documents are read as what they mean, or refused with the reason.
func TestFormsOfJSON(t *testing.T) {
	t.Parallel()
	for name, test := range jsonCases {
		f, err := Open("-", Options{Stdin: strings.NewReader(test.text)})
		if err != nil {
			if test.fault == "" || !strings.Contains(err.Error(), test.fault) {
				t.Errorf("%s: %v, want %q", name, err, test.fault)
			}
			continue
		}
		got := strings.Split(strings.TrimSpace(withoutLines(withoutTexts(rowsOf(t, f)))), "\n")
		want := strings.Split(test.rows, "\n")
		same := test.fault == "" && len(got) == len(want)
		for i := range got {
			same = same && strings.HasPrefix(strings.TrimSpace(got[i]), want[i])
		}
		if !same {
			t.Errorf("%s: the rows are\n%s\nwant\n%s%s", name, strings.Join(got, "\n"), test.rows, test.fault)
		}
		noted := test.note == ""
		for _, note := range f.Notes() {
			noted = noted || strings.Contains(note.Text, test.note)
		}
		if !noted {
			t.Errorf("%s: %q is not said: %v", name, test.note, f.Notes())
		}
		closeFile(t, f)
	}
}

// TestObjectsOnOneLineAreCounted checks that rows of a list on one line can be told apart.
func TestObjectsOnOneLineAreCounted(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`[{"account_id":"a","seats":1},{"account_id":"b","seats":1}, {"seats":3}]`,
		"{\n\"more\":false,\n\"data\":[{\"account_id\":\"a\",\"seats\":1},{\"account_id\":\"b\",\"seats\":1},{\"seats\":3}]\n}",
	} {
		f := openText(t, text, Options{})
		if got := rowsOf(t, f); !strings.Contains(got, "2 customer \"b\"") || !strings.Contains(got, "3 reject ") {
			t.Errorf("%s\nhas the rows\n%s", text, got)
		}
		said := ""
		for _, note := range f.Notes() {
			said += note.Text + "\n"
		}
		if !strings.Contains(said, "line 2 means the second object") {
			t.Errorf("%s\nis read with the notes\n%s", text, said)
		}
		closeFile(t, f)
	}
	f := openText(t, "[{\"account_id\":\"a\",\"seats\":1},\n{\"account_id\":\"b\",\"seats\":1},\n\n{\"seats\":3}]", Options{})
	if got := rowsOf(t, f); !strings.Contains(got, "4 reject ") {
		t.Errorf("lines of a list with a line for each object: %s", got)
	}
	closeFile(t, f)
}
