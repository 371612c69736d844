package rank

import (
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
)

// Scores are what a scorecard makes of a population: the scores, bands and signals of
// every account, in no order. They never change and may be handed to other goroutines.
type Scores struct {
	Card rulebook.Scorecard // for reading only

	populationSize int // accounts, ranked or not
	adoption       *scoreTable
	fit            *scoreTable
}

// NewScores makes the scores of a population, which needs nothing but its statuses
// and its matches.
func NewScores(p *Population, card rulebook.Scorecard) *Scores {
	return &Scores{
		Card:           card,
		populationSize: len(p.Status),
		adoption:       newScoreTable(card, rulebook.Adoption, p.Matches),
		fit:            newScoreTable(card, rulebook.Fit, p.Matches),
	}
}

// Score is the score of a slot, ranked or not.
func (s *Scores) Score(side rulebook.Side, slot int) rulebook.Score {
	return s.scoreTable(side).score(slot)
}

// Band is the band of the score of a slot.
func (s *Scores) Band(side rulebook.Side, slot int) rulebook.Band {
	return s.Card.Band(side, s.Score(side, slot))
}

// Qualified reports whether a slot's cell of the matrix is ticked, and no disqualifier
// holds for it.
func (s *Scores) Qualified(slot int) bool {
	return !s.Disqualified(slot) && s.Card.Qualified.Qualified(s.Band(rulebook.Fit, slot), s.Band(rulebook.Adoption, slot))
}

// Disqualified reports whether a disqualifier holds for a slot.
func (s *Scores) Disqualified(slot int) bool {
	return (s.adoption.mask(slot)&s.adoption.disqualifiers)|(s.fit.mask(slot)&s.fit.disqualifiers) != 0
}

// DisqualifiedSlots has the slots for which a disqualifier holds, ranked or not.
func (s *Scores) DisqualifiedSlots() bitset.Bits {
	if s.adoption.disqualifiers|s.fit.disqualifiers == 0 {
		return bitset.New(s.populationSize)
	}
	return bitset.Where(s.populationSize, s.Disqualified)
}

// DisqualifiedBy lists the disqualifiers that hold for a slot.
func (s *Scores) DisqualifiedBy(slot int) []rulebook.Signal {
	if !s.Disqualified(slot) {
		return nil
	}
	return s.Card.DisqualifiedBy(s.SignalMask(rulebook.Adoption, slot), s.SignalMask(rulebook.Fit, slot))
}

// SignalMask is the signal mask of a slot, in the layout of the card. Contributions and
// gains in package explain are worked out from it.
func (s *Scores) SignalMask(side rulebook.Side, slot int) uint64 {
	return s.scoreTable(side).signalMask(slot)
}

func (s *Scores) scoreTable(side rulebook.Side) *scoreTable {
	if side == rulebook.Fit {
		return s.fit
	}
	return s.adoption
}
