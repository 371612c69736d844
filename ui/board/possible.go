package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/job"
)

// possibleScores are the scores that trials would reach if what is missing were known.
type possibleScores struct {
	job   job.Latest
	of    *rank.Population // that found was asked for, or is being asked for
	found *rank.Scores     // nil until it was asked for
}

// possibleFound is the answer to RequestPossible.
type possibleFound struct {
	seq   int
	of    *rank.Population
	found *rank.Scores
	err   error
}

// RequestPossible works out the possible scores of the snapshot, unless they are known.
// While an answer is pending nothing is started, so ask after each message.
func (b *Board) RequestPossible() tea.Cmd {
	s := &b.possible
	if !b.Ready() || s.job.Running || s.of == b.Population {
		return nil
	}
	s.job.Start()
	s.of = b.Population
	ctx, seq, people, card, source := b.ctx, s.job.Seq, b.Population, b.Book.Card, b.filterSource(b.Snapshot)
	return func() tea.Msg {
		found, err := possible.Find(ctx, source, people, card)
		return possibleFound{seq, people, found, err}
	}
}

func (b *Board) handlePossible(m possibleFound) {
	if fresh, _ := b.possible.job.Finish(m.seq); fresh && m.err == nil && m.of == b.possible.of {
		b.possible.found = m.found
	}
}

// PossibleScore is the score of a side that the account in a slot would reach if what is
// missing were known; its score while that is not known.
func (b *Board) PossibleScore(side rulebook.Side, slot uint32) rulebook.Score {
	if b.possible.found == nil || b.possible.of != b.Population {
		return b.ranking.Score(side, int(slot))
	}
	return b.possible.found.Score(side, int(slot))
}
