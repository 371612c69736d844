package care

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/store/tables"
)

// checkForgotten counts the customers that imports skip, and finds out whether they can
// be told.
func checkForgotten(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	if _, err := tables.LoadForgotten(ctx, tx); err != nil {
		return "", "", err
	}
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM forgotten`).Scan(&n); err != nil {
		return "", "", err
	}
	if n == 1 {
		return "", "1 customer for good, whom imports skip", nil
	}
	return "", fmt.Sprintf("%d customers for good, whom imports skip", n), nil
}
