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
	last := value.Never
	err := s.Read(ctx, "look for the last event", func(ctx context.Context, tx *sql.Tx) (err error) {
		last, err = store.LastEvent(ctx, tx)
		return err
	})
	if last != value.Never && last > minute && last <= value.FromTime(clock) {
		return last, err
	}
	return minute, err
}
