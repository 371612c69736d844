package scoring

// Outlook is what a draft would change: the same trials as two rankings see
// them, and who gets from one side of being qualified to the other.
type Outlook struct {
	Saved, Draft Standing

	Enter, Leave int      // how many become qualified, and cease to be
	Entering     Bits     // those, by slot
	Leaving      Bits     // those, by slot; some may not be ranked any more
	BestEntering []uint32 // slots of the best of them in the order of the draft
	BestLeaving  []uint32 // the same of those that leave and are still ranked
	Moves        []Move   // of the first rows of the draft, best first
}

// Move is where one of the first rows of the draft comes from. Its place in the
// draft is its index.
type Move struct {
	Slot uint32
	Was  int // place in the saved ranking, from 0; -1 when it was not ranked
}

// Extent is how much of an outlook is wanted.
type Extent struct {
	Buckets int // of the distributions of scores, equally wide; at least 1
	Rows    int // how many Moves, at most
	Best    int // how many of those that enter, and of those that leave, at most
}

// countOutlook compares the ranking of a draft with the saved one, but for the
// lists that go by the order of the draft. It takes one pass over the accounts.
func countOutlook(saved, draft *Ranking, extent Extent) *Outlook {
	was, now := newPlaced(saved, extent.Buckets), newPlaced(draft, extent.Buckets)
	o := &Outlook{Entering: NewBits(draft.slots), Leaving: NewBits(max(saved.slots, draft.slots))}
	t := newTurnout(o, saved.Card.Qualified, draft.Card.Qualified)
	t.count(was, now)
	o.Saved, o.Draft = was.standing, now.standing
	for p := range pair(numPairs) {
		o.Saved.place(p.before(), t.accounts(p), saved.Card.Qualified)
		o.Draft.place(p.after(), t.accounts(p), draft.Card.Qualified)
	}
	return o
}

// list fills in the lists. It takes another pass over the accounts the first time
// that a saved ranking is asked for places.
func (o *Outlook) list(saved, draft *Ranking, extent Extent) {
	o.best(draft.Order, extent.Best)
	for _, slot := range draft.Order[:min(len(draft.Order), extent.Rows)] {
		o.Moves = append(o.Moves, Move{Slot: slot, Was: saved.Position(int(slot))})
	}
}

// best finds the first of those that enter and leave. Most orders have them
// near the top; where they do not, asking two bits an account costs little.
func (o *Outlook) best(order []uint32, most int) {
	entering, leaving := min(most, o.Enter), min(most, o.Leave)
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
