package ingest

import (
	"context"
	"iter"

	"trialist/scoring/record"
)

// resolveIDs reads the ids of those accounts and contacts of a batch that are stored.
func (im *importer) resolveIDs(ctx context.Context, b *record.Batch) error {
	if err := im.accounts.ids.resolve(ctx, accountsOf(b)); err != nil {
		return err
	}
	if len(b.Contacts) == 0 && !b.NamesPeople() {
		return nil // as in many files
	}
	contacts := contactsOf(b)
	if im.contacts == nil {
		if isEmpty(contacts) { // those that it named were rejected
			return nil
		}
		var err error
		if im.contacts, err = loadContactStage(context.WithoutCancel(ctx), im); err != nil {
			return err
		}
	}
	return im.contacts.ids.resolve(ctx, contacts)
}

// accountsOf are the accounts that the rows name.
func accountsOf(b *record.Batch) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := range b.Customers {
			if !yield([]byte(b.Customers[i].Account)) {
				return
			}
		}
		for i := range b.Contacts {
			if account := b.Contacts[i].Account; account != "" && !yield([]byte(account)) {
				return
			}
		}
		events := b.Events()
		for i := range events {
			if !yield(events[i].Account) {
				return
			}
		}
	}
}

// contactsOf are the contacts that the rows name.
func contactsOf(b *record.Batch) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := range b.Contacts {
			if !yield([]byte(b.Contacts[i].Contact)) {
				return
			}
		}
		events := b.Events()
		for i := range events {
			if contact := events[i].Contact; len(contact) > 0 && !yield(contact) {
				return
			}
		}
	}
}

// isEmpty reports whether there is nothing in the sequence.
func isEmpty(ids iter.Seq[[]byte]) bool {
	for range ids {
		return false
	}
	return true
}
