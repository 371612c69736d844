package board

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/search"
	"trialist/ui/clean"
	"trialist/ui/job"
)

// Snapshot is one consistent state of the file, evaluated at an instant.
type Snapshot struct {
	Revision   int64
	Version    int64 // of the rulebook
	AsOf       value.Instant
	Book       rulebook.Rulebook
	Population *rank.Population
	Ranker     *rank.Ranker
	Counts     [rulebook.Churned + 1]int // accounts by status
}

// sameAs reports whether another state would look no different.
func (w Snapshot) sameAs(o Snapshot) bool {
	return w.Population != nil && w.Revision == o.Revision && w.Version == o.Version && w.AsOf == o.AsOf
}

// opened is the open workspace and what is held of it in memory.
type opened struct {
	store *store.Store
	cache *facts.Cache
	index *search.Index
}

// openedWith is the workspace of the cache; none for a dashboard that only tells
// its keys, where the cache is nil.
func openedWith(c *facts.Cache) opened {
	if c == nil {
		return opened{}
	}
	return opened{c.Store(), c, search.New(c)}
}

// Board is the read model that all screens draw from: the workspace as it was
// last read, its ranking, and the rows that have been looked at. Its fields
// change only while a message is handled.
type Board struct {
	// ctx is that of the program. Bubble Tea hands none to Update, so the model
	// has to hold it for the commands that it makes; each takes it as an argument.
	ctx context.Context
	opened
	path      string // of the workspace
	now       func() time.Time
	tick      func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // for tests to hold still
	fixedAsOf value.Instant                                        // as-of that the user gave; Never follows the clock

	Snapshot
	order           rank.Order
	filter          filter.Filter
	filterErr       error // why the list cannot follow the filter; nil when it does
	ranking         *rank.Ranking
	shownFilter     filter.Filter // the one that shown is the answer to
	previousRanking *rank.Ranking // what movement is measured against; nil for none
	shown           []uint32      // slots that the filter lets through, best first
	qualifiedCount  int           // of those shown

	rows         map[uint32]accounts.Row
	stale        map[uint32]bool // rows to be read again, shown as they were until then
	rowsFailed   bool            // reading rows failed; it is tried again after the next load
	current      Account
	trends       trends
	loadJob      job.Latest
	progress     *loadProgress // how far that is
	rankJob      job.Latest
	rowsJob      job.Latest
	slowLoad     bool          // the load on its way is taking long
	slowRank     bool          // so is the ranking
	loadErr      error         // why there is nothing to show
	loadTime     time.Duration // the last load
	lastActivity time.Time     // when somebody last touched anything, see clock.go
}

// slowThreshold is the time after which reading says that it is reading.
const slowThreshold = 300 * time.Millisecond

// maxRows is how many rows the board remembers.
const maxRows = 4000

// Options say what a board reads and by which clock.
type Options struct {
	Cache *facts.Cache                                         // of the workspace; nil for none
	Path  string                                               // of the workspace, to be shown
	AsOf  value.Instant                                        // Never follows the clock, to the minute
	Now   func() time.Time                                     // nil is time.Now
	Tick  func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // nil is tea.Tick
}

// New is a board that has read nothing yet. Its commands, and those that
// others make with it, end with the context.
func New(ctx context.Context, o Options) *Board {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tick == nil {
		o.Tick = tea.Tick
	}
	return &Board{
		ctx: ctx, opened: openedWith(o.Cache), path: o.Path, now: o.Now, tick: o.Tick, fixedAsOf: o.AsOf,
		rows: make(map[uint32]accounts.Row), stale: make(map[uint32]bool), progress: &loadProgress{},
	}
}

// Answer is what became of the board with an answer of one of its commands.
type Answer struct {
	Changed bool    // what is shown is to be drawn anew
	Next    tea.Cmd // what is to be asked now
	Err     error   // to be told; nil when the answer could be used
}

// Update puts what a command found out onto the board. It reports whether the
// message was the answer of one of the board's commands.
func (b *Board) Update(msg tea.Msg) (Answer, bool) {
	var r Answer
	switch msg := msg.(type) {
	case snapshotLoaded:
		r.Changed, r.Next = b.handleLoaded(msg)
		r.Err = msg.err
	case ranked:
		r.Changed, r.Next = b.handleRanked(msg)
	case rowsLoaded:
		b.handleRows(msg)
		r.Err = msg.err
	case accountAssessed:
		b.handleAssessed(msg)
		r.Err = msg.Err
	case trendsLoaded:
		b.handleTrends(msg)
		r.Err = msg.err
	case loadSlow, rankSlow:
		r.Next = b.handleSlow(msg)
	default:
		return Answer{}, false
	}
	return r, true
}

// Ready reports whether there is a ranking to show.
func (b *Board) Ready() bool { return b.ranking != nil }

// Moment is when the board's questions are asked.
func (b *Board) Moment() condition.Moment {
	return condition.Moment{AsOf: b.AsOf, TrialDays: b.Book.Lifecycle.TrialDays}
}

// Reload reads the workspace in the background; what is shown stays until the
// answer comes.
func (b *Board) Reload() tea.Cmd {
	if !b.loadJob.Start() {
		return nil
	}
	seq := b.loadJob.Seq
	return tea.Batch(
		loadSnapshot(b.progress.withProgress(b.ctx, b.now), seq, b.opened, b.Snapshot, clock{b.fixedAsOf, b.now()}, b.rankRequest()),
		b.tick(slowThreshold, func(time.Time) tea.Msg { return loadSlow{seq} }),
	)
}

