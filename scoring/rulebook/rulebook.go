package rulebook

import (
	"trialist/scoring/value"
)

// Rulebook is everything a team decides: what scores and what statuses mean.
type Rulebook struct {
	Card      Scorecard
	Lifecycle Lifecycle
	Segments  Segments
	Workflows Workflows
	Plan      Plan // what trials are told

	// TimeZone is the IANA name of the zone in which days begin and end; "" while
	// none is set, which is UTC. Imports set it too, so it lies with the data and
	// an earlier version of the rulebook has none of its own.
	TimeZone string
}

// Default has no signals, a few segments, and reads statuses from the reserved
// attributes.
func Default() Rulebook {
	return Rulebook{Card: NewScorecard(), Lifecycle: DefaultLifecycle(), Segments: defaultSegments(), Plan: DefaultPlan()}
}

// zone is the time zone, UTC while none is set.
func (b Rulebook) zone() *value.Zone {
	zone, err := value.LoadZone(b.TimeZone)
	if err != nil { // Validate says so
		return nil
	}
	return zone
}

// TimeZoneText is the time zone as users read it.
func (b Rulebook) TimeZoneText() string {
	if b.TimeZone == "" {
		return "UTC (unset)"
	}
	return b.TimeZone
}

// Validate returns a [value.FieldError] naming the first field that is wrong.
func (b Rulebook) Validate() error {
	if err := b.Card.Validate(); err != nil {
		return value.PrefixField("card", err)
	}
	if err := b.Lifecycle.Validate(); err != nil {
		return value.PrefixField("life", err)
	}
	if err := value.CheckZone(b.TimeZone); err != nil {
		return &value.FieldError{Field: "time_zone", Message: err.Error()}
	}
	if err := b.validateSegments(); err != nil {
		return err
	}
	if err := b.validateWorkflows(); err != nil {
		return err
	}
	return value.PrefixField("plan", b.Plan.validate())
}
