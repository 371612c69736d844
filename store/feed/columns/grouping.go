package columns

import (
	"fmt"
	"slices"

	"trialist/store/feed/field"
)

// askGrouping is a question where a column that would be the account may only group the
// customers: its cells repeat, another column tells all rows apart, and rows that would
// become one customer differ in what a customer has one of.
func (l *Layout) askGrouping(account int) error {
	p := l.profile
	if p.Rows < 2 || !p.Repeats(account) {
		return nil
	}
	rival := l.rivalOf(account)
	if rival < 0 {
		return nil
	}
	conflicting := p.ConflictingColumns(account)
	differ := slices.IndexFunc(conflicting, func(i int) bool { return i != account && l.isOfCustomer(i, account) })
	if differ < 0 {
		return nil
	}
	header, other := l.Columns[account].Header, l.Columns[rival].Header
	return fmt.Errorf("it is not clear which column is the account: rows with the same %q differ in %q, and %q is another in each row; say --map '%s=account' or --map '%s=account'",
		header, l.Columns[conflicting[differ]].Header, other, header, other)
}

// rivalOf is the index of the column that tells all rows apart and could be the account
// instead, -1 without one: a bare id or, where the header of the account does not say
// that it is an id, a name.
func (l *Layout) rivalOf(account int) int {
	rivals := l.named([]string{field.BareID})
	if l.isName(account) {
		rivals = append(rivals, l.named(field.CustomerFields[0].Names)...)
	}
	for _, i := range rivals {
		if i != account && l.profile.Columns[i].Filled == l.profile.Rows && !l.profile.Repeats(i) {
			return i
		}
	}
	return -1
}

// isOfCustomer reports whether a column is the name or the domain, of which a customer
// has one. An account known by its id may have several trials; one that goes by a word
// such as a team more likely has several customers, so that the start counts too.
func (l *Layout) isOfCustomer(column, account int) bool {
	names := slices.Clone(field.CustomerFields[0].Names)
	for _, n := range field.CustomerFields {
		if n.Field == field.Domain {
			names = append(names, n.Names...)
		}
	}
	if l.isName(account) {
		names = slices.Concat(names, field.TrialNames, field.FallbackTrialStarts)
	}
	c := &l.Columns[column]
	switch c.Field {
	case field.Name, field.Domain:
		return true
	case field.TrialStart:
		return l.isName(account)
	case "":
		return field.IsOneOf(c.plain, names)
	}
	return false
}
