package session

import (
	"context"
	"time"

	"trialist/cmd/trialist/cli"
	"trialist/scoring/value"
	"trialist/store/facts"
)

// RequirePresent refuses to act as of another time than now, where --as-of asks for that:
// what is noted then, nobody expects who has seen what was noted since, and what is yet to
// come is not known. Now is the clock, and where a workspace has an as-of of its own all
// since then. What says what cannot be done, and which commands answer as of any time.
func (s *Session) RequirePresent(ctx context.Context, g *Globals, what string) error {
	if g.AsOf == "" || g.AsOf == asOfNow {
		return nil
	}
	clock := time.Now()
	own, err := s.ownAsOf(ctx, clock)
	if err != nil {
		return err
	}
	if !own.Known() {
		if own, err = facts.Now(ctx, s.Store, clock); err != nil {
			return err
		}
	}
	switch {
	case s.AsOf < own:
		return cli.Usagef("--as-of %s is past: %s", g.AsOf, what)
	case s.AsOf > max(own, value.FromTime(clock)):
		return cli.Usagef("--as-of %s is yet to come: %s", g.AsOf, what)
	}
	return nil
}

// ownAsOf is the as-of that the workspace itself has; [value.Never] for none.
func (s *Session) ownAsOf(ctx context.Context, now time.Time) (value.Instant, error) {
	text, err := s.Setting(ctx, SettingAsOf)
	if err != nil || text == "" {
		return value.Never, err
	}
	return parseAsOf(text, now)
}
