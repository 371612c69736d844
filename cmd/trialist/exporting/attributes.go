package exporting

import (
	"context"
	"fmt"
	"io"

	"trialist/cmd/trialist/session"
	"trialist/scoring/account"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/store/feed/export"
	"trialist/store/feed/field"
)

// attributeRow is a row of an export with attributes: a customer, or a person of one.
type attributeRow struct {
	account, contact, name string
	attributes             []value.Attribute
}

// attributeRows are the customers or the contacts of a workspace.
type attributeRows struct {
	kind  field.Kind
	names func(*value.Names) []string // of their attributes
	each  func(ctx context.Context, visit func(attributeRow) error) error
}

func customerRows(s *session.Session) attributeRows {
	return attributeRows{
		field.Customers,
		func(n *value.Names) []string { return n.Attributes },
		func(ctx context.Context, visit func(attributeRow) error) error {
			return accounts.EachAccount(ctx, s.Store, func(a account.Account) error {
				if !a.Known {
					return nil // it is known by its events only; importing those brings it back
				}
				return visit(attributeRow{account: a.ID, name: a.Name, attributes: a.Attributes})
			})
		},
	}
}

func contactRows(s *session.Session) attributeRows {
	return attributeRows{
		field.Contacts,
		func(n *value.Names) []string { return n.ContactAttributes },
		func(ctx context.Context, visit func(attributeRow) error) error {
			return accounts.EachContact(ctx, s.Store, func(account string, c account.Contact) error {
				return visit(attributeRow{account: account, contact: c.ID, attributes: c.Attributes})
			})
		},
	}
}

// attributeWriter writes such rows.
type attributeWriter interface {
	Flush() error
	NeedsConventions() bool
}

// writer writes the rows to w. Its second value writes one.
func (r attributeRows) writer(w io.Writer, names []string, o export.Options) (attributeWriter, func(attributeRow) error) {
	if r.kind == field.Contacts {
		out := export.NewContactWriter(w, names, o)
		return out, func(row attributeRow) error {
			return out.Write(record.ContactRow{Contact: row.contact, Account: row.account, Attributes: row.attributes})
		}
	}
	out := export.NewCustomerWriter(w, names, o)
	return out, func(row attributeRow) error {
		return out.Write(record.CustomerRow{Account: row.account, Name: row.name, Attributes: row.attributes})
	}
}

// exportAttributes writes the rows, and says on standard error which flags an import
// needs to read their dates and numbers as they were read.
func exportAttributes(ctx context.Context, s *session.Session, stderr, w io.Writer, rows attributeRows, o export.Options) error {
	all, err := s.Cache.Names(ctx)
	if err != nil {
		return err
	}
	names := rows.names(all)
	out, write := rows.writer(w, names, o)
	defer s.Meter.Clear()
	told := exportProgress(ctx, s)
	err = rows.each(ctx, func(row attributeRow) error {
		told(row.account)
		return write(row)
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil || !out.NeedsConventions() {
		return err
	}
	advice, err := readingAdvice(ctx, s, rows, names, o)
	s.Meter.Clear()
	if err != nil || advice == "" {
		return err
	}
	_, err = fmt.Fprintln(stderr, "trialist: "+advice)
	return err
}
