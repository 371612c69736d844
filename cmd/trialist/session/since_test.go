package session

import (
	"testing"
	"time"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
)

func TestSince(t *testing.T) {
	t.Parallel()
	asOf := value.FromTime(time.Date(2026, 11, 2, 10, 4, 0, 0, time.UTC))
	zone, err := value.LoadZone("Pacific/Auckland") // 13 hours ahead: there it is 23:04
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"today":                     "2026-11-01T11:00:00Z",
		"yesterday":                 "2026-10-31T11:00:00Z",
		"0h":                        "2026-11-02T10:04:00Z",
		"12h":                       "2026-11-01T22:04:00Z",
		"7d":                        "2026-10-26T10:04:00Z",
		"2w":                        "2026-10-19T10:04:00Z",
		"2026-11-01":                "2026-10-31T11:00:00Z",
		"2026-11-01T12:00:00Z":      "2026-11-01T12:00:00Z",
		"2026-11-01T12:00:00+02:00": "2026-11-01T10:00:00Z",
	} {
		if got, err := ParseSince(text, asOf, zone); err != nil || got.String() != want {
			t.Errorf("%s is %s, want %s; %v", text, got, want, err)
		}
	}
	for _, text := range []string{
		"", "now", "tomorrow", "7", "d", "-1d", "7 d", "1.5d", "70000d", "9999w", "2026-11-03", "2026-11-02T10:05:00Z", "0001-01-01", "01/11/2026",
	} {
		if got, err := ParseSince(text, asOf, zone); cli.ExitStatus(err) != cli.StatusUsage {
			t.Errorf("%q is taken: %v, %v", text, got, err)
		}
	}
}
