package feed

import (
	"fmt"
	"slices"
	"strings"
)

// What the rows of a file are goes by its columns and by what stands in them:
// names are hints, and the rows decide. Where they do not, the user is asked, in
// one message with the flags that settle it: a file of invoices taken for
// customers would rank wrong for weeks.

// findKind tells what the rows of the file are, or asks.
func (l *layout) findKind() (Kind, error) {
	if l.index(fieldEvent) >= 0 {
		return Events, nil
	}
	if event := l.findEvent(); event >= 0 {
		return l.kindWithEvent(event)
	}
	account := l.likelyAccount()
	person := l.findPerson(account)
	switch {
	case person >= 0 && account >= 0 && person != account && accountRank(plainName(l.columns[account].header)) <= accountsOfPeople && !l.tellsCustomers(trialEndNames()...):
		return l.kindOfPeople(person, account)
	case l.tellsCustomers(trialNames...), l.tellsCustomers(trialEndNames()...):
		return Customers, nil
	}
	if thing := l.findThing(); thing >= 0 && account >= 0 {
		return "", l.ask(fmt.Sprintf("%q numbers things that an account can have many of", l.columns[thing].header))
	}
	if account < 0 || l.profile.rows < 2 {
		return Customers, nil
	}
	return l.kindOfAccounts(account)
}

// kindWithEvent tells the kind of a file with a column that could name events.
func (l *layout) kindWithEvent(event int) (Kind, error) {
	account := l.likelyAccount()
	customers := l.tellsCustomers(trialNames...) || l.tellsCustomers(trialEndNames()...)
	once := l.profile.rows > 1 && account >= 0 && !l.profile.repeats(account)
	sure := isOneOf(plainName(l.columns[event].header), []string{"event", "event_name", "event_type", "activity_name"})
	time, named := l.findTime()
	switch {
	case time < 0 && (customers || once && !sure):
		return Customers, nil
	case customers && once && !sure:
		return Customers, nil
	case customers && l.profile.rows > 0:
		return "", l.ask(fmt.Sprintf("%q could name events and other columns tell of trials", l.columns[event].header))
	case !named && !sure && once && l.profile.rows > 2:
		return "", l.ask(fmt.Sprintf("%q could name events, but no account is there twice", l.columns[event].header))
	}
	return Events, nil
}

// kindOfPeople tells the kind of a file with a person and an account in each row.
func (l *layout) kindOfPeople(person, account int) (Kind, error) {
	p := l.profile
	if p.rows < 2 || !p.repeats(person) {
		return Contacts, nil
	}
	if time, _ := l.findTime(); time >= 0 {
		return "", l.ask(fmt.Sprintf("%q and %q repeat and each row has a time", l.columns[person].header, l.columns[account].header))
	}
	return Contacts, nil
}

// kindOfAccounts tells the kind of a file whose rows have an account and nothing
// that says more.
func (l *layout) kindOfAccounts(account int) (Kind, error) {
	p, header := l.profile, l.columns[account].header
	odds := p.atOdds(account)
	accounts := len(p.columns[account].distinct)
	if time, named := l.findTime(); time >= 0 && named {
		return "", l.ask(fmt.Sprintf("each row has a time, %q, as events have, and no column names an event", l.columns[time].header))
	}
	hasName := len(l.named(customerFields[0].names)) > 0
	for _, i := range odds {
		if !hasName && p.hasTimes(i) && !tellsWhatIsTrueNow(plainName(l.columns[i].header)) && !l.numbersSubscriptions() {
			return "", l.ask(fmt.Sprintf("%q repeats and each row has a time of its own, %q, as events have, and no column names an event", header, l.columns[i].header))
		}
	}
	rare := 2*accounts > p.columns[account].filled || hasName
	if len(odds) == 0 || rare && !l.hasRowID(account) || l.numbersSubscriptions() {
		return Customers, nil // of which the import decides what is true now, and says so
	}
	var differ []string
	for _, i := range odds[:min(len(odds), 3)] {
		differ = append(differ, fmt.Sprintf("%q", l.columns[i].header))
	}
	return "", l.ask(fmt.Sprintf("%q repeats (%d rows of %s) and its rows differ in %s", header, p.columns[account].filled, countAccounts(accounts), strings.Join(differ, ", ")))
}

