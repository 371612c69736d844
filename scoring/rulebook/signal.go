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
	MinWeight  = 1
	MaxWeight  = 10
	MaxSignals = 64 // enabled, a side: one bit each of a mask
	maxName    = 80 // characters of a signal's name
)

// Signal is a named condition with a weight, on one side.
type Signal struct {
	ID      int64 // stable across renames and moves; unique in a scorecard, given by Scorecard.Add
	Name    string
	Side    Side
	Phase   Phase
	Weight  int // MinWeight to MaxWeight
	Enabled bool

	// HandRaiser marks a signal that says that somebody wants to be called, such as that they
	// asked for a demo. Trials that match it stand in a lane above the ranking; it makes no
	// other difference.
	HandRaiser bool

	When condition.Condition
}
