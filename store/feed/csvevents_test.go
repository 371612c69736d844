package feed

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/store/feed/field"
	"trialist/store/feed/input"
)

// TestPlainEventsAreThoseOfTheGeneralWay reads files with odd cells here and there
// twice, the second time without the short cut.
func TestPlainEventsAreThoseOfTheGeneralWay(t *testing.T) {
	t.Parallel()
	accounts := []string{"acc_9e3779b1", "acc_3c6ef362", "acme-corp", "Zürich AG", "übung"}
	events := []string{"Logged in", "Viewed dashboard", "Imported contacts", "Größe geändert"}
	times := []string{"2026-11-01T10:00:00Z", "2026-11-01 23:59:59", "2026-11-02T10:00:00.250+01:00", "2026-11-03"}
	odd := []string{
		"", " ", "a", "NULL", "\\N", "null", "'=cmd|x", "'quoted", "=sum(1)", " spaced out ", "\ttab", "ends in é",
		"\xff\xfe", "2026-13-45", "tomorrow", "1", "0", "99999999999", strings.Repeat("long ", 300), "a,b", "\"a,b\"", "\"say \"\"hi\"\"\"", "x\r",
		"\u00a0no-break\u00a0", "\u3000wide",
	}
	text8, err := input.ParseEncoding("utf-8")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	for file := range 60 {
		header := []string{"account_id", "event", "timestamp"}
		good := []func() string{
			func() string { return pick(accounts) }, func() string { return pick(events) }, func() string { return pick(times) },
		}
		if file%3 == 1 {
			header = append(header, "user_id", "count", "event_id", "note")
			good = append(good, func() string { return "user@example.com" }, func() string { return "3" },
				func() string { return "0123456789" }, func() string { return "n" })
		}
		eol := []string{"\n", "\r\n", "\r"}[random.IntN(3)]
		use := odd
		if file%2 == 0 { // no quotes, so that the short cut is taken
			use = odd[:18]
		}
		var text strings.Builder
		text.WriteString(strings.Join(header, ",") + eol)
		for range 400 {
			var row []string
			for i := range good {
				row = append(row, good[i]())
				if random.IntN(40) == 0 {
					row[i] = pick(use)
				}
			}
			switch random.IntN(60) {
			case 0:
				row = row[1:]
			case 1:
				row = append(row, "one more")
			case 2:
				row = nil
			}
			text.WriteString(strings.Join(row, ",") + eol)
		}
		o := Options{As: field.Events, head: 256, Encoding: text8}
		general := openText(t, text.String(), o)
		if !disableFastPath(general) {
			t.Fatal("the file has no short cut to compare")
		}
		if got, want := rowsOf(t, openText(t, text.String(), o)), rowsOf(t, general); got != want {
			t.Fatalf("file %d reads differently by the short cut: %s", file, cmp.Diff(want, got))
		}
	}
}
