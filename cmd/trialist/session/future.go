package session

import (
	"context"
	"time"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
)

// RequireNoFuture refuses to act as of a time that is yet to come, where --as-of asks for
// that: it would stand among what happens until then. Now is the clock, and where a
// workspace has an as-of of its own the later of both. Why says what to do instead.
func (s *Session) RequireNoFuture(ctx context.Context, g *Globals, why string) error {
	if g.AsOf == "" || g.AsOf == asOfNow {
		return nil
	}
	clock := time.Now()
	own, err := s.ownAsOf(ctx, clock)
	if err == nil && s.AsOf > max(own, value.FromTime(clock)) {
		err = cli.Usagef("--as-of %s is yet to come: %s", g.AsOf, why)
	}
	return err
}

// ownAsOf is the as-of that the workspace itself has; [value.Never] for none.
func (s *Session) ownAsOf(ctx context.Context, now time.Time) (value.Instant, error) {
	text, err := s.Setting(ctx, SettingAsOf)
	if err != nil || text == "" {
		return value.Never, err
	}
	return parseAsOf(text, now)
}
