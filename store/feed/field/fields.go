package field

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"trialist/store/feed/chars"
)

// The fields that a column can be, in the words of --map and of [columns.Use].
const (
	Account     = "account"
	Name        = "name"
	Contact     = "contact"
	Event       = "event"
	EventID     = "event_id"
	Time        = "time"
	TimeOfDay   = "time_of_day" // of an event, beside the column of its date
	Count       = "count"
	TrialStart  = "trial_started_at"
	TrialEnd    = "trial_ends_at"
	ConvertedAt = "converted_at"
	ChurnedAt   = "churned_at"
	Converted   = "converted"
	Status      = "status"
	Email       = "email"
	Domain      = "domain"
	Attribute   = "attribute" // under its own name, or attribute:NAME
	Text        = "text"      // an attribute whose values all stay text
	Ignored     = "ignored"
)

// AttributePrefix before a name, in --map or in a header, makes an attribute of
// exactly that name of a column that would be taken for something else.
const AttributePrefix = Attribute + ":"

// FallbackTrialStarts are the columns that are the start of the trial when nothing
// better is there. An account can be older than its trial, so such a column also
// stays an attribute of its own.
var FallbackTrialStarts = []string{"created_at", "created"}

// SignUps are headers that say that somebody signed up, and where the cells are times, when
// the trial started.
var SignUps = []string{"signup", "sign_up", "signed_up", "signed_up_on", "signup_on", "signup_time", "signup_timestamp", "trial", "trial_date"}

// DayNames are headers of times of events that tables of other things have too.
var DayNames = []string{"datum", "fecha", "dato", "data", "day", "date_day", "日付", "日期"}

// Quantities are headers of whole numbers that may say how often an event happened, or
// something else of it.
var Quantities = []string{"quantity", "qty", "total", "amount", "volume", "frequency", "usage", "number", "sum", "value", "events", "menge", "cantidad", "quantité", "nombre", "quantità", "quantidade"}

// Headers is the headers that a field goes by, the surest first.
type Headers struct {
	Field string
	Names []string
}

// AccountRanks are the names of columns that could be the account, the surest
// first. Those of the last two ranks are one only where nothing better is there.
var AccountRanks = [][]string{
	{"account_id", "account", "account_uuid", "account_uid", "account_key", "account_code", "acct_id"},
	slices.Concat([]string{"customer_id", "customer_number", "customer_no", "customer_ref", "customer_reference", "client_id", "client_number", "client_no", "client_ref", "customer_uuid", "customer_uid", "customer_key", "customer_code", "cust_id", "cust_no", "client_uuid", "client_code"}, foreignCustomerIDs, []string{"customer", "client"}, foreignCustomers,
		[]string{"account_number", "account_no", "account_ref"}),
	slices.Concat([]string{
		"company_id", "company", "organization_id", "organisation_id", "org_id", "organization", "organisation", "org",
		"workspace_id", "workspace", "team_id", "team", "tenant_id", "tenant", "group_id",
		"company_uuid", "organization_uuid", "organisation_uuid", "org_uuid", "workspace_uuid", "team_uuid", "tenant_uuid", "workspace_key", "workspace_slug", "org_slug",
	}, nestedAccounts),
	{BareID},
	{"user_id"},
}

// AccountsOfPeople is the last rank of AccountRanks that people are in.
const AccountsOfPeople = 2

// BareID is the header that says nothing of what it identifies.
const BareID = "id"

