package output

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"
	"time"
	"unicode"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestJSONIsInvisibleToTerminals(t *testing.T) {
	t.Parallel()
	dangerous := func(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co) }
	for _, text := range []string{
		"plain", "Zoë & <Söhne> 日本", "\x1b[31m", "\u009b31m", "\x7f", "\u202e", "\u2028", "\u200b", "\U000e0041", "\uffff",
	} {
		var b bytes.Buffer
		if err := WriteJSON(&b, []string{text}); err != nil {
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
		in   any
		want string
	}{
		{Tenths(750), "75"},
		{Tenths(667), "66.7"},
		{Tenths(0), "0"},
		{Tenths(-12), "-1.2"},
		{ScoreOrNull(rulebook.Score{}), "null"},
		{ScoreOrNull(rulebook.Score{Sum: 2, Total: 3}), "66.7"},
		{Instant(value.Never), "null"},
		{Instant(value.FromTime(time.Date(2026, 11, 2, 10, 4, 0, 0, time.FixedZone("", 3600)))), `"2026-11-02T09:04:00Z"`},
		{Counts{{"not_converted", 2}, {"trial", 0}}, `{"not_converted":2,"trial":0}`},
		{TextOrNull(""), "null"},
	} {
		got, err := json.Marshal(test.in)
		if err != nil || string(got) != test.want {
			t.Errorf("%#v is %s, want %s; %v", test.in, got, test.want, err)
		}
	}
}

func TestTenthsAreWrittenAsTheirNumber(t *testing.T) {
	t.Parallel()
	for n := Tenths(-2345); n <= 2345; n++ {
		if got, want := n.String(), strconv.FormatFloat(float64(n)/10, 'f', -1, 64); got != want {
			t.Errorf("%d tenths are %s, want %s", int(n), got, want)
		}
		if got, want := n.Fixed(), strconv.FormatFloat(float64(n)/10, 'f', 1, 64); got != want {
			t.Errorf("%d tenths with a decimal are %s, want %s", int(n), got, want)
		}
	}
}
