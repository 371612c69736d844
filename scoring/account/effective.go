package account

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// StatusDates are the attributes whose date supersedes the word of a status,
// given as [value.StatusWord] has it. A date says when, so it answers for any
// as-of; the word only holds for the day of the export.
func StatusDates(word string) []string { return statusDates[word] }

var statusDates = func() map[string][]string {
	dates := make(map[string][]string)
	for _, class := range []struct{ words, dates []string }{
		{value.PayingWords(), []string{value.ConvertedAt}},
		{value.ChurnedWords(), []string{value.ChurnedAt}},
		{value.EndedWords(), []string{value.TrialEndsAt}},
		// Where only the end is known, a trial that is not over is one all the same: the
		// end comes first in the order of the statuses.
		{value.TrialWords(), []string{value.TrialStartedAt}},
	} {
		for _, w := range class.words {
			dates[value.StatusWord(w)] = class.dates
		}
	}
	return dates
}()

// effectiveValue is an account attribute as conditions read it: a trial of known
// start ends after the usual length, and the readings in force are made of the
// attributes that they stand for. All other names read as raw does.
func effectiveValue(name string, raw func(name string) value.Value, m condition.Moment) value.Value {
	date := func(name string) value.Instant { return dateOf(raw(name)) }
	switch value.Fold(name) {
	case value.TrialEndDate, value.TrialEndInstant:
		v := raw(value.TrialEndsAt)
		if v.Kind != value.Absent && v.Kind != value.Date {
			return v
		}
		written := v.End(m.Zone)
		switch end := TrialEnd(date(value.TrialStartedAt), written, date(value.ChurnedAt), m); {
		case end != written:
			return value.DateValue(end)
		case v.Kind == value.Date && value.Fold(name) == value.TrialEndInstant:
			v.Date = written
		}
		return v
	case value.ChurnInForce:
		return value.DateValue(ChurnInForce(date(value.TrialStartedAt), date(value.ConvertedAt), date(value.ChurnedAt), m.AsOf))
	case value.ConversionInForce:
		return value.DateValue(ConversionInForce(date(value.ConvertedAt), date(value.ChurnedAt), m.AsOf))
	case value.ConvertedInForce:
		if !ConvertedCounts(date(value.ConvertedAt), date(value.ChurnedAt), m.AsOf) {
			return value.Value{}
		}
		return raw(value.Converted)
	case value.StatusInForce:
		return statusInForce(raw(value.StatusAttribute), date)
	}
	return raw(name)
}

// dateOf is the date of the value, Never where it is none.
func dateOf(v value.Value) value.Instant {
	if v.Kind != value.Date {
		return value.Never
	}
	return v.Date
}

// TrialEnd is when a trial ends: the start plus the usual length where the end is
// not known, or is that of an earlier trial which was over before the account
// churned and came back.
func TrialEnd(start, end, churned value.Instant, m condition.Moment) value.Instant {
	if start == value.Never {
		return end
	}
	earlier := end <= start-value.Day && churned != value.Never && churned < start
	if end == value.Never || earlier {
		return start + m.TrialLength()
	}
	return end
}

// ChurnInForce is when the account churned, Never once a later conversion or a
// later trial start has happened.
func ChurnInForce(start, converted, churned, asOf value.Instant) value.Instant {
	if churned < max(happened(start, asOf), happened(converted, asOf)) {
		return value.Never
	}
	return churned
}

// ConversionInForce is when the account converted, Never once it has churned at
// that instant or later.
func ConversionInForce(converted, churned, asOf value.Instant) value.Instant {
	if churned = happened(churned, asOf); churned != value.Never && converted <= churned {
		return value.Never
	}
	return converted
}

// ConvertedCounts reports whether a yes or no about conversion counts: where no
// date says when, and no churn has happened since whenever that was.
func ConvertedCounts(converted, churned, asOf value.Instant) bool {
	return converted == value.Never && happened(churned, asOf) == value.Never
}

// happened is the date, Never when it is after as-of.
func happened(date, asOf value.Instant) value.Instant {
	if date > asOf {
		return value.Never
	}
	return date
}

// statusInForce is the word of a status, absent where a date supersedes it.
func statusInForce(status value.Value, date func(name string) value.Instant) value.Value {
	if status.Text == "" {
		return status
	}
	word := value.StatusWord(status.Text)
	if status.Kind != value.Text {
		status.Text = word
		return status
	}
	if slices.ContainsFunc(statusDates[word], func(name string) bool { return date(name) != value.Never }) {
		return value.Value{}
	}
	return value.TextValue(word)
}
