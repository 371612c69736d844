package care

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"trialist/store"
	"trialist/store/codec"
	"trialist/store/outbox"
)

// checkWorkflows reads what workflows saw, and looks for states of the outbox that nobody
// knows, which would never be seen to.
func checkWorkflows(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	damaged, unknown, all := 0, 0, 0
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var packed sql.RawBytes
		err := rows.Scan(&packed)
		if _, ok := codec.DecodeCodes(packed); !ok {
			damaged++
		}
		return err
	}, `SELECT codes FROM workflow_states`)
	if err != nil {
		return "", "", err
	}
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var state string
		var n int
		err := rows.Scan(&state, &n)
		if all += n; !slices.Contains(outbox.States(), outbox.State(state)) {
			unknown += n
		}
		return err
	}, `SELECT state, count(*) FROM outbox GROUP BY state`)
	switch {
	case damaged > 0:
		problem = fmt.Sprintf("what %d of them saw cannot be read; disable and enable them again", damaged)
	case unknown > 0:
		problem = fmt.Sprintf("%d of %d tasks and deliveries are in no state that there is; go back to a backup", unknown, all)
	}
	var fired int
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM firings`).Scan(&fired)
	}
	return problem, fmt.Sprintf("fired %d times, %d tasks and deliveries", fired, all), err
}
