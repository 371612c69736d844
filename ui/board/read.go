package board

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/search"
	"trialist/ui/clean"
)

// Context is that of the program, for commands: they end with it.
func (b *Board) Context() context.Context { return b.ctx }

// Store is the workspace that the board was read from, for commands.
func (b *Board) Store() *store.Store { return b.store }

// Cache is what is held of the workspace, for commands that evaluate conditions.
func (b *Board) Cache() *facts.Cache { return b.cache }

// Index is where commands search the workspace.
func (b *Board) Index() *search.Index { return b.index }

// Now is the time by the board's clock.
func (b *Board) Now() time.Time { return b.now() }

// Tick sends a message once so much time has passed.
func (b *Board) Tick(after time.Duration, send func(time.Time) tea.Msg) tea.Cmd {
	return b.tick(after, send)
}

// Order is the order that was asked for; the ranking may still be in another.
func (b *Board) Order() rank.Order { return b.order }

// Ranking is the ranking of all trials; nil before there is one.
func (b *Board) Ranking() *rank.Ranking { return b.ranking }

// Shown is the slots that the filter lets through, best first. It is not to be
// changed.
func (b *Board) Shown() []uint32 { return b.shown }

// ShownFilter is the filter that Shown is the answer to. While a newer one is
// being answered it is not the one that was typed.
func (b *Board) ShownFilter() filter.Filter { return b.shownFilter }

// QualifiedCount is how many of those shown are qualified.
func (b *Board) QualifiedCount() int { return b.qualifiedCount }

// HasMovement reports whether there is a ranking before, to move against.
func (b *Board) HasMovement() bool { return b.previousRanking != nil }

// Row is what lists show of the account in a slot, false while it is being read.
func (b *Board) Row(slot uint32) (accounts.Row, bool) {
	row, ok := b.rows[slot]
	return row, ok
}

// Trend is the adoption score of the account in a slot, in tenths, a number a day;
// false while it is being worked out.
func (b *Board) Trend(slot uint32) ([]int, bool) {
	days, ok := b.trends.days[slot]
	return days, ok
}

// FilterErr is why the list cannot follow the filter; nil when it does.
func (b *Board) FilterErr() error { return b.filterErr }

// LoadErr is why there is nothing to show; nil when there is something, or may
// be soon.
func (b *Board) LoadErr() error { return b.loadErr }

// Reading reports whether the workspace is being read, and has been for so long
// that people are told.
func (b *Board) Reading() bool { return b.slowLoad }

// Searching reports the same of the list that the filter asks for.
func (b *Board) Searching() bool { return b.slowRank && b.rankJob.Running }

// ProgressText is how far reading has come; "" when there is nothing to tell.
func (b *Board) ProgressText() clean.Text { return b.progress.text() }
