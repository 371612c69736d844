package value

import "testing"

func TestParseDayAhead(t *testing.T) {
	t.Parallel()
	today, _ := ParseDay("2026-11-27") // a Friday
	for text, want := range map[string]string{
		"tomorrow": "2026-11-28", " 3D ": "2026-11-30", "3 days": "2026-11-30", "in 2 weeks": "2026-12-11", "1w": "2026-12-04",
		"friday": "2026-12-04", "next fri": "2026-12-04", "sat": "2026-11-28", "Thursday": "2026-12-03", "next week": "2026-11-30",
		"next month": "2026-12-01", "2026-12-03": "2026-12-03", "3 dec": "2026-12-03", "Jan 5": "2027-01-05", "29 feb": "2028-02-29",
		"27 nov": "2027-11-27", "1 march 2027": "2027-03-01",
	} {
		got, err := ParseDayAhead(text, today)
		if err != nil || got.Time().Format(DayLayout) != want {
			t.Errorf("%q is %v, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":           "say a day, such as tomorrow, 3d, friday or 2026-12-09",
		"someday":    `"someday" is no day; say tomorrow, 3d, friday or 2026-12-09`,
		"fr":         `"fr" is no day; say tomorrow, 3d, friday or 2026-12-09`,
		"today":      "27 Nov 2026 is not after today",
		"0d":         "27 Nov 2026 is not after today",
		"2026-11-01": "1 Nov 2026 is not after today",
		"2126-11-01": "1 Nov 2126 is more than ten years ahead",
		"-3d":        `"-3d" is no day; say tomorrow, 3d, friday or 2026-12-09`,
		"9999999w":   `"9999999w" is no day; say tomorrow, 3d, friday or 2026-12-09`,
		"31 nov":     `"31 nov" is no day; say tomorrow, 3d, friday or 2026-12-09`,
	} {
		if got, err := ParseDayAhead(text, today); err == nil || err.Error() != want {
			t.Errorf("%q is %v, %v, want %s", text, got, err, want)
		}
	}
}