// The columns of files of every kind, as they are looked for once the account is
// known. A column is one field only, so the order decides who takes it.
var (
	EmailNames     = append([]string{"email", "email_address", "user_email", "e_mail"}, foreignEmails...)
	PersonNames    = append([]string{"contact_id", "user_id", "person_id", "distinct_id", "contact", "user"}, nestedPersons...)
	TrialNames     = append([]string{"trial_started_at", "trial_start", "trial_start_date", "trial_begin", "trial_started", "trial_started_on", "trial_start_at", "trial_began", "trial_start_time", "trial_start_ts", "trial_start_timestamp", "trial_begin_date", "trial_begins_at", "free_trial_start", "free_trial_start_date", "free_trial_started_at", "start_of_trial", "date_trial_started", "trial_start_on", "trialing_since", "trial_since", "signup_date", "sign_up_date", "signup_at", "signed_up_at", "registered_at"}, foreignTrialStarts...)
	EventNames     = append([]string{"event", "event_name", "event_type", "activity", "activity_name", "action", "feature", "feature_name", "event_title", "event_label", "event_key", "event_action", "action_name", "action_type", "activity_type", "feature_used", "event_uid"}, foreignEvents...)
	EventTimeNames = append([]string{"timestamp", "time", "ts", "at", "occurred_at", "event_time", "event_timestamp", "event_date", "usage_date", "datetime", "event_datetime", "event_at", "event_day", "event_created_at", "happened_at", "happened_on", "occurred_on", "logged_at", "performed_at", "triggered_at"}, slices.Concat(foreignTimes, nestedEventTimes)...)
	sureCounts     = []string{"count", "n", "times", "usage_count", "clicks"}
	countNames     = append(slices.Clone(sureCounts), "event_count", "events_count", "number_of_events", "num_events", "no_of_events", "total_events", "occurrences",
		"occurrence_count", "hits", "hit_count", "times_used", "use_count", "uses", "action_count", "anzahl", "häufigkeit", "aantal", "conteo", "conteggio", "contagem",
	)

	CustomerFields = []Headers{
		{Name, append([]string{
			"name", "account_name", "company_name", "organization_name", "organisation_name", "org_name", "customer_name",
			"workspace_name", "team_name", "client_name", "company", "organization", "organisation", "customer", "account", "client",
		}, foreignNames...)},
		{TrialStart, append(slices.Clone(TrialNames), FallbackTrialStarts...)},
		{TrialEnd, append([]string{"trial_ends_at", "trial_end", "trial_end_date", "trial_ended_at", "trial_expires_at", "trial_expiry", "trial_ends", "trial_ends_on", "trial_until", "trial_end_at", "trial_end_on", "trial_ended_on", "trial_expires", "trial_expires_on", "trial_expiration", "trial_expiration_date", "trial_expired_at", "trial_expired_on", "trial_expiry_date"}, foreignTrialEnds...)},
		{ConvertedAt, []string{
			"converted_at", "paid_at", "subscribed_at", "first_payment_at", "converted_on", "conversion_date", "paid_on", "first_paid_at", "first_paid_on",
			"first_payment_date", "purchased_at", "became_customer_at", "became_customer_on", "customer_since",
		}},
		{ChurnedAt, []string{"churned_at", "canceled_at", "cancelled_at", "ended_at", "churn_date", "churned_on", "canceled_on", "cancelled_on", "cancellation_date"}},
		{Converted, []string{"converted", "converted_to_paid", "is_paying"}},
		{Status, []string{"status", "subscription_status"}},
		{Email, EmailNames},
		{Domain, []string{"domain", "domain_name", "company_domain", "company_domain_name"}},
	}
	contactFields = []Headers{
		{Contact, append(append(slices.Clone(PersonNames), BareID), EmailNames...)},
		{Email, EmailNames},
	}
	eventFields = []Headers{
		{Event, append(slices.Clone(EventNames), "type")},
		{Time, append(append(slices.Clone(EventTimeNames), FallbackTrialStarts...), "date")},
		{Contact, append(slices.Clone(PersonNames), EmailNames...)},
		{EventID, append(slices.Clone(nestedEventIDs), "event_id", "message_id", BareID)},
		{Count, countNames},
	}
)

// LastResorts are further headers of customers, which count only where the better ones are
// not there. They say nothing of the kind of a file, as tables of other things have them.
var LastResorts = []Headers{
	{ConvertedAt, []string{"upgraded_at", "upgraded_on", "upgrade_date", "paid_date", "date_paid", "converted_date", "date_converted", "subscribed_on", "subscribed_date"}},
	{ChurnedAt, []string{"cancel_date", "canceled_date", "cancelled_date", "date_canceled", "date_cancelled", "churned_date", "date_churned"}},
	{Converted, []string{"is_converted", "has_converted", "is_customer", "is_paying_customer", "paying", "is_paid", "has_paid"}},
	{Status, []string{"trial_status", "stripe_status", "subscription_state"}},
}

