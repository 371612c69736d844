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
// since then. Why says why not, and what to do instead.
func (s *Session) RequirePresent(ctx context.Context, g *Globals, why string) error {
	from, to, err := s.now(ctx)
	switch {
	case err != nil || g.AsOf == "" || g.AsOf == asOfNow:
		return err
	case s.AsOf < from:
		return cli.Usagef("--as-of %s is past: %s", g.AsOf, why)
	case s.AsOf > to:
		return yetToCome(g, why)
	}
	return nil
}

// RequireNoFuture is RequirePresent for what may be noted later than it was.
func (s *Session) RequireNoFuture(ctx context.Context, g *Globals, why string) error {
	_, to, err := s.now(ctx)
	if err == nil && g.AsOf != "" && g.AsOf != asOfNow && s.AsOf > to {
		err = yetToCome(g, why)
	}
	return err
}

func yetToCome(g *Globals, why string) error {
	return cli.Usagef("--as-of %s is yet to come: %s", g.AsOf, why)
}

// now is the first and the last instant that are now.
func (s *Session) now(ctx context.Context) (from, to value.Instant, err error) {
	clock := time.Now()
	from, err = s.ownAsOf(ctx, clock)
	if err == nil && !from.Known() {
		from, err = facts.Now(ctx, s.Store, clock)
	}
	return from, max(from, value.FromTime(clock)), err
}

// ownAsOf is the as-of that the workspace itself has; [value.Never] for none.
func (s *Session) ownAsOf(ctx context.Context, now time.Time) (value.Instant, error) {
	text, err := s.Setting(ctx, SettingAsOf)
	if err != nil || text == "" {
		return value.Never, err
	}
	return parseAsOf(text, now)
}
