package feed

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"trialist/scoring/value"
)

// zoneNames are the names of zones that mean one offset wherever they are met, in
// hours east of UTC. IST, BST and the like mean several and are left out.
var zoneNames = map[string]value.Instant{
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "AEST": 10, "AEDT": 11,
}

// locations are the zones that were looked up, by name; nil where there is none.
var locations sync.Map

// loadLocation is the zone of that name in the database of zones, nil without one.
func loadLocation(name []byte) *time.Location {
	const longest = 40
	if len(name) > longest || bytes.IndexByte(name, '/') <= 0 {
		return nil
	}
	if known, ok := locations.Load(string(name)); ok {
		location, _ := known.(*time.Location)
		return location
	}
	location, err := time.LoadLocation(string(name))
	if err != nil {
		location = nil
	}
	locations.Store(string(name), location)
	return location
}

// parseZone reads what ends a time of day: an offset, the name of a zone, or a zone
// in brackets, which says nothing new behind an offset.
func (c *timeOfDay) parseZone(p []byte) (ok bool) {
	if open := bytes.IndexAny(p, "[("); open >= 0 && len(p) > 1 {
		closing := byte(']')
		if p[open] == '(' {
			closing = ')'
		}
		if p[len(p)-1] != closing {
			return false
		}
		name := p[open+1 : len(p)-1]
		if p = bytes.TrimRight(p[:open], " "); len(p) == 0 {
			p = append([]byte{' '}, name...)
		}
	}
	if c.offset, c.zoned, ok = parseOffset(p); ok {
		return true
	}
	name := bytes.TrimPrefix(p, []byte{' '})
	if hours, known := zoneNames[strings.ToUpper(string(name))]; known {
		c.offset, c.zoned = hours*value.Hour, true
		return true
	}
	if offset, found := bytes.CutPrefix(name, []byte("GMT")); found {
		c.offset, c.zoned, ok = parseOffset(offset)
		return ok && c.zoned
	}
	c.location = loadLocation(name)
	return c.location != nil
}
