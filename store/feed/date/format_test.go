package date

import (
	"math/rand/v2"
	"testing"
	"time"

	"trialist/scoring/value"
)

func TestDateFormats(t *testing.T) {
	t.Parallel()
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip(err)
	}
	location := func(name string) *time.Location {
		found, err := time.LoadLocation(name)
		if err != nil {
			t.Skip(err)
		}
		return found
	}
	tests := []struct {
		format Format
		text   string
		zone   *time.Location
		want   string // "" when it is not a date of the format
	}{
		{YearMonthDay, "2026-03-04", time.UTC, "2026-03-04T00:00:00Z"},
		{YearMonthDay, "2026-03-04 05:06", time.UTC, "2026-03-04T05:06:00Z"},
		{YearMonthDay, "2026-03-04 05:06:07", time.UTC, "2026-03-04T05:06:07Z"},
		{YearMonthDay, "2026-03-04T05:06:07Z", newYork, "2026-03-04T05:06:07Z"},
		{YearMonthDay, "2026-03-04T05:06:07.1239Z", time.UTC, "2026-03-04T05:06:07.123Z"},
		{YearMonthDay, "2026-03-04T05:06:07,5Z", time.UTC, "2026-03-04T05:06:07.5Z"},
		{YearMonthDay, "2026-03-04T05:06:07.123456789+05:30", time.UTC, "2026-03-03T23:36:07.123Z"},
		{YearMonthDay, "2026-03-04 05:06:07-0800", newYork, "2026-03-04T13:06:07Z"},
		{YearMonthDay, "2026-03-04 05:06:07 +01", newYork, "2026-03-04T04:06:07Z"},
		{YearMonthDay, "2026-03-04 05:06:07 UTC", newYork, "2026-03-04T05:06:07Z"},
		{YearMonthDay, "2026-03-04 05:06:07.5 +0000 UTC", newYork, "2026-03-04T05:06:07.5Z"},
		{YearMonthDay, "2026-07-04 05:06:07", newYork, "2026-07-04T09:06:07Z"},
		{YearMonthDay, "2026-03-08 02:30:00", newYork, "2026-03-08T07:30:00Z"}, // in the hour that summer time skips
		{YearMonthDay, "2026-07-04", newYork, "2026-07-04T00:00:00Z"},          // a day is a day everywhere
		{YearMonthDay, "2026/3/4 5:06", time.UTC, "2026-03-04T05:06:00Z"},
		{YearMonthDay, "2024-02-29", time.UTC, "2024-02-29T00:00:00Z"},
		{YearMonthDay, "2000-02-29 23:59:59", time.UTC, "2000-02-29T23:59:59Z"},
		{YearMonthDay, "1900-01-01 00:00:00", time.UTC, "1900-01-01T00:00:00Z"},
		{YearMonthDay, "2200-12-31 00:00:00", time.UTC, "2200-12-31T00:00:00Z"},
		{YearMonthDay, "1900-02-29", time.UTC, ""},
		{YearMonthDay, "2023-02-29", time.UTC, ""},
		{YearMonthDay, "2026-04-31 00:00:00", time.UTC, ""},
		{YearMonthDay, "2026-13-01", time.UTC, ""},
		{YearMonthDay, "2026-00-01 00:00:00", time.UTC, ""},
		{YearMonthDay, "1899-12-31", time.UTC, ""},
		{YearMonthDay, "0001-01-01T00:00:00Z", time.UTC, ""},
		{YearMonthDay, "2201-01-01", time.UTC, ""},
		{YearMonthDay, "2026-03-04 24:00:00", time.UTC, ""},
		{YearMonthDay, "2026-03-04 05:60:00", time.UTC, ""},
		{YearMonthDay, "2026-03-04 05:06:61", time.UTC, ""},
		{YearMonthDay, "2026-03-04 05:06:07 PST", time.UTC, "2026-03-04T13:06:07Z"},
		{YearMonthDay, "2026-03-04 05:06:07 XYZ", time.UTC, ""},
		{YearMonthDay, "2026-03-04T05:06:07Z[UTC]", newYork, "2026-03-04T05:06:07Z"},
		{YearMonthDay, "2026-03-04T05:06:07.5+01:00[Europe/Paris]", newYork, "2026-03-04T04:06:07.5Z"},
		{YearMonthDay, "2026-07-04 05:06:07 America/New_York", time.UTC, "2026-07-04T09:06:07Z"},
		{YearMonthDay, "2026-07-04 05:06:07[America/New_York]", time.UTC, "2026-07-04T09:06:07Z"},
		{YearMonthDay, "2026-07-04 05:06:07 Nowhere/Land", time.UTC, ""},
		{YearMonthDay, "2026-03/04", time.UTC, ""},
		{YearMonthDay, "2026-03-04T", time.UTC, ""},
		{YearMonthDay, "2026-03-0405:06:07", time.UTC, ""},
		{YearMonthDay, "2026-03-04x05:06:07", time.UTC, ""},
		{YearMonthDay, "2026-03-04 05:06:0:", time.UTC, ""},
		{YearMonthDay, "202\xcf-03-04 05:06:07", time.UTC, ""},
		{YearMonthDay, "20260304", time.UTC, ""},
		{DayMonthYear, "4/3/2026", time.UTC, "2026-03-04T00:00:00Z"},
		{DayMonthYear, "04.03.2026 17:30", time.UTC, "2026-03-04T17:30:00Z"},
		{DayMonthYear, "04-03-2026 17:30:15.25", time.UTC, "2026-03-04T17:30:15.25Z"},
		{DayMonthYear, "13/13/2026", time.UTC, ""},
		{DayMonthYear, "4/3.2026", time.UTC, ""},
		{DayMonthYear, "4/3/26", time.UTC, "2026-03-04T00:00:00Z"},
		{DayMonthYear, "4-3-26", time.UTC, ""},
		{DayMonthYear, "4/3/026", time.UTC, ""},
		{MonthDayYear, "11/13/26 8:26", time.UTC, "2026-11-13T08:26:00Z"},
		{MonthDayYear, "4.3.2026", time.UTC, "2026-03-04T00:00:00Z"}, // with dots the day comes first
		{MonthDayYear, "11/13/98", time.UTC, "1998-11-13T00:00:00Z"},
		{MonthDayYear, "3/4/2026", time.UTC, "2026-03-04T00:00:00Z"},
		{MonthDayYear, "3/4/2026 12:05 AM", time.UTC, "2026-03-04T00:05:00Z"},
		{MonthDayYear, "3/4/2026, 12:05:09 pm", time.UTC, "2026-03-04T12:05:09Z"},
		{MonthDayYear, "3/4/2026 1:05PM", newYork, "2026-03-04T18:05:00Z"},
		{MonthDayYear, "3/4/2026 13:05 PM", time.UTC, ""},
		{MonthDayYear, "3/4/2026 0:05 AM", time.UTC, "2026-03-04T00:05:00Z"},
		{MonthDayYear, "13/4/2026", time.UTC, ""},
		{UnixTime, "1772600767", newYork, "2026-03-04T05:06:07Z"},
		{UnixTime, "1772600767.25", time.UTC, "2026-03-04T05:06:07.25Z"},
		{UnixTime, "1772600767123", time.UTC, "2026-03-04T05:06:07.123Z"},
		{UnixTime, "1772600767123456", time.UTC, "2026-03-04T05:06:07.123Z"},
		{UnixTime, "1772600767123456789", time.UTC, "2026-03-04T05:06:07.123Z"},
		{UnixTime, "9999999999", time.UTC, ""},
		{ExcelSerial, "46085", newYork, "2026-03-04T00:00:00Z"},
		{ExcelSerial, "46085.5", time.UTC, "2026-03-04T12:00:00Z"},
		{ExcelSerial, "46085.2126967593", time.UTC, "2026-03-04T05:06:17Z"},
		{ExcelSerial, "46085.5", newYork, "2026-03-04T17:00:00Z"},
		{ExcelSerial, "12345", time.UTC, ""},
		{ExcelSerial, "460850", time.UTC, ""},
		{MonthName, "15 Apr, 2021 00:03:00", time.UTC, "2021-04-15T00:03:00Z"},
		{MonthName, "March 3, 2026", time.UTC, "2026-03-03T00:00:00Z"},
		{MonthName, "March 3rd, 2026 at 5:06 PM", time.UTC, "2026-03-03T17:06:00Z"},
		{MonthName, "03-Nov-2026", time.UTC, "2026-11-03T00:00:00Z"},
		{MonthName, "3-Nov-26", time.UTC, "2026-11-03T00:00:00Z"},
		{MonthName, "03 Nov 2026 10:04", newYork, "2026-11-03T15:04:00Z"},
		{MonthName, "2026 Nov 3", time.UTC, "2026-11-03T00:00:00Z"},
		{MonthName, "2026-Nov-03 10:04", time.UTC, "2026-11-03T10:04:00Z"},
		{MonthName, "Mon, 02 Nov 2026 10:04:05 +0100", newYork, "2026-11-02T09:04:05Z"},
		{MonthName, "Mon, 02 Nov 2026 10:04:05 GMT", newYork, "2026-11-02T10:04:05Z"},
		{MonthName, "Mon Nov  2 10:04:05 2026", time.UTC, "2026-11-02T10:04:05Z"},
		{MonthName, "Mon Nov 02 2026 10:04:05 GMT+0100 (CET)", newYork, "2026-11-02T09:04:05Z"},
		{MonthName, "02/Nov/2026:10:04:05 +0000", newYork, "2026-11-02T10:04:05Z"},
		{MonthName, "3. März 2026", time.UTC, "2026-03-03T00:00:00Z"},
		{MonthName, "3 févr. 2026", time.UTC, "2026-02-03T00:00:00Z"},
		{MonthName, "3 de marzo de 2026", time.UTC, "2026-03-03T00:00:00Z"},
		{MonthName, "Nov 2026", time.UTC, ""},
		{MonthName, "Mayor 3, 2026", time.UTC, ""},
		{MonthName, "31 Nov 2026", time.UTC, ""},
		{MonthName, "March 3", time.UTC, ""},
		{UnixTime, "1772600767.", time.UTC, ""},
		{UnixTime, "17726007671.5", time.UTC, ""},
		{UnixTime, "1772600767x", time.UTC, ""},
		{UnixTime, "20260304", time.UTC, ""},
		{UnixTime, "-1772600767", time.UTC, ""},
		{CompactDay, "20260304", newYork, "2026-03-04T00:00:00Z"},
		{CompactDay, "20261304", time.UTC, ""},
		{CompactDay, "2026030", time.UTC, ""},
		{NoFormat, "2026-03-04", time.UTC, ""},
		{DayMonthYear, "3/4/2026 9:04 p.m.", time.UTC, "2026-04-03T21:04:00Z"},
		{DayMonthYear, "3/4/2026 12:04 A.M.", time.UTC, "2026-04-03T00:04:00Z"},
		{DayMonthYear, "3/4/2026 9:04\u202fPM", time.UTC, "2026-04-03T21:04:00Z"},
		{DayMonthYear, "3/4/2026 9:04 p.x.", time.UTC, ""},
		{DayMonthYear, "3/4/2026 13:04 p.m.", time.UTC, ""},
		{YearMonthDay, "2026-07-02 10:04 BST", time.UTC, ""},
		{YearMonthDay, "2026-07-02 10:04 BST", location("Europe/London"), "2026-07-02T09:04:00Z"},
		{YearMonthDay, "2026-01-02 10:04 BST", location("Europe/London"), "2026-01-02T09:04:00Z"},
		{YearMonthDay, "2026-01-02 10:04 IST", location("Asia/Kolkata"), "2026-01-02T04:34:00Z"},
		{YearMonthDay, "2026-01-02 10:04 IST", location("Europe/London"), ""},
		{YearMonthDay, "2026-01-02 10:04 NZDT", time.UTC, "2026-01-01T21:04:00Z"},
	}
	for _, test := range tests {
		at, ok := test.format.Parse([]byte(test.text), test.zone)
		got := ""
		if ok {
			got = at.String()
		}
		if got != test.want {
			t.Errorf("%q as %s in %s is %q, want %q", test.text, test.format, test.zone, got, test.want)
		}
	}
}

