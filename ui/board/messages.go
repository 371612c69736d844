package board

import (
	"time"

	"trialist/scoring/account"
	"trialist/scoring/explain"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/store/accounts"
)

// Changed is sent to all screens when there is a new population,
// rulebook or ranking.
type Changed struct{}

// snapshotLoaded is a new state of the workspace.
type snapshotLoaded struct {
	seq int
	Snapshot
	ranked ranked
	rows   []accounts.Row // the first of those shown
	took   time.Duration
	err    error
}

// ranked is a new ranking, and what of it the filter shows.
type ranked struct {
	seq       int
	ranking   *rank.Ranking
	filter    filter.Filter
	shown     []uint32 // slots, best first
	qualified int      // of those shown
	err       error
}

// rowsLoaded is what the list shows of some accounts.
type rowsLoaded struct {
	seq   int
	rows  []accounts.Row
	slots []uint32 // that were asked for
	err   error
}

// AccountLoaded is all that is known of one account.
type AccountLoaded struct {
	Seq     int
	slot    uint32
	Account account.Account
	Touches []accounts.Touch
	Err     error
}

// accountAssessed is the account that the board looks at, and what the rulebook
// says of it.
type accountAssessed struct {
	AccountLoaded
	assessed explain.Assessment
}

// trendsLoaded is how the adoption score of some accounts went, in tenths,
// a number a day.
type trendsLoaded struct {
	seq  int
	days map[uint32][]int
	err  error
}

type (
	loadSlow struct{ seq int } // a load is taking its time
	rankSlow struct{ seq int } // a ranking is
)
