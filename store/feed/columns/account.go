package columns

import (
	"fmt"
	"slices"

	"trialist/store/feed/field"
)

// candidates are the indexes of the columns that could be the account, in the order
// of preference.
func (l *Layout) candidates() []int {
	places := l.recordsOfCompanies()
	for _, rank := range field.AccountRanks {
		places = append(places, l.named(rank)...)
	}
	return places
}

// recordsOfCompanies is the index of the column with the record id of a company, as
// some CRMs export it. It is empty where there is none.
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

// likelyAccount is the index of the column that is most likely the account, before the
// kind of the file is known; -1 without one.
func (l *Layout) likelyAccount() int {
	if i := l.Index(field.Account); i >= 0 {
		return i
	}
	places := l.filled(l.candidates())
	if len(places) == 0 {
		return -1
	}
	if l.isBare(places[0]) && len(places) > 1 && l.profile.IsRowNumber(places[0]) {
		return places[1]
	}
	return places[0]
}

// filled leaves out columns that are mostly blank, unless all of them are.
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

// isName reports whether a column that could be the account may hold its name instead,
// as neither its header nor its cells say that it is an id.
func (l *Layout) isName(place int) bool {
	return !field.SaysID(l.Columns[place].plain) && l.profile.IDPrefix(place) == ""
}

// findAccount is the index of the column with the account id, -1 without one. The error
// is a question for the user.
func (l *Layout) findAccount() (int, error) {
	if i := l.Index(field.Account); i >= 0 {
		return i, nil
	}
	places := l.candidates()
	switch l.Kind {
	case field.Events:
		return l.accountOfEvents(places)
	case field.Contacts:
		places = slices.DeleteFunc(places, func(i int) bool { return l.isBare(i) || l.Columns[i].plain == "userid" })
		if places = l.filled(places); len(places) == 0 {
			return -1, nil
		}
		return places[0], nil
	case field.Customers, field.Mixed:
	}
	account, err := l.accountOfCustomers(l.filled(places))
	if err == nil && account >= 0 {
		err = l.askGrouping(account)
	}
	return account, err
}

// accountOfEvents is the account column of a file of events. Accounts repeat there: a
// column of distinct cells is an id of the rows. Where there is a column of people, a
// header that is just "id" means the event.
func (l *Layout) accountOfEvents(places []int) (int, error) {
	people := len(l.named(field.PersonNames)) > 0 || l.Index(field.Contact) >= 0
	all := slices.DeleteFunc(slices.Clone(places), func(i int) bool {
		name := l.Columns[i].plain
		return name == "userid" || l.isBare(i) && (people || l.numbersThings(i))
	})
	if len(all) == 0 {
		return -1, nil
	}
	kept := l.filled(all)
	if repeat := slices.DeleteFunc(slices.Clone(kept), l.isIDOfRows); len(repeat) > 0 {
		if l.isExactID(kept[0]) && kept[0] != repeat[0] && l.isName(repeat[0]) {
			id, other := l.Columns[kept[0]].Header, l.Columns[repeat[0]].Header
			return -1, fmt.Errorf("it is not clear which column is the account: %q could count the rows and %q could be something else; say --map '%s=account' or --map '%s=account'", id, other, id, other)
		}
		kept = repeat
	}
	if l.isBare(kept[0]) && l.profile.Rows > 2 && l.profile.IsRowNumber(kept[0]) {
		return -1, nil
	}
	l.notePassedOver(all[0], kept[0])
	return kept[0], nil
}

// isIDOfRows reports whether a column of a file of events is an id of its rows: no cell
// repeats. Where the header says that it is the id of an account, that is no evidence, as
// a small file may have each account once: then it has to number the rows, or there have to
// be many of them.
func (l *Layout) isIDOfRows(place int) bool {
	const many = 1000
	if l.profile.Repeats(place) {
		return false
	}
	return !l.isExactID(place) || l.profile.Rows > 2 && l.profile.IsRowNumber(place) || l.profile.Columns[place].Filled >= many
}

// numbersThings reports whether the ids of a column have a prefix of things that an account
// can have many of, as those of billing programs do.
func (l *Layout) numbersThings(place int) bool {
	return slices.Contains([]string{"evt", "in", "ch", "py", "pi", "txn", "re", "po", "il", "ii", "cs", "pm", "card", "si"}, l.profile.IDPrefix(place))
}

