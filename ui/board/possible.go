package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// RequestPossible finds the scores that the trials of the snapshot would reach if what is
// missing were known, unless they are known. Ask after each message, while they are on
// screen.
func (b *Board) RequestPossible() tea.Cmd {
	if !b.Ready() {
		return nil
	}
	ctx, people, card, source := b.ctx, b.Population, b.Book.Card, b.filterSource(b.Snapshot)
	return b.possible.request(people, func() (*rank.Scores, error) { return possible.Find(ctx, source, people, card) })
}

// PossibleScore is the score of a side that the account in a slot would reach if what is
// missing were known; its score while that is not known.
func (b *Board) PossibleScore(side rulebook.Side, slot uint32) rulebook.Score {
	if b.possible.found == nil || b.possible.of != b.Population {
		return b.ranking.Score(side, int(slot))
	}
	return b.possible.found.Score(side, int(slot))
}