func countAccounts(n int) string {
	if n == 1 {
		return "1 account"
	}
	return fmt.Sprintf("%d accounts", n)
}

// ask is the question what a row is.
func (l *layout) ask(why string) error {
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
func (l *layout) named(names []string) []int {
	var places []int
	for _, name := range names {
		name = plainName(name)
		for i := range l.columns {
			if l.columns[i].field == "" && plainName(l.columns[i].header) == name {
				places = append(places, i)
			}
		}
	}
	return places
}

// findEvent is the place of the column that could name events, -1 without one. A
// type is one only where each row has a time of its own.
func (l *layout) findEvent() int {
	if i := l.index(fieldEvent); i >= 0 {
		return i
	}
	for _, i := range l.named(eventNames) {
		if l.profile.rows == 0 || !l.profile.mostlyBlank(i) {
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
func (l *layout) findTime() (place int, named bool) {
	if i := l.index(fieldTime); i >= 0 {
		return i, true
	}
	for _, i := range l.named(eventTimeNames) {
		if l.profile.hasTimes(i) {
			return i, true
		}
	}
	for _, i := range l.named(append(slices.Clone(fallbackTrialStarts), "date")) {
		if l.profile.hasTimes(i) {
			return i, false
		}
	}
	return -1, false
}

// trialEndNames are the headers that only a table of customers has, but for those
// of the start of the trial, which users have too.
func trialEndNames() []string {
	var names []string
	for _, n := range customerFields {
		switch n.field {
		case fieldTrialEnd, fieldConvertedAt, fieldChurnedAt, fieldConverted:
			names = append(names, n.names...)
		}
	}
	return names
}

// tellsCustomers reports whether one of the columns is there, or was mapped to
// what they are.
func (l *layout) tellsCustomers(names ...string) bool {
	if len(l.named(names)) > 0 {
		return true
	}
	return slices.ContainsFunc(l.columns, func(c column) bool { return c.mapped && isOneOf(plainName(c.field), names) })
}

// findPerson is the place of the column that tells people apart, -1 without one.
// A bare id or an e-mail address does only where each row has its own and the
// account repeats.
func (l *layout) findPerson(account int) int {
	if i := l.index(fieldContact); i >= 0 {
		return i
	}
	p := l.profile
	if places := l.named([]string{"contact_id", "user_id", "person_id"}); len(places) > 0 {
		return places[0]
	}
	if account < 0 || p.rows < 2 || !p.repeats(account) {
		return -1
	}
	people := l.named(append(slices.Clone(emailNames), "first_name", "last_name", "full_name", "job_title"))
	if len(people) == 0 {
		return -1
	}
	for _, i := range l.named(append([]string{bareID}, emailNames...)) {
		named := l.isBare(i) || 2*p.columns[i].emails > p.columns[i].filled
		if i != account && named && !p.repeats(i) && !p.mostlyBlank(i) {
			return i
		}
	}
	return -1
}

// findThing is the place of the column that numbers invoices, tickets and the
// like, -1 without one.
func (l *layout) findThing() int {
	things := []string{
		"invoice", "ticket", "order", "payment", "charge", "transaction", "refund", "case", "issue",
		"conversation", "message", "session", "request", "call", "task", "deal", "opportunity",
	}
	return slices.IndexFunc(l.columns, func(c column) bool {
		name := plainName(c.header)
		for _, thing := range things {
			if rest, ok := strings.CutPrefix(name, thing); ok && c.field == "" && slices.Contains([]string{"id", "number", "no", "nr", "key"}, rest) {
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
func (l *layout) numbersSubscriptions() bool {
	return slices.ContainsFunc(l.columns, func(c column) bool {
		name := plainName(c.header)
		for _, thing := range []string{"subscription", "trial", "licence", "license", "contract", "membership"} {
			if rest, ok := strings.CutPrefix(name, thing); ok && c.field == "" && slices.Contains([]string{"id", "number", "no", "nr", "key"}, rest) {
				return true
			}
		}
		return false
	})
}

// hasRowID reports whether another column than the account's tells all rows apart
// by an id.
func (l *layout) hasRowID(account int) bool {
	for i := range l.columns {
		name := plainName(l.columns[i].header)
		if i != account && l.columns[i].field == "" && strings.HasSuffix(name, bareID) && l.profile.columns[i].filled == l.profile.rows && !l.profile.repeats(i) {
			return true
		}
	}
	return false
}
