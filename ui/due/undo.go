package due

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// canTakeBack reports whether a message of a state can be taken back: no other program has
// it.
func canTakeBack(state outbox.State) bool {
	switch state {
	case outbox.Sent, outbox.Skipped, outbox.Due, outbox.Failed:
		return true
	case outbox.Done, outbox.Exported, outbox.Delivered:
	}
	return false
}

// cannotTakeBack is why none of the messages can be taken back; "" where some can.
func cannotTakeBack(chosen []storejourney.LogEntry) clean.Text {
	if len(chosen) == 0 || slices.ContainsFunc(chosen, func(t storejourney.LogEntry) bool { return canTakeBack(t.State) }) {
		return ""
	}
	if len(chosen) > 1 {
		return "none of the marked can be taken back: other programs have them"
	}
	return "it is " + clean.Of(string(chosen[0].State)) + ", which cannot be taken back"
}

// takeBackWords say what taking back does to what it is about.
func (s *Screen) takeBackWords() clean.Text {
	chosen := s.chosenTold()
	if s.markedCount() > 0 {
		return s.aboutMarked("take back")
	}
	if len(chosen) == 1 {
		switch chosen[0].State {
		case outbox.Sent:
			return "take back that it was sent"
		case outbox.Skipped:
			return "take back that it is never to be sent"
		case outbox.Due:
			return "take it out of what is to be delivered"
		case outbox.Failed:
			return "take back the delivery that failed"
		case outbox.Done, outbox.Exported, outbox.Delivered:
		}
	}
	return "take it back"
}

// undoLast takes back what was noted last, all of it.
func (s *Screen) undoLast() tea.Cmd {
	if len(s.noted) == 0 {
		return nil
	}
	return s.takeBack(s.noted[len(s.noted)-1])
}

// takeBackChosen takes back the messages that are marked, or the one under the cursor.
func (s *Screen) takeBackChosen() tea.Cmd {
	var numbers []int64
	for _, t := range s.chosenTold() {
		numbers = append(numbers, t.ID)
	}
	return s.takeBack(numbers)
}

func (s *Screen) takeBack(numbers []int64) tea.Cmd {
	s.markJob.Start()
	seq, ctx, w := s.markJob.Seq, s.board.Context(), s.board.Store()
	return func() tea.Msg { return takeBack(ctx, seq, w, numbers) }
}

// entriesBatch is how many entries of the outbox are read at a time.
const entriesBatch = 500

// takeBack is the command that takes back those of the messages that can be.
func takeBack(ctx context.Context, seq int, w *store.Store, numbers []int64) tea.Msg {
	answer := undone{seq: seq, numbers: numbers, slot: -1}
	var back []outbox.Entry
	var ids []int64
	kept := 0
	for batch := range slices.Chunk(numbers, entriesBatch) {
		entries, err := outbox.List(ctx, w, outbox.Query{IDs: batch})
		if err != nil {
			answer.err = err
			return answer
		}
		for _, e := range entries {
			if !canTakeBack(e.State) {
				kept++
				continue
			}
			back, ids = append(back, e), append(ids, e.ID)
		}
	}
	if len(back) == 0 {
		answer.said = "It was taken back already"
		return answer
	}
	if answer.err = storejourney.Undo(ctx, w, ids...); answer.err == nil {
		answer.said, answer.slot = backWords(back, kept), int(back[0].AccountID)-1
	}
	return answer
}

// backWords say what was taken back, and how many other programs have, which stay.
func backWords(back []outbox.Entry, kept int) clean.Text {
	said := "Taken back: " + clean.Of(back[0].Subject)
	if len(back) > 1 || kept > 0 {
		said = "Taken back: " + words.Count(len(back), "message", "messages") + ", which are due again where their trials have gone no further"
	} else if e := back[0]; e.State == outbox.Due || e.State == outbox.Failed {
		said += ". It is not sent to " + clean.Of(e.Target) + " any more"
	}
	if kept > 0 {
		said += "; " + words.Number(kept) + " that other programs have stay as they are"
	}
	return said
}

// handleTakenBack lists the messages again.
func (s *Screen) handleTakenBack(m undone) tea.Cmd {
	if fresh, _ := s.markJob.Finish(m.seq); !fresh {
		return nil
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		return s.frame.Broadcast(Changed{})
	}
	s.frame.Tell(m.said)
	gone := func(number int64) bool { return slices.Contains(m.numbers, number) }
	for i := range s.noted {
		s.noted[i] = slices.DeleteFunc(s.noted[i], gone)
	}
	s.noted = slices.DeleteFunc(s.noted, func(batch []int64) bool { return len(batch) == 0 })
	s.logMarks.Clear()
	s.back = m.slot
	s.dropFind()
	return s.frame.Broadcast(Changed{})
}
