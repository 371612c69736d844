package journey

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// maxStuck is how many of the trials that are stuck are listed, the best first.
const maxStuck = 200

// stuckRead is the rows of trials that are stuck before a milestone.
type stuckRead struct {
	seq   int
	stage journey.Stage
	rows  []accounts.Row
	err   error
}

// listStuck reads the trials that are stuck before the selected milestone.
func (s *Screen) listStuck() tea.Cmd {
	stage, ok := s.selected()
	if !ok || stage.Stuck == 0 {
		return nil
	}
	var slots []uint32
	for _, slot := range s.board.Ranking().Slots {
		if stage.StuckAt.Has(int(slot)) && len(slots) < maxStuck {
			slots = append(slots, slot)
		}
	}
	s.stuckJob.Start()
	return readStuck(s.board.Context(), s.stuckJob.Seq, s.board.Store(), stage, slots, s.board.Snapshot.AsOf)
}

// readStuck is the command of listStuck.
func readStuck(ctx context.Context, seq int, db *store.Store, stage journey.Stage, slots []uint32, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		rows, err := accounts.Rows(ctx, db, slots, asOf)
		return stuckRead{seq, stage, rows, err}
	}
}

// openStuck opens the list, in the order of the ranking.
func (s *Screen) openStuck(read stuckRead) {
	if read.err != nil {
		s.frame.Fail(read.err)
		return
	}
	var choices []dialog.Choice
	for _, row := range read.rows {
		if row.ID == "" {
			continue
		}
		name := clean.Of(row.Name)
		if name == "" {
			name = clean.Of(row.ID)
		}
		slot := row.Slot
		choices = append(choices, dialog.Choice{
			Text: name, Keywords: clean.Of(row.ID), Run: func() tea.Cmd { return s.openTrial(slot) },
			Other: func() tea.Cmd { return s.readMessage(slot) },
		})
	}
	title := words.Number(read.stage.Stuck) + " stuck before " + clean.Of(read.stage.Signal.Name)
	if len(choices) < read.stage.Stuck {
		title += ", the first " + words.Number(len(choices))
	}
	m := dialog.NewMenu(s.frame, title, choices)
	m.Searchable = true
	m.Other = host.Binding{Keys: []string{"ctrl+o"}, Desc: "read the message that it is due", Hint: "message due"}
	s.frame.Open(m)
}
