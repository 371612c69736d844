package care

import (
	"context"
	"database/sql"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// reconcile makes the rows that were saved go together: rows that nothing could be checked
// against may be damaged, and rows that are sound may need one that is lost.
func (r *rescue) reconcile(ctx context.Context) error {
	for _, t := range rescuedTables() {
		if !t.dense {
			continue
		}
		last, err := r.fillGaps(ctx, &t)
		if err == nil && t.table == "accounts" {
			err = r.mendLogs(ctx, &t, last)
		}
		if err == nil {
			err = r.dropUnreadableAttributes(ctx, &t)
		}
		if err != nil {
			return err
		}
	}
	return r.dropOrphans(ctx)
}

// mendLogs takes away the pages of events that cannot be read, or are of accounts after the
// last one that was saved. In the page of that one others may have had events: something
// stands for them.
func (r *rescue) mendLogs(ctx context.Context, accounts *rescuedTable, last int64) error {
	var damaged []int64
	logged := last
	err := store.EachRow(ctx, r.to, func(rows *sql.Rows) error {
		var page int64
		var packed sql.RawBytes
		if err := rows.Scan(&page, &packed); err != nil {
			return err
		}
		start, most := page*codec.PageSlots, last
		err := codec.LogPage(packed).Each(func(place int, log eventlog.Log) error {
			most = max(most, start+int64(place)+1)
			return log.Validate()
		})
		if err != nil || start < 0 || start >= last {
			damaged = append(damaged, page)
		} else {
			logged = most
		}
		return nil
	}, `SELECT page, logs FROM log_pages ORDER BY page`)
	if err != nil {
		return err
	}
	for _, page := range damaged {
		if _, err := r.to.ExecContext(ctx, `DELETE FROM log_pages WHERE page = ?`, page); err != nil {
			return err
		}
	}
	if n := len(damaged); n > 0 {
		r.lose("the events of up to %d accounts cannot be read, or their accounts are lost: they were not saved", n*codec.PageSlots)
	}
	for id := last + 1; id <= logged; id++ {
		if err := r.standIn(ctx, accounts, id); err != nil {
			return err
		}
	}
	return nil
}

// standIn saves what stands for a lost row.
func (r *rescue) standIn(ctx context.Context, t *rescuedTable, id int64) error {
	_, err := r.to.ExecContext(ctx, t.instead(id, t.kinds[0]))
	return err
}

// dropUnreadableAttributes empties the attributes that cannot be read.
func (r *rescue) dropUnreadableAttributes(ctx context.Context, t *rescuedTable) error {
	var damaged []int64
	err := store.EachRow(ctx, r.to, func(rows *sql.Rows) error {
		var id int64
		var packed sql.RawBytes
		err := rows.Scan(&id, &packed)
		if err == nil && codec.Attributes(packed).Validate() != nil {
			damaged = append(damaged, id)
		}
		return err
	}, `SELECT id, attributes FROM `+t.table)
	if err != nil {
		return err
	}
	for _, id := range damaged {
		if _, err := r.to.ExecContext(ctx, t.instead(id, t.kinds[1])); err != nil {
			return err
		}
		r.lose("%s", r.from.DamagedRows(&checksum.Damage{Kind: t.kinds[1], First: id, Last: id}))
	}
	return nil
}

// fillGaps saves what stands for a lost row at each number that neither a row nor a
// checksum told of. It returns the last number. Numbers far above how many rows there are
// are themselves damaged, and their rows are taken away.
func (r *rescue) fillGaps(ctx context.Context, t *rescuedTable) (last int64, err error) {
	var rows int64
	if err := r.to.QueryRowContext(ctx, `SELECT count(*) FROM `+t.table).Scan(&rows); err != nil {
		return 0, err
	}
	result, err := r.to.ExecContext(ctx, `DELETE FROM `+t.table+` WHERE id < 1 OR id > ?`, 4*rows+maxLostRun)
	if err != nil {
		return 0, err
	}
	far, err := result.RowsAffected()
	if err != nil {
		return 0, err
	}
	var gaps []int64
	err = store.EachRow(ctx, r.to, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		for last++; last < id; last++ {
			gaps = append(gaps, last)
		}
		return err
	}, `SELECT id FROM `+t.table+` ORDER BY id`)
	if err != nil {
		return 0, err
	}
	for _, id := range gaps {
		if err := r.standIn(ctx, t, id); err != nil {
			return 0, err
		}
	}
	if n := far + int64(len(gaps)); n > 0 {
		r.lose("nothing is left of %d of the %s", n, t.table)
	}
	return last, nil
}

// maxLostRun is how many rows in a row may be lost besides a multiple of those that are
// left.
const maxLostRun = 1 << 16

// dropOrphans takes away the rows that refer to an account or a contact which is lost with
// all that says that there was one: they would keep everything from being saved.
func (r *rescue) dropOrphans(ctx context.Context) error {
	for _, o := range []struct {
		kind                  checksum.Kind
		table, column, parent string
	}{
		{checksum.Memberships, "memberships", "contact", "contacts"},
		{checksum.Memberships, "memberships", "account", "accounts"},
		{checksum.Touches, "touches", "account", "accounts"},
		{checksum.Firings, "firings", "account", "accounts"},
		{checksum.Outbox, "outbox", "account", "accounts"},
		{checksum.Told, "told", "account", "accounts"},
	} {
		result, err := r.to.ExecContext(ctx, `DELETE FROM `+o.table+` WHERE `+o.column+` NOT IN (SELECT id FROM `+o.parent+`)`)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 {
			r.lose("%d of the %v are of %s that are lost, and were not saved", n, o.kind, o.parent)
		}
	}
	return nil
}
