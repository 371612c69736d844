package columns

import (
	"fmt"
	"slices"

	"trialist/store/feed/field"
)

// candidates are the places of the columns that could be the account, the surest
// first.
func (l *Layout) candidates() []int {
	places := l.recordsOfCompanies()
	for _, rank := range field.AccountRanks {
		places = append(places, l.named(rank)...)
	}
	return places
}

// recordsOfCompanies is the place of the column that numbers the companies which the
// rows are, none where there is no such column.
func (l *Layout) recordsOfCompanies() []int {
	all := make([]string, len(l.Columns))
	for i := range l.Columns {
		all[i] = l.Columns[i].plain
	}
	for i, name := range all {
		if l.Columns[i].Field == "" && field.IsRecordOfCompany(name, all) && !l.profile.Repeats(i) {
			return []int{i}
		}
	}
	return nil
}

// likelyAccount is the place of the column that would be the account whatever the
// rows are, -1 without one.
func (l *Layout) likelyAccount() int {
	if i := l.Index(field.Account); i >= 0 {
		return i
	}
	places := l.filled(l.candidates())
	if len(places) == 0 {
		return -1
	}
	if l.isBare(places[0]) && len(places) > 1 && l.profile.NumbersRows(places[0]) {
		return places[1]
	}
	return places[0]
}

// filled is the places without those of columns that are mostly blank, unless
// all are.
func (l *Layout) filled(places []int) []int {
	full := slices.DeleteFunc(slices.Clone(places), l.profile.MostlyBlank)
	if len(full) == 0 {
		return places
	}
	return full
}

func (l *Layout) isBare(place int) bool {
	return l.Columns[place].plain == field.BareID
}

// isName reports whether a column that could be the account could as well be its
// name: it does not say that it is an id.
func (l *Layout) isName(place int) bool {
	return !field.SaysID(l.Columns[place].plain)
}

// findAccount is the place of the column that is the account of each row, -1
// without one.
func (l *Layout) findAccount() (int, error) {
	if i := l.Index(field.Account); i >= 0 {
		return i, nil
	}
	places := l.candidates()
	switch l.Kind {
	case field.Events:
		return l.accountOfEvents(places), nil
	case field.Contacts:
		places = slices.DeleteFunc(places, func(i int) bool { return l.isBare(i) || l.Columns[i].plain == "userid" })
		if places = l.filled(places); len(places) == 0 {
			return -1, nil
		}
		return places[0], nil
	case field.Customers, field.Mixed:
	}
	return l.accountOfCustomers(l.filled(places))
}

// accountOfEvents is the account of events. It repeats, as a column of which no
// two cells are the same numbers the rows; and where there are people a bare id
// is the event's.
func (l *Layout) accountOfEvents(places []int) int {
	people := len(l.named(field.PersonNames)) > 0 || l.Index(field.Contact) >= 0
	all := slices.DeleteFunc(slices.Clone(places), func(i int) bool {
		name := l.Columns[i].plain
		return name == "userid" || people && l.isBare(i)
	})
	if len(all) == 0 {
		return -1
	}
	kept := l.filled(all)
	if repeat := slices.DeleteFunc(slices.Clone(kept), func(i int) bool { return !l.profile.Repeats(i) }); len(repeat) > 0 {
		kept = repeat
	}
	if l.isBare(kept[0]) && l.profile.Rows > 2 && l.profile.NumbersRows(kept[0]) {
		return -1
	}
	l.gaveWay(all[0], kept[0])
	return kept[0]
}

// gaveWay notes that a surer column is not the account, and why.
func (l *Layout) gaveWay(surer, taken int) {
	switch {
	case surer == taken:
	case l.profile.MostlyBlank(surer):
		l.Notes.Say("%s is the account, as %s is mostly blank", l.Columns[taken].Header, l.Columns[surer].Header)
	default:
		l.Notes.Say("%s is the account, as %s is another in each row", l.Columns[taken].Header, l.Columns[surer].Header)
	}
}

