package account

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

import "slices"

// StatusDates says for each status word which dates make it superfluous. A date
// says when, so it can be asked about any as-of; the word only knows the day of
// the export.
var StatusDates = func() map[string][]string {
	dates := make(map[string][]string)
	for _, w := range value.PayingWords() {
		dates[w] = []string{value.ConvertedAt}
	}
	for _, w := range value.ChurnedWords() {
		dates[w] = []string{value.ChurnedAt}
	}
	for _, w := range value.TrialWords() {
		dates[w] = []string{value.TrialStartedAt, value.TrialEndsAt}
	}
	return dates
}()

// effectiveValue is an account attribute as conditions read it. The reserved
// attributes complete one another: a trial of known start ends after the usual
// length, and what a date says outranks the yes/no or the word of the export.
// All other names read as raw does.
func effectiveValue(name string, raw func(name string) value.Value, m condition.Moment) value.Value {
	v := raw(name)
	switch value.Fold(name) {
	case value.TrialEndsAt:
		start := raw(value.TrialStartedAt)
		if v.Kind == value.Absent && start.Kind == value.Date {
			return value.DateValue(start.Date + m.TrialLength())
		}
	case value.Converted:
		if raw(value.ConvertedAt).Kind == value.Date {
			return value.Value{}
		}
	case value.StatusAttribute:
		if v.Kind == value.Text && supersededByDate(value.Fold(v.Text), raw) {
			return value.Value{}
		}
	}
	return v
}

// supersededByDate reports whether a date says what the folded status word says.
func supersededByDate(word string, raw func(name string) value.Value) bool {
	return slices.ContainsFunc(StatusDates[word], func(date string) bool { return raw(date).Kind == value.Date })
}
