package store

import (
	"fmt"
	"testing"

	"trialist/scoring"
)

func TestIDsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	s := open(t, newPath(t), Options{})
	var rows sheet
	for i := range 2*idsAtOnce + 3 { // more than two ranges
		id := fmt.Sprint(i)
		switch i % 4 {
		case 1:
			id = "12:" + id + "é"
		case 2:
			id = "a\x00b" + id
		}
		if i%3 == 0 {
			rows.events = append(rows.events, event{account: id, name: "opened", at: day(1)})
		} else {
			rows.customers = append(rows.customers, scoring.Customer{Account: id})
		}
	}
	take(t, s, rows)
	if got := take(t, s, rows); got.Duplicate != got.Rows || got.UnknownAccounts != len(rows.events) {
		t.Errorf("repeating the import gives %s and %d unknown accounts", counts(got), got.UnknownAccounts)
	}
}
