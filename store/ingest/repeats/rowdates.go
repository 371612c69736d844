package repeats

import (
	"cmp"

	"trialist/scoring/value"
	"trialist/store/ingest/meaning"
)

// rowDates are the dates of a row that say when it is valid, by role. In the zero
// rowDates none is known.
type rowDates struct {
	dates      [meaning.Status]dateOf
	word       meaning.Word
	running    bool // at as-of, see settle
	knowsState bool // whether running is known
}

// dateOf is a date that may not be known.
type dateOf struct {
	known bool
	at    value.Instant
}

// add takes in a value of the row. Days are those of the zone of the workspace.
func (d *rowDates) add(role meaning.Role, v value.Value, zone *value.Zone) {
	if role == meaning.Status {
		d.word = meaning.WordOf(v.String())
		return
	}
	if role == meaning.NoRole || v.Kind != value.Date {
		return
	}
	v = v.In(zone)
	at := v.Date
	if role == meaning.TrialEnd || role == meaning.EndDate {
		at = v.End(zone)
	}
	if !d.dates[role].known || at > d.dates[role].at {
		d.dates[role] = dateOf{true, at}
	}
}

// newerRoles are the roles whose later date tells which of two rows is newer, the
// surest first.
var newerRoles = []meaning.Role{meaning.TrialStart, meaning.StartDate, meaning.ChangedDate, meaning.TrialEnd, meaning.EndDate, meaning.ConvertedDate, meaning.ChurnedDate}

// compare is positive where this row is valid now rather than the other, negative the
// other way round, and 0 where the dates do not tell. A running row beats one that is
// over, unless both are about one trial: then what one leaves open the other says.
// Otherwise the later start decides, then the later change, then the later end.
func (d *rowDates) compare(other *rowDates, sameTrial bool) int {
	if !sameTrial && d.knowsState && other.knowsState && d.running != other.running {
		if d.running {
			return 1
		}
		return -1
	}
	for _, role := range newerRoles {
		a, b := d.dates[role], other.dates[role]
		if a.known && b.known && a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
	}
	return 0
}

// settle decides whether the trial or subscription of the row is running at as-of. A
// trial whose end is not known is of the given length. Whether it runs stays unknown
// where the row does not say.
func (d *rowDates) settle(asOf, trialLength value.Instant) {
	over := func(role meaning.Role) bool { return d.dates[role].known && d.dates[role].at <= asOf }
	start := d.dates[meaning.TrialStart]
	d.running, d.knowsState = false, true
	switch {
	case asOf == 0 || asOf == value.Never:
		d.knowsState = false
	case over(meaning.ChurnedDate) || over(meaning.EndDate):
	case d.word == meaning.ChurnedWord || d.word == meaning.EndedWord:
	case over(meaning.ConvertedDate) || d.word == meaning.PayingWord:
		d.running = true
	case over(meaning.TrialEnd):
	case d.word == meaning.TrialWord:
		d.running = true
	case start.known && !d.dates[meaning.TrialEnd].known && start.at+trialLength <= asOf:
	case over(meaning.TrialStart) || over(meaning.StartDate):
		d.running = true
	case start.known || d.dates[meaning.StartDate].known: // it starts later
	default:
		d.knowsState = false
	}
}

// outlives reports whether an attribute of that role which the row leaves open does
// not become true of it because another row of the account says something: the
// end of something else. What ended a customer stays with the account, and the
// statuses know whether it has come back; they do not know where the start is
// that of a subscription.
func (d *rowDates) outlives(role meaning.Role) bool {
	switch role {
	case meaning.TrialEnd, meaning.EndDate:
		return true
	case meaning.ChurnedDate:
		return d.dates[meaning.StartDate].known && !d.dates[meaning.TrialStart].known
	case meaning.NoRole, meaning.TrialStart, meaning.ConvertedDate, meaning.StartDate, meaning.ChangedDate, meaning.Status:
	}
	return false
}
