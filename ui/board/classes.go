package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/job"
)

// classes is which trials are lookers and which builders. They are found for what is on
// screen alone, as events may have to be replayed for it.
type classes struct {
	job   job.Latest
	of    *rank.Population // what they are of
	asked bitset.Bits      // slots whose class is known
	found class.Classes
}

// classesFound is the answer to RequestClasses.
type classesFound struct {
	seq   int
	asked bitset.Bits
	found class.Classes
	err   error
}

// RequestClasses finds the classes of the slots, unless they are known. While an answer
// is pending nothing is started, so ask after each message.
func (b *Board) RequestClasses(slots []uint32) tea.Cmd {
	c := &b.classes
	if !b.Ready() {
		return nil
	}
	if c.of != b.Population {
		n := len(b.Population.Status)
		c.job.Invalidate()
		c.of, c.asked, c.found = b.Population, bitset.New(n), class.Classes{Lookers: bitset.New(n), Builders: bitset.New(n)}
	}
	if c.job.Running {
		return nil
	}
	missing := bitset.New(len(b.Population.Status))
	for _, slot := range slots {
		if !c.asked.Has(int(slot)) {
			missing.Set(int(slot))
		}
	}
	if !missing.Any() {
		return nil
	}
	c.job.Start()
	ctx, seq, people, card, source := b.ctx, c.job.Seq, b.Population, b.Book.Card, b.filterSource(b.Snapshot)
	return func() tea.Msg {
		found, err := class.FindAmong(ctx, source, people, card, missing)
		return classesFound{seq, missing, found, err}
	}
}

func (b *Board) handleClasses(m classesFound) {
	c := &b.classes
	if fresh, _ := c.job.Finish(m.seq); !fresh {
		return
	}
	c.asked.UnionWith(m.asked) // after an error too, or it would be tried again and again
	if m.err == nil {
		c.found.Lookers.UnionWith(m.found.Lookers)
		c.found.Builders.UnionWith(m.found.Builders)
	}
}

// Class is the class of the trial in a slot; none while it is not known, see
// [Board.RequestClasses].
func (b *Board) Class(slot uint32) rulebook.Class {
	if b.classes.of != b.Population {
		return rulebook.NoClass
	}
	return b.classes.found.Of(int(slot))
}
