package value

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *Zone {
	t.Helper()
	z, err := LoadZone(name)
	if err != nil {
		t.Skipf("no zone files here: %v", err)
	}
	return z
}

func TestZoneAgreesWithTheStandardLibrary(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Asia/Tokyo", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Beirut",
		"Pacific/Apia", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana",
	} {
		z := zone(t, name)
		location := z.Location()
		for at := time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2030; at = at.Add(7*time.Hour + 11*time.Minute) {
			local := at.In(location)
			want := FromTime(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC))
			if got := z.Day(FromTime(at)); got != want {
				t.Fatalf("in %s %v falls on %v, want %v", name, at, got, want)
			}
		}
	}
}

// TestDaysFollowOneAnother: a day starts where the one before ends, its first
// instant falls on it, and the millisecond before does not.
func TestDaysFollowOneAnother(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"UTC", "Asia/Tokyo", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "Africa/Cairo"} {
		z := zone(t, name)
		first, _ := ParseDay("2005-01-01")
		for day := first; day < first+25*365*Day; day += Day {
			start := z.StartOfDay(day)
			if z.Day(start) != day || z.Day(start-1) >= day {
				t.Fatalf("in %s %v starts at %v, which falls on %v, and the millisecond before on %v", name, day, start, z.Day(start), z.Day(start-1))
			}
			if end := z.EndOfDay(day); z.Day(end-1) != day {
				t.Fatalf("in %s the last millisecond of %v, %v, falls on %v", name, day, end-1, z.Day(end-1))
			}
		}
	}
}

func TestMidnightThatIsLeftOut(t *testing.T) {
	t.Parallel()
	z := zone(t, "America/Sao_Paulo") // the clocks went from 00:00 to 01:00
	day, _ := ParseDay("2018-11-04")
	if got, want := z.StartOfDay(day).String(), "2018-11-04T03:00:00Z"; got != want {
		t.Errorf("the day starts at %s, want %s", got, want)
	}
}

func TestLoadZone(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "UTC"} {
		if z, err := LoadZone(name); z != nil || err != nil {
			t.Errorf("%q is %v, %v; want UTC", name, z, err)
		}
	}
	for _, name := range []string{"Local", "Mars/Olympus", "../etc/passwd"} {
		if _, err := LoadZone(name); err == nil {
			t.Errorf("%q was taken for a zone", name)
		}
	}
	var none *Zone
	if none.Name() != "UTC" || none.Day(Never) != Never || none.StartOfDay(Never) != Never {
		t.Error("the nil zone is not UTC")
	}
}

func TestDateWrittenAsADay(t *testing.T) {
	t.Parallel()
	day, _ := ParseDay("2026-11-02")
	for text, want := range map[string]bool{
		"2026-11-02": true, "11/02/2026": true, "2.11.2026": true, "2 Nov 2026": true, "45963": true, "20261102": true,
		"2026-11-02T00:00:00Z": false, "2026-11-02 00:00": false, "11/2/26 12 AM": false, "1762041600": false, "45963.25": false,
	} {
		if got := DateValue(day).Written(text).IsDay(); got != want {
			t.Errorf("%q is a day without a time: %v, want %v", text, got, want)
		}
	}
	z := zone(t, "Asia/Tokyo")
	v := DateValue(day).In(z)
	if v.Date.String() != "2026-11-01T15:00:00Z" || v.String() != "2026-11-02" || !v.IsDay() {
		t.Errorf("the day in Tokyo is %v, written %q, a day %v", v.Date, v.String(), v.IsDay())
	}
	at := DateValue(day + Hour)
	if at.In(z) != at {
		t.Error("an instant was moved")
	}
}
