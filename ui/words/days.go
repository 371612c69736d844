package words

import (
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/ui/clean"
)

// RelativeDay says on which UTC day an instant was, seen from as-of: "today",
// "yesterday", "12 Nov", "12 Nov 2024".
func RelativeDay(at, asOf value.Instant) clean.Text {
	switch (asOf.Midnight() - at.Midnight()) / value.Day {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	if at.Time().Year() == asOf.Time().Year() {
		return clean.Of(at.Time().Format("2 Jan"))
	}
	return clean.Of(at.Time().Format("2 Jan 2006"))
}

// TouchSummary is what was done about an account in a word or two.
func TouchSummary(t accounts.Touch) clean.Text {
	if t.Kind == accounts.Assigned {
		return "given to " + clean.Of(t.Body)
	}
	return TouchWord(t.Kind)
}
