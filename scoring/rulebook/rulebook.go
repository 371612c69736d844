package rulebook

import (
	"trialist/scoring/value"
)

// Rulebook is everything a team decides: what scores and what statuses mean.
type Rulebook struct {
	Card      Scorecard
	Lifecycle Lifecycle
}

// Default has no signals and reads statuses from the reserved
// attributes.
func Default() Rulebook {
	return Rulebook{Card: NewScorecard(), Lifecycle: DefaultLifecycle()}
}

// Validate returns a [value.FieldError] naming the first field that is wrong.
func (b Rulebook) Validate() error {
	if err := b.Card.Validate(); err != nil {
		return value.PrefixField("card", err)
	}
	if err := b.Lifecycle.Validate(); err != nil {
		return value.PrefixField("life", err)
	}
	return nil
}
