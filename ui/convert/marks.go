package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/words"
)

// marks is the set of marked trials. It outlives filters and sorts, so that some of
// them may be hidden.
type marks struct {
	bits   bitset.Bits // by slot; may be shorter than there are slots
	slots  []uint32    // of the marked, ascending
	count  int
	shown  int      // of them, those in the list
	last   uint32   // the slot that was marked or unmarked last, from which a range goes
	anchor bool     // there is such a slot
	before []uint32 // those that were marked before all marks were taken off last
}

func (m *marks) has(slot uint32) bool { return int(slot)/64 < len(m.bits) && m.bits.Has(int(slot)) }

// hidden is how many of the marked trials the filter hides.
func (m *marks) hidden() int { return m.count - m.shown }

// set marks or unmarks a trial of the list.
func (m *marks) set(slot uint32, marked bool) {
	if m.has(slot) == marked {
		return
	}
	for int(slot)/64 >= len(m.bits) {
		m.bits = append(m.bits, 0)
	}
	if marked {
		m.bits.Set(int(slot))
		m.count++
		m.shown++
	} else {
		m.bits.Clear(int(slot))
		m.count--
		m.shown--
	}
}

// recount counts the marked trials in a list.
func (m *marks) recount(list []uint32) {
	m.shown = 0
	if m.count == 0 {
		return
	}
	for _, slot := range list {
		if m.has(slot) {
			m.shown++
		}
	}
}

// drop unmarks the trials for which keep is false, and reports how many those were.
func (m *marks) drop(keep func(slot int) bool) int {
	dropped := 0
	for slot := range m.bits.All() {
		if !keep(slot) {
			m.bits.Clear(slot)
			dropped++
		}
	}
	m.count -= dropped
	return dropped
}

// syncMarks takes over another list or other data. An account that is no trial any
// more is not marked any more: nothing may be done to what is not in sight.
func (c *Screen) syncMarks() {
	b := c.board
	if c.marks.count > 0 && b.Population != nil && b.Population != c.markedIn {
		status := b.Population.Status
		keep := func(slot int) bool {
			return b.Replacements == c.replacements && slot < len(status) && status[slot] == rulebook.Trial
		}
		if n := c.marks.drop(keep); n > 0 {
			c.marks.list()
			c.frame.Tell(words.Count(n, "marked account is", "marked accounts are") + " no trial any more, so the mark is taken off")
		}
	}
	if b.Replacements != c.replacements {
		c.marks.before = nil
	}
	c.markedIn, c.replacements = b.Population, b.Replacements
	c.marks.recount(b.Shown())
}

// toggleMark marks or unmarks the trial under the cursor, and goes down.
func (c *Screen) toggleMark() tea.Cmd {
	if slot, ok := c.Selected(); ok {
		c.marks.set(slot, !c.marks.has(slot))
		c.marks.list()
		c.marks.last, c.marks.anchor = slot, true
		c.list.Move(1)
	}
	return nil
}

// markRange gives all trials from the one that was marked or unmarked last to the one
// under the cursor the mark of that one. Without one it marks the trial under the
// cursor.
func (c *Screen) markRange() tea.Cmd {
	at, ok := c.list.Cursor()
	if !ok {
		return nil
	}
	from, marked := -1, true
	if c.marks.anchor {
		from, marked = c.board.IndexOf(c.marks.last), c.marks.has(c.marks.last)
	}
	if from < 0 {
		from, marked = at, true
	}
	for i := min(from, at); i <= max(from, at); i++ {
		c.marks.set(c.board.Shown()[i], marked)
	}
	c.marks.list()
	c.marks.last, c.marks.anchor = c.board.Shown()[at], true
	return nil
}

// markAll marks every trial of the list.
func (c *Screen) markAll() tea.Cmd {
	for _, slot := range c.board.Shown() {
		c.marks.set(slot, true)
	}
	c.marks.list()
	return nil
}

func (c *Screen) clearMarks() tea.Cmd {
	c.marks = marks{before: c.marks.slots}
	return nil
}

// unmark takes the marks off trials that something was done to, so that the next key is
// about the trial under the cursor again, and not about some that may be out of sight.
func (c *Screen) unmark(slots []uint32) {
	done := bitset.New(len(c.marks.bits) * 64)
	for _, slot := range slots {
		if int(slot)/64 < len(done) {
			done.Set(int(slot))
		}
	}
	c.marks.drop(func(slot int) bool { return !done.Has(slot) })
	c.marks.list()
	c.marks.recount(c.board.Shown())
	c.marks.before, c.marks.anchor = slots, false
}

// markAgain marks those again that were marked before all marks were taken off last, as
// far as they are trials still.
func (c *Screen) markAgain() tea.Cmd {
	for _, slot := range c.marks.before {
		c.marks.set(slot, true)
	}
	c.marks.list()
	c.markedIn = nil // check them
	c.syncMarks()
	return nil
}

// Marked is the slots of the marked trials, ascending, and how many of them the filter
// hides. Callers must not change them.
func (c *Screen) Marked() (slots []uint32, hidden int) { return c.marks.slots, c.marks.hidden() }

// list makes the list of the marked trials, after a change. They are asked for at each
// drawing, when there is no time for it.
func (m *marks) list() {
	m.slots = make([]uint32, 0, m.count)
	for slot := range m.bits.All() {
		m.slots = append(m.slots, uint32(slot))
	}
}

// markBindings are the bindings that mark. emptyReason is why there is nothing to
// mark.
func (c *Screen) markBindings(emptyReason clean.Text) []host.Binding {
	none, hint := clean.Text(""), clean.Text("unmark all")
	if c.marks.count == 0 {
		none, hint = "nothing is marked", ""
	}
	noneBefore := clean.Text("")
	if len(c.marks.before) == 0 {
		noneBefore = "nothing was marked before"
	}
	return []host.Binding{
		{Action: "convert.mark", Keys: []string{"space"}, Desc: "mark or unmark the trial", Hint: "mark", DisabledReason: emptyReason, Run: c.toggleMark},
		{Action: "convert.mark-range", Keys: []string{"V", "shift+space"}, Desc: "mark all from the last mark to here", DisabledReason: emptyReason, Run: c.markRange},
		{Action: "convert.mark-all", Keys: []string{"*"}, Desc: "mark all trials in the list", DisabledReason: emptyReason, Run: c.markAll},
		{Action: "convert.unmark-all", Keys: []string{"-"}, Desc: "take all marks off", Hint: hint, DisabledReason: none, Run: c.clearMarks},
		{Action: "convert.mark-again", Keys: []string{"+"}, Desc: "mark again what was marked before", DisabledReason: noneBefore, Run: c.markAgain},
	}
}

// marksText says how many trials are marked, and how many of those are hidden; "" for
// none.
func (c *Screen) marksText() clean.Text {
	if c.marks.count == 0 {
		return ""
	}
	text := words.Number(c.marks.count) + " marked"
	if hidden := c.marks.hidden(); hidden > 0 {
		text += ", " + words.Number(hidden) + " hidden"
	}
	return text
}
