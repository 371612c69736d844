package rulebooktest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// CardOf has enabled adoption signals of the given weights, named by their
// place.
func CardOf(t testing.TB, weighting rulebook.Weighting, weights ...int) rulebook.Scorecard {
	t.Helper()
	card := rulebook.NewScorecard()
	card.Weighting = weighting
	for i, w := range weights {
		var err error
		card, err = card.Add(rulebook.Signal{Name: fmt.Sprintf("signal %d", i+1), Weight: w, Enabled: true, When: EventCondition(fmt.Sprintf("event_%d", i))})
		if err != nil {
			t.Fatal(err)
		}
	}
	return card
}

// CardShape is how many signals a random card has, whether some of them have levels, and
// how many disqualifiers it has.
type CardShape struct {
	Adoption, Fit int
	Levels        bool
	Disqualifiers int
}

// RandomCard has signals of random weights. Some are switched off and some have the
// condition of another.
func RandomCard(rng *rand.Rand, shape CardShape) rulebook.Scorecard {
	card := rulebook.NewScorecard()
	card.Weighting = rulebook.Weighting(rng.IntN(2))
	var id int64
	for side, n := range [2]int{shape.Adoption, shape.Fit} {
		for i := range n {
			id++
			asks := i
			if i > 0 && rng.IntN(8) == 0 {
				asks = rng.IntN(i)
			}
			signal := rulebook.Signal{
				ID:      id,
				Name:    fmt.Sprintf("%s %d", rulebook.Side(side), i),
				Side:    rulebook.Side(side),
				Weight:  rulebook.MinWeight + rng.IntN(rulebook.MaxWeight),
				Enabled: rng.IntN(6) > 0,
				When:    EventCondition(fmt.Sprintf("%s_%d", rulebook.Side(side), asks)),
			}
			if shape.Levels && rng.IntN(2) == 0 {
				signal.When = LevelsCondition(fmt.Sprintf("%s_%d", rulebook.Side(side), asks), 1+rng.IntN(condition.MaxLevels))
			}
			if signal.Side == rulebook.Adoption {
				card.Adoption = append(card.Adoption, signal)
			} else {
				card.Fit = append(card.Fit, signal)
			}
		}
	}
	for i := range shape.Disqualifiers {
		id++
		card.Disqualifiers = append(card.Disqualifiers, rulebook.Signal{
			ID: id, Name: fmt.Sprintf("disqualifier %d", i), Side: rulebook.Side(rng.IntN(2)), Enabled: rng.IntN(4) > 0,
			Disqualifier: true, When: EventCondition(fmt.Sprintf("disqualifier_%d", i)),
		})
	}
	return card
}

// LevelsCondition is a condition about the event with so many levels: more than 0, 1, 2
// and 3 times.
func LevelsCondition(event string, levels int) condition.Condition {
	c := EventCondition(event)
	for i := range levels {
		if levels > 1 {
			c.Rules[0].Numbers = append(c.Rules[0].Numbers, float64(i))
		}
	}
	return c
}

// EventCondition is a simple condition about the event.
func EventCondition(event string) condition.Condition {
	return condition.Condition{Rules: []condition.Rule{{Subject: condition.EventSubject, Name: event, Operator: condition.MoreThan}}}
}
