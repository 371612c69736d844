package main

import (
	"context"
	"os"

	"trialist/scoring/value"
)

// zoneOfTimes is the zone of times that name none: the one that --tz gives, else
// that of the workspace.
func (g *globals) zoneOfTimes(ctx context.Context, flag string) (*value.Zone, error) {
	if flag != "" {
		return value.LoadZone(flag)
	}
	if info, err := os.Stat(g.path()); err != nil || info.Size() == 0 {
		return nil, nil // what is wrong with the file is told when it is opened
	}
	var zone *value.Zone
	err := g.withWorkspaceToRead(ctx, func(s *session) (err error) {
		zone, _, err = s.TimeZone(ctx)
		return err
	})
	return zone, err
}

// adoptTimeZone makes the zone of an import that of the workspace, where none was
// set before. It reports whether it did. Undoing the first of the imports that the
// command made takes it back; before is the revision before them.
func (s *session) adoptTimeZone(ctx context.Context, name string, before int64) (bool, error) {
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
	return s.AdoptTimeZone(ctx, name, first)
}
