package due

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// Answers of the commands that note something.
type (
	noted struct {
		seq   int
		asked int // how many messages
		state outbox.State
		done  []storejourney.Message
		err   error
	}
	undone struct {
		seq     int
		said    clean.Text
		numbers []int64 // in the outbox, of what was taken back, or is gone
		slot    int     // of what was taken back first; -1 where nothing was
		err     error
	}
)

// note notes what became of the messages that are marked, or of the one under the cursor.
func (s *Screen) note(state outbox.State) func() tea.Cmd {
	return func() tea.Cmd {
		if chosen := s.chosenDue(); len(chosen) > 0 {
			return s.noteAll(chosen, s.list.AsOf, state)
		}
		return nil
	}
}

// noteOne notes what became of a message.
func (s *Screen) noteOne(d journey.Due, asOf value.Instant, state outbox.State) func() tea.Cmd {
	return func() tea.Cmd { return s.noteAll([]journey.Due{d}, asOf, state) }
}

// noteAll notes what became of messages, those that their trials are still due.
func (s *Screen) noteAll(chosen []journey.Due, asOf value.Instant, state outbox.State) tea.Cmd {
	if s.noteDisabledReason() != "" {
		return nil
	}
	s.markJob.Start()
	seq, ctx, cache := s.markJob.Seq, s.board.Context(), s.board.Cache()
	wanted, slots := make(map[int]journey.Due, len(chosen)), make([]int, 0, len(chosen))
	for _, d := range chosen {
		wanted[d.Slot] = d
		slots = append(slots, d.Slot)
	}
	slices.Sort(slots)
	choice := storejourney.Choice{
		AsOf: asOf, At: s.board.TouchTime(), By: s.options.Who, Among: slots,
		Filter: func(_ *storejourney.List, now journey.Due) bool {
			d, ok := wanted[now.Slot]
			return ok && now.Kind == d.Kind && now.Milestone == d.Milestone
		},
	}
	return func() tea.Msg {
		done, err := storejourney.Mark(ctx, cache, choice, state)
		return noted{seq, len(chosen), state, done, err}
	}
}

// handleNoted takes messages of which something was noted off the list.
func (s *Screen) handleNoted(m noted) tea.Cmd {
	if fresh, _ := s.markJob.Finish(m.seq); !fresh {
		return nil
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		return nil
	}
	if len(m.done) == 0 {
		gone := clean.Text("It is not due any more: somebody has told it, or it did something since")
		if m.asked > 1 {
			gone = "They are not due any more: somebody has told them, or they did something since"
		}
		s.frame.Tell(gone)
		return s.frame.Broadcast(Changed{})
	}
	var numbers []int64
	slots := make(map[int]bool, len(m.done))
	for _, one := range m.done {
		numbers = append(numbers, one.Number)
		slots[one.Slot] = true
	}
	s.noted = append(s.noted, numbers)
	s.frame.Tell(notedWords(m) + s.board.NotedAsOf() + "  " + s.frame.KeyOf("due.undo") + " in Messages takes it back")
	s.dueMarks.Clear()
	s.takeOff(slots)
	s.dropFind()
	return s.noteChange()
}

// notedWords say what was noted of which messages.
func notedWords(m noted) clean.Text {
	verb := clean.Text("Noted as sent to ")
	if m.state == outbox.Skipped {
		verb = "Never to be sent to "
	}
	if m.asked == 1 {
		return verb + accountName(m.done[0]) + ": " + clean.Of(m.done[0].Subject)
	}
	said := verb + words.Count(len(m.done), "trial", "trials")
	if left := m.asked - len(m.done); left > 0 {
		said += ", but not to " + words.Number(left) + " that are not due it any more"
	}
	return said
}

// takeOff takes the messages of slots off the list. A trial that was just told something is
// due nothing, so that the others need not be asked about again.
func (s *Screen) takeOff(slots map[int]bool) {
	if s.list == nil {
		return
	}
	told := func(d journey.Due) bool { return slots[d.Slot] }
	for _, d := range s.list.Due {
		if told(d) && s.list.Delivery(d) == rulebook.AsTask {
			s.persons--
		}
	}
	s.list.Due = slices.DeleteFunc(s.list.Due, told)
	s.ranked = slices.DeleteFunc(s.ranked, told)
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

// selectBack selects the message that was taken back, once it is listed again.
func (s *Screen) selectBack() {
	if at := slices.IndexFunc(s.due, func(d journey.Due) bool { return d.Slot == s.back }); at >= 0 {
		s.dueList.Select(at)
	}
	s.back = -1
}

// retry has a message that failed tried again.
func (s *Screen) retry() tea.Cmd {
	t, ok := s.selectedEntry()
	if !ok {
		return nil
	}
	s.markJob.Start()
	seq, ctx, w, at := s.markJob.Seq, s.board.Context(), s.board.Store(), s.board.TouchTime()
	return func() tea.Msg {
		_, err := outbox.Retry(ctx, w, at, t.ID)
		return undone{seq: seq, said: "The next delivery tries it again: " + clean.Of(t.Subject), slot: -1, err: err}
	}
}
