package board

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
)

// How as-of follows the clock. While the dashboard is in use it follows by the
// minute. When it has been idle for a while it follows in larger steps, so that
// a dashboard left open costs next to nothing. Time left is shown in days and
// hours, so no step makes it a day wrong.
const (
	idleAfter      = 5 * time.Minute
	activeInterval = value.Minute
	idleInterval   = 15 * value.Minute
	maxInterval    = value.Hour // even when a load takes longer than loadTimeFactor allows
	loadTimeFactor = 100        // an interval is at least so many loads long: evaluating stays at 1 % of the time
)

// RefreshDue reports whether the clock has moved so far past as-of that the
// workspace should be evaluated again.
func (b *Board) RefreshDue() bool {
	if b.travel.asOf.Known() || !b.Ready() || b.loadJob.Running {
		return false
	}
	pause := activeInterval
	if b.idle() {
		pause = idleInterval
	}
	took := value.Instant(b.loadTime.Milliseconds())
	minute := b.AsOf - b.AsOf%value.Minute // as-of can be the time of an event within the minute
	return value.FromTime(b.now()) >= minute+max(pause, min(loadTimeFactor*took, maxInterval))
}

// idle reports whether there has been no input for idleAfter.
func (b *Board) idle() bool { return b.now().Sub(b.lastActivity) >= idleAfter }

// NoteActivity records input from the user. After an idle time the list is out of
// date: it is reloaded, and stays on screen until that is done.
func (b *Board) NoteActivity() tea.Cmd {
	rested := b.idle()
	b.lastActivity = b.now()
	if rested && b.RefreshDue() {
		return b.Reload()
	}
	return nil
}
