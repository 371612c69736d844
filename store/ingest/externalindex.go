package ingest

import (
	"context"
	"database/sql"

	"trialist/store"
)

// externalIndex is the database's index of the external ids of accounts or contacts
// during an import. Inserting ids into it in no order takes as long as inserting
// their rows. So it is dropped once most rows are new, and created again at the end,
// which takes less than half of the time. Nothing needs it meanwhile, as ids are
// found in an [idmap.Map].
type externalIndex struct {
	drop, create string
	before       uint32 // number of rows when the import began
	dropped      bool
}

// dropIndexFrom is for how many new ids at least the index is dropped.
const dropIndexFrom = 1000

func accountIndex(before uint32) externalIndex {
	return externalIndex{
		drop:   `DROP INDEX accounts_by_external`,
		create: `CREATE UNIQUE INDEX accounts_by_external ON accounts (external)`, before: before,
	}
}

func contactIndex(before uint32) externalIndex {
	return externalIndex{
		drop:   `DROP INDEX contacts_by_external`,
		create: `CREATE UNIQUE INDEX contacts_by_external ON contacts (external)`, before: before,
	}
}

// reserve prepares the index for so many rows in all.
func (x *externalIndex) reserve(ctx context.Context, tx *sql.Tx, rows uint32) error {
	if x.dropped || rows-x.before < max(dropIndexFrom, x.before) {
		return nil
	}
	x.dropped = true
	_, err := tx.ExecContext(ctx, x.drop)
	return err
}

// rebuild creates the index again if it was dropped.
func (x *externalIndex) rebuild(ctx context.Context, tx *sql.Tx) error {
	if !x.dropped {
		return nil
	}
	_, err := tx.ExecContext(store.Interruptible(ctx), x.create)
	return err
}
