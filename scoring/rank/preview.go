package rank

import (
	"trialist/scoring/bitset"
)

// Preview is what a draft would change: the same trials as two rankings see
// them, and which of them would become qualified or cease to be.
type Preview struct {
	Saved, Draft Distribution

	EnterCount, LeaveCount int         // how many become qualified, and cease to be
	Entering               bitset.Bits // the slots that become qualified
	Leaving                bitset.Bits // the slots that cease to be; some may not be ranked any more
	BestEntering           []uint32    // the best slots of Entering, in the order of the draft
	BestLeaving            []uint32    // the best slots of Leaving that are still ranked, likewise
	Moves                  []Move      // of the first rows of the draft, best first
}

// Move is where one of the first rows of the draft comes from. Its place in the
// draft is its index.
type Move struct {
	Slot uint32
	From int // place in the saved ranking, from 0; -1 when it was not ranked
}

// PreviewOptions is how much of a preview is wanted.
type PreviewOptions struct {
	Buckets int // of the histograms of scores, equally wide; at least 1
	Rows    int // how many Moves, at most
	Best    int // how many of BestEntering, and of BestLeaving, at most
}

// countPreview compares the ranking of a draft with the saved one, but for the
// lists that go by the order of the draft, which need not be sorted yet. It takes
// one pass over the accounts.
func countPreview(saved, draft *Ranking, options PreviewOptions) *Preview {
	before, after := newCellIndex(saved, options.Buckets), newCellIndex(draft, options.Buckets)
	p := &Preview{Entering: bitset.New(draft.populationSize), Leaving: bitset.New(max(saved.populationSize, draft.populationSize))}
	counts := newTransitionCounts(p, saved.Card.Qualified, draft.Card.Qualified)
	counts.addAll(before, after)
	p.Saved, p.Draft = before.distribution, after.distribution
	for t := range transition(numTransitions) {
		if n := counts.count(t); n > 0 {
			p.Saved.addCell(t.before(), n, saved.Card.Qualified)
			p.Draft.addCell(t.after(), n, draft.Card.Qualified)
		}
	}
	return p
}

// fillLists fills in the lists. It takes another pass over the accounts the first
// time that a saved ranking is asked for positions.
func (p *Preview) fillLists(saved, draft *Ranking, options PreviewOptions) {
	p.fillBest(draft.Slots, options.Best)
	for _, slot := range draft.Slots[:min(len(draft.Slots), options.Rows)] {
		p.Moves = append(p.Moves, Move{Slot: slot, From: saved.Position(int(slot))})
	}
}

// fillBest finds the first, up to limit, of those that enter and of those that
// leave. Most orders have them near the top; where they do not, looking up two
// bits an account costs little.
func (p *Preview) fillBest(order []uint32, limit int) {
	entering, leaving := min(limit, p.EnterCount), min(limit, p.LeaveCount)
	for _, slot := range order {
		if len(p.BestEntering) == entering && len(p.BestLeaving) == leaving {
			return
		}
		switch {
		case len(p.BestEntering) < entering && p.Entering.Has(int(slot)):
			p.BestEntering = append(p.BestEntering, slot)
		case len(p.BestLeaving) < leaving && p.Leaving.Has(int(slot)):
			p.BestLeaving = append(p.BestLeaving, slot)
		}
	}
}
