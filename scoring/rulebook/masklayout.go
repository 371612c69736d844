package rulebook

import (
	"math/bits"

	"trialist/scoring/condition"
)

// MaskLayout says what the bits of the signal masks of one side stand for: from bit 0
// on the levels of each enabled signal in their order, the easiest level first, and then
// the enabled disqualifiers of the side. A signal without levels has one bit. It is the
// one place that knows: whoever makes or reads a mask asks it.
type MaskLayout struct {
	Signals       []SignalBits // the enabled signals, in their order
	Disqualifiers []Signal     // the enabled ones, in their order
	Total         uint32       // what all signals add up to when every level holds
	firstBit      int          // of the disqualifiers
}

// SignalBits is a signal and its bits in a mask.
type SignalBits struct {
	Signal
	FirstBit    int
	LevelCount  int
	LevelWeight uint32 // what each level that holds adds to the sum of the side
}

// Layout is the layout of the masks of a side.
func (c Scorecard) Layout(side Side) MaskLayout {
	var l MaskLayout
	scale := c.scale(side)
	for _, s := range c.Signals(side) {
		if !s.Enabled {
			continue
		}
		levels := s.Levels()
		weight := c.Weighting.EffectiveWeight(s.Weight) * (scale / uint32(levels))
		l.Signals = append(l.Signals, SignalBits{Signal: s, FirstBit: l.firstBit, LevelCount: levels, LevelWeight: weight})
		l.firstBit += levels
		l.Total += weight * uint32(levels)
	}
	l.Disqualifiers = c.EnabledDisqualifiers(side)
	return l
}

// Conditions lists the condition of each bit, from bit 0 on.
func (l MaskLayout) Conditions() []condition.Condition {
	var conditions []condition.Condition
	for _, s := range l.Signals {
		conditions = append(conditions, s.When.EachLevel()...)
	}
	for _, s := range l.Disqualifiers {
		conditions = append(conditions, s.When)
	}
	return conditions
}

// Score is the score of a mask.
func (l MaskLayout) Score(mask uint64) Score {
	score := Score{Total: l.Total}
	for _, s := range l.Signals {
		score.Sum += uint32(s.Level(mask)) * s.LevelWeight
	}
	return score
}

// Matched has a bit for each enabled signal, in their order: whether its first level
// holds.
func (l MaskLayout) Matched(mask uint64) uint64 {
	var matched uint64
	for i, s := range l.Signals {
		if s.Matched(mask) {
			matched |= 1 << i
		}
	}
	return matched
}

// disqualifiedBy lists the disqualifiers of the side that hold.
func (l MaskLayout) disqualifiedBy(mask uint64) []Signal {
	var holding []Signal
	for i, s := range l.Disqualifiers {
		if mask>>(l.firstBit+i)&1 != 0 {
			holding = append(holding, s)
		}
	}
	return holding
}

// DisqualifierBits has the bits of all disqualifiers: the account is disqualified where
// a mask has one of them.
func (l MaskLayout) DisqualifierBits() uint64 {
	return (1<<len(l.Disqualifiers) - 1) << l.firstBit
}

// Level is how many levels of the signal hold, 0 to LevelCount.
func (s SignalBits) Level(mask uint64) int { return bits.OnesCount64(mask & s.UpTo(s.LevelCount)) }

// Matched reports whether the first level of the signal holds.
func (s SignalBits) Matched(mask uint64) bool { return mask>>s.FirstBit&1 != 0 }

// UpTo has the bits of the first levels of the signal.
func (s SignalBits) UpTo(level int) uint64 { return (1<<level - 1) << s.FirstBit }

// Levels is how many levels the signal has; 1 where its condition has no list.
func (s Signal) Levels() int { return s.When.Levels() }

// scale is the least number that the levels of every enabled signal of a side divide.
// Sums are counted in parts of it, so that each level adds a whole number. It is 12 at
// most, and 1 where no signal has levels.
func (c Scorecard) scale(side Side) uint32 {
	scale := uint32(1)
	for _, s := range c.Signals(side) {
		if s.Enabled {
			scale = lcm(scale, uint32(s.Levels()))
		}
	}
	return scale
}

func lcm(a, b uint32) uint32 {
	divisor, rest := a, b
	for rest != 0 {
		divisor, rest = rest, divisor%rest
	}
	return a / divisor * b
}
