package meaning

import (
	"strings"
	"unicode"

	"trialist/scoring/value"
)

// Role is what an attribute says of the life of an account, or of the time in which its
// row is valid.
type Role uint8

// All roles but NoRole and Status are those of dates, and come before Status.
const (
	NoRole Role = iota
	TrialStart
	TrialEnd
	ConvertedDate
	ChurnedDate
	StartDate   // of what the row is about, such as a subscription
	EndDate     // of the same
	ChangedDate // when the row was last written
	Status
)

// roles are those of names that are not reserved, folded and without separators.
var roles = map[string]Role{
	"start": StartDate, "startdate": StartDate, "startedat": StartDate, "startsat": StartDate, "started": StartDate, "startedon": StartDate,
	"begin": StartDate, "begindate": StartDate, "beginsat": StartDate, "validfrom": StartDate, "from": StartDate,
	"periodstart": StartDate, "currentperiodstart": StartDate, "subscriptionstart": StartDate, "subscriptionstartdate": StartDate,
	"created": StartDate, "createdat": StartDate, "createddate": StartDate, "createdate": StartDate, "createdon": StartDate,

	"end": EndDate, "enddate": EndDate, "endsat": EndDate, "endson": EndDate, "ended": EndDate, "validto": EndDate, "validuntil": EndDate,
	"until": EndDate, "to": EndDate, "expires": EndDate, "expiresat": EndDate, "expirydate": EndDate, "expirationdate": EndDate, "expiry": EndDate,
	"periodend": EndDate, "currentperiodend": EndDate, "cancelat": EndDate, "subscriptionend": EndDate, "subscriptionenddate": EndDate,

	"updated": ChangedDate, "updatedat": ChangedDate, "updateddate": ChangedDate, "updatedon": ChangedDate, "lastupdated": ChangedDate,
	"modified": ChangedDate, "modifiedat": ChangedDate, "lastmodified": ChangedDate, "lastmodifiedat": ChangedDate, "lastmodifieddate": ChangedDate,
	"changed": ChangedDate, "changedat": ChangedDate, "asof": ChangedDate, "date": ChangedDate, "snapshotdate": ChangedDate, "exportedat": ChangedDate,
}

// RoleOf is the role of the attribute of that name.
func RoleOf(name string) Role {
	switch value.Fold(name) {
	case value.TrialStartedAt:
		return TrialStart
	case value.TrialEndsAt:
		return TrialEnd
	case value.ConvertedAt:
		return ConvertedDate
	case value.ChurnedAt:
		return ChurnedDate
	case value.StatusAttribute:
		return Status
	}
	plain := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, value.Fold(name))
	return roles[strings.TrimSuffix(plain, "utc")]
}
