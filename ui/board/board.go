package board

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/search"
	"trialist/store/views"
	"trialist/ui/job"
)

// Snapshot is one consistent state of the file, evaluated at an instant.
type Snapshot struct {
	Revision   int64 // of the file; another after every write
	Version    int64 // of the rulebook
	AsOf       value.Instant
	Book       rulebook.Rulebook
	Population *rank.Population
	DataID     store.SnapshotID // of the data that the population is of
	Ranker     *rank.Ranker
	Counts     [rulebook.NumStatuses]int // accounts by status

	// Replacements is how often the data was replaced by other data than imports
	// make of it. Slots of another number of replacements may mean other accounts.
	Replacements int64
}

// sameAs reports whether another snapshot has the same data, rulebook and
// instant, so that nothing has to be evaluated again.
func (s Snapshot) sameAs(o Snapshot) bool {
	return s.Population != nil && s.Revision == o.Revision && s.Version == o.Version && s.AsOf == o.AsOf &&
		s.Book.TimeZone == o.Book.TimeZone
}

// opened is the open workspace with its caches.
type opened struct {
	store        *store.Store
	cache        *facts.Cache
	index        *search.Index
	names        *views.NameOrder
	replacements *atomic.Int64 // see Snapshot
	latestPaces  *latestPaces
}

// openedWith is the workspace that a cache belongs to. The cache is nil where
// only the table of keys is asked for; then there is no workspace.
func openedWith(c *facts.Cache) opened {
	if c == nil {
		return opened{}
	}
	replacements := new(atomic.Int64)
	c.OnReplace(func() { replacements.Add(1) })
	return opened{c.Store(), c, search.New(c), new(views.NameOrder), replacements, new(latestPaces)}
}

// Board is the read model that all screens draw from: the snapshot that was read
// last, its ranking, and the rows that have been on screen. Its fields change
// only while a message is handled.
type Board struct {
	// ctx is that of the program. Bubble Tea hands none to Update, so the model
	// has to hold it for the commands that it makes; each takes it as an argument.
	ctx context.Context
	opened
	path   string // of the workspace
	now    func() time.Time
	tick   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick, or the timers of a test
	travel travel

	Snapshot
	restored        bool // the snapshot is of data that a backup was put in the place of
	sort            view.Sort
	filter          filter.Filter
	otherwise       *filter.Filter // takes the place of the filter where nobody passes that; nil for none
	heldBack        bool           // it has done so
	filterErr       error          // why the filter could not be applied; nil when it was
	ranking         *rank.Ranking
	shownFilter     filter.Filter // the filter that shown was made with
	previousRanking *rank.Ranking // what movement is measured against; nil for none
	measuredFrom    bool          // previousRanking was given by MeasureFrom
	shown           []uint32      // slots that pass the filter, in the order of the sort
	shownSort       view.Sort     // the sort that shown was made with
	shownIndex      []int32       // by slot, its index in shown plus 1; nil where shown is in the order of the ranking
	qualifiedCount  int           // of those shown
	showHidden      bool          // trials that are snoozed or dismissed are listed too
	snoozed         int           // trials that pass the filter and are not shown for that
	dismissed       int           // the same
	lane            int           // of shown, those that stand first as they raised a hand
	raised          int           // of shown, those that raised a hand
	laneLimit       int           // how many of them may stand first
	laneFolded      bool          // they stand at their place

	rows         map[uint32]accounts.Row // by slot
	stale        map[uint32]bool         // slots whose row is read again at the next request
	rowsFailed   bool                    // reading rows failed; it is tried again after the next load
	current      Account
	trends       trends
	segments     segments
	paces        derived[pace.Paces]
	classes      classes
	possible     derived[rank.Scores]
	tried        segments // of the ranking of a draft
	loadJob      job.Latest
	progress     *loadProgress // of the load that is pending
	rankJob      job.Latest
	rowsJob      job.Latest
	slowLoad     bool          // the pending load takes longer than slowThreshold
	slowRank     bool          // so does the pending ranking
	loadErr      error         // why there is nothing to show
	loadTime     time.Duration // how long the last load took
	lastActivity time.Time     // the last key, click, wheel or resize; see clock.go
}

// slowThreshold is how long a load or a ranking may take before the screen says
// that it is under way. A word that shows for a shorter time only flickers.
const slowThreshold = 300 * time.Millisecond

// maxRows is how many rows the board keeps; beyond it all are dropped.
const maxRows = 4000

// Options say what a board reads and by which clock.
type Options struct {
	Cache    *facts.Cache                                         // of the workspace; nil for none
	Path     string                                               // of the workspace, for display
	AsOf     value.Instant                                        // Never follows the clock, to the minute
	Now      func() time.Time                                     // nil is time.Now
	AsOfPast bool                                                 // the user asked for AsOf, which is in the past
	Tick     func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // nil is tea.Tick
}

// New is a board that has read nothing yet. Its commands, and those that others
// make with [Board.Context], end with ctx.
func New(ctx context.Context, o Options) *Board {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tick == nil {
		o.Tick = tea.Tick
	}
	return &Board{
		ctx: ctx, opened: openedWith(o.Cache), path: o.Path, now: o.Now, tick: o.Tick, travel: newTravel(ctx, o.AsOf, o.AsOfPast),
		sort: view.DefaultSort(), laneLimit: MaxLane, rows: make(map[uint32]accounts.Row), stale: make(map[uint32]bool), progress: &loadProgress{},
	}
}