// isExactID reports whether the header says that the column is the id of an account, a
// customer or a company.
func (l *Layout) isExactID(place int) bool {
	name := l.Columns[place].plain
	rank := field.AccountRank(name)
	return rank >= 0 && rank <= field.AccountsOfPeople && field.SaysID(name)
}

// notePassedOver adds a note where a preferred column was not taken as the account.
func (l *Layout) notePassedOver(surer, taken int) {
	switch {
	case surer == taken:
	case l.profile.MostlyBlank(surer):
		l.Notes.Say("%s is the account, as %s is mostly blank", l.Columns[taken].Header, l.Columns[surer].Header)
	default:
		l.Notes.Say("%s is the account, as %s is another in each row", l.Columns[taken].Header, l.Columns[surer].Header)
	}
}

// accountOfCustomers is the account column of a table of customers. An id column is
// preferred to one that may hold names, unless it only numbers the rows.
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
	case l.isName(first) && !l.profile.IsRowNumber(id) && !l.profile.Repeats(id):
		return id, nil
	case l.isName(first) && !l.profile.Repeats(first):
		return 0, fmt.Errorf("it is not clear which column is the account: %q counts the rows and %q could be a name; say --map '%s=account' or --map '%s=account'",
			l.Columns[id].Header, l.Columns[first].Header, l.Columns[id].Header, l.Columns[first].Header)
	case id == first && l.profile.IsRowNumber(id):
		l.Notes.Say("%s is the account, as %s counts the rows", l.Columns[places[1]].Header, l.Columns[id].Header)
		return places[1], nil
	}
	return first, nil
}

// assign sets the field of each column, by its header and its cells.
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
		if err := l.assignEvent(); err != nil {
			return err
		}
	}
	l.assignSignUp()
	headers := field.HeadersOf(l.Kind)
	if l.Kind == field.Customers {
		headers = slices.Concat(headers, field.LastResorts)
	}
	for _, n := range headers {
		if l.Index(n.Field) < 0 {
			if i := l.findWithEvidence(n); i >= 0 {
				l.Columns[i].Field = n.Field
			}
		}
	}
	l.assignTrialStart(account)
	l.assignStatus()
	for i := range l.Columns {
		switch c := &l.Columns[i]; c.Field {
		case field.Account, field.Contact:
			p := &l.profile.Columns[i]
			c.WholeFloats = p.Filled > 0 && p.Floats == p.Filled
		case field.EventID:
			if p := &l.profile.Columns[i]; !c.mapped && l.isBare(i) && 2*l.profile.Distinct(i) < p.Filled {
				l.Notes.Say("%s does not identify events, as most of its cells repeat: it was not used", c.Header)
				c.Field = field.Ignored
			}
		}
	}
	return nil
}

// assignPerson sets the column of the person.
func (l *Layout) assignPerson(account int) {
	if person := l.findPerson(account); person >= 0 && person != account {
		l.Columns[person].Field = field.Contact
	}
}

// assignEvent sets the columns of the event and its time. The error is a question for the
// user.
func (l *Layout) assignEvent() error {
	if i := l.findEvent(); i >= 0 {
		l.Columns[i].Field = field.Event
	}
	if i := l.timeOfEvents(); i >= 0 {
		l.Columns[i].Field = field.Time
		if err := l.assignTimeOfDay(i); err != nil {
			return err
		}
	}
	l.noteBlank(field.Event, field.EventNames)
	l.noteBlank(field.Time, field.EventTimeNames)
	return nil
}

// noteBlank says that a column was taken for a field although another has a better name,
// which is mostly blank.
func (l *Layout) noteBlank(of string, names []string) {
	i := l.Index(of)
	if i < 0 || l.Columns[i].mapped || l.profile.Rows == 0 {
		return
	}
	for _, name := range names {
		if field.PlainName(name) == l.Columns[i].plain {
			return
		}
		for _, better := range l.byName[field.PlainName(name)] {
			if p := &l.profile.Columns[better]; l.Columns[better].Field == "" && p.Filled > 0 && l.profile.MostlyBlank(better) {
				l.Notes.Say("%s is the %s, as %s is mostly blank", l.Columns[i].Header, of, l.Columns[better].Header)
				return
			}
		}
	}
}

// assignTrialStart finds the start of the trial of users, whose companies are the
// accounts. It also marks a start that is a fallback, such as created_at.
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
