package workflows

import (
	"context"
	"database/sql"
	"strings"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/outbox"
	"trialist/store/tables"
)

// Query selects firings. Zero fields select all.
type Query struct {
	Workflow int64
	Account  int64 // internal id
	Limit    int   // the newest so many
}

// Logged is a firing with its entries of the outbox.
type Logged struct {
	Firing
	Entries []outbox.Entry
}

// Log lists firings, the newest first.
func Log(ctx context.Context, s *store.Store, q Query) ([]Logged, error) {
	var log []Logged
	err := s.Read(ctx, "read the log of the workflows", func(ctx context.Context, tx *sql.Tx) error {
		if err := q.check(ctx, tx); err != nil {
			return err
		}
		where, args := q.clause()
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var f Firing
			var account int64
			err := rows.Scan(&f.ID, &f.Workflow, &f.WorkflowName, &account, &f.Occurrence, &f.Reason, (*int64)(&f.AsOf), (*int64)(&f.At), &f.Account, &f.AccountName)
			f.Slot = uint32(account - 1)
			log = append(log, Logged{Firing: f})
			return err
		}, `SELECT firings.id, workflow, firings.name, account, occurrence, reason, as_of, at, external, accounts.name
			FROM firings JOIN accounts ON accounts.id = account`+where+` ORDER BY firings.id DESC LIMIT ?`, args...)
	})
	if err != nil || len(log) == 0 {
		return log, err
	}
	place := make(map[int64]int, len(log))
	var ids []any
	for i, l := range log {
		place[l.ID] = i
		ids = append(ids, l.ID)
	}
	err = store.InBatches(ids, func(batch []any) error {
		firings := make([]int64, len(batch))
		for i := range batch {
			firings[i], _ = batch[i].(int64)
		}
		entries, err := outbox.List(ctx, s, outbox.Query{Firings: firings})
		for i := len(entries) - 1; i >= 0; i-- { // the first action first
			at := place[entries[i].Firing]
			log[at].Entries = append(log[at].Entries, entries[i])
		}
		return err
	})
	return log, err
}

// check compares the firings of the account, or all, with their checksums.
func (q Query) check(ctx context.Context, tx *sql.Tx) error {
	if q.Account != 0 {
		return checksum.CheckOne(ctx, tx, checksum.Firings, q.Account)
	}
	return checksum.CheckKind(ctx, tx, checksum.Firings)
}

func (q Query) clause() (string, []any) {
	var conditions []string
	var args []any
	if q.Workflow != 0 {
		conditions, args = append(conditions, `workflow = ?`), append(args, q.Workflow)
	}
	if q.Account != 0 {
		conditions, args = append(conditions, `account = ?`), append(args, q.Account)
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	args = append(args, limit)
	if len(conditions) == 0 {
		return "", args
	}
	return ` WHERE ` + strings.Join(conditions, ` AND `), args
}

// Totals counts the firings of a workflow and their deliveries.
type Totals struct {
	Fired  int
	Due    int // deliveries that are not made yet
	Failed int // deliveries that were given up
}

// TotalsByWorkflow has the totals by id of the workflow.
func TotalsByWorkflow(ctx context.Context, s *store.Store) (map[int64]Totals, error) {
	tallies := make(map[int64]Totals)
	err := s.QueryEach(ctx, "count what workflows did", func(rows *sql.Rows) error {
		var id int64
		var t Totals
		err := rows.Scan(&id, &t.Fired)
		tallies[id] = t
		return err
	}, `SELECT workflow, count(*) FROM firings GROUP BY workflow`)
	if err != nil {
		return nil, err
	}
	counts, err := outbox.Counts(ctx, s)
	for _, c := range counts {
		if c.Kind != outbox.File && c.Kind != outbox.Webhook {
			continue
		}
		t := tallies[c.Workflow]
		switch c.State {
		case outbox.Due:
			t.Due += c.Entries
		case outbox.Failed:
			t.Failed += c.Entries
		case outbox.Done, outbox.Sent, outbox.Exported, outbox.Delivered, outbox.Skipped:
		}
		tallies[c.Workflow] = t
	}
	return tallies, err
}

// accountNames visits the accounts with the ids.
func accountNames(ctx context.Context, s *store.Store, ids []any, visit func(tables.AccountRow)) error {
	return s.Read(ctx, "read names", func(ctx context.Context, tx *sql.Tx) error {
		return store.InBatches(ids, func(batch []any) error {
			rows, err := tables.LoadAccounts(ctx, tx, batch)
			for _, row := range rows {
				visit(row)
			}
			return err
		})
	})
}
