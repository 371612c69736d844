package journey

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"trialist/scoring/account"
	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/tables"
)

// Recipient is an exported message with the current name of its recipient.
type Recipient struct {
	LogEntry
	Contact string // name of the contact who now has the address; "" without one
	Owner   string // "" without one
}

// Reexport visits the messages of an export with their texts and keys as they were. It calls
// begin with the export first, and records that the export is finished once done returns
// nil. Owners are those at the given time. The error is ErrNotFound when there is no such
// export.
func Reexport(
	ctx context.Context, s *store.Store, number int64, at value.Instant, begin func(ExportRecord) error, visit func(Recipient) error, done func() error,
) (ExportRecord, error) {
	found, err := exports(ctx, s, `WHERE id = ?`, number)
	if err == nil && len(found) == 0 {
		err = store.Errorf(store.ErrNotFound, "there is no export number %d; trialist journey outbox shows them", number)
	}
	if err != nil {
		return ExportRecord{}, err
	}
	if err := begin(found[0]); err != nil {
		return found[0], err
	}
	owners, err := loadOwners(ctx, s, at)
	if err != nil {
		return found[0], err
	}
	var batch []LogEntry
	flush := func() error {
		names, err := contactNames(ctx, s, batch)
		for i, t := range batch {
			if err != nil {
				break
			}
			err = visit(Recipient{t, names[i], owners[t.AccountID]})
		}
		batch = batch[:0]
		return err
	}
	err = eachLogEntry(ctx, s, Query{Export: number}, func(t LogEntry) error {
		if batch = append(batch, t); len(batch) < logBatch {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err == nil {
		err = done()
	}
	if err != nil {
		return found[0], err
	}
	return found[0], finishExport(ctx, s, number)
}

// loadOwners reads the owners of accounts, by id.
func loadOwners(ctx context.Context, s *store.Store, at value.Instant) (map[int64]string, error) {
	owners := make(map[int64]string)
	err := s.Read(ctx, "read owners", func(ctx context.Context, tx *sql.Tx) error {
		clear(owners)
		return accounts.EachTouched(ctx, tx, at, func(row accounts.Row) {
			if owner := strings.TrimSpace(row.Owner); owner != "" {
				owners[int64(row.Slot)+1] = owner
			}
		})
	})
	return owners, err
}

// contactNames finds the names of the contacts who now have the addresses of messages.
func contactNames(ctx context.Context, s *store.Store, batch []LogEntry) ([]string, error) {
	contacts := make([]string, len(batch))
	if len(batch) == 0 {
		return contacts, nil
	}
	due := make([]journey.Due, len(batch))
	for i, t := range batch {
		due[i].Slot = int(t.AccountID) - 1
	}
	err := s.Read(ctx, "read contacts", func(ctx context.Context, tx *sql.Tx) error {
		names, err := tables.LoadNameIDs(ctx, tx)
		if err != nil {
			return err
		}
		found, err := loadAccounts(ctx, tx, names, due)
		if err != nil {
			return err
		}
		for i, t := range batch {
			a := found[t.AccountID]
			if a == nil {
				continue
			}
			people := a.People()
			at := slices.IndexFunc(people, func(p account.Person) bool { return p.Email == t.Target })
			if at >= 0 {
				contacts[i] = people[at].Name
			}
		}
		return nil
	})
	return contacts, err
}
