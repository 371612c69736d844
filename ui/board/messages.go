package board

import (
	"time"

	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/filter"
	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/store/workflows"
)

// Changed is sent to all screens when there is a new population, rulebook or
// ranking.
type Changed struct{}

// snapshotLoaded is the answer to Reload: a snapshot with its ranking.
type snapshotLoaded struct {
	seq   int
	asked value.Instant // as the fixed time of a clock
	Snapshot
	ranked ranked
	rows   []accounts.Row // of the top of the list
	took   time.Duration
	err    error
}

// ranked is a new ranking and the part of it that the filter shows.
type ranked struct {
	seq       int
	ranking   *rank.Ranking
	filter    filter.Filter
	sort      view.Sort
	shown     []uint32 // slots, in the order of the sort
	index     []int32  // as Board.shownIndex
	snoozed   int      // trials that pass the filter and are not shown for that
	dismissed int      // the same
	qualified int      // of those shown
	lane      int      // of those shown, as Board.lane
	raised    int      // of those shown, as Board.raised
	heldBack  bool     // nobody passes the filter that was tried, so shown is of the other
	err       error
}

// rowsLoaded is the answer to RequestRows.
type rowsLoaded struct {
	seq   int
	rows  []accounts.Row
	slots []uint32 // those asked for
	err   error
}

// AccountLoaded is everything about one account, the answer to [LoadAccount].
type AccountLoaded struct {
	Seq     int // as it was given to LoadAccount
	slot    uint32
	Account account.Account
	Touches []accounts.Touch   // oldest first
	Firings []workflows.Logged // of workflows, newest first
	Err     error
}

// accountAssessed is the answer to RequestAccount: the account, and the result of
// the rulebook for it.
type accountAssessed struct {
	AccountLoaded
	assessed explain.Assessment
	possible [2]possible.Side
}

// trendsLoaded is the answer to RequestTrends: adoption scores in tenths, one for
// each day of the trial, by slot.
type trendsLoaded struct {
	seq  int
	days map[uint32][]int
	err  error
}

// Messages that slowThreshold has passed since something was started.
type (
	loadSlow struct{ seq int } // a load
	rankSlow struct{ seq int } // a ranking
)
