package board

import (
	"errors"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/progress"
	"trialist/scoring/rank"
	"trialist/store/accounts"
)

func TestStaleAnswersAreDropped(t *testing.T) {
	t.Parallel()
	b := New(t.Context(), Options{})
	ranking := &rank.Ranking{Slots: []uint32{3, 0}}
	b.ranking, b.shown = ranking, ranking.Slots
	b.rows[0] = accounts.Row{Slot: 0, Name: "Amber Ferry"}
	for _, msg := range []tea.Msg{
		ranked{seq: b.rankJob.Seq - 1, ranking: &rank.Ranking{}},
		snapshotLoaded{seq: b.loadJob.Seq + 5},
		rowsLoaded{seq: -1, slots: []uint32{0}},
		accountAssessed{AccountLoaded: AccountLoaded{Seq: 7, slot: 3}},
		trendsLoaded{seq: 7, days: map[uint32][]int{0: {1}}},
	} {
		if r, ok := b.Update(msg); !ok || r.Changed || r.Next != nil {
			t.Errorf("%T: %+v, %v", msg, r, ok)
		}
	}
	if b.ranking != ranking || !slices.Equal(b.shown, []uint32{3, 0}) || b.rows[0].Name == "" || b.current.known || len(b.trends.days) > 0 {
		t.Errorf("a stale answer was used: %+v", b)
	}
	if _, ok := b.Update(tea.QuitMsg{}); ok {
		t.Error("a message of somebody else counts as an answer")
	}
}

func TestWhyThereIsNothingToShow(t *testing.T) {
	t.Parallel()
	b := New(t.Context(), Options{})
	if r, _ := b.Update(snapshotLoaded{seq: b.loadJob.Seq, err: errors.New("x")}); r.Err == nil || b.LoadErr() != nil {
		t.Errorf("an answer to nothing that was asked: %v", b.LoadErr())
	}
	b.loadJob.Start()
	broken := errors.New("the disk is gone")
	if r, _ := b.Update(snapshotLoaded{seq: b.loadJob.Seq, err: broken}); !errors.Is(r.Err, broken) || !errors.Is(b.LoadErr(), broken) {
		t.Errorf("told %v, kept %v", r.Err, b.LoadErr())
	}
}

func TestProgressText(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	b := New(t.Context(), Options{Now: clock})
	if got := b.ProgressText(); got != "" {
		t.Errorf("%q before anybody knows", got)
	}
	progress.Report(b.progress.withProgress(t.Context(), clock), "reading events", 0, 40)
	if got := b.ProgressText(); got != "reading events 0 %" {
		t.Errorf("%q at the start", got)
	}
	ctx := b.progress.withProgress(t.Context(), clock)
	for done := range 11 {
		progress.Report(ctx, "reading events", done, 40)
		now = now.Add(time.Second / 2)
	}
	if got := b.ProgressText(); got != "reading events 25 %, about 15 s left" {
		t.Errorf("%q after a quarter", got)
	}
}
