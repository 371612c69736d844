package words

import (
	"strconv"
	"strings"
	"unicode"

	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/ui/clean"
)

// Number is a count with commas between thousands: 1,204.
func Number(n int) clean.Text {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return clean.Text(digits)
}

// Count is a number of things: "1 trial", "1,204 trials".
func Count(n int, one, many clean.Text) clean.Text {
	if n == 1 {
		return Number(n) + " " + one
	}
	return Number(n) + " " + many
}

// ChangesOf is how many changes there are, and of how many trials: "30 changes of 22
// trials", or "0 changes".
func ChangesOf(changes, trials int) clean.Text {
	if changes == 0 {
		return Count(0, "change", "changes")
	}
	return Count(changes, "change", "changes") + " of " + Count(trials, "trial", "trials")
}

// Since is how long ago an instant was, in at most four cells: "now", "5m", "2h",
// "3d", "6w", "2y"; "" for Never.
func Since(i, asOf value.Instant) clean.Text {
	if !i.Known() {
		return ""
	}
	return shortDuration(max(asOf-i, 0))
}

func shortDuration(d value.Instant) clean.Text {
	short := func(unit value.Instant, name clean.Text) clean.Text {
		return clean.Text(strconv.FormatInt(int64(d/unit), 10)) + name
	}
	switch {
	case d < value.Minute:
		return "now"
	case d < value.Hour:
		return short(value.Minute, "m")
	case d < value.Day:
		return short(value.Hour, "h")
	case d < 3*value.Week:
		return short(value.Day, "d")
	case d < 100*value.Week:
		return short(value.Week, "w")
	}
	return short(365*value.Day, "y")
}

// TimeLeft is how long a trial still runs, such as "5h" on its last day, else "3d",
// rounded half up; "over" after its end, "" when the end is not known.
func TimeLeft(end, asOf value.Instant) clean.Text {
	switch d := end - asOf; {
	case !end.Known():
		return ""
	case d <= 0:
		return "over"
	case d < value.Day:
		return clean.Text(strconv.FormatInt(int64(max((d+value.Hour/2)/value.Hour, 1)), 10)) + "h"
	default:
		return clean.Text(strconv.Itoa(DaysLeft(end, asOf))) + "d"
	}
}

// DaysLeft is the days that a trial still runs, rounded half up as [TimeLeft] shows
// them; 0 or less after its end, which must be known.
func DaysLeft(end, asOf value.Instant) int {
	return int((end - asOf + value.Day/2) / value.Day)
}

// OrderName is the name of an order, as in the menu.
func OrderName(o rank.Order) clean.Text {
	switch o {
	case rank.ByAdoption:
		return "adoption, then fit"
	case rank.ByFit:
		return "fit, then adoption"
	case rank.ByMean:
		return "the mean of both"
	case rank.ByDaysLeft:
		return "days left"
	case rank.ByLastSeen:
		return "when they were last seen"
	}
	return ""
}

// SortName is the name of a sort, as in the menu, whichever way round it is.
func SortName(by view.Column) clean.Text {
	switch by {
	case view.Adoption, view.Fit, view.Mean, view.DaysLeft, view.LastSeen:
		return OrderName(view.Sort{By: by}.Order())
	case view.Qualified:
		return "who is qualified"
	case view.Name:
		return "name"
	case view.Journey:
		return "how many signals are matched"
	case view.Owner:
		return "owner"
	case view.LastTouch:
		return "the last touch"
	case view.Pace:
		return "pace, among trials at the same day"
	case view.Possible:
		return "the fit score if what is missing were known"
	case view.Rank, view.Trend, view.Class:
	}
	return ""
}

// ColumnName is what a column of the list shows.
func ColumnName(c view.Column) clean.Text {
	switch c {
	case view.Rank:
		return "rank, and how it moved"
	case view.Qualified:
		return "whether it is qualified"
	case view.Name:
		return "name"
	case view.Adoption:
		return "adoption"
	case view.Fit:
		return "fit"
	case view.Mean:
		return "the mean of both scores"
	case view.Journey:
		return "the matched signals"
	case view.DaysLeft:
		return "days left"
	case view.LastSeen:
		return "last seen"
	case view.Trend:
		return "trend of adoption"
	case view.Owner:
		return "owner"
	case view.LastTouch:
		return "last touch"
	case view.Pace:
		return "pace"
	case view.Class:
		return "looker or builder"
	case view.Possible:
		return "the possible fit score"
	}
	return ""
}

// AccountName is the name of the account of a row, or its id where it has no name.
func AccountName(row accounts.Row) clean.Text {
	if row.Name == "" {
		return clean.Of(row.ID)
	}
	return clean.Of(row.Name)
}

// RulesText is the rules that hold for an account, as conditions are written.
func RulesText(rules []condition.Rule) clean.Text {
	var parts []clean.Text
	for _, r := range rules {
		parts = append(parts, clean.Of(condition.Condition{Rules: []condition.Rule{r}}.String()))
	}
	return clean.Join(parts, " and ")
}

// Capitalize is text with its first letter in upper case.
func Capitalize(text clean.Text) clean.Text {
	for i, r := range string(text) {
		return clean.Of(strings.ToUpper(string(unicode.ToUpper(r)))) + text[i+len(string(r)):]
	}
	return text
}
