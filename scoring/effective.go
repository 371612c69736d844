package scoring

import "slices"

// statusDates says for each status word which dates make it superfluous. A date
// says when, so it can be asked about any as-of; the word only knows the day of
// the export.
var statusDates = func() map[string][]string {
	dates := make(map[string][]string)
	for _, w := range payingWords() {
		dates[w] = []string{ConvertedAt}
	}
	for _, w := range churnedWords() {
		dates[w] = []string{ChurnedAt}
	}
	for _, w := range trialWords() {
		dates[w] = []string{TrialStartedAt, TrialEndsAt}
	}
	return dates
}()

// effectiveValue is an account attribute as conditions read it. The reserved
// attributes complete one another: a trial of known start ends after the usual
// length, and what a date says outranks the yes/no or the word of the export.
// All other names read as raw does.
func effectiveValue(name string, raw func(name string) Value, m Moment) Value {
	v := raw(name)
	switch Fold(name) {
	case TrialEndsAt:
		start := raw(TrialStartedAt)
		if v.Kind == Absent && start.Kind == Date {
			return DateValue(start.Date + m.trialLength())
		}
	case Converted:
		if raw(ConvertedAt).Kind == Date {
			return Value{}
		}
	case StatusName:
		if v.Kind == Text && outranked(Fold(v.Text), raw) {
			return Value{}
		}
	}
	return v
}

// outranked reports whether a date says what the folded status word says.
func outranked(word string, raw func(name string) Value) bool {
	return slices.ContainsFunc(statusDates[word], func(date string) bool { return raw(date).Kind == Date })
}