// HeadersOf is what files of a kind are recognised by.
func HeadersOf(kind Kind) []Headers {
	switch kind {
	case Contacts:
		return contactFields
	case Events:
		return eventFields
	case Customers, Mixed:
	}
	return CustomerFields
}

// NamesOf lists the fields that --map can name in a file of a kind.
func NamesOf(kind Kind) []string {
	fields := []string{Account}
	for _, n := range HeadersOf(kind) {
		fields = append(fields, n.Field)
	}
	if kind != Events {
		fields = append(fields, Attribute, Text)
	}
	return append(fields, Ignored)
}

// Parse reads a field as --map has it: its own name, or any header that it
// is recognised by where that is one field only.
func Parse(s string) string {
	name := PlainName(s)
	switch name {
	case Attribute, Text, Account:
		return name
	case Ignored, "ignore":
		return Ignored
	}
	var found string
	for _, table := range [][]Headers{CustomerFields, eventFields, contactFields} {
		for _, n := range table {
			switch {
			case PlainName(n.Field) == name:
				return n.Field
			case found == "" && !IsOneOf(name, FallbackTrialStarts) && IsOneOf(name, n.Names):
				found = n.Field
			}
		}
	}
	if found == "" && AccountRank(name) >= 0 {
		return Account
	}
	return found
}

// PlainName is a header as it is compared: in lower case and without what its
// spellings differ in ("Trial Start", "trialStart", "TRIAL-START", "trial.start",
// "Trial Start (UTC)", "Trial: Start*", "Trial_Start__c").
func PlainName(header string) string {
	header, _ = CutUTC(header)
	if bare, custom := strings.CutSuffix(strings.ToLower(header), "__c"); custom { // as Salesforce calls fields that its users add
		header = header[:len(bare)]
	}
	var name strings.Builder
	for _, r := range header {
		if strings.ContainsRune("_-.:*#?/&[](){}'’", r) || chars.IsInvisible(r) {
			continue
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// CutUTC is a header without the remark that its times are in UTC, and whether it
// has one: "Created (UTC)", "created_at_utc".
func CutUTC(header string) (bare string, utc bool) {
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

// IsOneOf reports whether a plain name is one of the headers.
func IsOneOf(name string, headers []string) bool {
	return slices.ContainsFunc(headers, func(header string) bool { return PlainName(header) == name })
}

// TellsOfTrials reports whether a column with a plain name says how the trial of a customer
// stands.
func TellsOfTrials(name string) bool {
	return slices.ContainsFunc(CustomerFields, func(h Headers) bool {
		switch h.Field {
		case TrialStart:
			return IsOneOf(name, TrialNames)
		case TrialEnd, ConvertedAt, ChurnedAt, Converted:
			return IsOneOf(name, h.Names)
		}
		return false
	})
}

// AccountRank is how sure a column with a plain name is the account, 0 being the
// surest; -1 where it is none.
func AccountRank(name string) int {
	return slices.IndexFunc(AccountRanks, func(rank []string) bool { return IsOneOf(name, rank) })
}

// IsSureCount reports whether a plain name is that of a count, whatever the cells are.
func IsSureCount(name string) bool { return IsOneOf(name, sureCounts) }

// IsKnownName reports whether a header of this name is recognised in some kind
// of file.
func IsKnownName(header string) bool { return knownNames()[PlainName(header)] }

// knownNames are the plain names that some field goes by. Thousands of cells may be
// looked up before the line of headers is found.
var knownNames = sync.OnceValue(func() map[string]bool {
	known := make(map[string]bool)
	add := func(headers ...string) {
		for _, header := range headers {
			known[PlainName(header)] = true
		}
	}
	for _, rank := range AccountRanks {
		add(rank...)
	}
	for _, table := range [][]Headers{CustomerFields, contactFields, eventFields, LastResorts} {
		for _, n := range table {
			add(n.Field)
			add(n.Names...)
		}
	}
	return known
})