// accountOfCustomers is the account of a table of customers. A column that could
// be its name gives way to an id that does more than count the rows.
func (l *Layout) accountOfCustomers(places []int) (int, error) {
	if len(places) == 0 {
		return -1, nil
	}
	first := places[0]
	bare := slices.IndexFunc(places, l.isBare)
	if bare < 0 || len(places) == 1 {
		return first, nil
	}
	id := places[bare]
	switch {
	case l.isName(first) && !l.profile.NumbersRows(id) && !l.profile.Repeats(id):
		return id, nil
	case l.isName(first) && !l.profile.Repeats(first):
		return 0, fmt.Errorf("it is not clear which column is the account: %q counts the rows and %q could be a name; say --map '%s=account' or --map '%s=account'",
			l.Columns[id].Header, l.Columns[first].Header, l.Columns[id].Header, l.Columns[first].Header)
	case id == first && l.profile.NumbersRows(id):
		l.Notes.Say("%s is the account, as %s counts the rows", l.Columns[places[1]].Header, l.Columns[id].Header)
		return places[1], nil
	}
	return first, nil
}

// assign says what each column is, by its name and by its cells.
func (l *Layout) assign() error {
	account, err := l.findAccount()
	if err != nil {
		return err
	}
	if l.Kind == field.Contacts {
		l.assignPerson(account)
	}
	if account >= 0 {
		l.Columns[account].Field = field.Account
	}
	if l.Kind == field.Events {
		l.assignEvent()
	}
	for _, n := range field.HeadersOf(l.Kind) {
		if l.Index(n.Field) < 0 {
			if i := l.find(n); i >= 0 {
				l.Columns[i].Field = n.Field
			}
		}
	}
	l.assignTrialStart(account)
	for i := range l.Columns {
		switch c := &l.Columns[i]; c.Field {
		case field.Account, field.Contact:
			p := &l.profile.Columns[i]
			c.WholeFloats = p.Filled > 0 && p.Floats == p.Filled
		case field.EventID:
			if p := &l.profile.Columns[i]; !c.mapped && l.isBare(i) && 2*len(p.Distinct) < p.Filled {
				c.Field = field.Ignored // it tells no events apart
			}
		}
	}
	return nil
}

// assignPerson takes the column that tells people apart.
func (l *Layout) assignPerson(account int) {
	if person := l.findPerson(account); person >= 0 && person != account {
		l.Columns[person].Field = field.Contact
	}
}

// assignEvent takes the columns of what happened and when.
func (l *Layout) assignEvent() {
	if i := l.findEvent(); i >= 0 {
		l.Columns[i].Field = field.Event
	}
	if i, _ := l.findTime(); i >= 0 {
		l.Columns[i].Field = field.Time
	}
}

// assignTrialStart marks the start of the trial where it is the last resort, and
// finds that of users whose companies are the accounts.
func (l *Layout) assignTrialStart(account int) {
	if l.Kind == field.Contacts && account >= 0 && l.Index(field.TrialStart) < 0 {
		start := l.find(field.Headers{Field: field.TrialStart, Names: field.TrialNames})
		if start < 0 && field.AccountRank(l.Columns[account].plain) == field.AccountsOfPeople {
			start = l.find(field.Headers{Field: field.TrialStart, Names: field.FallbackTrialStarts})
		}
		if start >= 0 {
			l.Columns[start].Field = field.TrialStart
		}
	}
	if i := l.Index(field.TrialStart); i >= 0 {
		c := &l.Columns[i]
		c.fallback = !c.mapped && field.IsOneOf(c.plain, field.FallbackTrialStarts)
	}
	l.Users = l.Kind == field.Contacts && account >= 0 && (l.Index(field.TrialStart) >= 0 || field.AccountRank(l.Columns[account].plain) == field.AccountsOfPeople)
}
