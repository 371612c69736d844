package explain

import (
	"fmt"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

func TestGains(t *testing.T) {
	t.Parallel()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 5, 10, 5, 10)
	for _, s := range []rulebook.Signal{
		{Name: "size", Side: rulebook.Fit, Weight: 5, Enabled: true, When: rulebooktest.EventCondition("x")},
		{Name: "country", Side: rulebook.Fit, Weight: 5, Enabled: true, When: rulebooktest.EventCondition("y")},
		{Name: "off", Side: rulebook.Fit, Weight: 10, When: rulebooktest.EventCondition("z")},
	} {
		var err error
		if card, err = card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	// Adoption 1 of 8 parts, fit 1 of 2.
	var got []string
	for _, s := range Gains(card, 0b0001, 0b01) {
		got = append(got, fmt.Sprintf("%s +%d to %s %s %v", s.Signal.Name, s.Points, s.Score, s.Band.Name(s.Signal.Side), s.Qualifies))
	}
	want := []string{
		"signal 2 +375 to 50 High true",
		"signal 4 +375 to 50 High true",
		"signal 3 +125 to 25 Average false",
		"country +500 to 100 Perfect match false",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	if gains := Gains(card, 0b1111, 0b11); len(gains) != 0 {
		t.Errorf("all matched, and yet %v", gains)
	}
	for _, s := range Gains(card, 0b1110, 0b01) {
		if s.Qualifies {
			t.Errorf("%s makes qualified what is already", s.Signal.Name)
		}
	}
}
