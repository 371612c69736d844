package accounts

import (
	"context"
	"database/sql"

	"trialist/scoring/value"
	"trialist/store/tables"
)

// Assign gives the account with the internal id to somebody, in the transaction of
// whoever decides it. Who is what the touch is noted under.
func Assign(ctx context.Context, tx *sql.Tx, account int64, owner, who string, at value.Instant) error {
	if err := checkTouches(ctx, tx, []int64{account}); err != nil {
		return err
	}
	id, err := nextTouch(ctx, tx)
	if err != nil {
		return err
	}
	t := Touch{ID: id, At: at, Kind: Assigned, Who: who, Body: owner}
	return insertTouches(ctx, tx, []tables.TouchRow{t.row(account, id)})
}
