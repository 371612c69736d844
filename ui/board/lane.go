package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
)

// MaxLane is the most trials that the lane of raised hands has. More stand at their
// place in the list alone, marked as those in the lane are: the lane is to be taken in at
// a glance.
const MaxLane = 5

// raiseHands puts the first trials of the list that raised a hand before all others, in
// their order, but no more than most, unless the lane is folded. Where all did there is no
// lane.
func (m *ranked) raiseHands(r *rank.Ranking, most int, folded bool) {
	raised := r.HandRaisedSlots()
	if !raised.Any() {
		return
	}
	lane := make([]uint32, 0, most)
	for _, slot := range m.shown {
		if raised.Has(int(slot)) {
			m.raised++
			if len(lane) < most {
				lane = append(lane, slot)
			}
		}
	}
	if folded || len(lane) == 0 || m.raised == len(m.shown) {
		return
	}
	m.lane = len(lane)
	shown := make([]uint32, 0, len(m.shown))
	shown = append(shown, lane...)
	for _, slot := range m.shown {
		if len(lane) > 0 && slot == lane[0] {
			lane = lane[1:]
			continue
		}
		shown = append(shown, slot)
	}
	m.shown = shown
	m.indexShown(len(raised) * 64)
}

// indexShown makes the index of a list that is not in the order of the ranking, of so
// many slots at least.
func (m *ranked) indexShown(slots int) {
	m.index = make([]int32, slots)
	for at, slot := range m.shown {
		m.index[slot] = int32(at + 1)
	}
}

// Lane is how many trials at the top of the list stand there because they raised a hand,
// and how many of the list did.
func (b *Board) Lane() (first, raised int) { return b.lane, b.raised }

// LaneFolded reports whether those who raised a hand stand at their place in the list.
func (b *Board) LaneFolded() bool { return b.laneFolded }

// FoldLane has those who raised a hand stand at their place in the list, or before all
// others.
func (b *Board) FoldLane(fold bool) tea.Cmd {
	if fold == b.laneFolded {
		return nil
	}
	b.laneFolded = fold
	return b.rerank()
}

// LimitLane has no more than so many trials stand before all others, from 1 to [MaxLane],
// as a small screen has no room for more.
func (b *Board) LimitLane(most int) tea.Cmd {
	if most = min(max(most, 1), MaxLane); most == b.laneLimit {
		return nil
	}
	b.laneLimit = most
	return b.rerank()
}
