package facts

import (
	"context"
	"database/sql"
	"time"

	"trialist/scoring/value"
	"trialist/store"
)

// Now is the as-of that stands for the time of a clock: the last whole minute, so that
// answers can be used again until it passes, or the last event of the workspace where
// that is later and yet past, so that what has just happened counts at once. Where
// events are dated ahead of the clock it is the whole minute.
func Now(ctx context.Context, s *store.Store, clock time.Time) (value.Instant, error) {
	minute := value.FromTime(clock.Truncate(time.Minute))
	var last sql.NullInt64
	err := s.Read(ctx, "look for the last event", func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT max(last_event) FROM imports`).Scan(&last)
	})
	if at := value.Instant(last.Int64); last.Valid && at > minute && at <= value.FromTime(clock) {
		return at, err
	}
	return minute, err
}
