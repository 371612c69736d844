package scoring

import "slices"

// turnout counts accounts by the cell they were in and the cell they come to.
// There are so few pairs of cells that everything an outlook tells of the matrix
// is read off the counts afterwards.
type turnout struct {
	*Outlook
	accounts [1 << (2 * cellBits)]int  // by cell before, shifted, and cell after
	turns    [1 << (2 * cellBits)]turn // what the pair means
}

// turn is what becomes of an account's being qualified.
type turn uint8

const (
	stays turn = iota
	enters
	leaves
)

func newTurnout(o *Outlook, saved, draft Matrix) *turnout {
	t := &turnout{Outlook: o}
	for key := range t.turns {
		before, after := cell(key>>cellBits).qualified(saved), (cell(key) & unplaced).qualified(draft)
		switch {
		case after && !before:
			t.turns[key] = enters
		case before && !after:
			t.turns[key] = leaves
		}
	}
	return t
}

// count places every account.
func (t *turnout) count(was, now *placed) {
	if was.view != now.view && !slices.Equal(was.view.slots, now.view.slots) {
		t.countApart(was, now)
		return
	}
	for i, slot := range now.view.slots {
		t.add(slot, was.cell(i), now.cell(i))
	}
}

// countApart is count for rankings of different accounts.
func (t *turnout) countApart(was, now *placed) {
	before := slices.Repeat([]cell{unplaced}, max(was.slots, now.slots)) // by slot
	for i, slot := range was.view.slots {
		before[slot] = was.cell(i)
	}
	for i, slot := range now.view.slots {
		t.add(slot, before[slot], now.cell(i))
		before[slot] = unplaced
	}
	for _, slot := range was.view.slots {
		if before[slot] != unplaced {
			t.add(slot, before[slot], unplaced)
		}
	}
}

// add counts an account.
func (t *turnout) add(slot uint32, before, after cell) {
	key := (before<<cellBits | after) & (1<<(2*cellBits) - 1)
	t.accounts[key]++
	switch t.turns[key] {
	case enters:
		t.Enter++
		t.Entering.Set(int(slot))
	case leaves:
		t.Leave++
		t.Leaving.Set(int(slot))
	case stays:
	}
}
