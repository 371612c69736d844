package importing

import (
	"context"
	"os"
	"time"

	"trialist/cmd/trialist/session"
	"trialist/scoring/value"
	"trialist/store/rulebooks"
)

// zoneOfTimes is the zone of times that name none: the one that --tz gives, else
// that of the workspace.
func zoneOfTimes(ctx context.Context, g *session.Globals, flag string) (*value.Zone, error) {
	if flag != "" {
		return value.LoadZone(flag)
	}
	if info, err := os.Stat(g.Path()); err != nil || info.Size() == 0 {
		return nil, nil // what is wrong with the file is told when it is opened
	}
	var zone *value.Zone
	err := g.WithWorkspaceToRead(ctx, func(s *session.Session) (err error) {
		zone, _, err = s.TimeZone(ctx)
		return err
	})
	return zone, err
}

// adoptTimeZone makes the zone of an import that of the workspace, where none was
// set before. It reports whether it did. Undoing the first of the imports that the
// command made takes it back; before is the revision before them.
func adoptTimeZone(ctx context.Context, s *session.Session, name string, before int64) (bool, error) {
	if name == "" {
		return false, nil
	}
	now, err := s.Revision(ctx)
	if err != nil {
		return false, err
	}
	first := int64(0)
	if now > before {
		first = before + 1
	}
	return rulebooks.AdoptTimeZone(ctx, s.Store, name, first, rulebooks.Commit{Who: session.UserName(), At: value.FromTime(time.Now()), Summary: "import --tz"})
}
