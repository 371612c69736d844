package due

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	storejourney "trialist/store/journey"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/words"
)

// keyAt is the key of a row on show: the slot of what is due, the number in the outbox of
// what was told.
func (s *Screen) keyAt(i int) int64 {
	if s.showsLog {
		return s.log[i].ID
	}
	return int64(s.due[i].Slot)
}

// shownKeys are the keys of all rows of the list on show.
func (s *Screen) shownKeys() []int64 {
	keys := make([]int64, s.shownList().Len())
	for i := range keys {
		keys[i] = s.keyAt(i)
	}
	return keys
}

// shownMarks are the marks of the list on show.
func (s *Screen) shownMarks() *grid.Marks[int64] {
	if s.showsLog {
		return &s.logMarks
	}
	return &s.dueMarks
}

// markedCount is how many of the rows on show are marked.
func (s *Screen) markedCount() int {
	if !s.shownMarks().Any() {
		return 0 // the keys of many rows need not be listed
	}
	return len(s.shownMarks().Of(s.shownKeys()))
}

// keepDueMarks takes the marks off what is not due any more.
func (s *Screen) keepDueMarks() {
	slots := make([]int64, len(s.ranked))
	for i, d := range s.ranked {
		slots[i] = int64(d.Slot)
	}
	s.dueMarks.Keep(slots)
}

// keepLogMarks takes the marks off what is not listed in the outbox any more.
func (s *Screen) keepLogMarks() {
	numbers := make([]int64, len(s.log))
	for i, t := range s.log {
		numbers[i] = t.ID
	}
	s.logMarks.Keep(numbers)
}

// chosenDue are the messages that an action is about: those that are marked and listed, or
// else the one under the cursor.
func (s *Screen) chosenDue() []journey.Due {
	if s.showsLog {
		return nil
	}
	var chosen []journey.Due
	for _, d := range s.due {
		if s.dueMarks.Any() && s.dueMarks.Has(int64(d.Slot)) {
			chosen = append(chosen, d)
		}
	}
	if d, ok := s.selectedDue(); ok && len(chosen) == 0 {
		return []journey.Due{d}
	}
	return chosen
}

// chosenTold is what an action in the outbox is about.
func (s *Screen) chosenTold() []storejourney.LogEntry {
	if !s.showsLog {
		return nil
	}
	var chosen []storejourney.LogEntry
	for _, t := range s.log {
		if s.logMarks.Has(t.ID) {
			chosen = append(chosen, t)
		}
	}
	if t, ok := s.selectedEntry(); ok && len(chosen) == 0 {
		return []storejourney.LogEntry{t}
	}
	return chosen
}

// shownList is the list on show.
func (s *Screen) shownList() host.CursorList {
	if s.showsLog {
		return &s.logList
	}
	return &s.dueList
}

// cursor is the index of the row under the cursor; false for none.
func (s *Screen) cursor() (int, bool) {
	if s.showsLog {
		return s.logList.Cursor()
	}
	return s.dueList.Cursor()
}

// markBindings are the bindings that mark rows, and those that move, of which the one that
// marks takes a key. emptyReason is why there is nothing to mark.
func (s *Screen) markBindings(emptyReason clean.Text) []host.Binding {
	none, hint := clean.Text(""), clean.Text("unmark all")
	if s.markedCount() == 0 {
		none, hint = "nothing is marked", ""
	}
	at := func(do func(at int)) func() tea.Cmd {
		return func() tea.Cmd {
			if i, ok := s.cursor(); ok {
				do(i)
			}
			return nil
		}
	}
	bindings := []host.Binding{
		{Action: "due.mark", Keys: []string{"space"}, Desc: "mark or unmark the message", Hint: "mark", DisabledReason: emptyReason, Run: at(func(i int) {
			s.shownMarks().Toggle(s.keyAt(i))
			s.shownList().Move(1)
		})},
		{Action: "due.mark-range", Keys: []string{"V", "shift+space"}, Desc: "mark all from the last mark to here", DisabledReason: emptyReason, Run: at(func(i int) {
			s.shownMarks().Range(s.shownKeys(), i)
		})},
		{Action: "due.mark-all", Keys: []string{"*"}, Desc: "mark all messages in the list", DisabledReason: emptyReason, Run: at(func(int) {
			s.shownMarks().All(s.shownKeys())
		})},
		{Action: "due.unmark-all", Keys: []string{"-"}, Desc: "take all marks off", Hint: hint, DisabledReason: none, Run: at(func(int) { s.shownMarks().Clear() })},
	}
	for _, b := range host.MoveBindings(s.shownList()) {
		b.Keys = slices.DeleteFunc(b.Keys, func(key string) bool { return key == "space" }) // which marks
		bindings = append(bindings, b)
	}
	return bindings
}

// aboutMarked is what an action does: to the message under the cursor, or to those that are
// marked, as "note that you sent" does to "it" or "the 3 marked".
func (s *Screen) aboutMarked(does clean.Text) clean.Text {
	if n := s.markedCount(); n > 0 {
		return does + " the " + words.Number(n) + " marked"
	}
	return does + " it"
}
