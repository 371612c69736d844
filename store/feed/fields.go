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

// fallbackTrialStart is the column that is the start of the trial when nothing better
// is there. An account can be older than its trial, so the column also stays an
// attribute of its own.
const fallbackTrialStart = "created_at"

// fieldHeaders is the headers that a field goes by, the surest first.
type fieldHeaders struct {
	field string
	names []string
}

var accountNames = []string{
	"id", "account_id", "account", "customer_id", "customer", "company_id",
	"organization_id", "organisation_id", "org_id", "workspace_id", "team_id",
}

// What each kind of file is recognised by. A column is one field only, so the
// order decides who takes it: an account's id before its name.
var (
	customerFields = []fieldHeaders{
		{fieldAccount, accountNames},
		{fieldName, []string{
			"name", "account_name", "company_name", "organization_name", "organisation_name", "org_name", "customer_name",
			"workspace_name", "team_name", "company", "organization", "organisation", "customer", "account",
		}},
		{fieldTrialStart, []string{"trial_started_at", "trial_start", "trial_start_date", "trial_begin", "signup_date", "signed_up_at", fallbackTrialStart}},
		{fieldTrialEnd, []string{"trial_ends_at", "trial_end", "trial_end_date", "trial_ended_at", "trial_expires_at"}},
		{fieldConvertedAt, []string{"converted_at", "paid_at", "subscribed_at"}},
		{fieldChurnedAt, []string{"churned_at", "canceled_at", "cancelled_at", "ended_at"}},
		{fieldConverted, []string{"converted"}},
		{fieldStatus, []string{"status", "subscription_status"}},
		{fieldEmail, []string{"email", "email_address"}},
		{fieldDomain, []string{"domain", "domain_name", "company_domain"}},
	}
	contactFields = []fieldHeaders{
		{fieldContact, []string{"contact_id", "user_id", "person_id", "contact", "user", "id", "email", "email_address"}},
		{fieldAccount, accountNames[1:]},
		{fieldEmail, []string{"email", "email_address"}},
	}
	// An id stands for the account only where nothing else does, and for the
	// event otherwise.
	eventFields = []fieldHeaders{
		{fieldAccount, append(slices.Clone(accountNames[1:]), "id")},
		{fieldEvent, []string{"event", "event_name", "activity", "activity_name", "action"}},
		{fieldTime, []string{"timestamp", "time", "at", "occurred_at", "event_time", "event_timestamp", fallbackTrialStart, "date"}},
		{fieldContact, []string{"contact_id", "user_id", "person_id", "contact", "user", "email", "user_email"}},
		{fieldEventID, []string{"event_id", "message_id", "id"}},
		{fieldCount, []string{"count", "n", "times"}},
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
	var fields []string
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
	var found string
	for _, table := range [][]fieldHeaders{customerFields, eventFields, contactFields} {
		for _, n := range table {
			switch {
			case n.field == name:
				return n.field
			case found == "" && name != fallbackTrialStart && slices.Contains(n.names, name):
				found = n.field
			}
		}
	}
	switch name {
	case fieldAttribute, fieldText:
		return name
	case fieldIgnored, "ignore":
		return fieldIgnored
	}
	return found
}

// plainName is a header as it is compared: lower case with one underscore
// between words, however the file writes them ("Trial Start", "trialStart",
// "TRIAL-START").
func plainName(header string) string {
	var name strings.Builder
	last := ' '
	for _, r := range strings.TrimSpace(header) {
		switch {
		case r == ' ' || r == '-' || r == '_':
			r = '_'
			if last == '_' {
				continue
			}
		case unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsDigit(last)):
			name.WriteByte('_')
		}
		last = r
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// isKnownName reports whether a header of this name is recognised in some kind
// of file.
func isKnownName(header string) bool {
	name := plainName(header)
	for _, table := range [][]fieldHeaders{customerFields, contactFields, eventFields} {
		for _, n := range table {
			if n.field == name || slices.Contains(n.names, name) {
				return true
			}
		}
	}
	return false
}
