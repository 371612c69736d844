package feed

import (
	"slices"
	"strings"
	"unicode"
)

// The fields that a column can be, in the words of --map and of [Use].
const (
	fieldAccount     = "account"
	fieldName        = "name"
	fieldContact     = "contact"
	fieldEvent       = "event"
	fieldEventID     = "event_id"
	fieldTime        = "time"
	fieldCount       = "count"
	fieldTrialStart  = "trial_started_at"
	fieldTrialEnd    = "trial_ends_at"
	fieldConvertedAt = "converted_at"
	fieldChurnedAt   = "churned_at"
	fieldConverted   = "converted"
	fieldStatus      = "status"
	fieldEmail       = "email"
	fieldDomain      = "domain"
	fieldAttribute   = "attribute" // under its own name, or attribute:NAME
	fieldText        = "text"      // an attribute whose values all stay text
	fieldIgnored     = "ignored"
)

// attributePrefix before a name, in --map or in a header, makes an attribute of
// exactly that name of a column that would be taken for something else.
const attributePrefix = fieldAttribute + ":"

// fallbackTrialStarts are the columns that are the start of the trial when nothing
// better is there. An account can be older than its trial, so such a column also
// stays an attribute of its own.
var fallbackTrialStarts = []string{"created_at", "created"}

// fieldHeaders is the headers that a field goes by, the surest first.
type fieldHeaders struct {
	field string
	names []string
}

// accountRanks are the names of columns that could be the account, the surest
// first. Those of the last two ranks are one only where nothing better is there.
var accountRanks = [][]string{
	{"account_id", "account"},
	{"customer_id", "customer", "client_id", "client"},
	{
		"company_id", "company", "organization_id", "organisation_id", "org_id", "organization", "organisation", "org",
		"workspace_id", "workspace", "team_id", "team", "tenant_id", "tenant", "group_id",
	},
	{bareID},
	{"user_id"},
}

// accountsOfPeople is the last rank of accountRanks that people are in.
const accountsOfPeople = 2

// bareID is the header that says nothing of what it identifies.
const bareID = "id"

// The columns of files of every kind, as they are looked for once the account is
// known. A column is one field only, so the order decides who takes it.
var (
	emailNames     = []string{"email", "email_address", "user_email", "e_mail"}
	personNames    = []string{"contact_id", "user_id", "person_id", "distinct_id", "contact", "user"}
	trialNames     = []string{"trial_started_at", "trial_start", "trial_start_date", "trial_begin", "signup_date", "sign_up_date", "signup_at", "signed_up_at", "registered_at"}
	eventNames     = []string{"event", "event_name", "event_type", "activity", "activity_name", "action", "feature", "feature_name"}
	eventTimeNames = []string{"timestamp", "time", "ts", "at", "occurred_at", "event_time", "event_timestamp", "event_date", "usage_date"}
	countNames     = []string{"count", "n", "times", "usage_count", "clicks"}

	customerFields = []fieldHeaders{
		{fieldName, []string{
			"name", "account_name", "company_name", "organization_name", "organisation_name", "org_name", "customer_name",
			"workspace_name", "team_name", "client_name", "company", "organization", "organisation", "customer", "account", "client",
		}},
		{fieldTrialStart, append(slices.Clone(trialNames), fallbackTrialStarts...)},
		{fieldTrialEnd, []string{"trial_ends_at", "trial_end", "trial_end_date", "trial_ended_at", "trial_expires_at", "trial_expiry"}},
		{fieldConvertedAt, []string{"converted_at", "paid_at", "subscribed_at", "first_payment_at"}},
		{fieldChurnedAt, []string{"churned_at", "canceled_at", "cancelled_at", "ended_at", "churn_date"}},
		{fieldConverted, []string{"converted", "converted_to_paid", "is_paying"}},
		{fieldStatus, []string{"status", "subscription_status"}},
		{fieldEmail, emailNames},
		{fieldDomain, []string{"domain", "domain_name", "company_domain"}},
	}
	contactFields = []fieldHeaders{
		{fieldContact, append(append(slices.Clone(personNames), bareID), emailNames...)},
		{fieldEmail, emailNames},
	}
	eventFields = []fieldHeaders{
		{fieldEvent, append(slices.Clone(eventNames), "type")},
		{fieldTime, append(append(slices.Clone(eventTimeNames), fallbackTrialStarts...), "date")},
		{fieldContact, append(slices.Clone(personNames), emailNames...)},
		{fieldEventID, []string{"event_id", "message_id", bareID}},
		{fieldCount, countNames},
	}
)

