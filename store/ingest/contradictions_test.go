package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest"
	"trialist/store/ingest/note"
	"trialist/store/ingest/repeats"
	"trialist/store/storetest"
)

// TestContradictionsAreCounted imports accounts that say two things of themselves,
// in one row and in two, and checks that each is told with its line. Where the two
// agree nothing is said.
func TestContradictionsAreCounted(t *testing.T) {
	t.Parallel()
	now := storetest.Day(30).Midnight() + 9*value.Hour + 1
	date := func(name string, days int) value.Attribute {
		return storetest.Date(name, now.Midnight()+value.Instant(days)*value.Day)
	}
	timed := func(name string, hours int) value.Attribute {
		return storetest.Date(name, now.Midnight()+value.Instant(hours)*value.Hour)
	}
	status := func(word string) value.Attribute { return storetest.Text(value.StatusAttribute, word) }
	const early, over, running, left, pays = "ends before it starts", "trial is over", "trial goes on", "customer left", "customer pays"
	for i, test := range []struct {
		values []value.Attribute
		want   string // part of the note, "" for none
	}{
		{[]value.Attribute{date(value.TrialStartedAt, -9), date(value.TrialEndsAt, -10)}, early},
		{[]value.Attribute{date(value.TrialStartedAt, -9), date(value.TrialEndsAt, -400)}, early},
		{[]value.Attribute{timed(value.TrialStartedAt, -7), timed(value.TrialEndsAt, -7)}, early},
		{[]value.Attribute{timed(value.TrialStartedAt, -7), timed(value.TrialEndsAt, -6)}, ""},
		{[]value.Attribute{date(value.TrialStartedAt, -9), date(value.TrialEndsAt, -9)}, ""}, // one day long
		{[]value.Attribute{timed(value.TrialStartedAt, -24*9+7), date(value.TrialEndsAt, -9)}, ""},
		{[]value.Attribute{date(value.TrialStartedAt, -9), date(value.TrialEndsAt, -80), date(value.ChurnedAt, -60)}, ""}, // came back
		{[]value.Attribute{date(value.TrialStartedAt, -9), date(value.TrialEndsAt, -80), date(value.ChurnedAt, -5)}, early},
		{[]value.Attribute{date(value.TrialStartedAt, -9), storetest.Text(value.TrialEndsAt, "soon")}, ""},
		{[]value.Attribute{date(value.TrialEndsAt, -9)}, ""},

		{[]value.Attribute{status("expired"), date(value.TrialEndsAt, 5)}, over},
		{[]value.Attribute{status("Trial-Expired"), date(value.TrialEndsAt, 0)}, over}, // through the end of today
		{[]value.Attribute{status("expired"), date(value.TrialEndsAt, -1)}, ""},
		{[]value.Attribute{status("expired"), date(value.TrialStartedAt, -3)}, ""},
		{[]value.Attribute{status("trialing"), date(value.TrialEndsAt, -1)}, running},
		{[]value.Attribute{status("trialing"), date(value.TrialEndsAt, 0)}, ""},
		{[]value.Attribute{status("trialing"), date(value.TrialEndsAt, -9), date(value.ConvertedAt, -8)}, ""},
		{[]value.Attribute{status("canceled"), date(value.ChurnedAt, 5)}, left},
		{[]value.Attribute{status("canceled"), date(value.ChurnedAt, -5)}, ""},
		{[]value.Attribute{status("active"), date(value.ConvertedAt, 5)}, pays},
		{[]value.Attribute{status("active"), date(value.ConvertedAt, -5)}, ""},
		{[]value.Attribute{status("vip"), date(value.TrialEndsAt, 5)}, ""},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			whole := record.CustomerRow{Account: "a", Attributes: test.values}
			parts := make([]record.CustomerRow, 0, len(test.values)) // a row for each value
			for _, a := range test.values {
				parts = append(parts, record.CustomerRow{Account: "a", Attributes: []value.Attribute{a}})
			}
			last := len(parts) + 1
			for line, rows := range map[int][]record.CustomerRow{2: {whole}, last: parts} {
				s := storetest.Open(t, storetest.NewPath(t), store.Options{})
				checkContradiction(t, importCustomersAt(t, s, rows, now), test.want, line)
			}
			s := storetest.Open(t, storetest.NewPath(t), store.Options{}) // an import for each value
			var audit ingest.Audit
			for _, part := range parts {
				audit = importCustomersAt(t, s, []record.CustomerRow{part}, now)
			}
			checkContradiction(t, audit, test.want, 2)
		})
	}
}

// TestContradictionsInMoreRowsThanAreNamed checks the count and the lines of many.
func TestContradictionsInMoreRowsThanAreNamed(t *testing.T) {
	t.Parallel()
	var rows []record.CustomerRow
	for i := range 1200 {
		rows = append(rows, record.CustomerRow{Account: fmt.Sprint("a", i), Attributes: []value.Attribute{
			storetest.Date(value.TrialStartedAt, storetest.Day(9)), storetest.Date(value.TrialEndsAt, storetest.Day(5)),
		}})
	}
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	notes := importCustomersAt(t, s, rows, storetest.Day(30)).Notes
	const want = "1,200 trials end before they start or when they do, so that no event is during them (lines 2, 3, 4, 5 and 6 and 1,195 more)"
	if !slices.Contains(notes, note.Note{Text: want, Count: 1200}) {
		t.Errorf("got %v, want %s", notes, want)
	}
}

func checkContradiction(t *testing.T, audit ingest.Audit, want string, line int) {
	t.Helper()
	var found []string
	for _, note := range audit.Notes {
		if !strings.HasPrefix(note.Text, "no start of a trial") {
			found = append(found, note.Text)
		}
	}
	if want == "" {
		if len(found) > 0 {
			t.Errorf("got %q, want nothing said", found)
		}
		return
	}
	if len(found) != 1 || !strings.Contains(found[0], want) || !strings.HasSuffix(found[0], fmt.Sprintf("(line %d)", line)) {
		t.Errorf("got %q, want %q on line %d", found, want, line)
	}
}

// importCustomersAt imports rows of customers as of then.
func importCustomersAt(t *testing.T, s *store.Store, rows []record.CustomerRow, asOf value.Instant) ingest.Audit {
	t.Helper()
	copied := make([]record.CustomerRow, len(rows))
	for i, row := range rows {
		row.Line, row.Attributes = i+2, slices.Clone(row.Attributes)
		copied[i] = row
	}
	audit, err := ingest.Run(t.Context(), s, storetest.SourceRows{Customers: copied, Size: 100}.Reader(), ingest.Options{Path: "rows.csv", Kind: "customers", AsOf: asOf, Keep: repeats.KeepLast})
	if err != nil {
		t.Fatal(err)
	}
	return audit
}
