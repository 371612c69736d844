package store

import (
	"context"
	"database/sql"

	"trialist/scoring/eventlog"
	"trialist/scoring/progress"
	"trialist/store/codec"
)

// migrateLogPages moves the logs into pages. Schemas before the fourth had a row for
// each account.
func migrateLogPages(ctx context.Context, tx *sql.Tx) error {
	var last int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(account), 0) FROM logs`).Scan(&last); err != nil {
		return err
	}
	var logs [codec.PageSlots]eventlog.Log
	current := int64(-1) // page
	flush := func() error {
		if current < 0 {
			return nil
		}
		progress.Report(ctx, migrationTask, int(current)*codec.PageSlots, last)
		_, err := tx.ExecContext(ctx, `INSERT INTO log_pages (page, logs) VALUES (?, ?)`, current, codec.EncodeLogPage(nil, &logs))
		clear(logs[:])
		return err
	}
	err := EachRow(ctx, tx, func(rows *sql.Rows) error {
		var account int
		var log []byte
		if err := rows.Scan(&account, &log); err != nil {
			return err
		}
		page, place := codec.PageIndex(account - 1)
		if page != current {
			if err := flush(); err != nil {
				return err
			}
			current = page
		}
		logs[place] = log
		return nil
	}, `SELECT account, log FROM logs ORDER BY account`)
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE logs`)
	return err
}