// TestEveryDay compares the calendar with the standard library's, day by day.
func TestEveryDay(t *testing.T) {
	t.Parallel()
	day := time.Date(minYear, time.January, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Year() <= maxYear; day = day.AddDate(0, 0, 1) {
		y, m, d := day.Date()
		if !isDay(y, int(m), d) || int64(days(y, int(m), d)) != day.Unix()/86400-b2i(day.Unix()%86400 < 0) {
			t.Fatalf("%s is day %d", day.Format(time.DateOnly), days(y, int(m), d))
		}
		next := day.AddDate(0, 0, 1)
		if next.Month() != m && isDay(y, int(m), d+1) {
			t.Fatalf("there is a day after %s in its month", day.Format(time.DateOnly))
		}
	}
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// FuzzDates checks every reading against the standard library where that writes
// the same text, and that the fast shapes agree with the general ones.
func FuzzDates(f *testing.F) {
	for _, text := range []string{
		"2026-03-04 05:06:07", "2026-03-04T05:06:07Z", "2026-03-04T05:06:07.123+02:00", "4/3/2026 5:06 PM", "04.03.2026",
		"1772600767", "20260304", "2026-3-4", "2026-03-04 05:06:07 +0000 UTC", "2026-03-04 05:06:0:",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := []byte(text)
		plain, ok := parsePlain(p, time.UTC)
		general, also := parseYearFirst(p, time.UTC)
		if ok && (!also || plain != general) {
			t.Errorf("%q is %s fast and %s in general", text, plain, general)
		}
		for layout, format := range map[string]Format{
			time.RFC3339: YearMonthDay, time.DateTime: YearMonthDay, time.DateOnly: YearMonthDay,
			"2/1/2006": DayMonthYear, "1/2/2006 3:04 PM": MonthDayYear, "20060102": CompactDay,
		} {
			want, err := time.Parse(layout, text)
			if err != nil || want.Format(layout) != text || want.Year() < minYear+1 || want.Year() > maxYear-1 {
				continue
			}
			got, ok := format.Parse(p, time.UTC)
			if _, offset := want.Zone(); offset > 18*3600 || offset < -18*3600 {
				continue
			}
			if !ok || got != value.FromTime(want) {
				t.Errorf("%q is %s (%v), want %s", text, got, ok, want)
			}
		}
		for format := NoFormat; format < Formats; format++ {
			if at, ok := format.Parse(p, time.UTC); ok && (at.Time().Year() < minYear-1 || at.Time().Year() > maxYear+1) {
				t.Errorf("%q as %s is %s", text, format, at)
			}
		}
	})
}

func BenchmarkParseTime(b *testing.B) {
	p := []byte("2026-03-04 05:06:07")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := YearMonthDay.Parse(p, time.UTC); !ok {
			b.Fatal("not a time")
		}
	}
}

