package feed

import (
	"fmt"
	"slices"
	"strings"
)

// candidates are the places of the columns that could be the account, the surest
// first.
func (l *layout) candidates() []int {
	var places []int
	for _, rank := range accountRanks {
		places = append(places, l.named(rank)...)
	}
	return places
}

// likelyAccount is the place of the column that would be the account whatever the
// rows are, -1 without one.
func (l *layout) likelyAccount() int {
	if i := l.index(fieldAccount); i >= 0 {
		return i
	}
	places := l.filled(l.candidates())
	if len(places) == 0 {
		return -1
	}
	if l.isBare(places[0]) && len(places) > 1 && l.profile.numbersRows(places[0]) {
		return places[1]
	}
	return places[0]
}

// filled is the places without those of columns that are mostly blank, unless
// all are.
func (l *layout) filled(places []int) []int {
	full := slices.DeleteFunc(slices.Clone(places), l.profile.mostlyBlank)
	if len(full) == 0 {
		return places
	}
	return full
}

func (l *layout) isBare(place int) bool { return plainName(l.columns[place].header) == bareID }

// isName reports whether a column that could be the account could as well be its
// name: it does not say that it is an id.
func (l *layout) isName(place int) bool {
	return !strings.HasSuffix(plainName(l.columns[place].header), bareID)
}

// findAccount is the place of the column that is the account of each row, -1
// without one.
func (l *layout) findAccount() (int, error) {
	if i := l.index(fieldAccount); i >= 0 {
		return i, nil
	}
	places := l.candidates()
	switch l.kind {
	case Events:
		return l.accountOfEvents(places), nil
	case Contacts:
		places = slices.DeleteFunc(places, func(i int) bool { return l.isBare(i) || plainName(l.columns[i].header) == "userid" })
		if places = l.filled(places); len(places) == 0 {
			return -1, nil
		}
		return places[0], nil
	case Customers, Mixed:
	}
	return l.accountOfCustomers(l.filled(places))
}

// accountOfEvents is the account of events. It repeats, as a column of which no
// two cells are the same numbers the rows; and where there are people a bare id
// is the event's.
func (l *layout) accountOfEvents(places []int) int {
	people := len(l.named(personNames)) > 0 || l.index(fieldContact) >= 0
	all := slices.DeleteFunc(slices.Clone(places), func(i int) bool {
		name := plainName(l.columns[i].header)
		return name == "userid" || people && l.isBare(i)
	})
	if len(all) == 0 {
		return -1
	}
	kept := l.filled(all)
	if repeat := slices.DeleteFunc(slices.Clone(kept), func(i int) bool { return !l.profile.repeats(i) }); len(repeat) > 0 {
		kept = repeat
	}
	if l.isBare(kept[0]) && l.profile.rows > 2 && l.profile.numbersRows(kept[0]) {
		return -1
	}
	l.gaveWay(all[0], kept[0])
	return kept[0]
}

// gaveWay notes that a surer column is not the account, and why.
func (l *layout) gaveWay(surer, taken int) {
	switch {
	case surer == taken:
	case l.profile.mostlyBlank(surer):
		l.notes.say("%s is the account, as %s is mostly blank", l.columns[taken].header, l.columns[surer].header)
	default:
		l.notes.say("%s is the account, as %s is another in each row", l.columns[taken].header, l.columns[surer].header)
	}
}

// accountOfCustomers is the account of a table of customers. A column that could
// be its name gives way to an id that does more than count the rows.
func (l *layout) accountOfCustomers(places []int) (int, error) {
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
	case l.isName(first) && !l.profile.numbersRows(id) && !l.profile.repeats(id):
		return id, nil
	case l.isName(first) && !l.profile.repeats(first):
		return 0, fmt.Errorf("it is not clear which column is the account: %q counts the rows and %q could be a name; say --map '%s=account' or --map '%s=account'",
			l.columns[id].header, l.columns[first].header, l.columns[id].header, l.columns[first].header)
	case id == first && l.profile.numbersRows(id):
		l.notes.say("%s is the account, as %s counts the rows", l.columns[places[1]].header, l.columns[id].header)
		return places[1], nil
	}
	return first, nil
}

// assign says what each column is, by its name and by its cells.
func (l *layout) assign() error {
	account, err := l.findAccount()
	if err != nil {
		return err
	}
	if l.kind == Contacts {
		l.assignPerson(account)
	}
	if account >= 0 {
		l.columns[account].field = fieldAccount
	}
	if l.kind == Events {
		l.assignEvent()
	}
	for _, n := range headersOf(l.kind) {
		if l.index(n.field) < 0 {
			if i := l.find(n); i >= 0 {
				l.columns[i].field = n.field
			}
		}
	}
	l.assignTrialStart(account)
	for i := range l.columns {
		switch c := &l.columns[i]; c.field {
		case fieldAccount, fieldContact:
			p := &l.profile.columns[i]
			c.wholeFloats = p.filled > 0 && p.floats == p.filled
		case fieldEventID:
			if p := &l.profile.columns[i]; !c.mapped && l.isBare(i) && 2*len(p.distinct) < p.filled {
				c.field = fieldIgnored // it tells no events apart
			}
		}
	}
	return nil
}

// assignPerson takes the column that tells people apart.
func (l *layout) assignPerson(account int) {
	if person := l.findPerson(account); person >= 0 && person != account {
		l.columns[person].field = fieldContact
	}
}

// assignEvent takes the columns of what happened and when.
func (l *layout) assignEvent() {
	if i := l.findEvent(); i >= 0 {
		l.columns[i].field = fieldEvent
	}
	if i, _ := l.findTime(); i >= 0 {
		l.columns[i].field = fieldTime
	}
}

// assignTrialStart marks the start of the trial where it is the last resort, and
// finds that of users whose companies are the accounts.
func (l *layout) assignTrialStart(account int) {
	if l.kind == Contacts && account >= 0 && l.index(fieldTrialStart) < 0 {
		start := l.find(fieldHeaders{fieldTrialStart, trialNames})
		if start < 0 && accountRank(plainName(l.columns[account].header)) == accountsOfPeople {
			start = l.find(fieldHeaders{fieldTrialStart, fallbackTrialStarts})
		}
		if start >= 0 {
			l.columns[start].field = fieldTrialStart
		}
	}
	if i := l.index(fieldTrialStart); i >= 0 {
		c := &l.columns[i]
		c.fallback = !c.mapped && isOneOf(plainName(c.header), fallbackTrialStarts)
	}
	l.users = l.kind == Contacts && account >= 0 && (l.index(fieldTrialStart) >= 0 || accountRank(plainName(l.columns[account].header)) == accountsOfPeople)
}
