package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/value"
)

// Scorecard is all that turns conditions into scores: the signals of both sides in
// their order, how weights count, and what scores mean. It is a value: every edit
// returns a new card that shares no memory with the old one. So a draft can be
// compared with what is saved, and undo keeps the old card. Its slices are for
// reading only.
type Scorecard struct {
	Adoption      []Signal
	Fit           []Signal
	Disqualifiers []Signal
	Weighting     Weighting
	AdoptionCuts  Cuts
	FitCuts       Cuts
	Qualified     Matrix

	// TunedBefore is, for each side, the start of trials up to which they helped to choose
	// the weights; 0 for weights chosen by hand. Such trials cannot say how well the
	// weights do.
	TunedBefore [2]value.Instant

	// LastID is the highest id ever given to a signal of this card or of one
	// that it was edited from. It never goes down: if a new signal got the id of
	// a removed one of another name, the two would be taken for the same.
	LastID int64

	// Removed is the signals that this card or one that it was edited from had, by id.
	Removed []RemovedSignal
}

// NewScorecard has no signals, and the defaults for everything else.
func NewScorecard() Scorecard {
	return Scorecard{AdoptionCuts: defaultCuts(), FitCuts: defaultCuts(), Qualified: defaultMatrix()}
}

// Signals are the signals of a side in their order, switched off ones included.
func (c Scorecard) Signals(side Side) []Signal {
	if side == Fit {
		return c.Fit
	}
	return c.Adoption
}

// lists are the three lists of signals.
func (c Scorecard) lists() [numLists][]Signal {
	return [numLists][]Signal{adoptionList: c.Adoption, fitList: c.Fit, disqualifierList: c.Disqualifiers}
}

// All are the signals of both sides, and the disqualifiers.
func (c Scorecard) All() []Signal { return slices.Concat(c.Adoption, c.Fit, c.Disqualifiers) }

// signalList is one of the lists of a scorecard, in each of which signals have an order.
type signalList uint8

// The lists.
const (
	adoptionList signalList = iota
	fitList
	disqualifierList
	numLists
)

// list is the list where the signal stands.
func (s *Signal) list() signalList {
	switch {
	case s.Disqualifier:
		return disqualifierList
	case s.Side == Fit:
		return fitList
	}
	return adoptionList
}

// String is what the list is called in messages.
func (l signalList) String() string {
	switch l {
	case disqualifierList:
		return "disqualifiers"
	case fitList, adoptionList, numLists:
	}
	return Side(l).String() + " signals"
}

// Enabled are the signals of a side that count, in their order. [Scorecard.Layout]
// says which bits of a mask they have.
func (c Scorecard) Enabled(side Side) []Signal {
	enabled := make([]Signal, 0, len(c.Signals(side)))
	for _, s := range c.Signals(side) {
		if s.Enabled {
			enabled = append(enabled, s)
		}
	}
	return enabled
}

// Cuts are the cuts of a side.
func (c Scorecard) Cuts(side Side) Cuts {
	if side == Fit {
		return c.FitCuts
	}
	return c.AdoptionCuts
}

// Signal is the signal with the id.
func (c Scorecard) Signal(id int64) (Signal, bool) {
	return c.find(func(s *Signal) bool { return s.ID == id })
}

// ByName is the signal with the name, ignoring case.
func (c Scorecard) ByName(name string) (Signal, bool) {
	name = strings.TrimSpace(name)
	return c.find(func(s *Signal) bool { return strings.EqualFold(s.Name, name) })
}

// UnknownName says that no signal has a name, and which may be meant.
func (c Scorecard) UnknownName(name string) string {
	return fmt.Sprintf("no signal is named %q", value.Truncate(name)) + value.DidYouMean(name, c.names(false))
}

// names are those of the signals, or of the disqualifiers.
func (c Scorecard) names(disqualifiers bool) (names []string) {
	for _, signals := range c.lists() {
		for _, s := range signals {
			if s.Disqualifier == disqualifiers {
				names = append(names, s.Name)
			}
		}
	}
	return names
}

func (c Scorecard) find(wanted func(*Signal) bool) (Signal, bool) {
	for _, signals := range c.lists() {
		for i := range signals {
			if wanted(&signals[i]) {
				return signals[i], true
			}
		}
	}
	return Signal{}, false
}

// Score is the score of a side for a signal mask.
func (c Scorecard) Score(side Side, mask uint64) Score { return c.Layout(side).Score(mask) }

// Band is the band of a score of the side.
func (c Scorecard) Band(side Side, s Score) Band { return c.Cuts(side).Band(s) }

// Qualifies reports whether an account with the two scores is qualified, if no
// disqualifier holds.
func (c Scorecard) Qualifies(adoption, fit Score) bool {
	return c.Qualified.Qualified(c.Band(Fit, fit), c.Band(Adoption, adoption))
}

// NextID is the id that a new signal gets: one above all that were ever given.
func (c Scorecard) NextID() int64 {
	last := c.LastID
	for _, s := range c.All() {
		last = max(last, s.ID)
	}
	return last + 1
}

// HandRaisers are the enabled signals of both sides that are marked as such.
func (c Scorecard) HandRaisers() []Signal {
	var raisers []Signal
	for _, side := range Sides() {
		for _, s := range c.Signals(side) {
			if s.Enabled && s.HandRaiser {
				raisers = append(raisers, s)
			}
		}
	}
	return raisers
}

// Equal reports whether two cards are the same in every respect but the last id
// given and what was removed.
func (c Scorecard) Equal(other Scorecard) bool {
	return slices.EqualFunc(c.Adoption, other.Adoption, Signal.Equal) &&
		slices.EqualFunc(c.Fit, other.Fit, Signal.Equal) &&
		slices.EqualFunc(c.Disqualifiers, other.Disqualifiers, Signal.Equal) &&
		c.Weighting == other.Weighting &&
		c.AdoptionCuts == other.AdoptionCuts &&
		c.FitCuts == other.FitCuts &&
		c.Qualified == other.Qualified &&
		c.TunedBefore == other.TunedBefore
}

// Equal reports whether two signals are the same in every respect.
func (s Signal) Equal(other Signal) bool {
	return s.ID == other.ID && s.Name == other.Name && s.Side == other.Side && s.Phase == other.Phase &&
		s.Weight == other.Weight && s.Enabled == other.Enabled && s.HandRaiser == other.HandRaiser &&
		s.Disqualifier == other.Disqualifier && s.When.Equal(other.When)
}
