package board

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/job"
)

// trends holds the adoption score of accounts over the days of their trial. One
// trend evaluates the scorecard once for each day of the trial, so trends are
// computed only for the rows on screen, and in the background.
type trends struct {
	job    job.Latest
	days   map[uint32][]int // tenths, one number a day, by slot
	failed bool             // no more are asked for until the next load
}

const (
	trendBatch   = 12 // accounts a command, so that the first lines appear soon
	maxTrendDays = 30 // the latest days of a long trial
)

// reset drops all trends: they belong to other data or another scorecard.
func (t *trends) reset() {
	t.job.Invalidate()
	t.days, t.failed = make(map[uint32][]int), false
}

// RequestTrends computes the trends of the slots that are not in memory,
// trendBatch at a time.
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
	return loadTrends(b.travel.ctx, t.job.Seq, b.store, missing, b.Book.Card, b.Moment())
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

// loadTrends is the command that computes the trends of some accounts.
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

// trend is the adoption score in tenths at the end of each day of the trial so
// far, the last one as of now; nil before the trial starts.
func trend(a *account.Account, card rulebook.Scorecard, m condition.Moment) []int {
	start, end := a.Trial(m)
	if !start.Known() || start > m.AsOf {
		return nil
	}
	until := min(m.AsOf, end)
	first := max(start, until-maxTrendDays*value.Day)
	var days []int
	for at := first + value.Day; at < until+value.Day; at += value.Day {
		then := condition.Moment{AsOf: min(at-1, until), TrialDays: m.TrialDays, Zone: m.Zone}
		days = append(days, card.Score(rulebook.Adoption, explain.MaskOf(card, rulebook.Adoption, a, then)).Tenths())
	}
	return days
}
