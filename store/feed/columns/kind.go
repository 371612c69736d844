package columns

import (
	"fmt"
	"slices"
	"strings"

	"trialist/store/feed/field"
)

// What the rows of a file are goes by its columns and by what stands in them:
// names are hints, and the rows decide. Where they do not, the user is asked, in
// one message with the flags that settle it: a file of invoices taken for
// customers would rank wrong for weeks.

// findKind tells what the rows of the file are, or asks.
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
	case person >= 0 && account >= 0 && person != account && field.AccountRank(l.Columns[account].plain) <= field.AccountsOfPeople && !l.tellsCustomers(trialEndNames()...):
		return l.kindOfPeople(person, account)
	case l.tellsCustomers(field.TrialNames...), l.tellsCustomers(trialEndNames()...):
		return field.Customers, nil
	}
	if thing := l.findThing(); thing >= 0 && account >= 0 {
		return "", l.ask(fmt.Sprintf("%q numbers things that an account can have many of", l.Columns[thing].Header))
	}
	if account < 0 || l.profile.Rows < 2 {
		return field.Customers, nil
	}
	return l.kindOfAccounts(account)
}

// kindWithEvent tells the kind of a file with a column that could name events.
func (l *Layout) kindWithEvent(event int) (field.Kind, error) {
	account := l.likelyAccount()
	customers := l.tellsCustomers(field.TrialNames...) || l.tellsCustomers(trialEndNames()...)
	once := l.profile.Rows > 1 && account >= 0 && !l.profile.Repeats(account)
	sure := field.IsOneOf(l.Columns[event].plain, []string{"event", "event_name", "event_type", "activity_name"})
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

// kindOfPeople tells the kind of a file with a person and an account in each row.
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

// kindOfAccounts tells the kind of a file whose rows have an account and nothing
// that says more.
func (l *Layout) kindOfAccounts(account int) (field.Kind, error) {
	p, header := l.profile, l.Columns[account].Header
	odds := p.AtOdds(account)
	accounts := len(p.Columns[account].Distinct)
	if time, named := l.findTime(); time >= 0 && named {
		return "", l.ask(fmt.Sprintf("each row has a time, %q, as events have, and no column names an event", l.Columns[time].Header))
	}
	hasName := len(l.named(field.CustomerFields[0].Names)) > 0
	for _, i := range odds {
		if !hasName && p.HasTimes(i) && !tellsWhatIsTrueNow(l.Columns[i].plain) && !l.numbersSubscriptions() {
			return "", l.ask(fmt.Sprintf("%q repeats and each row has a time of its own, %q, as events have, and no column names an event", header, l.Columns[i].Header))
		}
	}
	rare := 2*accounts > p.Columns[account].Filled || hasName
	if len(odds) == 0 || rare && !l.hasRowID(account) || l.numbersSubscriptions() {
		return field.Customers, nil // of which the import decides what is true now, and says so
	}
	var differ []string
	for _, i := range odds[:min(len(odds), 3)] {
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

// ask is the question what a row is.
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

// named is the places of the columns that go by one of the names and are nothing
// else, in the order of the names.
func (l *Layout) named(names []string) []int {
	var places []int
	for _, name := range names {
		name = field.PlainName(name)
		for i := range l.Columns {
			if l.Columns[i].Field == "" && l.Columns[i].plain == name {
				places = append(places, i)
			}
		}
	}
	return places
}

// findEvent is the place of the column that could name events, -1 without one. A
// type is one only where each row has a time of its own.
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

// findTime is the place of the column that could be the time of an event, -1
// without one, and whether its name says that it is.
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

// tellsCustomers reports whether one of the columns is there, or was mapped to
// what they are.
func (l *Layout) tellsCustomers(names ...string) bool {
	if len(l.named(names)) > 0 {
		return true
	}
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.mapped && field.IsOneOf(field.PlainName(c.Field), names) })
}

// findPerson is the place of the column that tells people apart, -1 without one.
// A bare id or an e-mail address does only where each row has its own and the
// account repeats.
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

// findThing is the place of the column that numbers invoices, tickets and the
// like, -1 without one.
func (l *Layout) findThing() int {
	things := []string{
		"invoice", "ticket", "order", "payment", "charge", "transaction", "refund", "case", "issue",
		"conversation", "message", "session", "request", "call", "task", "deal", "opportunity",
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

// tellsWhatIsTrueNow reports whether a column of times, by its plain name, says from
// when or until when a row holds, or when it was last touched, which a row about an
// account has and an event has not.
func tellsWhatIsTrueNow(name string) bool {
	return slices.ContainsFunc([]string{"start", "begin", "began", "end", "expir", "renew", "until", "from", "since", "period", "updat", "modif", "chang", "last", "first", "creat", "snapshot", "trial", "paid", "cancel", "churn", "convert"},
		func(part string) bool { return strings.Contains(name, part) })
}

// numbersSubscriptions reports whether a column numbers what an account has one of
// after the other.
func (l *Layout) numbersSubscriptions() bool {
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

// hasRowID reports whether another column than the account's tells all rows apart
// by an id.
func (l *Layout) hasRowID(account int) bool {
	for i := range l.Columns {
		name := l.Columns[i].plain
		if i != account && l.Columns[i].Field == "" && strings.HasSuffix(name, field.BareID) && l.profile.Columns[i].Filled == l.profile.Rows && !l.profile.Repeats(i) {
			return true
		}
	}
	return false
}