// Answer is the effect of an answer on the board.
type Answer struct {
	Changed bool    // the screens have to take over the board's state
	Next    tea.Cmd // the command to run now
	Err     error   // to be shown; nil when the answer could be used
}

// Update applies the answer of one of the board's commands. It reports whether
// the message was one.
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
	case derivedFound[pace.Paces]:
		b.paces.handle(msg)
		r.Err = msg.err
	case derivedFound[rank.Scores]:
		b.possible.handle(msg)
		r.Err = msg.err
	case classesFound:
		b.handleClasses(msg)
		r.Err = msg.err
	case segmentsEvaluated:
		r.Changed = b.handleSegments(msg)
	case loadSlow, rankSlow:
		r.Next = b.handleSlow(msg)
	default:
		return Answer{}, false
	}
	if errors.Is(r.Err, context.Canceled) {
		r.Err = nil // it was given up for another instant
	}
	return r, true
}

// Ready reports whether there is a ranking to show.
func (b *Board) Ready() bool { return b.ranking != nil }

// Moment is the instant that conditions are evaluated at, and the length of a
// trial.
func (b *Board) Moment() condition.Moment {
	return condition.Moment{AsOf: b.AsOf, TrialDays: b.Book.Lifecycle.TrialDays, Zone: b.Zone()}
}

// Reload reads the workspace in the background. The board stays as it is until
// the answer comes.
func (b *Board) Reload() tea.Cmd {
	if !b.loadJob.Start() {
		return nil
	}
	seq, have := b.loadJob.Seq, b.Snapshot
	if b.restored {
		have = Snapshot{}
	}
	return tea.Batch(
		loadSnapshot(b.progress.withProgress(b.travel.ctx, b.now), seq, b.opened, have, clock{b.travel.asOf, b.now()}, b.rankRequest()),
		b.tick(slowThreshold, func(time.Time) tea.Msg { return loadSlow{seq} }),
	)
}

// Restored has the next load take nothing over from the snapshot: a backup was put in
// the place of the workspace, whose numbers may mean other data.
func (b *Board) Restored() {
	b.restored = true
	b.loadJob.Invalidate()
}

// handleSlow notes that a load or a ranking is still pending. For a load it comes
// back again and again, so that its progress is drawn.
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

// handleLoaded makes the snapshot that was read the state of the board. It
// reports whether anything changed.
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
		} else if !again {
			b.travel.asOf = b.travel.seen // which is still on screen
		}
		return false, next
	}
	b.loadErr, b.travel.seen = nil, m.asked
	if !b.restored && b.sameAs(m.Snapshot) {
		// Only touches can be different: they are read with the rows.
		b.invalidateRows()
		if !b.filter.Empty() {
			return true, tea.Batch(next, b.rerank())
		}
		return true, next
	}
	if b.ranking != nil && !b.measuredFrom && (b.Revision != m.Revision || b.Version != m.Version || b.Book.TimeZone != m.Book.TimeZone) {
		b.previousRanking = b.ranking
	}
	if b.restored {
		b.restored, b.previousRanking, b.measuredFrom = false, nil, false
		clear(b.rows)
		clear(b.stale)
		b.paces = derived[pace.Paces]{}
	}
	b.Snapshot, b.loadTime = m.Snapshot, m.took
	b.invalidateRows()
	for _, row := range m.rows {
		if _, known := b.rows[row.Slot]; !known { // a known row may have got a touch since
			b.rows[row.Slot] = row
		}
	}
	b.trends.reset()
	b.setRanking(m.ranked)
	b.filterErr = m.ranked.err
	// A pending ranking is one of the previous population. When it was started
	// because the order or the filter changed since the load began, it has to be
	// made again.
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
	b.shownSort, b.shownIndex, b.heldBack = r.sort, r.index, r.heldBack
	b.snoozed, b.dismissed, b.lane, b.raised = r.snoozed, r.dismissed, r.lane, r.raised
}

// SortBy changes the sort. Movement between the orders of two rankings means nothing,
// so there is none until the data changes.
func (b *Board) SortBy(sort view.Sort) tea.Cmd {
	if sort == b.sort {
		return nil
	}
	if sort.Order() != b.sort.Order() {
		b.previousRanking, b.measuredFrom = nil, false
	}
	b.sort = sort
	return b.rerank()
}

// SetFilter changes the filter.
func (b *Board) SetFilter(filter filter.Filter) tea.Cmd {
	b.filter, b.filterErr, b.otherwise, b.heldBack = filter, nil, nil, false
	return b.rerank()
}

// TryFilter changes the filter to one that is still being written. Where nobody passes
// it the list is that of another filter, see HeldBack.
func (b *Board) TryFilter(filter, otherwise filter.Filter) tea.Cmd {
	b.filter, b.filterErr, b.otherwise = filter, nil, &otherwise
	return b.rerank()
}

// ShowHidden lists the trials that are snoozed or dismissed too, or leaves them out.
func (b *Board) ShowHidden(show bool) tea.Cmd {
	if show == b.showHidden {
		return nil
	}
	b.showHidden = show
	return b.rerank()
}
