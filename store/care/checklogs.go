package care

import (
	"context"
	"database/sql"
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/scoring/progress"
	"trialist/store/codec"
	"trialist/store/tables"
)

// logCheck is what reading every log has found.
type logCheck struct {
	names          *tables.NameIDs
	logs, damaged  int
	unnamedEvents  int // groups of events whose id has no name
	events, size   int
	last, accounts int // the slot of the last log, and the number of accounts
}

func checkLogs(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	c := logCheck{last: -1}
	if c.names, err = tables.LoadNameIDs(ctx, tx); err != nil {
		return "", "", err
	}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&c.accounts); err != nil {
		return "", "", err
	}
	to, err := tables.MaxLoggedAccount(ctx, tx)
	if err != nil {
		return "", "", err
	}
	err = tables.EachPage(ctx, tx, 0, int(to), func(page int64, packed sql.RawBytes) error {
		c.size += len(packed)
		progress.Report(ctx, "examining events", c.last+1, int(to))
		if tables.VisitPage(page, codec.LogPage(packed), 0, int(to), c.visit) != nil {
			c.damaged++
		}
		return nil
	})
	switch {
	case c.damaged > 0:
		problem = fmt.Sprintf("of %d of %d accounts cannot be read; go back to a backup", c.damaged, max(c.logs, c.damaged))
	case c.unnamedEvents > 0:
		problem = fmt.Sprintf("%d kinds have lost their name; go back to a backup", c.unnamedEvents)
	case c.last >= c.accounts:
		problem = "some are of accounts that are not there; go back to a backup"
	default:
		detail = fmt.Sprintf("%d of %d accounts, %.1f MB", c.events, c.logs, float64(c.size)/1e6)
	}
	return problem, detail, err
}

func (c *logCheck) visit(slot int, log eventlog.Log) error {
	c.logs++
	c.last = slot
	if log.Validate() != nil {
		c.damaged++
		return nil
	}
	for g := range log.Groups() {
		c.events += g.Count
		if _, ok := c.names.EventNames[uint32(g.Event)]; !ok {
			c.unnamedEvents++
		}
	}
	return nil
}
