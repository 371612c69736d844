package journey

import (
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/value"
)

// TestDaysLeftOfMessages is rounded as lists round it: a trial that the list gives two more
// days is not told of three.
func TestDaysLeftOfMessages(t *testing.T) {
	t.Parallel()
	for left, want := range map[value.Instant]string{
		-value.Day: "0", 0: "0", 1: "1", value.Hour: "1", value.Day: "1", 36*value.Hour - 1: "1", 36 * value.Hour: "2",
		2*value.Day + value.Hour: "2", 3 * value.Day: "3",
	} {
		topic := Topic{Account: &account.Account{ID: "a"}, AsOf: value.Week, TrialEnd: value.Week + left}
		if got := topic.Values(nil).TrialDaysLeft; got != want {
			t.Errorf("with %d ms left it is %s days, want %s", left, got, want)
		}
	}
}
