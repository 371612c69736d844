package rows

import (
	"errors"
	"io"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/notes"
)

// userAccounts makes accounts of the companies that people are in. A table of
// users is all that many products have: an account's trial starts with the first
// of its users then, unless the workspace knows better.
type userAccounts struct {
	Decoder
	start, name string // the attributes that are the start of a user's trial and the company's name; "" without one
	accounts    map[string]*userAccount
	order       []*userAccount
	ended       bool
	made        *notes.Counter
}

// userAccount is an account as its users show it.
type userAccount struct {
	id, name string
	line     int // of its first user
	start    value.Instant
}

// NewUserAccounts adds accounts to the people of a decoder.
func NewUserAccounts(d Decoder, l *columns.Layout, n *notes.List) *userAccounts {
	u := &userAccounts{Decoder: d, accounts: make(map[string]*userAccount)}
	u.made = n.Counter("1 account was made of the company of its users; its trial starts with the first of them", "%d accounts were made of the companies of their users; a trial starts with the first of them")
	if i := l.Index(field.TrialStart); i >= 0 {
		u.start = l.Columns[i].Attributes[0]
	}
	for i := range l.Columns {
		if c := &l.Columns[i]; c.Field == field.Attribute && field.IsOneOf(field.PlainName(c.Header), companyNames) {
			u.name = c.Attributes[0]
			break
		}
	}
	return u
}

// companyNames are the headers of the name of the company that a person is in.
var companyNames = []string{"company_name", "account_name", "organization_name", "organisation_name", "org_name", "workspace_name", "team_name", "customer_name", "company", "organization", "organisation"}

// Next appends people, and after the last of them the accounts.
func (u *userAccounts) Next(b *record.Batch) error {
	if !u.ended {
		before := len(b.Contacts)
		err := u.Decoder.Next(b)
		for i := range b.Contacts[before:] {
			u.add(&b.Contacts[before+i])
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		u.ended = true
		u.made.Count = len(u.order)
	}
	if len(u.order) == 0 {
		return io.EOF
	}
	n := min(len(u.order), BatchRows)
	for _, a := range u.order[:n] {
		row := record.CustomerRow{Line: a.line, Account: a.id, Name: a.name, Derived: true}
		if a.start != value.Never {
			row.Attributes = []value.Attribute{{Name: value.TrialStartedAt, Value: value.Value{Kind: value.Date, Date: a.start, Fallback: true}}}
		}
		b.Customers = append(b.Customers, row)
	}
	u.order = u.order[n:]
	return nil
}

// add takes a person into account.
func (u *userAccounts) add(row *record.ContactRow) {
	if row.Account == "" {
		return
	}
	a := u.accounts[row.Account]
	if a == nil {
		a = &userAccount{id: row.Account, line: row.Line, start: value.Never}
		u.accounts[row.Account] = a
		u.order = append(u.order, a)
	}
	for i := range row.Attributes {
		switch v := row.Attributes[i].Value; {
		case row.Attributes[i].Name == u.start && u.start != "" && v.Kind == value.Date && (a.start == value.Never || v.Date < a.start):
			a.start = v.Date
		case row.Attributes[i].Name == u.name && u.name != "" && a.name == "":
			a.name = v.String()
		}
	}
}
