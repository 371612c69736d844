package columns

import (
	"fmt"
	"slices"
	"strings"

	"trialist/store/feed/field"
)

// The kind of a file is decided by its headers and its rows: headers are hints, rows
// are evidence. Where the evidence is unclear the user is asked, in one message with
// the flags that settle it. Guessing would be worse: a file of invoices that is read as
// customers gives a wrong ranking until somebody notices.

// findKind is the kind of the file. The error is a question for the user.
func (l *Layout) findKind() (field.Kind, error) {
	if l.Index(field.Event) >= 0 {
		return field.Events, nil
	}
	if event := l.findEvent(); event >= 0 {
		return l.kindWithEvent(event)
	}
	account := l.likelyAccount()
	person := l.findPerson(account)
	switch {
	case person >= 0 && account >= 0 && person != account && field.AccountRank(l.Columns[account].plain) <= field.AccountsOfPeople && !l.hasCustomerColumn(trialEndNames()...):
		return l.kindOfPeople(person, account)
	case l.hasCustomerColumn(field.TrialNames...), l.hasCustomerColumn(trialEndNames()...):
		return field.Customers, nil
	}
	if thing := l.findRecordNumber(); thing >= 0 && account >= 0 {
		return "", l.ask(fmt.Sprintf("%q numbers things that an account can have many of", l.Columns[thing].Header))
	}
	if account < 0 || l.profile.Rows < 2 {
		return field.Customers, nil
	}
	return l.kindOfAccounts(account)
}

// kindWithEvent is the kind of a file with a column that could be the event.
func (l *Layout) kindWithEvent(event int) (field.Kind, error) {
	account := l.likelyAccount()
	customers := l.hasCustomerColumn(field.TrialNames...) || l.hasCustomerColumn(trialEndNames()...)
	once := l.profile.Rows > 1 && account >= 0 && !l.profile.Repeats(account)
	sure := namesEvents(l.Columns[event].plain)
	time, named := l.findTime()
	switch {
	case time < 0 && (customers || once && !sure):
		return field.Customers, nil
	case customers && once && !sure:
		return field.Customers, nil
	case customers && l.profile.Rows > 0:
		return "", l.ask(fmt.Sprintf("%q could name events and other columns tell of trials", l.Columns[event].Header))
	case !named && !sure && once && l.profile.Rows > 2:
		return "", l.ask(fmt.Sprintf("%q could name events, but no account is there twice", l.Columns[event].Header))
	}
	return field.Events, nil
}

// namesEvents reports whether a plain name is that of a column of events and of nothing else.
func namesEvents(name string) bool {
	return field.IsOneOf(name, []string{"event", "event_name", "event_type", "activity_name", "event_title", "event_label", "ereignis", "ereignisname", "événement", "evenement", "evento", "gebeurtenis"})
}

// kindOfPeople is the kind of a file with a person and an account in each row.
func (l *Layout) kindOfPeople(person, account int) (field.Kind, error) {
	p := l.profile
	if p.Rows < 2 || !p.Repeats(person) {
		return field.Contacts, nil
	}
	if time, _ := l.findTime(); time >= 0 {
		return "", l.ask(fmt.Sprintf("%q and %q repeat and each row has a time", l.Columns[person].Header, l.Columns[account].Header))
	}
	return field.Contacts, nil
}

// kindOfAccounts is the kind of a file of which only the account is recognised.
func (l *Layout) kindOfAccounts(account int) (field.Kind, error) {
	p, header := l.profile, l.Columns[account].Header
	conflicting := p.ConflictingColumns(account)
	accounts := p.Distinct(account)
	if time, named := l.findTime(); time >= 0 && named {
		return "", l.ask(fmt.Sprintf("each row has a time, %q, as events have, and no column names an event", l.Columns[time].Header))
	}
	hasName := len(l.named(field.CustomerFields[0].Names)) > 0
	for _, i := range conflicting {
		if !hasName && p.HasTimes(i) && !describesState(l.Columns[i].plain) && !l.hasSubscriptionID() {
			return "", l.ask(fmt.Sprintf("%q repeats and each row has a time of its own, %q, as events have, and no column names an event", header, l.Columns[i].Header))
		}
	}
	rare := 2*accounts > p.Columns[account].Filled || hasName
	if len(conflicting) == 0 || rare && !l.hasRowID(account) || l.hasSubscriptionID() {
		return field.Customers, nil // of which the import decides what is true now, and says so
	}
	var differ []string
	for _, i := range conflicting[:min(len(conflicting), 3)] {
		differ = append(differ, fmt.Sprintf("%q", l.Columns[i].Header))
	}
	return "", l.ask(fmt.Sprintf("%q repeats (%d rows of %s) and its rows differ in %s", header, p.Columns[account].Filled, countAccounts(accounts), strings.Join(differ, ", ")))
}

func countAccounts(n int) string {
	if n == 1 {
		return "1 account"
	}
	return fmt.Sprintf("%d accounts", n)
}

// ask is an error that asks what a row is.
func (l *Layout) ask(why string) error {
	flags := []string{"--as customers if a row is a customer"}
	account := l.likelyAccount()
	if person := l.findPerson(account); person >= 0 {
		flags = append(flags, "--as contacts if it is a person")
	}
	events := "--as events"
	if l.findEvent() < 0 {
		events += " --map COLUMN=event"
	}
	if time, _ := l.findTime(); time < 0 {
		events += " --map COLUMN=time"
	}
	flags = append(flags, events+" if it is something that happened")
	return fmt.Errorf("it is not clear what a row of it is: %s; say %s; the columns are %s%s", why, strings.Join(flags, ", or "), l.list(), l.unmapped())
}

