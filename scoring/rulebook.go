package scoring

// Rulebook is everything a team decides: what scores and what statuses mean.
type Rulebook struct {
	Card Scorecard
	Life Lifecycle
}

// DefaultRulebook has no signals and reads statuses from the reserved
// attributes.
func DefaultRulebook() Rulebook {
	return Rulebook{Card: NewScorecard(), Life: DefaultLifecycle()}
}

// Validate returns a [FieldError] naming the first field that is wrong.
func (b Rulebook) Validate() error {
	if err := b.Card.Validate(); err != nil {
		return within("card", err)
	}
	if err := b.Life.Validate(); err != nil {
		return within("life", err)
	}
	return nil
}