// TestParserReadsAsTheFormatDoes reads many dates with one parser, whose memory of the
// day before must not show.
func TestParserReadsAsTheFormatDoes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00T05:06:07Z",
		"2026-03-04T05:06:07Z", "2026-03-04 05:06:08", "2026-03-05T05:06:07Z", "2026-03-05T25:06:07Z", "2026-03-05T23:59:59Z",
		"2026-02-29T05:06:07Z", "2024-02-29T05:06:07Z", "2026-13-05T05:06:07Z", "2026-03-0:T05:06:07Z", "2026-03-04T05:06:07+02:00",
		"2026-03-04", "2026/03/04 05:06", "", "2026-03-04x05:06:07Z",
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, zone := range []*time.Location{time.UTC, berlin} {
		p := Parser{Format: YearMonthDay, Zone: zone}
		for range 2000 {
			text := []byte(texts[r.IntN(len(texts))])
			at, ok := p.Parse(text)
			want, reads := parseYearFirst(text, zone)
			if reads && len(text) == len("2026-03-04") {
				want = localInstant(want, zone)
			}
			if ok != reads || ok && at != want {
				t.Fatalf("%q in %s reads as %v, %v; want %v, %v", text, zone, at, ok, want, reads)
			}
		}
	}
}

// TestDaysOfEventsStartInTheZone reads days in each way of writing them.
func TestDaysOfEventsStartInTheZone(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	start := value.FromTime(time.Date(2026, 3, 4, 0, 0, 0, 0, zone))
	for _, test := range []struct {
		format Format
		text   string
		want   value.Instant
	}{
		{YearMonthDay, "2026-03-04", start},
		{YearMonthDay, "2026-03-04T00:00:00Z", start - 5*value.Hour},
		{YearMonthDay, "2026-03-04 10:00", start + 10*value.Hour},
		{MonthDayYear, "3/4/2026", start},
		{DayMonthYear, "4.3.2026", start},
		{DayMonthYear, "04.03.26", start},
		{MonthName, "4 Mar 2026", start},
		{CompactDay, "20260304", start},
		{ExcelSerial, "46085", start},
		{ExcelSerial, "46085.25", start + 6*value.Hour},
		{UnixTime, "1772582400", start - 5*value.Hour},
		{UnixTime, "1772582400.5", start - 5*value.Hour + 500},
	} {
		p := Parser{Format: test.format, Zone: zone}
		if at, ok := p.Parse([]byte(test.text)); !ok || at != test.want {
			t.Errorf("%s reads as %v, %t; want %v", test.text, at, ok, test.want)
		}
	}
}

// TestZoneOfTheFileSaysWhatItsNamesMean reads a name that is that of two zones.
func TestZoneOfTheFileSaysWhatItsNamesMean(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{
		"UTC": "2026-03-04T16:00:00Z", "America/Chicago": "2026-03-04T16:00:00Z", "Europe/Berlin": "2026-03-04T16:00:00Z", "Asia/Shanghai": "2026-03-04T02:00:00Z",
	} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if at, ok := YearMonthDay.Parse([]byte("2026-03-04 10:00:00 CST"), location); !ok || at.String() != want {
			t.Errorf("CST in %s reads as %s, %t; want %s", zone, at, ok, want)
		}
	}
}
