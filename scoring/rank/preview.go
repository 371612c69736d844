package rank

import (
	"trialist/scoring/bitset"
)

// Preview is what a draft would change: the same trials as two rankings see
// them, and who gets from one side of being qualified to the other.
type Preview struct {
	Saved, Draft Distribution

	EnterCount, LeaveCount int         // how many become qualified, and cease to be
	Entering               bitset.Bits // those, by slot
	Leaving                bitset.Bits // those, by slot; some may not be ranked any more
	BestEntering           []uint32    // slots of the best of them in the order of the draft
	BestLeaving            []uint32    // the same of those that leave and are still ranked
	Moves                  []Move      // of the first rows of the draft, best first
}

// Move is where one of the first rows of the draft comes from. Its place in the
// draft is its index.
type Move struct {
	Slot uint32
	From int // place in the saved ranking, from 0; -1 when it was not ranked
}

// PreviewOptions is how much of an outlook is wanted.
type PreviewOptions struct {
	Buckets int // of the distributions of scores, equally wide; at least 1
	Rows    int // how many Moves, at most
	Best    int // how many of those that enter, and of those that leave, at most
}

// countPreview compares the ranking of a draft with the saved one, but for the
// lists that go by the order of the draft. It takes one pass over the accounts.
func countPreview(saved, draft *Ranking, extent PreviewOptions) *Preview {
	was, now := newCellIndex(saved, extent.Buckets), newCellIndex(draft, extent.Buckets)
	o := &Preview{Entering: bitset.New(draft.populationSize), Leaving: bitset.New(max(saved.populationSize, draft.populationSize))}
	t := newTransitions(o, saved.Card.Qualified, draft.Card.Qualified)
	t.countAll(was, now)
	o.Saved, o.Draft = was.distribution, now.distribution
	for p := range transition(numTransitions) {
		o.Saved.addCell(p.before(), t.accountCount(p), saved.Card.Qualified)
		o.Draft.addCell(p.after(), t.accountCount(p), draft.Card.Qualified)
	}
	return o
}

// fillLists fills in the lists. It takes another pass over the accounts the first time
// that a saved ranking is asked for places.
func (o *Preview) fillLists(saved, draft *Ranking, extent PreviewOptions) {
	o.firstIn(draft.Slots, extent.Best)
	for _, slot := range draft.Slots[:min(len(draft.Slots), extent.Rows)] {
		o.Moves = append(o.Moves, Move{Slot: slot, From: saved.Position(int(slot))})
	}
}

// firstIn finds the first of those that enter and leave. Most orders have them
// near the top; where they do not, asking two bits an account costs little.
func (o *Preview) firstIn(order []uint32, most int) {
	entering, leaving := min(most, o.EnterCount), min(most, o.LeaveCount)
	for _, slot := range order {
		if len(o.BestEntering) == entering && len(o.BestLeaving) == leaving {
			return
		}
		switch {
		case len(o.BestEntering) < entering && o.Entering.Has(int(slot)):
			o.BestEntering = append(o.BestEntering, slot)
		case len(o.BestLeaving) < leaving && o.Leaving.Has(int(slot)):
			o.BestLeaving = append(o.BestLeaving, slot)
		}
	}
}
