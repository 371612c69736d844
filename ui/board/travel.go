package board

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
)

// travel is which instant is on screen. What the board computes for one is given up when
// another is asked for, so that a key held down never piles up work.
type travel struct {
	home value.Instant // the as-of that the user gave at the start; Never follows the clock
	past bool          // home is in the past, and the user asked for that
	asOf value.Instant // what is asked for: home, or an instant of the past
	seen value.Instant // what the snapshot was read for, as asOf

	// ctx is that of the work on one instant, for the commands that the board makes, as
	// the context of the program is.
	ctx  context.Context
	stop context.CancelFunc
}

func newTravel(ctx context.Context, home value.Instant, past bool) travel {
	t := travel{home: home, past: past, asOf: home, seen: home}
	t.ctx, t.stop = context.WithCancel(ctx)
	return t
}

// Travel shows the workspace as it stood at an instant; [value.Never] goes back to now.
// What is on screen stays until that has been read.
func (b *Board) Travel(at value.Instant) tea.Cmd {
	if !at.Known() {
		at = b.travel.home
	}
	if at == b.travel.asOf {
		return nil
	}
	b.travel.stop()
	b.travel.ctx, b.travel.stop = context.WithCancel(b.ctx)
	b.travel.asOf = at
	return b.Reload()
}

// InPast reports whether an instant of the past is asked for, so that nothing is to be
// noted.
func (b *Board) InPast() bool { return b.travel.asOf != b.travel.home }

// AskedPast is the time of the past that the user asked for at the start, as of which all
// is noted; false where that was not asked for.
func (b *Board) AskedPast() (value.Instant, bool) { return b.travel.home, b.travel.past }

// NotedAsOf follows what was noted, and says as of when: "" where that is now.
func (b *Board) NotedAsOf() clean.Text {
	if !b.travel.past {
		return ""
	}
	return ", as of " + clean.Of(b.Zone().Local(b.travel.home).Time().Format("2 Jan 2006"))
}

// Destination is the as-of that is asked for. While it is read, AsOf is still that of what
// is on screen.
func (b *Board) Destination() value.Instant {
	if b.travel.asOf.Known() {
		return b.travel.asOf
	}
	return b.Latest()
}

// Latest is the as-of that going back to now shows: that of the start, or the time of the
// clock.
func (b *Board) Latest() value.Instant {
	if b.travel.home.Known() {
		return b.travel.home
	}
	return value.FromTime(b.now())
}

// ActingAt is the as-of of what is done now, whatever instant is on screen.
func (b *Board) ActingAt() value.Instant {
	if b.InPast() || b.Underway() {
		return b.Latest()
	}
	return b.AsOf
}

// Underway reports whether another instant than that on screen is being read.
func (b *Board) Underway() bool { return b.Ready() && b.travel.asOf != b.travel.seen }

// DayBack is the beginning of the day that is asked for, in the workspace's zone, or of
// the day before where that is asked for already.
func (b *Board) DayBack() value.Instant {
	at, zone := b.Destination(), b.Zone()
	if start := zone.StartOfDay(zone.Day(at)); start < at {
		return start
	}
	return zone.StartOfDay(zone.Day(at) - value.Day)
}

// DayForward is the beginning of the day after that which is asked for; false where that
// has not begun, so that the next step is now.
func (b *Board) DayForward() (value.Instant, bool) {
	zone := b.Zone()
	next := zone.StartOfDay(zone.Day(b.Destination()) + value.Day)
	return next, next < b.Latest()
}

// PastReason is why nothing can be noted while the past is shown. The key is that which
// goes back to now.
func (b *Board) PastReason(key clean.Text) clean.Text {
	return "the screen shows how things stood on " + clean.Of(b.Zone().Local(b.Destination()).Time().Format("2 Jan 2006")) + ", and " + key + " goes back to now"
}
