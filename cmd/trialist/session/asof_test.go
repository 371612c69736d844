package session

import (
	"testing"
	"time"

	"trialist/cmd/trialist/cli"
)

func TestAsOf(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 2, 10, 4, 59, 999, time.UTC)
	for text, want := range map[string]string{
		"now":                       "2026-11-02T10:04:00Z",
		"2026-11-01":                "2026-11-01T00:00:00Z",
		"2026-11-01T12:00:00Z":      "2026-11-01T12:00:00Z",
		"2026-11-01T12:00:00+02:00": "2026-11-01T10:00:00Z",
		"1970-01-01":                "1970-01-01T00:00:00Z",
		"9999-12-31":                "9999-12-31T00:00:00Z",
	} {
		if got, err := parseAsOf(text, now); err != nil || got.String() != want {
			t.Errorf("%s is %s, want %s; %v", text, got, want, err)
		}
	}
	for _, text := range []string{
		"", "yesterday", "01/11/2026", "2026-13-01", "2026-11-01T12:00:00",
		"0001-01-01", "0001-01-01T00:00:00Z", "1969-12-31", "1970-01-01T00:30:00+01:00", "9999-12-31T23:30:00-01:00",
	} {
		if _, err := parseAsOf(text, now); cli.ExitStatus(err) != cli.StatusUsage {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
}
