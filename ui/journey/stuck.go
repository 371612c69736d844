package journey

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rank"
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

// stuckTrial is a trial that is stuck before a milestone.
type stuckTrial struct {
	slot uint32
	days float64 // since it reached the milestone before; NaN when that is not known
}

// firstStuck is, by stage, who is stuck before it, in the order of a ranking and no more
// than are listed.
func firstStuck(f journey.Funnel, p *rank.Population, ranking []uint32) [][]stuckTrial {
	found := make([][]stuckTrial, len(f.Stages))
	for i, stage := range f.Stages {
		for _, slot := range ranking {
			if len(found[i]) == min(stage.Stuck, maxStuck) {
				break
			}
			if stage.StuckAt.Has(int(slot)) {
				found[i] = append(found[i], stuckTrial{slot, f.WaitedDays(p, i, slot)})
			}
		}
	}
	return found
}

// stuckRead is the rows of trials that are stuck before a milestone.
type stuckRead struct {
	seq   int
	stage journey.Stage
	stuck []stuckTrial
	rows  []accounts.Row // of those
	err   error
}

// listStuck reads the trials that are stuck before the selected milestone.
func (s *Screen) listStuck() tea.Cmd {
	stage, ok := s.selected()
	if !ok || stage.Stuck == 0 {
		return nil
	}
	at, _ := s.list.Cursor()
	s.stuckJob.Start()
	return readStuck(s.board.Context(), s.stuckJob.Seq, s.board.Store(), stage, s.stuck[at], s.board.Snapshot.AsOf)
}

// readStuck is the command of listStuck.
func readStuck(ctx context.Context, seq int, db *store.Store, stage journey.Stage, stuck []stuckTrial, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		slots := make([]uint32, len(stuck))
		for i, one := range stuck {
			slots[i] = one.slot
		}
		rows, err := accounts.Rows(ctx, db, slots, asOf)
		return stuckRead{seq, stage, stuck, rows, err}
	}
}

// openStuck opens the list, in the order of the ranking, with how long each has been stuck.
func (s *Screen) openStuck(read stuckRead) {
	if read.err != nil {
		s.frame.Fail(read.err)
		return
	}
	days := make(map[uint32]float64, len(read.stuck))
	for _, one := range read.stuck {
		days[one.slot] = one.days
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
		long := clean.Text("time not known")
		if journey.Known(days[row.Slot]) {
			long = "for " + daysText(days[row.Slot])
		}
		slot := row.Slot
		choices = append(choices, dialog.Choice{
			Text: name, Key: long, Keywords: clean.Of(row.ID), Run: func() tea.Cmd { return s.openTrial(slot) },
			Other: func() tea.Cmd { return s.readMessage(slot) },
		})
	}
	title := words.Number(read.stage.Stuck) + " stuck before " + clean.Of(read.stage.Signal.Name)
	if len(choices) < read.stage.Stuck {
		title += ", the first " + words.Number(len(choices))
	}
	m := dialog.NewMenu(s.frame, title, choices)
	m.Searchable, m.KeysLast = true, true
	m.Other = host.Binding{Keys: []string{"ctrl+o"}, Desc: "read the message that it is due", Hint: "message due"}
	s.frame.Open(m)
}