// handleSlow notes that an answer is taking long, unless it has come, and looks
// again how far it is.
func (b *Board) handleSlow(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loadSlow:
		b.slowLoad = b.loadJob.Running && b.loadJob.Seq == msg.seq
		if b.slowLoad {
			return b.tick(slowThreshold, func(time.Time) tea.Msg { return msg })
		}
	case rankSlow:
		b.slowRank = b.rankJob.Running && b.rankJob.Seq == msg.seq
	}
	return nil
}

// handleLoaded makes an answer of load the state of the board. It reports
// whether anything changed.
func (b *Board) handleLoaded(m snapshotLoaded) (changed bool, next tea.Cmd) {
	fresh, again := b.loadJob.Finish(m.seq)
	b.slowLoad = b.slowLoad && b.loadJob.Running
	if again {
		next = b.Reload()
	}
	if !fresh {
		return false, next
	}
	if m.err != nil {
		if !b.Ready() {
			b.loadErr = m.err
		}
		return false, next
	}
	b.loadErr = nil
	if b.sameAs(m.Snapshot) {
		// Only what was written down about accounts can be different.
		b.invalidateRows()
		if !b.filter.Empty() {
			return true, tea.Batch(next, b.rerank())
		}
		return true, next
	}
	if b.ranking != nil && (b.Revision != m.Revision || b.Version != m.Version) {
		b.previousRanking = b.ranking
	}
	b.Snapshot, b.loadTime = m.Snapshot, m.took
	b.invalidateRows()
	for _, row := range m.rows {
		if _, known := b.rows[row.Slot]; !known { // else something may have been written down since
			b.rows[row.Slot] = row
		}
	}
	b.trends.reset()
	b.setRanking(m.ranked)
	b.filterErr = m.ranked.err
	// A ranking on its way is one of the people before. When it was asked for
	// because the order or the filter changed since, it has to be made again.
	overtaken := m.ranked.seq != b.rankJob.Seq || b.rankJob.Queued
	b.rankJob.Invalidate()
	if overtaken {
		next = tea.Batch(next, b.rerank())
	}
	return true, tea.Batch(next, computePositions(b.ranking))
}

func (b *Board) setRanking(r ranked) {
	if r.ranking == nil {
		return
	}
	b.ranking, b.shownFilter, b.shown, b.qualifiedCount = r.ranking, r.filter, r.shown, r.qualified
}

// SortBy changes the order. Movement between two orders says nothing, so it
// starts anew.
func (b *Board) SortBy(order rank.Order) tea.Cmd {
	if order == b.order {
		return nil
	}
	b.order, b.previousRanking = order, nil
	return b.rerank()
}

// SetFilter changes the filter.
func (b *Board) SetFilter(filter filter.Filter) tea.Cmd {
	b.filter, b.filterErr = filter, nil
	return b.rerank()
}

// AccountName is what to call the account in a slot.
func (b *Board) AccountName(slot uint32) clean.Text {
	row, ok := b.rows[slot]
	if !ok {
		return ""
	}
	if row.Name == "" {
		return clean.Of(row.ID)
	}
	return clean.Of(row.Name)
}

// RequestRows reads the rows among the slots that are not known, one question at a
// time: while one is on its way the next waits, and asks for what is on screen
// by then.
func (b *Board) RequestRows(slots []uint32) tea.Cmd {
	if !b.Ready() || b.rowsJob.Running || b.rowsFailed {
		return nil
	}
	var missing []uint32
	for _, slot := range slots {
		if _, ok := b.rows[slot]; !ok || b.stale[slot] {
			missing = append(missing, slot)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	b.rowsJob.Start()
	return loadRows(b.ctx, b.rowsJob.Seq, b.store, missing)
}

func (b *Board) handleRows(m rowsLoaded) {
	if fresh, _ := b.rowsJob.Finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		b.rowsFailed = true
		return
	}
	if len(b.rows) > maxRows {
		clear(b.rows)
		clear(b.stale)
	}
	for _, slot := range m.slots {
		delete(b.stale, slot)
		b.rows[slot] = accounts.Row{Slot: slot} // also when there is none: it was asked for
	}
	for _, row := range m.rows {
		b.rows[row.Slot] = row
	}
}

// invalidateRows has all rows read again when they are next on screen.
func (b *Board) invalidateRows() {
	b.rowsJob.Invalidate()
	b.rowsFailed = false
	for slot := range b.rows {
		b.stale[slot] = true
	}
	b.invalidateAccount()
}

// InvalidateAccount has what is shown of an account read again, and asks the
// filter again, as it may look for what was written down.
func (b *Board) InvalidateAccount(id string) tea.Cmd {
	for slot, row := range b.rows {
		if row.ID == id {
			b.stale[slot] = true
		}
	}
	b.invalidateAccount()
	if b.filter.Empty() {
		return nil
	}
	return b.rerank()
}

// Movement is how many places the account has gained since the ranking before,
// and whether it was in it at all.
func (b *Board) Movement(slot uint32) (int, bool) {
	if b.previousRanking == nil || b.ranking == nil {
		return 0, false
	}
	was, is := b.previousRanking.Position(int(slot)), b.ranking.Position(int(slot))
	return was - is, was >= 0 && is >= 0
}
