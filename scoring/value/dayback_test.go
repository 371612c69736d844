package value

import "testing"

func TestParseDayBack(t *testing.T) {
	t.Parallel()
	zone, err := LoadZone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	const hour = "2006-01-02 15:04"
	today, _ := ParseDay("2026-11-27") // a Friday
	latest := today + 15*Hour
	for text, want := range map[string]string{
		"now": "2026-11-27 15:00", "today": "2026-11-26 23:00", " Yesterday ": "2026-11-25 23:00", "3d": "2026-11-23 23:00", "2 weeks ago": "2026-11-12 23:00",
		"0d": "2026-11-26 23:00", "friday": "2026-11-19 23:00", "last thu": "2026-11-25 23:00", "2026-08-01": "2026-07-31 22:00", "27 nov": "2026-11-26 23:00",
		"28 nov": "2025-11-27 23:00", "Dec 3": "2025-12-02 23:00", "29 feb": "2024-02-28 23:00", "last week": "2026-11-19 23:00", "Last month": "2026-10-26 23:00", "1 march 2020": "2020-02-29 23:00",
	} {
		got, err := ParseDayBack(text, latest, zone)
		if err != nil || got.Time().Format(hour) != want {
			t.Errorf("%q is %v, %v, want %s", text, got.Time().Format(hour), err, want)
		}
	}
	const say = "say now, yesterday, 3d, friday, last week or a day such as 2026-11-15"
	for text, want := range map[string]string{
		"": say, "someday": say, "tomorrow": say, "-3d": say, "31 nov": say, "9999999w": say,
		"2026-11-28": "28 Nov 2026 has not come yet", "1 dec 2026": "1 Dec 2026 has not come yet", "1969-12-31": "31 Dec 1969 is before 1970",
	} {
		if got, err := ParseDayBack(text, latest, zone); err == nil || err.Error() != want {
			t.Errorf("%q is %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestMonthBackIsWithinTheMonthBefore(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"2026-03-31": "2026-02-28", "2024-03-30": "2024-02-29", "2026-01-31": "2025-12-31", "2026-07-31": "2026-06-30", "2026-11-01": "2026-10-01"} {
		day, _ := ParseDay(text)
		if got := monthBack(day).Time().Format(DayLayout); got != want {
			t.Errorf("a month before %s is %s, want %s", text, got, want)
		}
	}
}
