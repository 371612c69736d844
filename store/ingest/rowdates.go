package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"trialist/scoring/value"
)

// dateRole is what a date attribute means for the time in which its row is valid.
type dateRole uint8

const (
	noDate dateRole = iota
	trialStart
	trialEnd
	convertedDate
	churnedDate
	startDate   // of what the row is about, such as a subscription
	endDate     // of the same
	changedDate // when the row was last written
	statusWord
)

// dateNames are the roles of date attributes by name, in lower case and without
// separators.
var dateNames = map[string]dateRole{
	"start": startDate, "startdate": startDate, "startedat": startDate, "startsat": startDate, "started": startDate, "startedon": startDate,
	"begin": startDate, "begindate": startDate, "beginsat": startDate, "validfrom": startDate, "from": startDate,
	"periodstart": startDate, "currentperiodstart": startDate, "subscriptionstart": startDate, "subscriptionstartdate": startDate,
	"created": startDate, "createdat": startDate, "createddate": startDate, "createdate": startDate, "createdon": startDate,

	"end": endDate, "enddate": endDate, "endsat": endDate, "endson": endDate, "ended": endDate, "validto": endDate, "validuntil": endDate,
	"until": endDate, "to": endDate, "expires": endDate, "expiresat": endDate, "expirydate": endDate, "expirationdate": endDate, "expiry": endDate,
	"periodend": endDate, "currentperiodend": endDate, "cancelat": endDate, "subscriptionend": endDate, "subscriptionenddate": endDate,

	"updated": changedDate, "updatedat": changedDate, "updateddate": changedDate, "updatedon": changedDate, "lastupdated": changedDate,
	"modified": changedDate, "modifiedat": changedDate, "lastmodified": changedDate, "lastmodifiedat": changedDate, "lastmodifieddate": changedDate,
	"changed": changedDate, "changedat": changedDate, "asof": changedDate, "date": changedDate, "snapshotdate": changedDate, "exportedat": changedDate,
}

// dateRoleOf is the role of the attribute of that name.
func dateRoleOf(name string) dateRole {
	switch value.Fold(name) {
	case value.TrialStartedAt:
		return trialStart
	case value.TrialEndsAt:
		return trialEnd
	case value.ConvertedAt:
		return convertedDate
	case value.ChurnedAt:
		return churnedDate
	case value.StatusAttribute:
		return statusWord
	}
	plain := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, value.Fold(name))
	return dateNames[strings.TrimSuffix(plain, "utc")]
}

// rowDates are the dates of a row that say when it is valid, by role. In the zero
// rowDates none is known.
type rowDates struct {
	dates      [statusWord]dateOf
	word       string
	running    bool // at as-of, see settle
	knowsState bool // whether running is known
}

// dateOf is a date that may not be known.
type dateOf struct {
	known bool
	at    value.Instant
}

// add takes in a value of the row. Days are those of the zone of the workspace.
func (d *rowDates) add(role dateRole, v value.Value, zone *value.Zone) {
	if role == statusWord {
		d.word = value.StatusWord(v.String())
		return
	}
	if role == noDate || v.Kind != value.Date {
		return
	}
	v = v.In(zone)
	at := v.Date
	if role == trialEnd || role == endDate {
		at = v.End(zone)
	}
	if !d.dates[role].known || at > d.dates[role].at {
		d.dates[role] = dateOf{true, at}
	}
}

// newerRoles are the roles whose later date tells which of two rows is newer, the
// surest first.
var newerRoles = []dateRole{trialStart, startDate, changedDate, trialEnd, endDate, convertedDate, churnedDate}

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
	over := func(role dateRole) bool { return d.dates[role].known && d.dates[role].at <= asOf }
	start := d.dates[trialStart]
	d.running, d.knowsState = false, true
	switch {
	case asOf == 0 || asOf == value.Never:
		d.knowsState = false
	case over(churnedDate) || over(endDate):
	case hasWord(value.ChurnedWords(), d.word) || hasWord(value.EndedWords(), d.word):
	case over(convertedDate) || hasWord(value.PayingWords(), d.word):
		d.running = true
	case over(trialEnd):
	case hasWord(value.TrialWords(), d.word):
		d.running = true
	case start.known && !d.dates[trialEnd].known && start.at+trialLength <= asOf:
	case over(trialStart) || over(startDate):
		d.running = true
	case start.known || d.dates[startDate].known: // it starts later
	default:
		d.knowsState = false
	}
}

func hasWord(words []string, word string) bool {
	return word != "" && slices.ContainsFunc(words, func(w string) bool { return value.StatusWord(w) == word })
}

// outlives reports whether an attribute of that role which the row leaves open does
// not become true of it because another row of the account says something: the
// end of something else. What ended a customer stays with the account, and the
// statuses know whether it has come back; they do not know where the start is
// that of a subscription.
func (d *rowDates) outlives(role dateRole) bool {
	switch role {
	case trialEnd, endDate:
		return true
	case churnedDate:
		return d.dates[startDate].known && !d.dates[trialStart].known
	case noDate, trialStart, convertedDate, startDate, changedDate, statusWord:
	}
	return false
}