// named is the indexes of the columns with one of the headers and no field yet, in the
// order of the headers.
func (l *Layout) named(names []string) []int {
	var places []int
	for _, name := range names {
		for _, i := range l.byName[field.PlainName(name)] {
			if l.Columns[i].Field == "" {
				places = append(places, i)
			}
		}
	}
	return places
}

// findEvent is the index of the column that could be the event, -1 without one. A
// column "type" counts only where each row has a time.
func (l *Layout) findEvent() int {
	if i := l.Index(field.Event); i >= 0 {
		return i
	}
	for _, i := range l.named(field.EventNames) {
		if l.profile.Rows == 0 || !l.profile.MostlyBlank(i) {
			return i
		}
	}
	if places := l.named([]string{"type"}); len(places) > 0 {
		if _, named := l.findTime(); named {
			return places[0]
		}
	}
	return -1
}

// findTime is the index of the column that could be the time of an event, -1 without
// one. Named is true where the header says so.
func (l *Layout) findTime() (place int, named bool) {
	if i := l.Index(field.Time); i >= 0 {
		return i, true
	}
	for _, i := range l.named(field.EventTimeNames) {
		if l.profile.HasTimes(i) {
			return i, true
		}
	}
	for _, i := range l.named(append(slices.Clone(field.FallbackTrialStarts), "date")) {
		if l.profile.HasTimes(i) {
			return i, false
		}
	}
	return -1, false
}

// trialEndNames are the headers that only a table of customers has, but for those
// of the start of the trial, which users have too.
func trialEndNames() []string {
	var names []string
	for _, n := range field.CustomerFields {
		switch n.Field {
		case field.TrialEnd, field.ConvertedAt, field.ChurnedAt, field.Converted:
			names = append(names, n.Names...)
		}
	}
	return names
}

// hasCustomerColumn reports whether there is a column with one of the headers, or one
// that is mapped to such a field.
func (l *Layout) hasCustomerColumn(names ...string) bool {
	if len(l.named(names)) > 0 {
		return true
	}
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.mapped && field.IsOneOf(field.PlainName(c.Field), names) })
}

// findPerson is the index of the column with the id of a person, -1 without one. An
// e-mail address or a header that is just "id" counts only where it is unique and the
// account is not.
func (l *Layout) findPerson(account int) int {
	if i := l.Index(field.Contact); i >= 0 {
		return i
	}
	p := l.profile
	if places := l.named([]string{"contact_id", "user_id", "person_id"}); len(places) > 0 {
		return places[0]
	}
	if account < 0 || p.Rows < 2 || !p.Repeats(account) {
		return -1
	}
	people := l.named(append(slices.Clone(field.EmailNames), "first_name", "last_name", "full_name", "job_title"))
	if len(people) == 0 {
		return -1
	}
	for _, i := range l.named(append([]string{field.BareID}, field.EmailNames...)) {
		named := l.isBare(i) || 2*p.Columns[i].Emails > p.Columns[i].Filled
		if i != account && named && !p.Repeats(i) && !p.MostlyBlank(i) {
			return i
		}
	}
	return -1
}

// findRecordNumber is the index of the column with the number of an invoice, a ticket
// or the like, -1 without one. An account can have many of those.
func (l *Layout) findRecordNumber() int {
	things := []string{
		"invoice", "ticket", "order", "payment", "charge", "transaction", "refund", "case", "issue",
		"conversation", "message", "session", "request", "call", "task", "deal", "opportunity",
	}
	for i := range l.Columns {
		if l.isBare(i) && l.Columns[i].Field == "" && l.numbersThings(i) {
			return i
		}
	}
	return slices.IndexFunc(l.Columns, func(c Column) bool {
		name := c.plain
		for _, thing := range things {
			if rest, ok := strings.CutPrefix(name, thing); ok && c.Field == "" && slices.Contains([]string{"id", "number", "no", "nr", "key"}, rest) {
				return true
			}
		}
		return false
	})
}

// describesState reports whether a column of times, by its plain name, says when a
// state begins, ends or was last changed. Rows about accounts have such times, events
// do not.
func describesState(name string) bool {
	return slices.ContainsFunc([]string{"start", "begin", "began", "end", "expir", "renew", "until", "from", "since", "period", "updat", "modif", "chang", "last", "first", "creat", "snapshot", "trial", "paid", "cancel", "churn", "convert"},
		func(part string) bool { return strings.Contains(name, part) })
}

// hasSubscriptionID reports whether there is an id of subscriptions, trials or the
// like, of which an account has one after the other.
func (l *Layout) hasSubscriptionID() bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool {
		name := c.plain
		for _, thing := range []string{"subscription", "trial", "licence", "license", "contract", "membership"} {
			if rest, ok := strings.CutPrefix(name, thing); ok && c.Field == "" && slices.Contains([]string{"id", "number", "no", "nr", "key"}, rest) {
				return true
			}
		}
		return false
	})
}

// hasRowID reports whether another column than the account has a unique id in every
// row.
func (l *Layout) hasRowID(account int) bool {
	for i := range l.Columns {
		name := l.Columns[i].plain
		if i != account && l.Columns[i].Field == "" && strings.HasSuffix(name, field.BareID) && l.profile.Columns[i].Filled == l.profile.Rows && !l.profile.Repeats(i) {
			return true
		}
	}
	return false
}
