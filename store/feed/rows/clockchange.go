package rows

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/notes"
)

// clockChanges are the times at which the clocks of a file's zone are changed, and
// what was read near them. It is nil in a zone without any.
type clockChanges struct {
	list      []value.ClockChange
	zone      string
	left, two *notes.Counter // times that the clocks left out, and that they showed twice
}

func newClockChanges(zone *time.Location) *clockChanges {
	if zone == time.UTC {
		return nil
	}
	list := value.ClockChanges(zone)
	if len(list) == 0 {
		return nil
	}
	return &clockChanges{list: list, zone: zone.String()}
}

// Near is the change that an instant is so near to that its time may not exist, or
// exist twice.
func (c *clockChanges) Near(at value.Instant) (value.ClockChange, bool) {
	i := sort.Search(len(c.list), func(i int) bool { return c.list[i].At+c.list[i].Span() > at })
	if i == len(c.list) || at < c.list[i].At-c.list[i].Span() {
		return value.ClockChange{}, false
	}
	return c.list[i], true
}

// checkClock notes a date that was read from p where the clocks of the zone do not
// show the time that stands there, or do so twice. A date that names its offset is
// the same in every zone.
func (m *Builder) checkClock(c *columns.Column, p []byte, at value.Instant) {
	change, near := m.Changes.Near(at)
	if !near {
		return
	}
	readIn := func(ahead value.Instant) value.Instant {
		zone := m.zone
		m.zone = time.FixedZone("", int(ahead/value.Second))
		defer func() { m.zone = zone }()
		in, _ := m.parseDate(c, p)
		return in
	}
	if readIn(change.Before) != at || readIn(change.After) == at {
		return // it says its offset, or was read by the clocks after the change
	}
	says := fmt.Sprintf("the first on line %d, %q", m.RowLine, chars.Excerpt(string(p), 60))
	switch forward := change.After > change.Before; {
	case forward && at >= change.At:
		m.countClock(&m.Changes.left, "does not exist", "do not exist", "went forward then", says+", was read as "+at.Time().In(m.zone).Format("2006-01-02 15:04:05 MST")+", with the offset from before")
	case !forward && at < change.At:
		m.countClock(&m.Changes.two, "exists twice", "exist twice", "went back then", says+": the earlier of the two was taken")
	}
}

// countClock counts one more time of a kind, which is worded with the first.
func (m *Builder) countClock(n **notes.Counter, one, many, because, says string) {
	if *n == nil {
		text := " in " + m.Changes.zone + ", as the clocks " + because + "; " + strings.ReplaceAll(says, "%", "%%")
		*n = m.Notes.Counter("1 time "+one+strings.ReplaceAll(text, "%%", "%"), "%d times "+many+text)
	}
	(*n).Count++
}
