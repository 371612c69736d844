package store

import (
	"context"
	"database/sql"

	"trialist/scoring/value"
	"trialist/store/checksum"
)

// LastEvent is the instant of the last event in the workspace, Never without one. It
// reads the list of imports, and the error is ErrDamaged where that is.
func LastEvent(ctx context.Context, q Querier) (value.Instant, error) {
	last := value.Never
	if err := checksum.CheckKind(ctx, q, checksum.Imports); err != nil {
		return last, err
	}
	var ms sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT max(last_event) FROM imports`).Scan(&ms)
	if err == nil && ms.Valid {
		last = value.Instant(ms.Int64)
	}
	return last, err
}

// SealImport makes the checksums of an import from its row as it is now.
func SealImport(ctx context.Context, tx *sql.Tx, revisions ...int64) error {
	for _, k := range []checksum.Kind{checksum.Imports, checksum.Deltas, checksum.ImportNotes} {
		if err := checksum.Seal(ctx, tx, k, revisions...); err != nil {
			return err
		}
	}
	return nil
}
