package due

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
)

// Answers of the commands that note something.
type (
	marked struct {
		seq   int
		slot  int
		state outbox.State
		done  []storejourney.Message
		err   error
	}
	takenBack struct {
		seq  int
		said clean.Text
		slot int // of what was taken back; -1 where nothing was
		err  error
	}
)

// mark notes what became of the message under the cursor.
func (s *Screen) mark(state outbox.State) func() tea.Cmd {
	return func() tea.Cmd {
		d, ok := s.selectedDue()
		if !ok {
			return nil
		}
		return s.markOne(d, s.list.AsOf, state)()
	}
}

// markOne notes what became of a message, if its trial is still due that one.
func (s *Screen) markOne(d journey.Due, asOf value.Instant, state outbox.State) func() tea.Cmd {
	return func() tea.Cmd {
		if s.noteDisabledReason() != "" {
			return nil
		}
		s.markJob.Start()
		seq, ctx, cache := s.markJob.Seq, s.board.Context(), s.board.Cache()
		choice := storejourney.Choice{
			AsOf: asOf, At: s.board.TouchTime(), By: s.options.Who, Among: []int{d.Slot},
			Choose: func(_ *storejourney.List, now journey.Due) bool {
				return now.Kind == d.Kind && now.Milestone == d.Milestone
			},
		}
		return func() tea.Msg {
			done, err := storejourney.Mark(ctx, cache, choice, state)
			return marked{seq, d.Slot, state, done, err}
		}
	}
}

// handleMarked takes a message that was marked off the list.
func (s *Screen) handleMarked(m marked) tea.Cmd {
	if fresh, _ := s.markJob.Finish(m.seq); !fresh {
		return nil
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		return nil
	}
	if len(m.done) == 0 {
		s.frame.Tell("It is not due any more: somebody has told it, or it did something since")
		return s.frame.Broadcast(Changed{})
	}
	s.marked = append(s.marked, m.slot)
	verb := clean.Text("Noted as sent to ")
	if m.state == outbox.Skipped {
		verb = "Never to be sent to "
	}
	s.frame.Tell(verb + accountName(m.done[0]) + ": " + clean.Of(m.done[0].Subject) + "  " + s.frame.KeyOf("due.undo") + " in Messages takes it back")
	s.takeOff(m.slot)
	s.dropFind()
	return s.noteChange()
}

// takeOff takes the message of a slot off the list. A trial that was just told something
// is due nothing, so that the others need not be asked about again.
func (s *Screen) takeOff(slot int) {
	if s.list == nil {
		return
	}
	s.list.Due = slices.DeleteFunc(s.list.Due, func(d journey.Due) bool {
		if d.Slot == slot && s.list.Delivery(d) == rulebook.AsTask {
			s.persons--
		}
		return d.Slot == slot
	})
	s.ranked = slices.DeleteFunc(s.ranked, func(d journey.Due) bool { return d.Slot == slot })
	s.updateRows()
}

// dropFind drops the list that is being worked out: it may be from before the change, and
// is worked out again.
func (s *Screen) dropFind() {
	if s.findJob.Running {
		s.findJob.Invalidate()
		s.asked = question{}
	}
}

// noteChange tells the other screens, and keeps the list, which follows already.
func (s *Screen) noteChange() tea.Cmd {
	upToDate := s.asked == s.question()
	cmd := s.frame.Broadcast(Changed{})
	if upToDate {
		s.asked = s.question()
	}
	return cmd
}

// undoLast takes back what was marked last.
func (s *Screen) undoLast() tea.Cmd {
	if len(s.marked) == 0 {
		return nil
	}
	slot := s.marked[len(s.marked)-1]
	s.markJob.Start()
	seq, ctx, w := s.markJob.Seq, s.board.Context(), s.board.Store()
	return func() tea.Msg {
		log, err := storejourney.Log(ctx, w, storejourney.Query{Account: int64(slot) + 1, Limit: 1})
		if err == nil && len(log) == 0 {
			return takenBack{seq: seq, said: "It was taken back already", slot: slot}
		}
		if err != nil {
			return takenBack{seq: seq, err: err}
		}
		return takeBack(ctx, seq, w, log[0])
	}
}

// undoSelected takes back the mark under the cursor.
func (s *Screen) undoSelected() tea.Cmd {
	t, ok := s.selectedTold()
	if !ok {
		return nil
	}
	s.markJob.Start()
	seq, ctx, w := s.markJob.Seq, s.board.Context(), s.board.Store()
	return func() tea.Msg { return takeBack(ctx, seq, w, t) }
}

func takeBack(ctx context.Context, seq int, w *store.Store, t storejourney.Told) tea.Msg {
	err := storejourney.Undo(ctx, w, t.ID)
	return takenBack{seq: seq, said: "Taken back: " + clean.Of(t.Subject), slot: int(t.AccountID) - 1, err: err}
}

// handleTakenBack lists the message again.
func (s *Screen) handleTakenBack(m takenBack) tea.Cmd {
	if fresh, _ := s.markJob.Finish(m.seq); !fresh {
		return nil
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		return nil
	}
	s.frame.Tell(m.said)
	if at := slices.Index(s.marked, m.slot); at >= 0 {
		s.marked = slices.Delete(s.marked, at, at+1)
	}
	s.back = m.slot
	s.dropFind()
	return s.frame.Broadcast(Changed{})
}

// selectBack selects the message that was taken back, once it is listed again.
func (s *Screen) selectBack() {
	if at := slices.IndexFunc(s.due, func(d journey.Due) bool { return d.Slot == s.back }); at >= 0 {
		s.dueList.Select(at)
	}
	s.back = -1
}

// retry has a message that failed tried again.
func (s *Screen) retry() tea.Cmd {
	t, ok := s.selectedTold()
	if !ok {
		return nil
	}
	s.markJob.Start()
	seq, ctx, w, at := s.markJob.Seq, s.board.Context(), s.board.Store(), s.board.TouchTime()
	return func() tea.Msg {
		_, err := outbox.Retry(ctx, w, at, t.ID)
		return takenBack{seq: seq, said: "The next delivery tries it again: " + clean.Of(t.Subject), slot: -1, err: err}
	}
}
