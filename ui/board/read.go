package board

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/search"
	"trialist/ui/clean"
)

// Context is the program's context. Commands take it, so that they end with the
// program.
func (b *Board) Context() context.Context { return b.ctx }

// Store is the workspace that the board was read from, for commands.
func (b *Board) Store() *store.Store { return b.store }

// Cache holds the workspace's facts, for commands that evaluate conditions.
func (b *Board) Cache() *facts.Cache { return b.cache }

// Index searches texts of the workspace, for commands that filter.
func (b *Board) Index() *search.Index { return b.index }

// Now is the current time by the board's clock, which a test may set.
func (b *Board) Now() time.Time { return b.now() }

// Tick is [tea.Tick], or the timers of a test.
func (b *Board) Tick(after time.Duration, send func(time.Time) tea.Msg) tea.Cmd {
	return b.tick(after, send)
}

// Sort is the sort that was chosen. The list may still be in another until its answer
// comes.
func (b *Board) Sort() view.Sort { return b.sort }

// ShownSort is the sort that the list is in.
func (b *Board) ShownSort() view.Sort { return b.shownSort }

// Ranking is the ranking of all trials; nil before there is one.
func (b *Board) Ranking() *rank.Ranking { return b.ranking }

// Shown is the slots that pass the filter, in the order of the sort. Callers must not
// change it.
func (b *Board) Shown() []uint32 { return b.shown }

// ShownFilter is the filter that Shown was made with. While a newer one is being
// applied it differs from what was typed.
func (b *Board) ShownFilter() filter.Filter { return b.shownFilter }

// QualifiedCount is how many of the trials shown are qualified.
func (b *Board) QualifiedCount() int { return b.qualifiedCount }

// ShowsHidden reports whether trials that are snoozed or dismissed are listed too.
func (b *Board) ShowsHidden() bool { return b.showHidden }

// HiddenCounts is how many trials that pass the filter are not shown, as they are
// snoozed or dismissed.
func (b *Board) HiddenCounts() (snoozed, dismissed int) { return b.snoozed, b.dismissed }

// HasMovement reports whether there is a ranking to compare with, and it has another
// order.
func (b *Board) HasMovement() bool {
	return b.previousRanking != nil && b.ranking != nil && !slices.Equal(b.previousRanking.Slots, b.ranking.Slots)
}

// Row is what lists show of the account in a slot; false while it is being read.
func (b *Board) Row(slot uint32) (accounts.Row, bool) {
	row, ok := b.rows[slot]
	return row, ok
}

// Trend is the adoption score of the account in a slot in tenths, one number for
// each day of the trial, the last one as of now; false while it is computed.
func (b *Board) Trend(slot uint32) ([]int, bool) {
	days, ok := b.trends.days[slot]
	return days, ok
}

// HeldBack reports whether nobody passes the filter that was tried, so that the list is
// that of the other.
func (b *Board) HeldBack() bool { return b.heldBack }

// FilterErr is why the filter could not be applied; nil when it was.
func (b *Board) FilterErr() error { return b.filterErr }

// LoadErr is why there is nothing to show; nil when there is something, or may
// be soon.
func (b *Board) LoadErr() error { return b.loadErr }

// Reading reports whether a load is pending and slow enough to say so on screen.
func (b *Board) Reading() bool { return b.slowLoad }

// Searching reports the same of a ranking or a filter.
func (b *Board) Searching() bool { return b.slowRank && b.rankJob.Running }

// Following reports whether the list may still be that of another filter or sort than
// was asked for last.
func (b *Board) Following() bool { return b.rankJob.Running }

// ProgressText is how far the load has come: its stage, the percentage and the
// time left; "" when there is nothing to show.
func (b *Board) ProgressText() clean.Text { return b.progress.text() }

// TouchesAt is the as-of of touches: where as-of follows the clock in steps, those that
// were noted since count too.
func (b *Board) TouchesAt() value.Instant { return clock{fixed: b.travel.asOf}.touches() }

// TouchTime is when a touch is that is noted now: at as-of where that stands still, as
// later ones do not count there.
func (b *Board) TouchTime() value.Instant {
	if b.travel.asOf.Known() {
		return b.travel.asOf
	}
	return value.FromTime(b.now())
}

// Zone is the zone of the workspace's days; nil is UTC.
func (b *Board) Zone() *value.Zone {
	if b.Population == nil {
		return nil
	}
	return b.Population.Zone
}
