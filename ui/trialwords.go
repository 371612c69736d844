package ui

import (
	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/clean"
)

// dayWord says on which UTC day an instant was, seen from as-of: "today",
// "yesterday", "12 Nov", "12 Nov 2024".
func dayWord(at, asOf value.Instant) clean.Text {
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

// touchShort is what was done about an account in a word or two.
func touchShort(t store.Touch) clean.Text {
	if t.Kind == store.Assigned {
		return "given to " + clean.Of(t.Body)
	}
	return did(t.Kind)
}
