package rulebook

import (
	"trialist/scoring/condition"
)

// Side is which of the two scores a signal counts towards.
type Side uint8

// The sides.
const (
	Adoption Side = iota // what they do
	Fit                  // who they are
)

// Phase is the part of onboarding that a milestone belongs to.
type Phase uint8

// The phases, in their order.
const (
	Setup Phase = iota
	Discovery
	Activation
)

// The limits of a scorecard.
const (
	MinWeight = 1
	MaxWeight = 10
	MaxBits   = 64 // a side, of a mask: one for each level of an enabled signal, and for each enabled disqualifier
	maxName   = 80 // characters of a signal's name
)

// Signal is a named condition with a weight, on one side. Its condition may have
// levels, each of which earns its share of the points.
//
// A disqualifier is a signal without weight and phase. Where it holds, the account is
// not qualified, whatever its scores.
type Signal struct {
	ID           int64 // stable across renames and moves; unique in a scorecard, given by Scorecard.Add
	Name         string
	Side         Side // of a disqualifier it follows from what it asks
	Phase        Phase
	Weight       int // MinWeight to MaxWeight; 0 of a disqualifier
	Enabled      bool
	Disqualifier bool

	// HandRaiser marks a signal that says that somebody wants to be called, such as that they
	// asked for a demo. Trials that match it stand in a lane above the ranking; it makes no
	// other difference.
	HandRaiser bool

	When condition.Condition
}
