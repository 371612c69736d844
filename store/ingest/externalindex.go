package ingest

import (
	"context"
	"database/sql"
)

// externalIndex is the index of the external ids of accounts or contacts during
// an import. Putting ids into it one by one, in no order, takes as long as storing
// their rows does. Once most rows are new it is dropped, and made anew from all
// ids in order at the end, in less than half of the time. Nothing is looked up by
// it meanwhile, see idMap.
type externalIndex struct {
	drop, create string
	before       uint32 // rows when the import began
	dropped      bool
}

// dropIndexFrom is how many new ids the index is dropped for at the least.
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

// reserve prepares for so many rows in all.
func (x *externalIndex) reserve(ctx context.Context, tx *sql.Tx, rows uint32) error {
	if x.dropped || rows-x.before < max(dropIndexFrom, x.before) {
		return nil
	}
	x.dropped = true
	_, err := tx.ExecContext(ctx, x.drop)
	return err
}

// rebuild makes the index that was dropped.
func (x *externalIndex) rebuild(ctx context.Context, tx *sql.Tx) error {
	if !x.dropped {
		return nil
	}
	_, err := tx.ExecContext(ctx, x.create)
	return err
}
