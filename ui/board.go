package ui

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
	"trialist/ui/clean"
)

// workspace is one consistent state of the file, evaluated at an instant.
type workspace struct {
	revision int64
	version  int64 // of the rulebook
	asOf     value.Instant
	book     rulebook.Rulebook
	people   *rank.Population
	ranker   *rank.Ranker
	counts   [rulebook.Churned + 1]int // accounts by status
}

// same reports whether another state would look no different.
func (w workspace) same(o workspace) bool {
	return w.people != nil && w.revision == o.revision && w.version == o.version && w.asOf == o.asOf
}

// opened is the open workspace and what is held of it in memory.
type opened struct {
	store *store.Store
	cache *store.Cache
	index *store.Index
}

// openedWith is the workspace of the cache; none for a dashboard that only tells
// its keys, where the cache is nil.
func openedWith(c *store.Cache) opened {
	if c == nil {
		return opened{}
	}
	return opened{c.Store(), c, store.NewIndex(c)}
}

// board is the read model that all screens draw from: the workspace as it was
// last read, its ranking, and the rows that have been looked at. Its fields
// change only while the app handles a message.
type board struct {
	// ctx is that of the program. Bubble Tea hands none to Update, so the model
	// has to hold it for the commands that it makes; each takes it as an argument.
	ctx context.Context
	opened
	path  string // of the workspace
	now   func() time.Time
	tick  func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // for tests to hold still
	fixed value.Instant                                        // as-of that the user gave; Never follows the clock

	workspace
	order     rank.Order
	filter    filter.Filter
	refused   error // why the list cannot follow the filter; nil when it does
	ranking   *rank.Ranking
	answered  filter.Filter // the one that shown is the answer to
	before    *rank.Ranking // what movement is measured against; nil for none
	shown     []uint32      // slots that the filter lets through, best first
	qualified int           // of those shown

	rows     map[uint32]store.Row
	stale    map[uint32]bool // rows to be read again, shown as they were until then
	unread   bool            // reading rows failed; it is tried again after the next load
	focus    focus
	trends   trends
	loading  job
	reading  *reading // how far that is
	ranks    job
	fetches  job
	slow     bool          // the load on its way is taking long
	slowRank bool          // so is the ranking
	broken   error         // why there is nothing to show
	took     time.Duration // the last load
	stirred  time.Time     // when somebody last touched anything, see clock.go
}

// slowAfter is the time after which reading says that it is reading.
const slowAfter = 300 * time.Millisecond

// rowsMost is how many rows the board remembers.
const rowsMost = 4000

func newBoard(ctx context.Context, o Options) *board {
	return &board{
		ctx: ctx, opened: openedWith(o.Cache), path: o.Path, now: o.Now, tick: tea.Tick, fixed: o.AsOf,
		rows: make(map[uint32]store.Row), stale: make(map[uint32]bool), reading: &reading{},
	}
}

// answer is what became of the board with an answer of one of its commands.
type answer struct {
	Changed bool    // what is shown is to be drawn anew
	Next    tea.Cmd // what is to be asked now
	Err     error   // to be told; nil when the answer could be used
}

// update puts what a command found out onto the board. It reports whether the
// message was the answer of one of the board's commands.
func (b *board) update(msg tea.Msg) (answer, bool) {
	var r answer
	switch msg := msg.(type) {
	case loaded:
		r.Changed, r.Next = b.takeLoaded(msg)
		r.Err = msg.err
	case ranked:
		r.Changed, r.Next = b.takeRanked(msg)
	case rowsLoaded:
		b.takeRows(msg)
		r.Err = msg.err
	case focused:
		b.takeFocused(msg)
		r.Err = msg.err
	case trendsLoaded:
		b.takeTrends(msg)
		r.Err = msg.err
	case loadSlow, rankSlow:
		r.Next = b.takeSlow(msg)
	default:
		return answer{}, false
	}
	return r, true
}

// ready reports whether there is a ranking to show.
func (b *board) ready() bool { return b.ranking != nil }

// instant is the as-of that the board should have now.
func (b *board) instant() value.Instant {
	if b.fixed.Known() {
		return b.fixed
	}
	return value.FromTime(b.now().Truncate(time.Minute))
}

// moment is when the board's questions are asked.
func (b *board) moment() condition.Moment {
	return condition.Moment{AsOf: b.asOf, TrialDays: b.book.Lifecycle.TrialDays}
}

// reload reads the workspace in the background; what is shown stays until the
// answer comes.
func (b *board) reload() tea.Cmd {
	if !b.loading.start() {
		return nil
	}
	seq := b.loading.seq
	return tea.Batch(
		load(b.reading.watch(b.ctx, b.now), seq, b.opened, b.workspace, b.instant(), b.question()),
		b.tick(slowAfter, func(time.Time) tea.Msg { return loadSlow{seq} }),
	)
}

