package explain

import (
	"slices"
	"strings"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// evidenceText is what the data of the account says about the rule. Evidence begins
// with it.
func evidenceText(r condition.Rule, a *account.Account, m condition.Moment) string {
	switch r.Subject {
	case condition.AttributeSubject:
		return attributeText(r, a, m)
	case condition.ContactSubject:
		return contactText(r, a, m)
	case condition.EventSubject:
		return eventText(r, a, m)
	case condition.ActiveDaysSubject:
		return activeDaysText(r, a, m)
	case condition.LastSeenSubject:
		return lastSeenText(r, a, m)
	}
	return r.Subject.String()
}

func attributeText(r condition.Rule, a *account.Account, m condition.Moment) string {
	v := a.Effective(r.Reading(), m)
	if v.Kind == value.Date && r.Reading() == value.TrialEndInstant {
		day := a.Effective(value.TrialEndDate, m).Date
		return dateText(r, day, relativeDayText(r, day, v.Date, m), m)
	}
	return attributeValueText(r, v, m)
}

// dateText is what the attribute is that the rule asks about: the day of a date, and
// how far it lies from as-of.
func dateText(r condition.Rule, date value.Instant, relative string, m condition.Moment) string {
	return value.Truncate(r.Name) + " is " + m.Zone.Day(date).Time().Format(value.DayLayout) + ", " + relative
}

// attributeValueText says what the attribute is, and where the rule cannot compare
// such a value, what it is not.
func attributeValueText(r condition.Rule, v value.Value, m condition.Moment) string {
	name := value.Truncate(r.Name)
	if v.Kind == value.Absent {
		return name + " is not known"
	}
	words := name + " is " + value.Truncate(v.String())
	switch {
	case v.Kind == value.Date && (r.Operator.ComparesDate() || !v.IsWritten()):
		return dateText(r, v.Date, relativeDateText(r, v.Date, m), m)
	case r.Operator.ComparesNumber() && v.Kind != value.Number:
		return words + ", which is not a number"
	case r.Operator.ComparesDate():
		return words + ", which is not a date"
	case r.Operator == condition.IsYes || r.Operator == condition.IsNo:
		if _, ok := v.YesNo(); !ok {
			return words + ", which is neither yes nor no"
		}
	}
	return words
}

func contactText(r condition.Rule, a *account.Account, m condition.Moment) string {
	if len(a.Contacts) == 0 {
		return "no contacts are known"
	}
	name := a.ResolveContactAttribute(r.Name)
	matching := eval.MatchingContacts(r, a, m)
	switch len(matching) {
	case 0:
		return contactsText(r, a, name, m)
	case 1:
		return contactValueText(r, matching[0], name, m)
	case 2:
		return contactValueText(r, matching[0], name, m) + ", and 1 more contact matches"
	}
	return contactValueText(r, matching[0], name, m) + ", and " + value.FormatCount(len(matching)-1) + " more contacts match"
}

// contactsText says what the attribute is among contacts of which none satisfies
// the rule.
func contactsText(r condition.Rule, a *account.Account, name string, m condition.Moment) string {
	if len(a.Contacts) == 1 {
		return contactValueText(r, a.Contacts[0], name, m)
	}
	var values []string
	for _, c := range a.Contacts {
		if v := account.ValueOf(c.Attributes, name); v.Kind != value.Absent && !slices.Contains(values, v.String()) {
			values = append(values, v.String())
		}
	}
	contacts := value.FormatCount(len(a.Contacts)) + " contacts"
	if values == nil {
		return value.Truncate(r.Name) + " is not known of any of " + contacts
	}
	return value.Truncate(r.Name) + " is " + value.JoinList(truncateList(values), "or") + " among " + contacts
}

// contactValueText says what the attribute is of one contact.
func contactValueText(r condition.Rule, c account.Contact, name string, m condition.Moment) string {
	return attributeValueText(r, account.ValueOf(c.Attributes, name), m) + " (" + value.Truncate(contactLabel(c)) + ")"
}

// contactLabel is how people know the contact: by e-mail address, else by id.
func contactLabel(c account.Contact) string {
	for _, a := range c.Attributes {
		if strings.EqualFold(a.Name, value.Email) && a.Value.Kind == value.Text {
			return a.Value.Text
		}
	}
	return c.ID
}

func eventText(r condition.Rule, a *account.Account, m condition.Moment) string {
	seen := eval.StatsInWindow(r, a, m)
	if seen.Count == 0 {
		return noEventsText(r, a, m, "not yet")
	}
	first, last := eventDayText(a, seen.First, m), eventDayText(a, seen.Last, m)
	switch {
	case seen.Count == 1:
		return "once, " + last
	case first == last && seen.Count == 2:
		return "twice, both " + last
	case first == last:
		return timesText(seen.Count) + ", all " + last
	}
	return timesText(seen.Count) + ", first " + first + ", last " + last
}

// noEventsText says that the window has no events: when the last one was, or that
// there is none at all. The latter is "never" where the rule holds, and the given
// text where the rule wants events.
func noEventsText(r condition.Rule, a *account.Account, m condition.Moment, wanted string) string {
	start, _ := a.Trial(m)
	if r.Window.NeedsTrial() && start == value.Never {
		return "the trial start is not known"
	}
	ever := eval.StatsBetween(r, a, value.Never+1, m.AsOf+1, m.Zone)
	switch {
	case ever.Count > 0:
		return "none in that time, last " + eventDayText(a, ever.Last, m)
	case eval.HoldsRule(r, a, m):
		return "never"
	}
	return wanted
}

func activeDaysText(r condition.Rule, a *account.Account, m condition.Moment) string {
	seen := eval.StatsInWindow(r, a, m)
	if seen.Days == 0 {
		return noEventsText(r, a, m, "not active yet")
	}
	return value.FormatCount(seen.Days) + " active " + condition.Pluralize("days", float64(seen.Days))
}

func lastSeenText(r condition.Rule, a *account.Account, m condition.Moment) string {
	last := eval.StatsInWindow(r, a, m).Last
	switch {
	case last == value.Never:
		return noEventsText(r, a, m, "not seen yet")
	case r.Operator == condition.Before || r.Operator == condition.After || r.Operator == condition.On:
		return "last seen " + m.Zone.Day(last).Time().Format(value.DayLayout) + ", " + relativeDateText(r, last, m)
	}
	return "last seen " + relativeDateText(r, last, m)
}
