package main

import (
	"time"

	"trialist/cmd/trialist/output"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// trial is what the JSON contract says of an account wherever one is listed.
// Ranks count the accounts of the same listing before any filter.
type trial struct {
	Rank         *int            `json:"rank"`
	ID           string          `json:"id"`
	Name         *string         `json:"name"`
	Status       rulebook.Status `json:"status"`
	Adoption     *output.Tenths  `json:"adoption"`
	AdoptionBand *string         `json:"adoption_band"`
	Fit          *output.Tenths  `json:"fit"`
	FitBand      *string         `json:"fit_band"`
	Qualified    bool            `json:"qualified"`
	DaysLeft     *output.Tenths  `json:"days_left"`
	LastSeen     output.Instant  `json:"last_seen"`
	Owner        *string         `json:"owner"`
	LastTouch    *touch          `json:"last_touch"`
}

// touch is something a rep did, as JSON says it.
type touch struct {
	At   output.Instant `json:"at"`
	Kind string         `json:"kind"`
	Who  *string        `json:"who"`
	Body *string        `json:"body"`
}

// String is what was done and on which day, as lists show it.
func (t touch) String() string {
	words := t.Kind
	if at := value.Instant(t.At); at.Known() {
		words += " " + at.Time().Format(time.DateOnly)
	}
	return words
}

func touchOf(t store.Touch) touch {
	return touch{At: output.Instant(t.At), Kind: t.Kind.String(), Who: output.TextOrNull(t.Who), Body: output.TextOrNull(t.Body)}
}

// trial describes the account of a row.
func (v *rankedWorkspace) trial(row store.Row) trial {
	slot := int(row.Slot)
	t := trial{
		ID:        row.ID,
		Name:      output.TextOrNull(row.Name),
		Status:    v.population.Status[slot],
		Qualified: v.ranking.Qualified(slot),
		LastSeen:  output.Instant(v.population.LastSeen[slot]),
		Owner:     output.TextOrNull(row.Owner),
	}
	t.Adoption, t.AdoptionBand = v.score(rulebook.Adoption, slot)
	t.Fit, t.FitBand = v.score(rulebook.Fit, slot)
	place := v.ranking.Position(slot)
	t.Rank = output.OrNull(place+1, place >= 0)
	left, running := v.daysLeft(slot)
	t.DaysLeft = output.OrNull(left, running)
	if row.LastTouch != nil {
		t.LastTouch = output.OrNull(touchOf(*row.LastTouch), true)
	}
	return t
}

// score is the score of a slot and its band, both nil where a side has none.
func (v *rankedWorkspace) score(side rulebook.Side, slot int) (*output.Tenths, *string) {
	return output.ScoreOrNull(v.ranking.Score(side, slot)), output.TextOrNull(v.ranking.Band(side, slot).Name(side))
}

// matched is the names of the signals of a side that a slot matches, in order.
func (v *rankedWorkspace) matched(side rulebook.Side, slot int) []string {
	names := []string{}
	mask := v.ranking.SignalMask(side, slot)
	for i, signal := range v.book.Card.Enabled(side) {
		if mask>>i&1 != 0 {
			names = append(names, signal.Name)
		}
	}
	return names
}