// takeSlow notes that an answer is taking long, unless it has come, and looks
// again how far it is.
func (b *board) takeSlow(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loadSlow:
		b.slow = b.loading.running && b.loading.seq == msg.seq
		if b.slow {
			return b.tick(slowAfter, func(time.Time) tea.Msg { return msg })
		}
	case rankSlow:
		b.slowRank = b.ranks.running && b.ranks.seq == msg.seq
	}
	return nil
}

// takeLoaded makes an answer of load the state of the board. It reports
// whether anything changed.
func (b *board) takeLoaded(m loaded) (changed bool, next tea.Cmd) {
	fresh, again := b.loading.finish(m.seq)
	b.slow = b.slow && b.loading.running
	if again {
		next = b.reload()
	}
	if !fresh {
		return false, next
	}
	if m.err != nil {
		if !b.ready() {
			b.broken = m.err
		}
		return false, next
	}
	b.broken = nil
	if b.same(m.workspace) {
		// Only what was written down about accounts can be different.
		b.forgetRows()
		if !b.filter.Empty() {
			return true, tea.Batch(next, b.rerank())
		}
		return true, next
	}
	if b.ranking != nil && (b.revision != m.revision || b.version != m.version) {
		b.before = b.ranking
	}
	b.workspace, b.took = m.workspace, m.took
	b.forgetRows()
	for _, row := range m.rows {
		if _, known := b.rows[row.Slot]; !known { // else something may have been written down since
			b.rows[row.Slot] = row
		}
	}
	b.trends.forget()
	b.setRanked(m.ranked)
	b.refused = m.ranked.err
	// A ranking on its way is one of the people before. When it was asked for
	// because the order or the filter changed since, it has to be made again.
	overtaken := m.ranked.seq != b.ranks.seq || b.ranks.again
	b.ranks.drop()
	if overtaken {
		next = tea.Batch(next, b.rerank())
	}
	return true, tea.Batch(next, place(b.ranking))
}

func (b *board) setRanked(r ranked) {
	if r.ranking == nil {
		return
	}
	b.ranking, b.answered, b.shown, b.qualified = r.ranking, r.filter, r.shown, r.qualified
}

// sortBy changes the order. Movement between two orders says nothing, so it
// starts anew.
func (b *board) sortBy(order rank.Order) tea.Cmd {
	if order == b.order {
		return nil
	}
	b.order, b.before = order, nil
	return b.rerank()
}

// narrow changes the filter.
func (b *board) narrow(filter filter.Filter) tea.Cmd {
	b.filter, b.refused = filter, nil
	return b.rerank()
}

// name is what to call the account in a slot.
func (b *board) name(slot uint32) clean.Text {
	row, ok := b.rows[slot]
	if !ok {
		return ""
	}
	if row.Name == "" {
		return clean.Of(row.ID)
	}
	return clean.Of(row.Name)
}

// fetch reads the rows among the slots that are not known, one question at a
// time: while one is on its way the next waits, and asks for what is on screen
// by then.
func (b *board) fetch(slots []uint32) tea.Cmd {
	if !b.ready() || b.fetches.running || b.unread {
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
	b.fetches.start()
	return loadRows(b.ctx, b.fetches.seq, b.store, missing)
}

func (b *board) takeRows(m rowsLoaded) {
	if fresh, _ := b.fetches.finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		b.unread = true
		return
	}
	if len(b.rows) > rowsMost {
		clear(b.rows)
		clear(b.stale)
	}
	for _, slot := range m.slots {
		delete(b.stale, slot)
		b.rows[slot] = store.Row{Slot: slot} // also when there is none: it was asked for
	}
	for _, row := range m.rows {
		b.rows[row.Slot] = row
	}
}

// forgetRows has all rows read again when they are next on screen.
func (b *board) forgetRows() {
	b.fetches.drop()
	b.unread = false
	for slot := range b.rows {
		b.stale[slot] = true
	}
	b.refocus()
}

// invalidateAccount has what is shown of an account read again, and asks the
// filter again, as it may look for what was written down.
func (b *board) invalidateAccount(id string) tea.Cmd {
	for slot, row := range b.rows {
		if row.ID == id {
			b.stale[slot] = true
		}
	}
	b.refocus()
	if b.filter.Empty() {
		return nil
	}
	return b.rerank()
}

// moved is how many places the account has gained since the ranking before,
// and whether it was in it at all.
func (b *board) moved(slot uint32) (int, bool) {
	if b.before == nil || b.ranking == nil {
		return 0, false
	}
	was, is := b.before.Position(int(slot)), b.ranking.Position(int(slot))
	return was - is, was >= 0 && is >= 0
}
