package board

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
)

// How the clock moves what is shown. While somebody is there as-of follows it to
// the minute. When nobody has touched anything for a while it follows in larger
// steps, so that a dashboard left open costs next to nothing; days left are told
// in days and hours, so that no step makes them a day wrong.
const (
	idleAfter      = 5 * time.Minute
	activeInterval = value.Minute
	idleInterval   = 15 * value.Minute
	maxInterval    = value.Hour // however long it takes
	loadTimeFactor = 100        // of what it takes: evaluating is to stay 1 % of the time
)

// RefreshDue reports whether the clock has moved so far that the answers should be
// asked for again.
func (b *Board) RefreshDue() bool {
	if b.fixedAsOf.Known() || !b.Ready() || b.loadJob.Running {
		return false
	}
	pause := activeInterval
	if b.idle() {
		pause = idleInterval
	}
	took := value.Instant(b.loadTime.Milliseconds())
	minute := b.AsOf - b.AsOf%value.Minute // as-of may be an event within it
	return value.FromTime(b.now()) >= minute+max(pause, min(loadTimeFactor*took, maxInterval))
}

// idle reports whether nobody has touched anything for a while.
func (b *Board) idle() bool { return b.now().Sub(b.lastActivity) >= idleAfter }

// NoteActivity notes that somebody is there. What they find after a rest is as old as the
// rest: it stays to be looked at until it has been brought up to date.
func (b *Board) NoteActivity() tea.Cmd {
	rested := b.idle()
	b.lastActivity = b.now()
	if rested && b.RefreshDue() {
		return b.Reload()
	}
	return nil
}
