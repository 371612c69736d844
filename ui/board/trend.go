package board

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/job"
)

// trends is how the adoption score of accounts went over their trial so far.
// Working one out means asking the scorecard once for each day of the trial, so
// it is done for what is on screen only, and in the background.
type trends struct {
	job    job.Latest
	days   map[uint32][]int // tenths, one number a day
	failed bool
}

// The most that one command works out, so that the first lines appear soon, and
// the most days that a line shows.
const (
	trendBatch   = 12
	maxTrendDays = 30
)

// reset drops all lines: they were of other data or another scorecard.
func (t *trends) reset() {
	t.job.Invalidate()
	t.days, t.failed = make(map[uint32][]int), false
}

// RequestTrends works out the trends of the slots that are not known yet, a few at a
// time.
func (b *Board) RequestTrends(slots []uint32) tea.Cmd {
	t := &b.trends
	if !b.Ready() || t.job.Running || t.failed {
		return nil
	}
	var missing []uint32
	for _, slot := range slots {
		if _, ok := t.days[slot]; !ok && len(missing) < trendBatch {
			missing = append(missing, slot)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	t.job.Start()
	return loadTrends(b.ctx, t.job.Seq, b.store, missing, b.Book.Card, b.Moment())
}

func (b *Board) handleTrends(m trendsLoaded) {
	t := &b.trends
	if fresh, _ := t.job.Finish(m.seq); !fresh {
		return
	}
	t.failed = m.err != nil
	if len(t.days) > maxRows {
		clear(t.days)
	}
	for slot, days := range m.days {
		t.days[slot] = days
	}
}

// loadTrends works out the trends of some accounts.
func loadTrends(ctx context.Context, seq int, s *store.Store, slots []uint32, card rulebook.Scorecard, m condition.Moment) tea.Cmd {
	return func() tea.Msg {
		answer := trendsLoaded{seq: seq, days: make(map[uint32][]int)}
		for _, slot := range slots {
			account, err := accounts.BySlot(ctx, s, slot)
			if err != nil {
				answer.err = err
				break
			}
			answer.days[slot] = trend(&account, card, m)
		}
		return answer
	}
}

// trend is the adoption score at the end of each day of the trial so far, the
// last one as of now.
func trend(a *account.Account, card rulebook.Scorecard, m condition.Moment) []int {
	start, end := a.Trial(m)
	if !start.Known() || start > m.AsOf {
		return nil
	}
	until := min(m.AsOf, end)
	first := max(start, until-maxTrendDays*value.Day)
	var days []int
	for at := first + value.Day; at < until+value.Day; at += value.Day {
		then := condition.Moment{AsOf: min(at-1, until), TrialDays: m.TrialDays}
		days = append(days, card.Score(rulebook.Adoption, adoptionMask(a, card, then)).Tenths())
	}
	return days
}

// adoptionMask is the mask of the adoption signals that the account matched then.
func adoptionMask(a *account.Account, card rulebook.Scorecard, then condition.Moment) uint64 {
	var mask uint64
	for i, signal := range card.Enabled(rulebook.Adoption) {
		if eval.Holds(signal.When, a, then) {
			mask |= 1 << i
		}
	}
	return mask
}