// headersOf is what files of a kind are recognised by.
func headersOf(kind Kind) []fieldHeaders {
	switch kind {
	case Contacts:
		return contactFields
	case Events:
		return eventFields
	case Customers, Mixed:
	}
	return customerFields
}

// fieldsOf lists the fields that --map can name in a file of a kind.
func fieldsOf(kind Kind) []string {
	fields := []string{fieldAccount}
	for _, n := range headersOf(kind) {
		fields = append(fields, n.field)
	}
	if kind != Events {
		fields = append(fields, fieldAttribute, fieldText)
	}
	return append(fields, fieldIgnored)
}

// fieldNamed reads a field as --map has it: its own name, or any header that it
// is recognised by where that is one field only.
func fieldNamed(s string) string {
	name := plainName(s)
	switch name {
	case fieldAttribute, fieldText, fieldAccount:
		return name
	case fieldIgnored, "ignore":
		return fieldIgnored
	}
	var found string
	for _, table := range [][]fieldHeaders{customerFields, eventFields, contactFields} {
		for _, n := range table {
			switch {
			case plainName(n.field) == name:
				return n.field
			case found == "" && !isOneOf(name, fallbackTrialStarts) && isOneOf(name, n.names):
				found = n.field
			}
		}
	}
	if found == "" && accountRank(name) >= 0 {
		return fieldAccount
	}
	return found
}

// plainName is a header as it is compared: in lower case and without what its
// spellings differ in ("Trial Start", "trialStart", "TRIAL-START", "trial.start",
// "Trial Start (UTC)").
func plainName(header string) string {
	header, _ = cutUTC(header)
	var name strings.Builder
	for _, r := range header {
		if r == '_' || r == '-' || r == '.' || isSeenThrough(r) {
			continue
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// cutUTC is a header without the remark that its times are in UTC, and whether it
// has one: "Created (UTC)", "created_at_utc".
func cutUTC(header string) (bare string, utc bool) {
	const remark = len("utc")
	bare = strings.TrimRight(header, " )]")
	if len(bare) <= remark || !strings.EqualFold(bare[len(bare)-remark:], "utc") && !strings.EqualFold(bare[len(bare)-remark:], "gmt") {
		return header, false
	}
	bare = bare[:len(bare)-remark]
	if trimmed := strings.TrimRight(bare, " ([_-"); trimmed != "" && len(trimmed) < len(bare) {
		return trimmed, true
	}
	return header, false
}

// isOneOf reports whether a plain name is one of the headers.
func isOneOf(name string, headers []string) bool {
	return slices.ContainsFunc(headers, func(header string) bool { return plainName(header) == name })
}

// accountRank is how sure a column with a plain name is the account, 0 being the
// surest; -1 where it is none.
func accountRank(name string) int {
	return slices.IndexFunc(accountRanks, func(rank []string) bool { return isOneOf(name, rank) })
}

// isKnownName reports whether a header of this name is recognised in some kind
// of file.
func isKnownName(header string) bool {
	name := plainName(header)
	if accountRank(name) >= 0 {
		return true
	}
	for _, table := range [][]fieldHeaders{customerFields, contactFields, eventFields} {
		for _, n := range table {
			if plainName(n.field) == name || isOneOf(name, n.names) {
				return true
			}
		}
	}
	return false
}
