package scoring

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// cardOf has enabled adoption signals of the given weights, named by their
// place.
func cardOf(t *testing.T, weighting Weighting, weights ...int) Scorecard {
	t.Helper()
	card := NewScorecard()
	card.Weighting = weighting
	for i, w := range weights {
		var err error
		card, err = card.Add(Signal{Name: fmt.Sprintf("signal %d", i+1), Weight: w, Enabled: true, When: askFor(fmt.Sprintf("event_%d", i))})
		if err != nil {
			t.Fatal(err)
		}
	}
	return card
}

// cardShape is how many signals a random card has.
type cardShape struct{ adoption, fit int }

// randomCard has signals of random weights, some switched off and some asking
// the same as another.
func randomCard(rng *rand.Rand, shape cardShape) Scorecard {
	card := NewScorecard()
	card.Weighting = Weighting(rng.IntN(2))
	var id int64
	for side, n := range [2]int{shape.adoption, shape.fit} {
		for i := range n {
			id++
			asks := i
			if i > 0 && rng.IntN(8) == 0 {
				asks = rng.IntN(i)
			}
			signal := Signal{
				ID:      id,
				Name:    fmt.Sprintf("%s %d", Side(side), i),
				Side:    Side(side),
				Weight:  MinWeight + rng.IntN(MaxWeight),
				Enabled: rng.IntN(6) > 0,
				When:    askFor(fmt.Sprintf("%s_%d", Side(side), asks)),
			}
			if signal.Side == Adoption {
				card.Adoption = append(card.Adoption, signal)
			} else {
				card.Fit = append(card.Fit, signal)
			}
		}
	}
	return card
}

// askFor is a condition that is its own key.
func askFor(event string) Condition {
	return Condition{Rules: []Rule{{Subject: EventSubject, Name: event, Operator: MoreThan}}}
}
