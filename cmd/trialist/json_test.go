package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
	"unicode"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestJSONIsInvisibleToTerminals(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"plain", "Zoë & <Söhne> 日本", "\x1b[31m", "\u009b31m", "\x7f", "\u202e", "\u2028", "\u200b", "\U000e0041", "\uffff",
	} {
		var b bytes.Buffer
		if err := writeJSON(&b, []string{text}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r != '\n' && dangerous(r) {
				t.Errorf("%q is written as %q", text, b.String())
			}
		}
		var back []string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back[0] != text {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}

func TestJSONNumbersAndTimes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		valueCommand any
		want         string
	}{
		{tenths(750), "75"},
		{tenths(667), "66.7"},
		{tenths(0), "0"},
		{tenths(-12), "-1.2"},
		{scoreJSON(rulebook.Score{}), "null"},
		{scoreJSON(rulebook.Score{Sum: 2, Total: 3}), "66.7"},
		{instant(value.Never), "null"},
		{instant(value.FromTime(time.Date(2026, 11, 2, 10, 4, 0, 0, time.FixedZone("", 3600)))), `"2026-11-02T09:04:00Z"`},
		{counts{{"not_converted", 2}, {"trial", 0}}, `{"not_converted":2,"trial":0}`},
		{orNullText(""), "null"},
	} {
		got, err := json.Marshal(test.valueCommand)
		if err != nil || string(got) != test.want {
			t.Errorf("%#v is %s, want %s; %v", test.valueCommand, got, test.want, err)
		}
	}
}

func TestAsOf(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 2, 10, 4, 59, 999, time.UTC)
	for text, want := range map[string]string{
		"now":                       "2026-11-02T10:04:00Z",
		"2026-11-01":                "2026-11-01T00:00:00Z",
		"2026-11-01T12:00:00Z":      "2026-11-01T12:00:00Z",
		"2026-11-01T12:00:00+02:00": "2026-11-01T10:00:00Z",
	} {
		if got, err := parseAsOf(text, now); err != nil || got.String() != want {
			t.Errorf("%s is %s, want %s; %v", text, got, want, err)
		}
	}
	for _, text := range []string{"", "yesterday", "01/11/2026", "2026-13-01", "2026-11-01T12:00:00"} {
		if _, err := parseAsOf(text, now); exitStatus(err) != statusUsage {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
}

func TestDaysLeftRoundHalfUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ a, b, want int64 }{
		{0, 10, 0}, {4, 10, 0}, {5, 10, 1}, {14, 10, 1}, {15, 10, 2}, {-4, 10, 0}, {-5, 10, 0}, {-6, 10, -1}, {-15, 10, -1}, {-16, 10, -2},
	} {
		if got := roundDiv(test.a, test.b); got != test.want {
			t.Errorf("%d/%d is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// dangerous reports whether a terminal may do something else with the rune than
// draw it where it stands.
func dangerous(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co) }
