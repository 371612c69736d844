package ui

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
	restAfter  = 5 * time.Minute
	watched    = value.Minute
	unwatched  = 15 * value.Minute
	pauseMost  = value.Hour // however long it takes
	pauseTimes = 100        // of what it takes: evaluating is to stay 1 % of the time
)

// due reports whether the clock has moved so far that the answers should be
// asked for again.
func (b *board) due() bool {
	if b.fixed.Known() || !b.ready() || b.loading.running {
		return false
	}
	pause := watched
	if b.resting() {
		pause = unwatched
	}
	took := value.Instant(b.took.Milliseconds())
	return b.instant() >= b.asOf+max(pause, min(pauseTimes*took, pauseMost))
}

// resting reports whether nobody has touched anything for a while.
func (b *board) resting() bool { return b.now().Sub(b.stirred) >= restAfter }

// stir notes that somebody is there. What they find after a rest is as old as the
// rest: it stays to be looked at until it has been brought up to date.
func (b *board) stir() tea.Cmd {
	rested := b.resting()
	b.stirred = b.now()
	if rested && b.due() {
		return b.reload()
	}
	return nil
}
