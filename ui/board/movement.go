package board

import "trialist/scoring/rank"

// MeasureFrom has movement measured from a ranking, whose positions are computed, until
// the order changes. Without it
// movement is measured from the ranking before the data or the rulebook last changed. A
// ranking in another order than the list is ignored.
func (b *Board) MeasureFrom(r *rank.Ranking) {
	if r.By == b.sort.Order() {
		b.previousRanking, b.measuredFrom = r, true
	}
}

// Movement is how many positions the account has gained since the previous
// ranking, negative when it fell; false when it is not in both.
func (b *Board) Movement(slot uint32) (int, bool) {
	if b.previousRanking == nil || b.ranking == nil {
		return 0, false
	}
	was, is := b.previousRanking.Position(int(slot)), b.ranking.Position(int(slot))
	return was - is, was >= 0 && is >= 0
}
